"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { partsOf, place } = require("./studyguide.js").part("reading/terms");

const phone = { width: 390, height: 844, top: 54 };
const box = { width: 300, height: 120 };
const at = (left, top) => ({ left, top, bottom: top + 20 });

test("an explanation stands below its term", () => {
  assert.deepEqual(place(at(20, 200), box, phone), { left: 20, top: 226 });
});

test("it never leaves the window sideways", () => {
  assert.equal(place(at(370, 200), box, phone).left, 84);
  assert.equal(place(at(-10, 200), box, phone).left, 6);
});

test("near the lower edge it stands above its term", () => {
  assert.equal(place(at(20, 800), box, phone).top, 674);
});

test("with no room above or below it still stays inside", () => {
  const { top } = place(at(20, 60), { width: 300, height: 780 }, phone);
  assert.equal(top >= phone.top && top + 780 <= phone.height, true);
});

test("it never covers the header", () => {
  assert.equal(place(at(20, 60), { width: 300, height: 2000 }, phone).top, phone.top);
});

test("what a link says is split into lines and facts", () => {
  assert.deepEqual(partsOf("One.\nTwo.\n\nkind: file\nsize: 1"), {
    lines: ["One.", "Two."],
    facts: ["kind: file", "size: 1"],
  });
  assert.deepEqual(partsOf("One."), { lines: ["One."], facts: [] });
});
