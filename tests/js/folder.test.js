"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const { FOLDER, load } = require("./studyguide.js");

/** What the worker loads, and what a browser or another script starts by its address. */
const WORKER = fs
  .readFileSync(path.join(FOLDER, "search/search-worker.js"), "utf8")
  .match(/LIBRARIES = \[([^\]]*)\]/)[1]
  .match(/[\w/]+/g);
const STARTED = ["guide", "search/search-worker", "search/iframe-worker", "offline/worker", "vendor/mermaid.min"];

const scripts = fs
  .readdirSync(FOLDER, { recursive: true })
  .filter((name) => name.endsWith(".js"))
  .map((name) => name.slice(0, -3).replaceAll(path.sep, "/"))
  .concat("words", "compare/words", "offline/words", "study/words", "practice/words"); // the build writes them
const { PARTS, FIRST } = load("guide");
const named = [...FIRST, ...Object.entries(PARTS).flatMap(([name, { after = [] }]) => [...after, name])];

test("every script has its place in the table of parts, in the worker, or starts by itself", () => {
  assert.deepEqual(new Set(scripts), new Set([...named, ...WORKER, ...STARTED]));
});

test("what a script offers lies in the namespace under its path, and every part can be mounted", () => {
  const guide = load(...WORKER, ...named);
  for (const name of new Set([...WORKER, ...named])) {
    if (name.startsWith("vendor/")) continue;
    const offered = name.split("/").reduce((at, step) => at?.[step], guide);
    assert.ok(offered, name);
    if (name in PARTS) assert.equal(typeof offered.mount, "function", name);
  }
});

test("nothing happens when a script is loaded: Node has no page, and none of them misses it", () => {
  assert.equal(typeof document, "undefined");
  load(...WORKER, ...named);
});

test("a file takes only what comes before it, in each part that it is loaded for", () => {
  for (const [part, { after = [], at }] of Object.entries(PARTS)) {
    // The tabs follow their page; what has a place of its own may stand on another.
    const before = part.startsWith("practice/") && !at ? PARTS["practice/page"].after : [];
    const order = [...new Set([...before, ...after, part])];
    order.forEach((name, place) => {
      if (name.startsWith("vendor/") || name.endsWith("/words")) return;
      const needed = fs
        .readFileSync(path.join(FOLDER, `${name}.js`), "utf8")
        .matchAll(/= guide\.(practice|compare|offline|reading|study|search)\.(\w+);/g);
      for (const [, from, file] of needed) {
        const found = order.indexOf(`${from}/${file}`);
        assert.ok(found >= 0 && found < place, `${part}: ${name} takes ${from}/${file}`);
      }
    });
  }
});

const ROOT = path.join(__dirname, "../..");
const textOf = (folder, ending) =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true })
    .filter((name) => name.endsWith(ending) && !name.startsWith("vendor"))
    .map((name) => fs.readFileSync(path.join(ROOT, folder, name), "utf8"))
    .join("\n");

test("a class that no sheet, script or test reads is not written", () => {
  const assets = "plugins/studyguide/theme/assets/studyguide";
  const templates = textOf("plugins/studyguide/templates", ".html");
  const code = textOf(assets, ".js");
  const written = [
    ...templates.matchAll(/class="([^"]*)"/g),
    ...code.matchAll(/class: [^,}]*?["'`]([^"'`]*)["'`]/g),
  ].flatMap(([, names]) => names.match(/sg-[\w-]*\w(?![-\w])/g) ?? []);
  const readers = [
    textOf(assets, ".css"),
    textOf("plugins/studyguide/templates", ".css"),
    textOf("tests", ".py"),
    textOf("plugins/studyguide/templates", ".js"),
    ...code.matchAll(/["'`][^"'`]*\.sg-[^"'`]*["'`]/g),
  ].join("\n");
  const read = new Set(Array.from(readers.matchAll(/\.(sg-[\w-]*\w)/g), ([, name]) => name));
  assert.deepEqual(
    [...new Set(written)].filter((name) => !read.has(name)),
    [],
  );
});

test("vendored files have their licences beside them", () => {
  for (const file of fs.readdirSync(path.join(FOLDER, "vendor")).filter((name) => name.endsWith(".js"))) {
    const licence = file.replace(/(\.min)?\.js$/, ".LICENSE.txt");
    assert.ok(fs.existsSync(path.join(FOLDER, "vendor", licence)), licence);
  }
});
