"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const { FOLDER, load } = require("./studyguide.js");

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
  assert.deepEqual(records.merge("sections", mine, theirs), { a: mine.a, b: theirs.b, c: theirs.c });
  const [plan, date] = [
    { id: "six-weeks", at: 1 },
    { exam: "2026-12-20", at: 2 },
  ];
  const both = { id: "six-weeks", exam: "2026-12-20", at: 2 };
  assert.deepEqual([records.merge("plan", plan, date), records.merge("plan", date, plan)], [both, both]);
});

test("of two exams the later one wins as a whole", () => {
  const [old, none] = [{ seed: "1", done: 4, at: 4 }, { at: 5 }];
  assert.deepEqual([records.merge("exam", old, none), records.merge("exam", none, old)], [none, none]);
  assert.deepEqual(records.merge("exam", {}, old), old);
});

const SCHEDULE = { due: 9, s: 1.5, d: 5, days: 1, step: 0, reps: 1, lapses: 0, state: 2, at: 4 };
const fileWith = (stores) =>
  records.parseFile(JSON.stringify({ format: "studyguide-progress", version: 1, ...stores }), NOW);

const EXAM = {
  seed: "17",
  ids: ["q", "r"],
  answers: { q: [0] },
  flags: ["r"],
  unsure: ["q"],
  familiar: [],
  place: 1,
  at: 6,
  deadline: 9,
  minutes: 65,
  done: 7,
};

const EVERYTHING = {
  sections: { s3: { state: "sure", hash: "aa", url: "storage/s3/", passages: "x y", at: 1 } },
  terms: { off: true, at: 2 },
  cards: { c: { ...SCHEDULE, first: 3 } },
  answers: { q: { right: 1, tries: 2, at: 3 } },
  quizzes: {
    7: {
      ids: ["q"],
      given: [["q", [0]]],
      results: [["q", true]],
      place: 0,
      scope: "tag:D1",
      about: "Safe designs",
      left: true,
      over: false,
      at: 9,
    },
  },
  days: { "2026-11-24": { answers: 3, cards: 12, at: 8 } },
  decks: { kinds: ["term"], daily: 5, scope: "all", quiz: "step", at: 8 },
  met: { r: { at: 7 } },
  away: { c: { off: true, at: 5 } },
  goal: { day: "2026-11-30", plan: "six", exam: "2027-01-11", ids: ["s3", "ebs"], at: 4 },
  saved: { size: 120, at: 4 },
  attempts: { 17: { at: 4, right: 40, total: 65, fresh: 60, blank: 2 } },
  exam: EXAM,
  sat: { ...EXAM, seed: "16" },
  places: { s3: { url: "storage/s3/", title: "S3", anchor: "", share: 0.5, end: false, at: 6 } },
  plan: { id: "six-weeks", exam: "2026-12-20", start: "2026-11-08", at: 7 },
  tasks: { "six-weeks/week-1/2": { done: true, at: 7 } },
};

test("all that is kept of a reader, field by field, goes into the file and comes back", () => {
  const { KINDS } = records;
  assert.deepEqual(Object.keys(EVERYTHING).sort(), Object.keys(KINDS).sort());
  for (const [name, { byId, fields }] of Object.entries(KINDS)) {
    const entry = byId ? Object.values(EVERYTHING[name])[0] : EVERYTHING[name];
    assert.deepEqual(Object.keys(entry).sort(), Object.keys(fields).sort(), name);
  }
  const [here, there] = [storage(), storage()].map((one) => records.storeAt("/", () => one));
  for (const [name, value] of Object.entries(EVERYTHING)) here.set(name, value);
  const found = records.parseFile(records.writeFile("Guide", here), NOW);
  for (const [name, value] of Object.entries(found)) there.set(name, records.merge(name, there.get(name), value));
  for (const [name, value] of Object.entries(EVERYTHING)) assert.deepEqual(there.get(name), value, name);
});

