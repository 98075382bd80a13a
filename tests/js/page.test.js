"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { part } = require("./studyguide.js");

const { age, ago, moved } = part("reading/page");
const { harmless } = part("reading/diagrams");

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

test("a diagram that would load something is not drawn", () => {
  assert.equal(harmless("graph TD\n  A[Start] --> B{Choice}"), true);
  for (const text of [
    'A["<img src=x>"]',
    "style A fill:url(https://x.example)",
    'A@{ img: "https://x.example/y.png" }',
  ]) {
    assert.equal(harmless(text), false, text);
  }
});
