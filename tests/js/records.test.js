"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./studyguide.js");

const { records: store, practice, reading } = load("language", "text", "records", "reading/passages", "practice/kept");
const records = { ...store, ...practice.kept };
const { namesOf, fresh } = reading.passages;
const NOW = Date.UTC(2026, 10, 28);

const storage = (more = {}) => {
  const kept = new Map();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
    ...more,
  };
};

test("a mark is kept with its section and can be taken away", () => {
  const marks = records.mark({}, "s3", { state: "sure", at: 1 });
  assert.equal(records.stateOf(marks.s3), "sure");
  assert.equal(records.stateOf(records.mark(marks, "s3", { state: "", at: 2 }).s3), "");
  assert.equal(records.stateOf(undefined), "");
});

test("a section changed when its words are others than those that were marked", () => {
  const found = { state: "read", hash: "aa" };
  assert.equal(records.isChanged(found, "bb"), true);
  assert.equal(records.isChanged(found, "aa"), false);
  assert.equal(records.isChanged({ state: "", hash: "aa" }, "bb"), false);
  assert.equal(records.isChanged(undefined, "bb"), false);
});

test("new passages are those whose words were not there; order and spaces do not matter", () => {
  const before = namesOf(["One.", "Two  words.", "Three."]).join(" ");
  const now = namesOf(["Three.", "Two\nwords.", "Four.", ""]);
  assert.deepEqual(fresh(now, before), [2]);
  assert.deepEqual(fresh(namesOf(["One."]), undefined), [0]);
});

test("of two records the later entry wins, and nothing is lost", () => {
  const mine = { a: { state: "sure", at: 5 }, b: { state: "read", at: 1 } };
  const theirs = { a: { state: "shaky", at: 4 }, b: { state: "", at: 2 }, c: { state: "sure" } };
  assert.deepEqual(records.merge(mine, theirs), { a: mine.a, b: theirs.b, c: theirs.c });
});

const SCHEDULE = { due: 9, s: 1.5, d: 5, days: 1, step: 0, reps: 1, lapses: 0, state: 2, at: 4 };
const fileWith = (stores) =>
  records.parseFile(JSON.stringify({ format: "studyguide-progress", version: 1, ...stores }), NOW);

test("a file that was written is read back", () => {
  const stores = {
    sections: { s3: { state: "sure", at: 1 } },
    cards: { c: SCHEDULE },
    answers: { q: { right: 1, tries: 2, at: 3 } },
    away: { c: { off: true, at: 5 } },
    attempts: { 17: { at: 4, right: 40, total: 65, fresh: 60 } },
    places: { s3: { url: "storage/s3/", title: "S3", anchor: "", share: 0.5, end: false, at: 6 } },
    plan: { id: "six-weeks", exam: "2026-12-20", at: 7 },
  };
  const file = records.writeFile("Guide", { get: (name) => stores[name] });
  assert.deepEqual(records.parseFile(file, NOW), stores);
});

test("a file that is something else is refused in words, and odd entries are left out", () => {
  assert.throws(() => records.parseFile("{", NOW), /not JSON/);
  assert.throws(() => records.parseFile("[]", NOW), /no progress/);
  assert.throws(() => records.parseFile('{"format":"studyguide-progress","version":2}', NOW), /newer version/);
  const odd = '{"format":"studyguide-progress","version":1,"sections":{"a":1,"__proto__":{"x":1},"b":{}},"cards":[]}';
  assert.deepEqual(records.parseFile(odd, NOW), {
    sections: { b: {} },
    cards: {},
    answers: {},
    attempts: {},
    away: {},
    places: {},
    plan: {},
  });
  assert.equal({}.x, undefined);
});

test("fields of another kind are left out, and a time to come counts as now", () => {
  const { sections, answers } = fileWith({
    sections: {
      a: { state: "toString", hash: 7, passages: 5, url: [], at: 1e15, more: 1 },
      b: { state: "read", passages: "x y", at: -1 },
    },
    answers: { q: { right: "2", tries: 1.5, at: null } },
  });
  assert.deepEqual(sections, { a: { at: NOW }, b: { state: "read", passages: "x y" } });
  assert.deepEqual(answers, { q: {} });
  assert.deepEqual(fresh(["p"], sections.a.passages), [0]);
});

