"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");

require("./studyguide.js").part("reading/terms");
const { partsOf } = globalThis.studyguide.reading.pins;

test("what a link says is split into lines and facts", () => {
  assert.deepEqual(partsOf("One.\nTwo.\n\nkind: file\nsize: 1"), {
    lines: ["One.", "Two."],
    facts: ["kind: file", "size: 1"],
  });
  assert.deepEqual(partsOf("One."), { lines: ["One."], facts: [] });
});
