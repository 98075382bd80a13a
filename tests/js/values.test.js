"use strict";
/* The cases are shared with tests/test_guide_missing_values.py. */
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const { load } = require("./studyguide.js");

const { values, view } = load("compare/units", "compare/values", "compare/view").compare;
const cases = JSON.parse(fs.readFileSync(path.join(__dirname, "../cases/compare/values.json"), "utf8"));

/** A table of one row, whose columns are sorted by it. */
function table(row, language = "en") {
  const members = row.map((_, n) => ({ id: `m${n}`, name: `M${n}` }));
  return { order: values.reader(language).order, members, attributes: [{ id: "x", name: "x" }], values: [row] };
}

const sorted = (row, language, sort) =>
  view.view(table(row, language), { ...view.read("", table(row)), sort }).members.map((n) => row[n]);

test("what only says that there is no value counts as none", () => {
  for (const text of cases.missing) assert.equal(values.missing(text), true, JSON.stringify(text));
  for (const text of cases.present) assert.equal(values.missing(text), false, JSON.stringify(text));
});

test("a row of words alone has no order to sort by", () => {
  const { sorts } = values.reader("en");
  for (const { values: row } of cases.ascending) {
    const words = row.every((text) => values.missing(text) || /^[\p{L} ]{4,}$/u.test(text));
    if (!words) assert.equal(sorts(row), true, JSON.stringify(row));
  }
  assert.equal(sorts(["Kafka log", "queue", "stream"]), false);
  assert.equal(sorts(["5 GB", "it depends", "–"]), false, "one figure is no order");
  assert.equal(sorts(["5 GB", "it depends", "1 TB"]), true);
  assert.equal(sorts(["yes", "no"]), true);
});

test("only what is there can differ", () => {
  for (const { values: row, differs } of cases.differing)
    assert.equal(view.differs(table(row), 0, [...row.keys()]), differs, JSON.stringify(row));
});

for (const { language, values: row } of cases.ascending) {
  test(`in order (${language}): ${row.join(" · ")}`, () => {
    assert.deepEqual(sorted([...row].reverse(), language, "x"), row);
    const gone = row.filter(values.missing);
    const there = row.filter((text) => !values.missing(text)).reverse();
    assert.deepEqual(sorted(row, language, "-x"), [...there, ...gone], "what is missing stays last");
  });
}

test("the order is one order: no three values go in a circle", () => {
  const all = cases.ascending.filter(({ language }) => language === "en").flatMap(({ values: row }) => row);
  const { order } = values.reader("en");
  // Each two are compared once: for each three, it would take half a minute.
  const signs = all.map((a) => all.map((b) => Math.sign(order(a, b, all))));
  for (const [a, ofA] of signs.entries())
    for (const [b, sign] of ofA.entries()) {
      assert.equal(sign + signs[b][a], 0, `${all[a]} and ${all[b]}`);
      if (sign > 0) continue;
      for (const [c, next] of signs[b].entries())
        if (next <= 0) assert.ok(ofA[c] <= 0, `${all[a]}, ${all[b]}, ${all[c]}`);
    }
});

test("a column with a gap is sorted, whatever its other values are", () => {
  const { order } = values.reader("en");
  assert.ok(order("$0.30", "$0.10", ["$0.30", "$0.10", null]) > 0);
  assert.ok(order("3.10", "3.9", ["3.10", null, "3.9"]) > 0);
});