test("a schedule that FSRS would refuse is left out", () => {
  const wrong = [{ state: 9 }, { s: 0 }, { d: 0 }, { d: 11 }, { s: null }, { due: 1e300 }, { days: -1 }, { at: "x" }];
  const cards = Object.fromEntries(wrong.map((change, n) => [n, { ...SCHEDULE, ...change }]));
  assert.deepEqual(
    fileWith({ cards: { ...cards, good: SCHEDULE, fresh: { ...SCHEDULE, state: 0, s: 0, d: 0 } } }).cards,
    { good: SCHEDULE, fresh: { ...SCHEDULE, state: 0, s: 0, d: 0 } },
  );
});

test("two guides of one address do not share their marks", () => {
  const shared = storage();
  const one = records.storeAt("/one/", () => shared);
  const two = records.storeAt("/two/", () => shared);
  assert.equal(one.set("sections", { a: { state: "read" } }), true);
  assert.deepEqual(two.get("sections"), {});
  assert.deepEqual(one.get("sections"), { a: { state: "read" } });
});

const forbidden = () => {
  throw new DOMException("denied", "SecurityError");
};

test("a store that is forbidden, full or broken keeps what the page needs, and says so", () => {
  const store = records.storeAt("/", forbidden);
  assert.deepEqual(store.get("sections"), {});
  assert.equal(store.set("sections", { a: { state: "read" } }), false);
  assert.deepEqual(store.get("sections"), { a: { state: "read" } });
  const broken = storage({ getItem: () => "[1]" });
  assert.deepEqual(records.storeAt("/", () => broken).get("sections"), {});
});

test("one listener is told once that something is not kept: at once, or when it happens", () => {
  let told = 0;
  const listen = () => (told += 1);
  const never = records.storeAt("/", forbidden);
  never.watch(listen);
  never.set("cards", {});
  assert.equal(told, 1);
  const full = storage();
  const later = records.storeAt("/", () => full);
  later.watch(listen);
  assert.equal(told, 1);
  assert.deepEqual([...full.kept.keys()], [], "to try is to leave nothing behind");
  full.setItem = forbidden;
  later.set("cards", {});
  later.set("answers", {});
  assert.equal(told, 2);
});

test("what is stored is read by its fields, whoever wrote it", () => {
  const shared = storage();
  shared.setItem(
    "/:studyguide:cards",
    JSON.stringify({ version: 1, value: { good: SCHEDULE, odd: { ...SCHEDULE, state: 9 } } }),
  );
  shared.setItem(
    "/:studyguide:quiz",
    JSON.stringify({ version: 1, value: { ids: "a", given: [["a", [0]]], results: [["a", 1]], at: 0 } }),
  );
  const store = records.storeAt("/", () => shared);
  assert.deepEqual(store.get("cards"), { good: SCHEDULE });
  assert.deepEqual(store.get("quiz"), { given: [["a", [0]]], at: 0 });
});

test("values from before versions are read, and those of a newer version are left alone", () => {
  const shared = storage();
  const store = records.storeAt("/", () => shared);
  shared.setItem("/:studyguide:sections", '{"s3":{"state":"sure"}}');
  assert.deepEqual(store.get("sections"), { s3: { state: "sure" } });
  const newer = '{"version":2,"value":{"s3":{"mark":3}}}';
  shared.setItem("/:studyguide:sections", newer);
  assert.deepEqual(store.get("sections"), {});
  assert.equal(store.set("sections", { s3: { state: "read" } }), false);
  assert.equal(shared.getItem("/:studyguide:sections"), newer);
});

test("the address of a page is the same with and without index.html, query and fragment", () => {
  const at = (rest) => records.addressIn("https://x.org/sub/", `https://x.org/${rest}`);
  assert.equal(at("sub/s3/"), "s3/");
  assert.equal(at("sub/s3/index.html?q#a"), "s3/");
  assert.equal(at("sub/index.html"), "");
  assert.equal(at("other/"), null);
});
