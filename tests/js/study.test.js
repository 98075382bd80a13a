"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load, part } = require("./studyguide.js");

part("study/today");
const { study, practice, records } = load("records", "study/place");
const { short, cardsDue, lastPlace, weakest, changed } = study.due;
const { planOf, nextIn } = study.state;
const { daysTo } = practice.schedule;
const NOW = new Date(2026, 10, 28, 9).getTime();
const DAY = 86400000;
const CARD = {
  state: 2,
  s: 1,
  d: 5,
  days: 1,
  step: 0,
  reps: 1,
  lapses: 0,
  at: NOW - 2 * DAY,
  due: NOW - DAY,
  first: 1,
};

const PLANS = [
  {
    id: "six",
    steps: [
      {
        title: "Week 1",
        sections: [
          ["a", "A"],
          ["b", "B"],
        ],
      },
      { title: "Week 2", sections: [["c", "C"]] },
    ],
  },
  { id: "two", steps: [{ title: "Week 1", sections: [["c", "C"]] }] },
];
const known = (done = [], begun = []) => ({
  marks: Object.fromEntries(done.map((id) => [id, { state: "read" }])),
  places: Object.fromEntries(begun.map((id) => [id, { url: `${id}/`, at: 1 }])),
});

// tests/test_pages_home.py has the same names.
test("an id is shortened as the build does", () => {
  assert.deepEqual(["", "s3", "fact:s3:größe", "💾"].map(short), ["ntfp", "4c6b", "k3q2", "7ahu"]);
});

test("a section is done when the reader marked it as known, and begun when it was opened, however far", () => {
  const places = { read: { end: true }, opened: { end: false }, unsure: { end: true } };
  const marks = { marked: { state: "sure" }, taken: { state: "" }, unsure: { state: "shaky" } };
  const states = ["marked", "taken", "read", "opened", "unsure", "constructor"].map((id) =>
    study.state.of(id, { marks, places }),
  );
  assert.deepEqual(states, ["done", "", "begun", "begun", "shaky", ""]);
});

test("what is shaky is not done, and comes again when all else is", () => {
  const marks = { a: { state: "shaky" }, b: { state: "read" } };
  assert.equal(study.state.done(["a", "b", "c"], { marks, places: {} }), 1);
  assert.equal(nextIn(PLANS[0], { marks, places: {} }).section[0], "c");
  assert.equal(nextIn(PLANS[0], { marks: { ...marks, c: { state: "sure" } }, places: {} }).section[0], "a");
});

test("what comes next is the first of the plan that is not done, and not what is continued", () => {
  const next = (but, ...done) => nextIn(PLANS[0], known(done), but)?.section[0];
  assert.equal(next(""), "a");
  assert.equal(next("", "a"), "b");
  assert.equal(next("b", "a"), "c");
  assert.equal(next("", "a", "b", "c"), undefined);
  assert.equal(nextIn(null, known(), ""), null);
});

test("the reader's plan counts, and the first one where he follows none, or one that is gone", () => {
  assert.equal(planOf(PLANS, "two").id, "two");
  for (const none of ["", undefined, "gone"]) assert.equal(planOf(PLANS, none).id, "six");
  assert.equal(planOf([], "six"), null);
});

test("reading goes on where it was last, unless that was the end or is marked as known", () => {
  const places = { a: { url: "a/", at: 1, anchor: "x" }, b: { url: "b/", at: 2, anchor: "" } };
  assert.equal(lastPlace(places).id, "b");
  assert.equal(lastPlace({ ...places, b: { ...places.b, end: true } }), null);
  assert.equal(lastPlace(places, { b: { state: "read" } }), null);
  assert.equal(lastPlace(places, { b: { state: "shaky" } }).id, "b");
  assert.equal(lastPlace({}), null);
});

test("cards are due by their day, and only those that the guide still has", () => {
  const later = { ...CARD, days: 9, due: NOW + 7 * DAY };
  const cards = ["one", "two"].map(short).join("");
  assert.equal(cardsDue(cards, { one: CARD, two: later, gone: CARD }, {}, NOW), 1);
  assert.equal(cardsDue("", { one: CARD }, {}, NOW), 0);
  assert.equal(
    cardsDue(cards, { one: CARD, two: CARD }, { away: { one: { off: true }, two: { off: false } } }, NOW),
    1,
  );
});

test("only cards of the chosen decks are due, else the short ones; a guide without those has questions", () => {
  const ids = ["q-1", "term:rpo", "term:rto", "fact:s3:size"];
  const all = Object.fromEntries(ids.map((id) => [id, CARD]));
  const count = (kinds, some = all) => cardsDue(ids.map(short).join(""), some, { kinds }, NOW);
  assert.equal(count(undefined), 3);
  assert.equal(count(["question", "term"]), 3);
  assert.equal(count(["fact"]), 1);
  assert.equal(count(undefined, { "q-1": CARD }), 1);
});