test("scripts keep nothing of a reader but what goes into the file", () => {
  const texts = fs
    .readdirSync(FOLDER, { recursive: true })
    .filter((name) => name.endsWith(".js") && !name.includes("vendor") && !name.endsWith("worker.js"))
    .map((name) => [name, fs.readFileSync(path.join(FOLDER, name), "utf8")]);
  const stored = texts.flatMap(([, text]) => [...text.matchAll(/store\.set\(\s*"(\w+)"/g)].map(([, name]) => name));
  assert.ok(new Set(stored).size > 8);
  assert.deepEqual(
    [...new Set(stored)].filter((name) => !Object.hasOwn(records.KINDS, name)),
    [],
  );
  const using = (what) => texts.filter(([, text]) => what.test(text)).map(([name]) => name);
  assert.deepEqual(using(/\blocalStorage\b|document\.cookie/), ["records.js"]);
  assert.deepEqual(using(/indexedDB/), [path.join("search", "kept.js")]); // what the guide says, nothing of a reader
  assert.deepEqual(using(/\bsessionStorage\b/), [path.join("search", "back.js")]); // goes with the tab
});

test("an exam is under way until it is handed in, with the minutes that are left", () => {
  const exam = { ids: ["a", "b", "c"], answers: { a: [0], b: [] }, deadline: NOW + 90_000 };
  assert.deepEqual(records.sitting(exam, NOW), { answered: 1, all: 3, minutes: 2 });
  assert.deepEqual(records.sitting(exam, NOW + 1e6), { answered: 1, all: 3, minutes: 0 });
  assert.equal(records.sitting({ ...exam, done: NOW }, NOW), null);
  assert.equal(records.sitting({ at: 5 }, NOW), null);
});

test("a quiz that was left is kept beside others until it ends, and one that was only looked at is not", () => {
  const quiz = (at, results = []) => ({ ids: ["a"], results, at });
  let kept = records.withQuiz({}, "1", quiz(1, [["a", true]]));
  kept = records.withQuiz(kept, "2", quiz(2));
  assert.deepEqual(
    records.underWay(kept).map(({ key }) => key),
    ["2", "1"],
  );
  kept = records.withQuiz(kept, "3", quiz(3));
  assert.deepEqual(
    records.underWay(kept).map(({ key }) => key),
    ["3", "1"],
  );
  kept = records.withQuiz(kept, "1", { over: true, at: 4 });
  assert.deepEqual(
    records.underWay(kept).map(({ key }) => key),
    ["3"],
  );
  assert.equal(records.merge("quizzes", { 1: quiz(1, [["a", true]]) }, kept)[1].over, true); // it ended elsewhere
});

test("no quiz in which something was done is thrown away by others, however many begin or end", () => {
  const mine = { answered: { results: [["a", true]] }, moved: { place: 3 }, left: { left: true } };
  let kept = Object.fromEntries(Object.entries(mine).map(([key, done]) => [key, { ids: ["a"], at: 1, ...done }]));
  for (let n = 0; n < 60; n++) {
    kept = records.withQuiz(kept, `new ${n}`, { ids: ["b"], at: 2 + n });
    if (n % 2) kept = records.withQuiz(kept, `new ${n}`, { over: true, at: 2 + n });
  }
  const going = records.underWay(kept).map(({ key }) => key);
  for (const key of Object.keys(mine)) assert.ok(going.includes(key), key);
  assert.ok(Object.keys(kept).length < 40); // those that ended are forgotten by and by
});

test("a file that is something else is refused in words, and odd entries are left out", () => {
  assert.throws(() => records.parseFile("{", NOW), /not JSON/);
  assert.throws(() => records.parseFile("[]", NOW), /no progress/);
  assert.throws(() => records.parseFile('{"format":"studyguide-progress","version":2}', NOW), /newer version/);
  const odd = '{"format":"studyguide-progress","version":1,"sections":{"a":1,"__proto__":{"x":1},"b":{}},"cards":[]}';
  assert.deepEqual(records.parseFile(odd, NOW), {
    sections: { b: {} },
    ...Object.fromEntries(
      ["cards", "answers", "attempts", "away", "days", "met", "places", "quizzes", "tasks"].map((name) => [name, {}]),
    ),
    ...Object.fromEntries(["plan", "terms", "decks", "exam", "sat", "goal", "saved"].map((name) => [name, {}])),
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
    "/:studyguide:quizzes",
    JSON.stringify({ version: 1, value: { 1: { ids: "a", given: [["a", [0]]], results: [["a", 1]], at: 0 } } }),
  );
  const store = records.storeAt("/", () => shared);
  assert.deepEqual(store.get("cards"), { good: SCHEDULE });
  assert.deepEqual(store.get("quizzes"), { 1: { given: [["a", [0]]], at: 0 } });
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

test("how much is kept is counted, and how much of it came since it was saved", () => {
  const { counted, unsaved } = load("practice/files").practice.files;
  const [none, full] = [storage(), storage()].map((one) => records.storeAt("/", () => one));
  for (const [name, value] of Object.entries(EVERYTHING)) full.set(name, value);
  assert.deepEqual(counted(full), { sections: 1, answers: 1, cards: 1, exams: 1 });
  full.set("saved", { size: 3, at: 1 });
  assert.deepEqual(unsaved(full), { size: 4, since: 1 });
  assert.deepEqual(unsaved(none), { size: 0, since: 0 });
});
