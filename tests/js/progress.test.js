"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const progress = require("../../plugins/studyguide/theme/assets/studyguide/progress.js");

const storage = (more = {}) => {
  const kept = new Map();
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), ...more };
};

test("a mark is kept with its section and can be taken away", () => {
  const marks = progress.mark({}, "s3", { state: "sure", at: 1 });
  assert.equal(progress.stateOf(marks.s3), "sure");
  assert.equal(progress.stateOf(progress.mark(marks, "s3", { state: "", at: 2 }).s3), "");
  assert.equal(progress.stateOf({ state: "toString" }), "");
  assert.equal(progress.stateOf(undefined), "");
});

test("a section changed when its words are others than those that were marked", () => {
  const found = { state: "read", hash: "aa" };
  assert.equal(progress.isChanged(found, "bb"), true);
  assert.equal(progress.isChanged(found, "aa"), false);
  assert.equal(progress.isChanged({ state: "", hash: "aa" }, "bb"), false);
  assert.equal(progress.isChanged(undefined, "bb"), false);
});

test("new passages are those whose words were not there; order and spaces do not matter", () => {
  const before = progress.passageKeys(["One.", "Two  words.", "Three."]).join(" ");
  const now = progress.passageKeys(["Three.", "Two\nwords.", "Four.", ""]);
  assert.deepEqual(progress.newPassages(now, before), [2]);
  assert.deepEqual(progress.newPassages(progress.passageKeys(["One."]), undefined), [0]);
});

test("of two records the later entry wins, and nothing is lost", () => {
  const mine = { a: { state: "sure", at: 5 }, b: { state: "read", at: 1 } };
  const theirs = { a: { state: "shaky", at: 4 }, b: { state: "", at: 2 }, c: { state: "sure" } };
  assert.deepEqual(progress.merge(mine, theirs), { a: mine.a, b: theirs.b, c: theirs.c });
});

test("a file that was written is read back", () => {
  const stores = { sections: { s3: { state: "sure", at: 1 } }, cards: { c: { due: 1 } }, answers: {} };
  assert.deepEqual(progress.parseFile(progress.writeFile("Guide", stores)), stores);
});

test("a file that is something else is refused in words, and odd entries are left out", () => {
  assert.throws(() => progress.parseFile("{"), /not JSON/);
  assert.throws(() => progress.parseFile("[]"), /no progress/);
  assert.throws(() => progress.parseFile('{"format":"studyguide-progress","version":2}'), /newer version/);
  const odd = '{"format":"studyguide-progress","version":1,"sections":{"a":1,"__proto__":{"x":1},"b":{}},"cards":[]}';
  assert.deepEqual(progress.parseFile(odd), { sections: { b: {} }, cards: {}, answers: {} });
  assert.equal({}.x, undefined);
});

test("two guides of one address do not share their marks", () => {
  const shared = storage();
  const one = progress.storeAt("/one/", () => shared);
  const two = progress.storeAt("/two/", () => shared);
  assert.equal(one.set("sections", { a: { state: "read" } }), true);
  assert.deepEqual(two.get("sections"), {});
  assert.deepEqual(one.get("sections"), { a: { state: "read" } });
});

test("a store that is forbidden, full or broken keeps what the page needs, and says so", () => {
  const forbidden = progress.storeAt("/", () => {
    throw new DOMException("denied", "SecurityError");
  });
  assert.deepEqual(forbidden.get("sections"), {});
  assert.equal(forbidden.set("sections", { a: { state: "read" } }), false);
  assert.deepEqual(forbidden.get("sections"), { a: { state: "read" } });
  const broken = storage({ getItem: () => "[1]" });
  assert.deepEqual(progress.storeAt("/", () => broken).get("sections"), {});
});

test("the address of a page is the same with and without index.html, query and fragment", () => {
  const at = (rest) => progress.addressIn("https://x.org/sub/", `https://x.org/${rest}`);
  assert.equal(at("sub/s3/"), "s3/");
  assert.equal(at("sub/s3/index.html?q#a"), "s3/");
  assert.equal(at("sub/index.html"), "");
  assert.equal(at("other/"), null);
});