test("the weakest domain is that with the smallest share, once there are ten answers and three in it", () => {
  const asked = (letter, count) => Array.from({ length: count }, (_, n) => `${letter}${n}`);
  const answers = (ids, right) => Object.fromEntries(ids.map((id, n) => [id, { right: n < right ? 1 : 0, tries: 1 }]));
  const domains = ["x", "y", "z"].map((tag) => [tag, tag, asked(tag, 20).map(short).join("")]);
  const given = { ...answers(asked("x", 10), 9), ...answers(asked("y", 12), 6), ...answers(asked("z", 2), 0) };
  assert.deepEqual(weakest(domains, given), { tag: "y", title: "y", tried: 12, right: 6 });
  assert.equal(weakest(domains, answers(asked("x", 9), 1)), null);
  assert.equal(weakest(domains, {}), null);
});

test("a section has changed when it was marked with other words; one that is gone has not", () => {
  const sections = `${short("a")}aaaaaaaa${short("b")}bbbbbbbb`;
  const mark = (letter) => ({ state: "read", hash: letter.repeat(16) });
  assert.deepEqual(changed(sections, { a: mark("a"), b: mark("x"), gone: mark("x") }), ["b"]);
  assert.deepEqual(changed(sections, { b: { state: "", hash: "x" } }), []);
});

test("days to the exam are counted by the calendar", () => {
  const at = new Date(2026, 9, 24, 23, 30).getTime(); // clocks change in Europe on the day after
  assert.equal(daysTo("2026-10-26", at), 2);
  assert.equal(daysTo("2026-10-24", at), 0);
  assert.equal(daysTo("2026-10-23", at), -1);
  assert.equal(daysTo("", at), null);
});

test("places are kept by section, the newest of many, and one that was read to its end stays so", () => {
  const { add } = study.place;
  const places = add(add({}, "a", { at: 1, end: true }), "a", { at: 2, end: false });
  assert.deepEqual(places.a, { at: 2, end: true });
  let many = {};
  for (let n = 0; n < 405; n++) many = add(many, `s${n}`, { at: n, end: false });
  assert.equal(Object.keys(many).length, 400);
  assert.ok(many.s404 && !many.s0);
});

test("what is kept of places and plans is read by its fields", () => {
  const kept = records.checked("places", { a: { url: "a/", share: 7, end: "yes", at: 1 }, b: 3 }, NOW);
  assert.deepEqual(kept, { a: { url: "a/", at: 1 } });
  assert.deepEqual(records.checked("plan", { id: "six", exam: "2026-02-30x", at: 1 }, NOW), { id: "six", at: 1 });
  assert.deepEqual(records.checked("plan", { exam: "2026-12-20" }, NOW), { exam: "2026-12-20" });
});

part("study/glossary");
const { entryOf, filtered } = globalThis.studyguide.study.terms;
const TERMS = [
  entryOf("RPO Recovery Point Objective", "How much may be lost.", ["0"]),
  entryOf("RTO Recovery Time Objective", "How long you may be down.", ["0", "1"]),
  entryOf("Größe", "How large it is, without a point.", ["1"]),
  entryOf("Throttled", "Refused: there were too many calls. An uppermost limit.", []),
];
const found = (query, tag = "") => filtered(TERMS, query, tag).entries.map((one) => TERMS.indexOf(one));

test("the glossary is filtered by names and long forms, in any case and without accents", () => {
  assert.deepEqual(found(""), [0, 1, 2, 3]);
  assert.deepEqual(found("recov"), [0, 1]);
  assert.deepEqual(found("TIME rec"), [1]);
  assert.deepEqual(found("GROẞE".normalize("NFD")), [2]);
  assert.deepEqual(found("grosse-"), [2]);
});

test("other forms of a word find its term too, in any language", () => {
  assert.deepEqual(found("throttling"), [3]);
  assert.deepEqual(found("recoveries objectives"), [0, 1]);
  const german = [entryOf("Schlüssel", "Öffnet Datenbanken.", []), entryOf("鍵管理", "暗号鍵を作る", [])];
  const in_german = (query) => filtered(german, query, "", false).entries.map((one) => german.indexOf(one));
  assert.deepEqual(in_german("Schlüsseln"), [0]);
  assert.deepEqual(in_german("Datenbank"), [0]);
  assert.deepEqual(in_german("暗号鍵"), [1]);
});

test("definitions count only where no name has the words, and by the beginnings of words", () => {
  assert.deepEqual(found("point"), [0]);
  assert.deepEqual(found("without point"), [2]);
  assert.deepEqual(found("upper"), [3]);
});

