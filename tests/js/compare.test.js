"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./studyguide.js");

const { values, view } = load("compare/units", "compare/values", "compare/view").compare;
const { order, quantity } = values.reader("en");
const compare = { ...view, order, quantity };

const model = {
  order,
  members: [
    { id: "a", name: "Alpha" },
    { id: "b", name: "Beta" },
    { id: "c", name: "Gamma" },
  ],
  attributes: [
    { id: "size", name: "max size" },
    { id: "kind", name: "kind" },
    { id: "price", name: "price" },
  ],
  values: [
    ["128 TiB", "1 MB", null],
    ["block", "Block ", "file"],
    ["$0.10", "$0.09", "$1,000"],
  ],
};
const empty = compare.read("", model);

const sorted = (...values) => [...values].sort(compare.order);

test("sizes are ordered by what they are, not by how they are written", () => {
  assert.deepEqual(sorted("128 TiB", "1 MB", "1,024 GB", "1 TiB", "5 GiB"), [
    "1 MB",
    "5 GiB",
    "1,024 GB",
    "1 TiB",
    "128 TiB",
  ]);
});

test("times of different units are ordered", () => {
  assert.deepEqual(sorted("14 days", "15 minutes", "900 ms", "1 year", "2 hours", "30 s"), [
    "900 ms",
    "30 s",
    "15 minutes",
    "2 hours",
    "14 days",
    "1 year",
  ]);
});

test("rates in bits and in bytes are one kind", () => {
  assert.deepEqual(sorted("10 Gbps", "1 GB/s", "250 MiB/s", "100 Mbps"), [
    "100 Mbps",
    "250 MiB/s",
    "1 GB/s",
    "10 Gbps",
  ]);
});

test("prices, percentages and plain numbers are ordered as numbers", () => {
  assert.deepEqual(sorted("$1,000", "$0.09", "$20"), ["$0.09", "$20", "$1,000"]);
  assert.deepEqual(sorted("99.99 %", "99.5 %", "100%"), ["99.5 %", "99.99 %", "100%"]);
  assert.deepEqual(sorted("up to 16,000", "500", "about 3,000 IOPS"), ["500", "about 3,000 IOPS", "up to 16,000"]);
});

test("a range counts by its lower end, and what has no limit comes last", () => {
  assert.deepEqual(sorted("unlimited", "4–16 TiB", "5 TiB", "1 GiB–2 TiB"), [
    "1 GiB–2 TiB",
    "4–16 TiB",
    "5 TiB",
    "unlimited",
  ]);
});

test("written-out thousands count", () => {
  assert.deepEqual(sorted("16k IOPS", "3,000 IOPS"), ["3,000 IOPS", "16k IOPS"]);
  assert.deepEqual(sorted("1 million", "20,000", "2 billion", "1.5M", "3 thousand"), [
    "3 thousand",
    "20,000",
    "1 million",
    "1.5M",
    "2 billion",
  ]);
  assert.deepEqual(sorted("3 km", "5 m"), ["5 m", "3 km"], "metres are no millions");
});

test("a comma is decimal where it cannot part thousands, and in languages that write it so", () => {
  assert.deepEqual(sorted("1,6 GB", "1.2 GB", "1,500 MB"), ["1.2 GB", "1,500 MB", "1,6 GB"]);
  assert.equal(quantity("1,5 GB").amount, 1.5e9);
  assert.equal(quantity("1,500 GB").amount, 1.5e12);
  const german = values.reader("de");
  assert.equal(german.quantity("1,500 GB").amount, 1.5e9);
  assert.equal(german.quantity("1.500,5 GB").amount, 1.5005e12);
  assert.equal(german.quantity("1.5 GB").amount, 1.5e9);
});

test("a page's language that is none is that of the reader", () => {
  assert.equal(values.reader("no language").quantity("5 GB").amount, 5e9);
  assert.equal(values.reader("").quantity("5 GB").amount, 5e9);
});

test("numbers inside words are no quantities", () => {
  for (const text of ["S3 and EC2", "any client", "yes (3 of them)", ""])
    assert.equal(compare.quantity(text), null, text);
});

test("words follow quantities, in the order of the alphabet", () => {
  assert.deepEqual(sorted("zebra", "5 GB", "Apple", "item 10", "item 9"), [
    "5 GB",
    "Apple",
    "item 9",
    "item 10",
    "zebra",
  ]);
});

test("everything is shown at first, and with only one member chosen", () => {
  assert.deepEqual(compare.view(model, empty), { members: [0, 1, 2], attributes: [0, 1, 2] });
  assert.deepEqual(compare.view(model, { ...empty, members: ["b"] }).members, [0, 1, 2]);
});

test("chosen members are shown in the order of the table", () => {
  assert.deepEqual(compare.view(model, { ...empty, members: ["c", "a"] }).members, [0, 2]);
});

test("only differences: case, blanks and gaps are none", () => {
  const two = { ...empty, members: ["a", "b"], differences: true };
  assert.deepEqual(compare.view(model, two).attributes, [0, 2]);
  assert.equal(compare.differs(model, 0, [0, 2]), false);
});

test("gaps stay last in both directions", () => {
  assert.deepEqual(compare.view(model, { ...empty, sort: "size" }).members, [1, 0, 2]);
  assert.deepEqual(compare.view(model, { ...empty, sort: "-size" }).members, [0, 1, 2]);
});

