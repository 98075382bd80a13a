"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load, part } = require("./studyguide.js");

const { age, ago, moved } = part("reading/page");
const { tame, reachable } = load("reading/drawing").reading.drawing;

const here = new URL("https://example.org/guide/storage/#encryption");
const anchors = (id) =>
  ({ encryption: "s3/#encryption", größe: "ebs/", elsewhere: "https://evil.example/", code: "javascript:alert(1)" })[
    id
  ];

test("a review is as old as the days since", () => {
  const now = Date.parse("2026-03-01T12:00:00Z");
  assert.equal(age("2026-03-01", now), 0);
  assert.equal(age("2025-03-01", now), 365);
  assert.equal(Number.isNaN(age("someday", now)), true);
});

test("a review's age is told in days, then in years", () => {
  assert.deepEqual([200, 365, 729, 730, 1100].map(ago), [
    "200 days ago",
    "over a year ago",
    "over a year ago",
    "2 years ago",
    "3 years ago",
  ]);
});

test("a fragment that moved leads to its page", () => {
  assert.equal(moved("#encryption", anchors, here), "https://example.org/guide/storage/s3/#encryption");
  assert.equal(moved("#gr%C3%B6%C3%9Fe", anchors, here), "https://example.org/guide/storage/ebs/");
});

test("a fragment that is still here leads nowhere", () => {
  for (const hash of ["", "#", "#contents", "#%E0%A4%A"]) assert.equal(moved(hash, anchors, here), null, hash);
});

test("no fragment leads out of the site", () => {
  assert.equal(moved("#elsewhere", anchors, here), null);
  assert.equal(moved("#code", anchors, here), null);
});

test("a folder is a site too", () => {
  const file = new URL("file:///home/me/site/storage/index.html");
  assert.equal(moved("#encryption", anchors, file), "file:///home/me/site/storage/s3/#encryption");
});

test("the CSS of a drawing names nothing outside it", () => {
  for (const css of [
    "#sg-diagram-1 .node rect { fill: rgb(1, 2, 3); stroke: var(--x); marker-end: url(#sg-diagram-1_end); }",
    'url("#arrow")',
    "@keyframes dash { to { stroke-dashoffset: calc(1px + 2px); } }",
    "matrix(1,0,0,1,5,5) translate(1, 2)",
  ])
    assert.equal(tame(css), true, css);
  for (const css of [
    "fill: url(https://x.example)",
    "fill: url( 'x.png' )",
    "fill: url(#a b)",
    'fill: url("x#a")',
    "fill: URL(x)",
    "fill: \\75rl(x)",
    'background: image-set("x.png" 1x)',
    'background: -webkit-image-set("x.png" 1x)',
    'background: image("x.png")',
    'background: cross-fade(url(#a), "x.png")',
    "src: src('x')",
    "width: expression(alert(1))",
    '@import "x.css"',
    "@font-face { font-family: x }",
    "@media print { a { b: c } }",
    "</style><img src=x>",
  ])
    assert.equal(tame(css), false, css);
});

test("a drawing takes in only what is in it, and its links lead to pages", () => {
  for (const address of ["https://x.example", "HTTP://x", "mailto:a@b", "../s3/", "#a"])
    assert.equal(reachable("a", address), true, address);
  for (const address of [
    "javascript:alert(1)",
    " java\nscript:alert(1)",
    "data:text/html,x",
    "blob:x",
    "file:///x",
    "vbscript:x",
  ])
    assert.equal(reachable("a", address), false, address);
  for (const address of ["x.svg#a", "https://x#a", "//x#a", "data:x", "", "#a b"])
    assert.equal(reachable("use", address), false, address);
  assert.equal(reachable("use", "#a"), true);
});