test("where nothing has all words, what comes closest is offered, and called so", () => {
  const near = (query) => {
    const { entries, near } = filtered(TERMS, query, "");
    assert.ok(near, query);
    return entries.map((one) => TERMS.indexOf(one));
  };
  assert.deepEqual(near("recvoery"), [0, 1]);
  assert.deepEqual(near("what is the recovery point"), [0]);
  assert.deepEqual(near("uppremost"), [3]);
  assert.deepEqual(near("rtx"), []);
  assert.deepEqual(near("quite other things"), []);
});

test("a tag narrows what is found", () => {
  assert.deepEqual(found("", "1"), [1, 2]);
  assert.deepEqual(found("recovery", "1"), [1]);
  assert.deepEqual(found("point", "1"), [2]);
});

// A plan of two weeks, ten minutes a section, for an exam on 12 December, begun on 28 November: seven days each.
const { timeFor, daysOf, aimOf, goalOf, shorter, misfit, dayAt, isoOf } = study.calendar;
const FORTNIGHT = {
  steps: ["ab", "cdef"].map((ids) => ({ sections: [...ids].map((id) => [id, id, `${id}/`, 10]) })),
};
const DATES = { exam: "2026-12-12", start: "2026-11-28" };
const on = (day) => new Date(2026, 11, day, 9).getTime(); // in December; 0 is the last of November

test("each step of a plan has its share of the days before the exam", () => {
  const days = daysOf(FORTNIGHT.steps, timeFor(DATES, NOW)).map(({ from, to }) => [isoOf(from), isoOf(to)]);
  assert.deepEqual(days, [
    ["2026-11-28", "2026-12-04"],
    ["2026-12-05", "2026-12-11"],
  ]);
  assert.deepEqual(
    daysOf(Array(5).fill({}), { first: 1, last: 2 }).map(({ from, to }) => to >= from),
    Array(5).fill(true),
  );
});

test("without a date, and from the day of the exam on, a plan has no days", () => {
  assert.equal(timeFor({}, NOW), null);
  assert.equal(timeFor({ exam: "" }, NOW), null);
  assert.equal(timeFor(DATES, on(12)), null);
  assert.equal(timeFor({ exam: "2026-12-12" }, NOW).first, timeFor(DATES, NOW).first, "it begins today");
});

const readAt = (time, ...ids) => ({
  marks: Object.fromEntries(ids.map((id) => [id, { state: "read", at: time }])),
  places: {},
});
/** Compare those fields of a record that are named. */
const has = (found, wanted, why) =>
  assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((name) => [name, found[name]])), wanted, why);
const aim = (kept, now, plan = FORTNIGHT) => aimOf(plan, kept, timeFor(DATES, now));

test("what is for today is what is left of this step and those before it, over the days that are left of it", () => {
  has(aim(known(), NOW), { done: 0, all: 1, minutes: 10, behind: 0, ahead: 0, isRead: false });
  has(aim(readAt(NOW, "a"), NOW), { done: 1, all: 1, minutes: 0, behind: 0, ahead: 0 });
  has(aim(readAt(NOW, "a", "b"), NOW), { done: 2, all: 2, ahead: 1, isRead: true });
  has(aim(readAt(1, "a"), on(4)), { done: 0, all: 1, behind: 1, fits: true }, "one is left of two");
  has(aim(known(["a", "b", "c", "d", "e", "f"]), on(3)), { done: 0, all: 0, minutes: 0, ahead: 4 });
});

test("who is behind has caught up when a step ends by which no day is too full, or is told that it is too much", () => {
  has(aim(known(), on(5)), { behind: 2, fits: true, daily: 9, until: dayAt(on(11)) }, "sixty minutes in seven days");
  const first = { steps: [...FORTNIGHT.steps].reverse() }; // the full week first: the second has room
  has(aim(known(), on(3), first), { behind: 3, fits: true, until: dayAt(on(11)) });
  has(aim(known(), on(11)), { all: 6, behind: 6, fits: false, daily: 60 }, "the last day");
});

test("the goal of a day stays what it was in the morning, whatever is read first, until it is reached", () => {
  const plan = { steps: [{ sections: [...FORTNIGHT.steps[0].sections, ["long", "", "", 40]] }, FORTNIGHT.steps[1]] };
  const ids = aim(known(), NOW, plan).share.map(([id]) => id);
  assert.deepEqual(ids, ["a"], "sixty minutes in seven days");
  const goal = (kept, all = ids) => goalOf(plan, kept, all, aim(kept, NOW, plan));
  has(goal(known()), { done: 0, all: 1, minutes: 10, isReached: false });
  has(goal(readAt(NOW, "f")), { done: 1, all: 1, left: [], isReached: true }, "another one counts as much");
  has(goal(readAt(NOW, "a", "b", "c")), { done: 1, all: 1, isReached: true }, "more than that is no more of it");
  const both = goal(readAt(NOW, "long"), ["a", "b"]);
  has(both, { done: 1, all: 2, minutes: 10, isReached: false });
  has(goal(readAt(1, "a"), ["a", "b"]), { done: 1, all: 2, isReached: false }, "read, whenever another browser says");
  has(goal(known(), []), { all: 0, isReached: false }, "a day with nothing to read is no goal");
});