test("a filter looks at names and values of what is shown", () => {
  assert.deepEqual(compare.view(model, { ...empty, find: " TIB " }).attributes, [0]);
  assert.deepEqual(compare.view(model, { ...empty, find: "price" }).attributes, [2]);
  assert.deepEqual(compare.view(model, { ...empty, find: "file", members: ["a", "b"] }).attributes, []);
});

test("hidden facts are left out", () => {
  assert.deepEqual(compare.view(model, { ...empty, hidden: ["kind"] }).attributes, [0, 2]);
});

test("a state survives the query, beside what else stands there", () => {
  const state = {
    members: ["a", "c"],
    all: false,
    hidden: ["kind"],
    differences: true,
    swapped: true,
    baseline: "c",
    sort: "-price",
    find: "a & b",
  };
  const query = compare.write("?h=word", state);
  assert.equal(new URLSearchParams(query).get("h"), "word");
  assert.deepEqual(compare.read(query, model), state);
  assert.equal(compare.write(query, empty), "?h=word");
});

test("that all are wanted is in the query, where few would be shown else", () => {
  const all = { ...empty, all: true };
  assert.equal(compare.write("", all), "?all=1");
  assert.deepEqual(compare.read("?all=1", model), all);
  assert.equal(compare.write("", { ...all, members: ["a", "b"] }), "?with=a&with=b");
});

test("a narrow screen begins with two that are confused, or with the one that is picked and its like", () => {
  const pairs = [
    ["b", "c"],
    ["a", "b"],
  ];
  assert.deepEqual(compare.first(model, pairs, []), ["b", "c"]);
  assert.deepEqual(compare.first(model, pairs, ["a"]), ["a", "b"]);
  assert.deepEqual(compare.first(model, [], ["c"]), ["c", "a"]);
  assert.deepEqual(compare.first(model, [], []), ["a", "b"]);
  assert.deepEqual(compare.first(model, pairs, ["a", "c"]), ["a", "c"]);
});

test("one member alone is shown where only few are", () => {
  assert.deepEqual(compare.view({ ...model, fewest: 1 }, { ...empty, members: ["b"] }).members, [1]);
});

test("a query of somebody else's making does no harm", () => {
  const query = "?with=x&with=a&with=__proto__&hide=y&baseline=z&sort=-q&find=%3Cb%3E";
  assert.deepEqual(compare.read(query, model), { ...empty, members: ["a"], find: "<b>" });
});

test("no more than five members come from a query", () => {
  const many = { ...model, members: [..."abcdefg"].map((id) => ({ id, name: id })) };
  assert.equal(compare.read("?with=a&with=b&with=c&with=d&with=e&with=f", many).members.length, compare.MOST);
});

test("a copy holds what is shown, in the shown orientation", () => {
  const state = { ...empty, members: ["a", "b"], hidden: ["kind"], sort: "size" };
  assert.deepEqual(compare.grid(model, state), [
    ["", "Beta", "Alpha"],
    ["max size", "1 MB", "128 TiB"],
    ["price", "$0.09", "$0.10"],
  ]);
  assert.deepEqual(compare.grid(model, { ...state, swapped: true }), [
    ["", "max size", "price"],
    ["Beta", "1 MB", "$0.09"],
    ["Alpha", "128 TiB", "$0.10"],
  ]);
});

test("CSV quotes what must be quoted, and nothing becomes a formula", () => {
  assert.equal(
    compare.csv([
      ["a,b", 'say "x"'],
      ["two\nlines", "plain"],
    ]),
    '"a,b","say ""x"""\r\n"two\nlines",plain\r\n',
  );
  assert.equal(compare.csv([["=1+1", "+1", "@x", "-cmd", "-5 %"]]), "'=1+1,'+1,'@x,'-cmd,-5 %\r\n");
});

test("Markdown keeps cells in their columns", () => {
  assert.equal(
    compare.markdown([
      ["", "a|b"],
      ["x\ny", "*z*"],
    ]),
    "|  | a\\|b |\n| --- | --- |\n| x y | \\*z\\* |\n",
  );
});

test("all are shown in the order of the notes until two are picked", () => {
  for (const members of [[], ["b"]]) assert.deepEqual(compare.view(model, { ...empty, members }).members, [0, 1, 2]);
  assert.deepEqual(compare.view(model, { ...empty, members: ["c", "a"] }).members, [0, 2]);
});

test("a copied table says in words what its signs say on the page", () => {
  const remarks = [
    ["", " (unchecked)", ""],
    ["", "", ""],
    ["", "", ""],
  ];
  const [, sizes] = compare.grid({ ...model, remarks }, empty);
  assert.deepEqual(sizes, ["max size", "128 TiB", "1 MB (unchecked)", ""]);
});

test("a comparison is found by any of its names, in any order and case", () => {
  const { holds, folded } = load("words", "language", "compare/list").compare.list;
  const called = folded("EBS vs EFS EBS · Elastic  Block Store · EFS");
  for (const wish of ["efs", "EFS ebs", "block  store", ""]) assert.ok(holds(called, folded(wish)), wish);
  assert.ok(!holds(called, folded("efs lambda")));
});
