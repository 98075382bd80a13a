"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");

require("./studyguide.js").part("offline/copy");
const { addressOf, isOurs, keyOf, keysOf, nameOf, parted } = globalThis.studyguide.offline.kept;
const { sizeOf } = globalThis.studyguide.offline.copy;
const ROOT = "https://example.org/guide/";

test("a file has its own key, and the address that servers lead to", () => {
  assert.equal(keyOf(ROOT, "a b/日.html"), `${ROOT}a%20b/%E6%97%A5.html`);
  assert.equal(addressOf(ROOT, "storage/index.html"), `${ROOT}storage/`);
  assert.equal(addressOf(ROOT, "index.html"), ROOT);
  assert.equal(addressOf(ROOT, "storage/my-index.html"), `${ROOT}storage/my-index.html`);
});

test("an address stands for files below the root only, whatever is asked with it", () => {
  assert.deepEqual(keysOf(ROOT, `${ROOT}storage/?q=1#x`), [`${ROOT}storage/index.html`]);
  assert.deepEqual(keysOf(ROOT, `${ROOT}storage`), [
    `${ROOT}storage`,
    `${ROOT}storage/index.html`,
    `${ROOT}storage.html`,
  ]);
  assert.deepEqual(keysOf(ROOT, "https://example.org/guides/"), []);
  assert.deepEqual(keysOf(ROOT, "https://example.com/guide/"), []);
});

test("copies of other guides on the same server are not ours", () => {
  assert.equal(isOurs(ROOT, nameOf(ROOT, "1")), true);
  assert.equal(isOurs(ROOT, nameOf(`${ROOT}other/`, "1")), false);
  assert.equal(isOurs(`${ROOT}other/`, nameOf(ROOT, "1")), false);
  assert.equal(isOurs(ROOT, "studyguide"), false);
});

test("what is alike is copied, what is there stays, the rest is fetched", () => {
  const list = [
    ["a", 1, "x"],
    ["b", 1, "y"],
    ["c", 1, "z"],
  ];
  const older = [
    ["a", 1, "x"],
    ["b", 1, "old"],
  ];
  assert.deepEqual(
    parted(list, older, () => false),
    { fetched: [list[1], list[2]], copied: [list[0]] },
  );
  assert.deepEqual(
    parted(list, older, (path) => path === "c"),
    { fetched: [list[1]], copied: [list[0]] },
  );
});

test("sizes are said as the language says them", () => {
  assert.equal(sizeOf(1_234_567), "1.2 MB");
  assert.equal(sizeOf(30_577_753), "31 MB");
});