test("a plan that asks for more than the days hold is not in time, and what they allow is said", () => {
  const long = (id) => [id, id, `${id}/`, 60];
  const plan = { steps: [{ sections: [..."abcdefgh"].map(long) }, { sections: [..."ijklmnop"].map(long) }] };
  const time = (exam) => timeFor({ exam, start: isoOf(dayAt(on(0))) }, on(0));
  const at = (exam, kept = known()) => aimOf(plan, kept, time(exam));
  assert.equal(at("2026-12-10").room, null, "two hours a day are hard, but can be done");
  assert.deepEqual(at("2026-12-04").room, { minutes: 240, most: 120, number: 8, all: 16 });
  assert.equal(at("2026-12-04").share.length, 2, "what a day holds is what is for today");
  assert.equal(at("2026-12-02", known([..."abcdefghijkl"])).room, null, "four hours are left for two days");
  const week = { id: "week", steps: [{ sections: [..."abcd"].map(long) }] };
  const day = { id: "day", minutes: 200, steps: [] }; // as the page of another plan knows it
  assert.equal(shorter(plan, [plan, week, day], time("2026-12-04")), week);
  assert.equal(shorter(plan, [plan, week, day], time("2026-12-01")), day, "none fits: the one that asks for least");
  assert.equal(shorter(day, [plan, week, day], time("2026-12-01")), null);
});

/** Numbers from 0 to below a limit, the same for the same seed. */
function numbers(seed) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

test("who reads each day's share is never behind, and done on the last day, whatever the sizes and dates", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const next = numbers(seed);
    const steps = Array.from({ length: 1 + next(8) }, (_, n) => ({
      sections: Array.from({ length: 1 + next(12) }, (__, m) => [`${n}.${m}`, "", "", 1 + next(next(4) ? 12 : 90)]),
    }));
    const every = steps.flatMap(({ sections }) => sections.map(([id]) => id));
    const length = 1 + next(60);
    const skips = seed % 3 === 0; // but for the last day
    const kept = { marks: {}, places: {} };
    for (let day = 0; day < length; day++) {
      const now = on(day);
      const time = { first: dayAt(on(0)), last: dayAt(on(length - 1)), today: dayAt(now) };
      const found = aimOf({ steps }, kept, time);
      if (!skips) assert.equal(found.behind, 0, `seed ${seed}, day ${day}`);
      if (skips && day < length - 1 && next(2)) continue;
      for (const id of every.filter((one) => !kept.marks[one]).slice(0, found.all)) {
        kept.marks[id] = { state: "read", at: now };
      }
      const after = aimOf({ steps }, kept, time);
      assert.deepEqual([after.done, after.all, after.minutes], [found.all, found.all, 0], `seed ${seed}, day ${day}`);
      assert.ok(!after.behind || after.behind <= found.behind);
    }
    assert.equal(Object.keys(kept.marks).length, every.length, `seed ${seed}`);
  }
});

test("a plan for another time than there is gives way to one that fits, in any language", () => {
  const named = (title, count) => ({ id: title, title, steps: Array(count).fill({ title }) });
  const [twelve, six, two] = [12, 6, 2].map((count) => named("Week 1: begin", count));
  const time = { first: 100, last: 141 };
  assert.equal(misfit(six, [six, twelve, two], time, "en"), null);
  assert.deepEqual(misfit(twelve, [six, twelve, two], time, "en"), { wanted: 84, days: 42, better: six });
  assert.deepEqual(misfit(two, [six, twelve, two], time, "en")?.better, six);
  assert.equal(misfit(two, [two], time, "en"), null, "more time than asked for is no harm");
  assert.deepEqual(misfit(named("第1週", 12), [], time, "ja"), { wanted: 84, days: 42, better: null });
  assert.equal(misfit(named("Teil 1", 12), [six], time, "de"), null, "nobody knows how long a part takes");
});

test("a section that was only looked into is no place to go on at", () => {
  const places = { read: { at: 1, share: 0.4, url: "a/" }, glimpsed: { at: 2, share: 0.1, anchor: "", url: "b/" } };
  assert.equal(lastPlace(places).id, "read");
});
