"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { part } = require("./studyguide.js");

part("practice/page");
const { wanted } = globalThis.studyguide.practice.back;
for (const tab of ["today", "quiz", "cards", "exam", "readiness"]) part(`practice/${tab}`);
const { FSRS } = globalThis;
const { practice } = globalThis.studyguide;
const core = {
  ...practice.order,
  ...practice.answers,
  ...practice.paper,
  ...practice.marking,
  ...practice.schedule,
  ...practice.anki,
  ...practice.question,
  ...practice.kept,
  ...practice.deck,
};

const DAY = 86400000;
const NOON = new Date(2026, 10, 24, 12).getTime();
const numbers = (n) => Array.from({ length: n }, (_, i) => i);

test("a large number of items is written as the language writes numbers", () => {
  assert.equal(practice.items.figure(2706), "2,706");
  assert.equal(practice.items.figure(7), "7");
});

test("a shuffle is decided by its seed and loses nothing", () => {
  const items = numbers(9);
  assert.deepEqual(core.shuffle(items, "q-1"), core.shuffle(items, "q-1"));
  assert.notDeepEqual(core.shuffle(items, "q-1"), core.shuffle(items, "q-2"));
  assert.deepEqual(core.shuffle(items, "q-1").sort(), items);
  assert.deepEqual(items, numbers(9));
});

test("a shuffle favours no place", () => {
  const first = numbers(4000).map((n) => core.shuffle(["a", "b", "c", "d"], `seed ${n}`)[0]);
  for (const item of "abcd") {
    const share = first.filter((found) => found === item).length / first.length;
    assert.ok(Math.abs(share - 0.25) < 0.03, `${item}: ${share}`);
  }
});

test("an answer is right when all right options and no others were chosen", () => {
  const right = [true, false, true];
  assert.equal(core.grade(right, [0, 2]), true);
  assert.equal(core.grade(right, [0]), false);
  assert.equal(core.grade(right, [0, 1, 2]), false);
  assert.equal(core.grade(right, []), false);
});

test("an answer is remembered with the right ones in a row", () => {
  let answers = core.record({}, "q", true, 1);
  answers = core.record(answers, "q", true, 2);
  assert.deepEqual(answers.q, { right: 2, tries: 2, at: 2 });
  answers = core.record(answers, "q", false, 3);
  assert.deepEqual(answers.q, { right: 0, tries: 3, at: 3 });
  assert.equal(core.isWrong(answers, "q"), true);
  assert.equal(core.isWrong(answers, "constructor"), false);
});

test("a quiz asks first what was never answered, then what was wrong, then what was right longest ago", () => {
  const questions = ["old", "new", "wrong", "fresh", "recent"].map((id) => ({ id }));
  const answers = {
    old: { right: 1, tries: 1, at: 1 },
    recent: { right: 3, tries: 3, at: 9 },
    wrong: { right: 0, tries: 2, at: 5 },
  };
  const ids = (size, seed) => core.drawn(questions, answers, size, seed).map(({ id }) => id);
  assert.deepEqual(ids(2, "a").sort(), ["fresh", "new"]);
  assert.deepEqual(ids(3, "a").sort(), ["fresh", "new", "wrong"]);
  assert.deepEqual(ids(4, "b").sort(), ["fresh", "new", "old", "wrong"]);
  const orders = new Set(numbers(20).map((n) => ids(5, `seed ${n}`).join(" ")));
  assert.ok(orders.size > 5, [...orders].join("\n"));
});

const sections = [
  { id: "s3", chapter: "Storage", tags: ["D1", "D1/1.2", "storage"], isChapter: false, hash: "a" },
  { id: "ec2", chapter: "Compute", tags: ["D2"], isChapter: false, hash: "b" },
  { id: "storage", chapter: "Storage", tags: ["D1"], isChapter: true, hash: "c" },
];
const question = (id, section, tags, right = [true, false]) => ({ id, section, tags, right });
const questions = [
  question("a", 0, ["storage", "D1/1.2"]),
  question("b", 1, ["D2"]),
  question("c", 1, ["D1/1.2", "D2"]),
];
const records = { answers: { a: { right: 0 }, b: { right: 1 } }, marks: { ec2: { state: "shaky" } } };
const ids = (scope) => questions.filter((item) => core.inScope(scope, item, sections, records)).map(({ id }) => id);

test("a scope is a tag with the tags inside it, a chapter, a section, or what the reader did", () => {
  assert.deepEqual(ids("all"), ["a", "b", "c"]);
  assert.deepEqual(ids("tag:D1"), ["a", "c"]);
  assert.deepEqual(ids("tag:D"), []);
  assert.deepEqual(ids("chapter:Storage"), ["a"]);
  assert.deepEqual(ids("section:ec2"), ["b", "c"]);
  assert.deepEqual(ids("wrong"), ["a"]);
  assert.deepEqual(ids("new"), ["c"]);
  assert.deepEqual(ids("shaky"), ["b", "c"]);
  const given = { ...records, marks: { s3: { state: "read" }, ec2: { state: "" } } };
  const of = (scope, known) =>
    questions.filter((item) => core.inScope(scope, item, sections, known)).map(({ id }) => id);
  assert.deepEqual(of("read", records), ["b", "c"]); // shaky is read, too
  assert.deepEqual(of("read", given), ["a"]);
  assert.deepEqual(of("step", { ...records, step: { numbers: [0, 2] } }), ["a"]);
  assert.deepEqual(of("step", records), []); // no plan, or one that is done
});

test("the step of the plan and what was read are offered where they hold something", () => {
  const data = { sections, chapters: [], tags: [], exam: null };
  const labels = (known) => core.scopes(questions, data, known).map(({ label, count }) => `${label} ${count}`);
  const step = { title: "Week 2", numbers: [1] };
  assert.deepEqual(labels({ ...records, step }).slice(0, 3), [
    "Everything 3",
    "The plan – Week 2 2",
    "What I have read 2",
  ]);
  assert.equal(labels({ answers: {}, marks: {} }).join().includes("read"), false);
});

test("scopes are listed with their numbers; the count is what the scope holds", () => {
  const data = {
    sections,
    chapters: ["Storage", "Compute"],
    tags: ["D1", "D1/1.2", "D2", "storage", "unused"],
    exam: { domains: [{ tag: "D1", title: "Secure" }] },
  };
  const found = core.scopes(questions, data, records);
  for (const { value, count } of found) assert.equal(count, ids(value).length, value);
  assert.deepEqual(
    found.filter(({ group }) => group === "Exam domains").map(({ label }) => label),
    ["Secure"],
  );
  assert.deepEqual(
    found.filter(({ group }) => group === "Tags"),
    [],
  );
  const plain = core.scopes(questions, { ...data, exam: null }, records).filter(({ group }) => group === "Tags");
  assert.deepEqual(
    plain.map(({ label, inner }) => [label, inner.map((one) => one.label)]),
    [
      ["D1", ["D1/1.2"]],
      ["D2", []],
      ["storage", []],
    ],
  );
});

test("a scope has a second step: the tasks of a domain, the sections of a chapter", () => {
  const titled = sections.map((section) => ({ ...section, title: section.id.toUpperCase() }));
  const more = [...questions, question("d", 2, ["D1"])];
  const exam = {
    domains: [
      {
        tag: "D1",
        title: "Secure",
        tasks: [
          ["D1/1.1", "Doors"],
          ["D1/1.2", "Locks"],
        ],
      },
    ],
  };
  const found = core.scopes(more, { sections: titled, chapters: ["Storage", "Compute"], tags: [], exam }, records);
  const inner = (value) =>
    found.find((one) => one.value === value).inner.map((one) => [one.value, one.label, one.count]);
  assert.deepEqual(inner("tag:D1"), [["tag:D1/1.2", "Locks", 2]]);
  assert.deepEqual(inner("chapter:Storage"), [
    ["section:s3", "S3", 1],
    ["section:storage", "STORAGE", 1],
  ]);
  assert.deepEqual(inner("chapter:Compute"), []); // one section is the chapter
  const data = { sections: titled, records: () => records };
  assert.equal(core.scopeOf(more, "tag:storage", data).count, 1);
  assert.equal(core.scopeOf(more, "tag:nothing", data), null);
});

test("an exam is shared by weight, and what a domain lacks goes to the others", () => {
  assert.deepEqual(core.allot([30, 26, 24, 20], 65, [99, 99, 99, 99]), [20, 17, 15, 13]);
  assert.deepEqual(core.allot([30, 26, 24, 20], 65, [5, 99, 99, 99]), [5, 22, 21, 17]);
  assert.deepEqual(core.allot([1, 1], 10, [2, 3]), [2, 3]);
  assert.deepEqual(core.allot([1, 1, 1], 1, [9, 9, 9]), [1, 0, 0]);
  assert.deepEqual(core.allot([1, 2], 5, [0, 0]), [0, 0]);
});

test("a question counts for the domain that most of its tags name, of equals for the last", () => {
  const domains = [{ tag: "D1" }, { tag: "D2" }];
  assert.equal(core.domainOf(question("x", 0, ["D1/1.1", "D2/2.1", "D2"]), domains), 1);
  assert.equal(core.domainOf(question("x", 0, ["D1/1.1", "D1", "D2/2.1", "D2"]), domains), 1);
  assert.equal(core.domainOf(question("x", 0, ["D2", "D1"]), domains), 0);
  assert.equal(core.domainOf(question("x", 0, ["storage", "D11"]), domains), -1);
});

test("a drawn exam has the asked number by domain, no question twice, and is the same for a seed", () => {
  const many = numbers(40).map((n) => question(`q${n}`, 0, [n % 2 ? "D1" : "D2"]));
  const open = question("open", 0, ["D1"], []);
  const exam = {
    questions: 10,
    domains: [
      { tag: "D1", weight: 70 },
      { tag: "D2", weight: 30 },
    ],
  };
  const drawn = core.draw([...many, open], exam, "seed");
  assert.deepEqual(drawn, core.draw([...many, open], exam, "seed"));
  assert.notDeepEqual(drawn, core.draw([...many, open], exam, "other"));
  assert.equal(new Set(drawn).size, 10);
  assert.equal(drawn.filter((id) => Number(id.slice(1)) % 2).length, 7);
  assert.equal(drawn.includes("open"), false);
});

test("exams repeat nothing until all was seen: first what only exams ask, last what was seen longest ago", () => {
  const asked = numbers(6).map((n) => question(`asked${n}`, 0, ["D1"]));
  const pool = numbers(6).map((n) => ({ ...question(`pool${n}`, 0, ["D1"]), examOnly: true }));
  const exam = { questions: 4, domains: [{ tag: "D1", weight: 1 }] };
  let answers = {};
  const sat = [];
  for (const n of numbers(3)) {
    const drawn = core.draw([...asked, ...pool], exam, `seed${n}`, { answers });
    assert.deepEqual(core.familiar(drawn, { answers }), []);
    for (const id of drawn) answers = core.record(answers, id, true, n + 1);
    sat.push(drawn);
  }
  assert.equal(new Set(sat.flat()).size, 12);
  assert.ok(sat[0].every((id) => id.startsWith("pool")));
  assert.equal(sat[1].filter((id) => id.startsWith("pool")).length, 2);
  const again = core.draw([...asked, ...pool], exam, "again", { answers });
  assert.deepEqual([...again].sort(), [...sat[0]].sort());
  assert.deepEqual(core.familiar(again, { answers }), again);
});

test("what only exams ask is enough for as many new exams as its scarcest domain has questions for", () => {
  const of = (tag, number, examOnly) =>
    numbers(number).map((n) => ({ ...question(`${tag}${examOnly ? "x" : ""}${n}`, 0, [tag]), examOnly }));
  const asked = [...of("D1", 9), ...of("D2", 9), ...of("D1", 7, true), ...of("D2", 2, true)];
  const exam = {
    questions: 4,
    domains: [
      { tag: "D1", weight: 3 },
      { tag: "D2", weight: 1 },
    ],
  };
  assert.deepEqual(core.reserve(asked, exam, {}), { all: 9, unseen: 9, exams: 2 });
  assert.deepEqual(core.reserve(asked, exam, { met: { D2x0: { at: 1 } }, answers: { D20: { at: 1 } } }), {
    all: 9,
    unseen: 8,
    exams: 1,
  });
  assert.deepEqual(core.reserve(of("D1", 3), exam, {}), { all: 0, unseen: 0, exams: 0 });
});

test("an attempt that is taken out gives back what was left open in it, and does not come back from a file", () => {
  const attempts = {
    1: { at: 5, right: 1, total: 3, fresh: 3, blank: 2 },
    2: { at: 9, right: 2, total: 3, fresh: 0, blank: 1 },
  };
  const kept = { attempts, met: { q1: { at: 5 }, q2: { at: 9 } }, exam: { seed: "1", ids: ["q1"], done: 5 } };
  const found = practice.attempts.without(kept, { seed: "1", at: 5 }, 20);
  assert.deepEqual(
    core.attemptsOf(found.attempts).map(({ seed }) => seed),
    ["2"],
  );
  assert.deepEqual(found.met, { q2: { at: 9 } });
  assert.deepEqual(found.exam, { at: 20 });
  assert.deepEqual(core.attemptsOf(core.merge("attempts", found.attempts, attempts)).length, 1);
  assert.equal(practice.attempts.without(kept, { seed: "2", at: 9 }, 20).exam, kept.exam);
});

test("what was done is counted by days where the reader is, for a hundred days", () => {
  const { counted, latest } = practice.days;
  let days = {};
  for (const n of numbers(120)) days = counted(days, "cards", NOON + n * DAY);
  days = counted(days, "cards", NOON + 119 * DAY + 1);
  days = counted(days, "answers", NOON + 119 * DAY + 2);
  assert.equal(Object.keys(days).length, 100);
  const now = NOON + 120 * DAY;
  const found = latest(days, 3, now);
  assert.deepEqual(
    found.map(({ answers, cards }) => [answers, cards]),
    [
      [0, 1],
      [1, 2],
      [0, 0],
    ],
  );
  assert.equal(found.at(-1).time, now);
});

test("a question that was turned as a card, or left open in an exam, was met, and comes after those that were not", () => {
  const many = numbers(6).map((n) => question(`q${n}`, 0, ["D1"]));
  const exam = { questions: 3, domains: [{ tag: "D1", weight: 1 }] };
  const records = { answers: { q0: { right: 1, tries: 1, at: 5 } }, cards: { q1: { at: 3 } }, met: { q2: { at: 9 } } };
  assert.deepEqual(core.draw(many, exam, "s", records).sort(), ["q3", "q4", "q5"]);
  const larger = core.draw(many, { ...exam, questions: 4 }, "s", records);
  assert.deepEqual(core.familiar(larger, records), ["q1"]); // the longest ago
});

/** A bank like that of a real guide: four domains of four tasks each, a tenth of it with several right answers. */
function bank(seed) {
  const right = { one: [true, false, false], two: [true, true, false] };
  return core.shuffle(
    numbers(400).map((n) => {
      const tag = `D${1 + (n % 4)}`;
      const many = n % 4 ? n % 11 === 0 : n % 16 === 0;
      const asked = question(`q${n}`, 0, [tag, `${tag}/${1 + (Math.floor(n / 4) % 4)}`], many ? right.two : right.one);
      return { ...asked, examOnly: n % 3 === 0 };
    }),
    seed,
  );
}

const BIG = { questions: 65, domains: [30, 26, 24, 20].map((weight, n) => ({ tag: `D${n + 1}`, weight })) };

test("in every exam, domains, tasks and both kinds of question have their share until all was seen", () => {
  const kinds = (list) => list.filter((item) => item.right.filter(Boolean).length > 1).length;
  for (const seed of ["a", "b", "c", "d", "e"]) {
    const many = bank(seed);
    const byId = new Map(many.map((item) => [item.id, item]));
    const share = (65 * kinds(many)) / many.length;
    let answers = {};
    for (const n of numbers(4)) {
      const drawn = core.draw(many, BIG, `${seed}${n}`, { answers }).map((id) => byId.get(id));
      assert.deepEqual(
        core.familiar(
          drawn.map(({ id }) => id),
          { answers },
        ),
        [],
      );
      assert.ok(Math.abs(kinds(drawn) - share) <= 1.5, `${seed}${n}: ${kinds(drawn)} of ${share}`);
      for (const [d, count] of [20, 17, 15, 13].entries()) {
        const inside = drawn.filter((item) => item.tags[0] === `D${d + 1}`);
        assert.equal(inside.length, count);
        const tasks = numbers(4).map((t) => inside.filter((item) => item.tags[1].endsWith(`/${t + 1}`)).length);
        assert.ok(Math.max(...tasks) - Math.min(...tasks) <= 3, String(tasks));
      }
      for (const { id } of drawn) answers = core.record(answers, id, true, n + 1);
    }
  }
});

test("where questions of one kind are used up, those of the other are new before any is repeated", () => {
  const right = [true, true, false];
  const many = [
    ...numbers(3).map((n) => question(`two${n}`, 0, ["D1"], right)),
    ...numbers(9).map((n) => question(`one${n}`, 0, ["D1"])),
  ];
  const exam = { questions: 4, domains: [{ tag: "D1", weight: 1 }] };
  const met = (list) => ({ answers: Object.fromEntries(list.map((id) => [id, { right: 1, tries: 1, at: 1 }])) });
  const twos = met(["two0", "two1", "two2"]);
  assert.deepEqual(core.familiar(core.draw(many, exam, "s", twos), twos), []);
  const ones = met(numbers(8).map((n) => `one${n}`));
  const drawn = core.draw(many, exam, "s", ones);
  assert.deepEqual(drawn.sort(), ["one8", "two0", "two1", "two2"]);
});

test("an exam is scored by domain; no answer is a wrong one, and told apart from those", () => {
  const exam = {
    domains: [
      { tag: "D1", title: "One", weight: 1 },
      { tag: "D2", title: "Two", weight: 2 },
    ],
  };
  const found = core.score(questions, exam, { a: [0], b: [1] });
  assert.equal(found.right, 1);
  assert.equal(found.total, 3);
  assert.deepEqual(found.wrong, ["b", "c"]);
  assert.deepEqual(found.blank, ["c"]);
  const held = (choice) => ["a", "b", "c"].filter((id) => core.CHOICES[choice](found, id));
  assert.deepEqual([held("wrong"), held("blank")], [["b"], ["c"]]);
  assert.deepEqual(
    found.domains.map(({ right, total }) => [right, total]),
    [
      [1, 1],
      [0, 2],
    ],
  );
});

test("an exam is scored by task, too: by the deepest tag of a question in its domain", () => {
  const exam = {
    domains: [
      {
        tag: "D1",
        title: "One",
        weight: 1,
        tasks: [
          ["D1/1.1", "A"],
          ["D1/1.2", "B"],
        ],
      },
    ],
  };
  const asked = [question("x", 0, ["D1", "D1/1.2"]), question("y", 0, ["D1/1.1", "D1/1.2"]), question("z", 0, ["D1"])];
  const [{ tasks, total }] = core.score(asked, exam, { x: [0], z: [0] }).domains;
  assert.equal(total, 3);
  assert.deepEqual(
    tasks.map((task) => [task.title, task.right, task.total]),
    [
      ["A", 0, 0],
      ["B", 1, 2],
    ],
  );
});

test("an estimate lies on the exam's scale, and its band says whether it is above the pass line", () => {
  const exam = { pass: 720, scale: [100, 1000] };
  const near = core.estimate(46, 65, exam);
  assert.equal(near.at, 737);
  assert.ok(near.low > 660 && near.low < 680 && near.high > 785 && near.high < 805, `${near.low} ${near.high}`);
  assert.equal(near.verdict, "near");
  assert.equal(core.estimate(60, 65, exam).verdict, "above");
  assert.equal(core.estimate(30, 65, exam).verdict, "below");
  assert.equal(core.estimate(60, 65, { scale: [0, 100] }).verdict, null);
  assert.equal(core.estimate(19, 19, exam), null);
  for (const right of [0, 20]) {
    const found = core.estimate(right, 20, exam);
    assert.ok(found.low >= 100 && found.high <= 1000 && found.high > found.low);
  }
});

test("the band holds what a reader knows four times in five", () => {
  for (const known of [0.5, 0.72, 0.9]) {
    const draws = numbers(2000).map((n) => {
      const right = core
        .shuffle(numbers(1000), `draw ${known} ${n}`)
        .slice(0, 65)
        .filter((m) => m < known * 1000).length;
      const [low, high] = core.band(right, 65);
      return low <= known && known <= high;
    });
    const share = draws.filter(Boolean).length / draws.length;
    assert.ok(share > 0.75 && share < 0.86, `${known}: ${share}`);
  }
});

test("first to read is what cost most: a wrong answer weighs what its domain gives to one of its questions", () => {
  const exam = {
    domains: [
      { tag: "D1", title: "One", weight: 90 },
      { tag: "D2", title: "Two", weight: 10 },
    ],
  };
  const asked = [
    question("a", 0, ["D1"]),
    question("b", 1, ["D2"]),
    question("c", 1, ["D2"]),
    question("d", 2, ["D1"]),
  ];
  const found = core.costliest(asked, exam, ["a", "b", "c"], 5);
  assert.deepEqual(
    found.map(({ section, lost }) => [section, lost]),
    [
      [0, 1],
      [1, 2],
    ],
  );
  assert.equal(core.costliest(asked, exam, ["a", "b", "c"], 1).length, 1);
  assert.deepEqual(core.costliest(asked, exam, [], 5), []);
});

test("attempts are listed from the first to the last; one without questions is none", () => {
  const kept = { b: { at: 2, right: 1, total: 2 }, a: { at: 1, right: 2, total: 2 }, c: { at: 3 } };
  assert.deepEqual(
    core.attemptsOf(kept).map(({ seed }) => seed),
    ["a", "b"],
  );
});

test("time left is a clock that ends at zero", () => {
  assert.equal(core.clock(7809000), "2:10:09");
  assert.equal(core.clock(59001), "01:00");
  assert.equal(core.clock(-5), "00:00");
});

test("grades give growing intervals, and a stored schedule goes on where it stopped", () => {
  const first = core.outcomes(FSRS, undefined, NOON);
  const waits = [1, 2, 3, 4].map((rating) => first[rating].due - NOON);
  assert.deepEqual(waits.slice(0, 3), [60000, 360000, 600000]);
  assert.equal(waits[3], 8 * DAY);
  let kept = JSON.parse(JSON.stringify(first[4]));
  const intervals = [];
  for (let n = 0; n < 4; n++) {
    kept = core.outcomes(FSRS, JSON.parse(JSON.stringify(kept)), kept.due)[3];
    intervals.push(kept.days);
  }
  assert.ok(
    intervals.every((days, n) => n === 0 || days > intervals[n - 1]),
    intervals.join(),
  );
  assert.equal(kept.first, NOON);
});

test("a schedule that is none is left alone", () => {
  assert.equal(core.isSchedule({ due: "tomorrow" }), false);
  assert.equal(core.isSchedule(undefined), false);
  assert.equal(core.outcomes(FSRS, { due: "x" }, NOON)[3].state, 1);
});

test("a schedule that FSRS throws for is that of a new card", () => {
  const good = core.outcomes(FSRS, undefined, NOON)[4];
  for (const wrong of [{ state: 9 }, { s: 0 }, { d: 0 }, { d: -3 }, { state: 1.5 }]) {
    const foreign = { ...good, ...wrong };
    assert.equal(core.outcomes(FSRS, foreign, NOON)[4].reps, 1, JSON.stringify(wrong));
    assert.deepEqual(core.due([{ id: "c" }], { c: foreign }, NOON + 99 * DAY, 20).fresh, [{ id: "c" }]);
  }
});

test("due are reviews of the day and cards being learnt, then new ones up to the day's number", () => {
  const cards = numbers(6).map((n) => ({ id: `c${n}` }));
  const kept = (due, state, first = NOON - 9 * DAY, days = 1) => ({
    due,
    s: 1,
    d: 1,
    days,
    step: 0,
    reps: 1,
    lapses: 0,
    state,
    at: NOON - DAY,
    first,
  });
  const schedules = {
    c0: kept(NOON + 3600000, 2),
    c1: kept(NOON + 2 * DAY, 2, undefined, 3),
    c2: kept(NOON - 1000, 1),
    c3: kept(NOON + 60000, 1, NOON),
  };
  const found = core.due(cards, schedules, NOON, 2);
  assert.deepEqual(
    found.ready.map(({ id }) => id),
    ["c2", "c0"],
  );
  assert.deepEqual(
    found.fresh.map(({ id }) => id),
    ["c4"],
  );
  assert.equal(found.unseen, 2);
  assert.equal(found.learning, 1);
  assert.equal(found.next, NOON + 60000);
  assert.deepEqual(
    found.early.map(({ id }) => id),
    ["c3"],
  );
});

test("a wait is said in the largest unit that fits", () => {
  assert.deepEqual([60000, 5400000, 3 * DAY, 90 * DAY, 1000 * DAY].map(core.until), [
    "1 min",
    "2 h",
    "3 d",
    "3 months",
    "2.7 years",
  ]);
});

test("how far somebody is counts sections by their marks and questions by their answers, and leaves chapters out", () => {
  const marks = { s3: { state: "sure" }, ec2: { state: "shaky" }, storage: { state: "sure" } };
  const found = core.readiness("D1", sections, questions, { marks, answers: { a: { right: 1 } } });
  assert.deepEqual([found.sections, found.sure, found.questions, found.right, found.tried], [1, 1, 2, 1, 1]);
  assert.equal(core.readiness("nothing", sections, questions, records).tried, 0);
});

test("cards as text keep their ids, and notes cannot add columns or elements", () => {
  const cards = [
    { id: 'fact:"a"', front: "a\tb", source: "Disk", back: '<b>"x"</b>\nline', tags: ["D1/1.2", "two words"] },
  ];
  const lines = core.ankiText(cards, "My\nguide").split("\n");
  assert.deepEqual(lines.slice(0, 5), [
    "#separator:tab",
    "#html:true",
    "#guid column:1",
    "#notetype:Study guide",
    "#deck:My guide",
  ]);
  assert.equal(
    lines[6],
    '"fact:&#34;a&#34;"\t"a\tb"\t"&#60;b&#62;&#34;x&#34;&#60;/b&#62;<br>line"\t"Disk"\t"D1::1.2 two_words"',
  );
});

test("what Anki would run stays text in the cards for it", () => {
  const cards = [
    { id: "x", front: "[sound:x.mp3] [latex]", source: "A", back: String.raw`\(\href{x}{y}\) \[z\]`, tags: [] },
  ];
  const row = core.ankiText(cards, "My guide").split("\n")[6];
  assert.equal(row, '"x"\t"&#91;sound:x.mp3] &#91;latex]"\t"\\\u2060(\\href{x}{y}\\) \\\u2060&#91;z\\]"\t"A"\t""');
});

test("the address of a sentence is its heading and its words", () => {
  assert.equal(core.sentenceUrl("../s3/", "", ""), "../s3/");
  assert.equal(core.sentenceUrl("../s3/", "use", ""), "../s3/#use");
  assert.equal(core.sentenceUrl("../s3/", "use", "Pre-signed, yes."), "../s3/#use:~:text=Pre%2Dsigned%2C%20yes.");
  assert.equal(core.sentenceUrl("../s3/", "", "a b c d e f g h i"), "../s3/#:~:text=a%20b%20c%20d,f%20g%20h%20i");
});

const DATA = {
  chapters: ["Storage"],
  tags: ["D1", "s"],
  sections: [["s3", "Amazon S3", "../s3/", 0, [0, 1], "abc", 0]],
  questions: [
    ["q1", 0, [1]],
    ["q2", 0, [], 2],
  ],
  pool: [["x1", 0, [0]]],
  cards: { term: 1 },
};

test("the page's data gives numbers their meaning", () => {
  const found = practice.items.read(DATA);
  assert.deepEqual(found.sections[0].tags, ["D1", "s"]);
  assert.deepEqual(
    found.questions.map(({ id, tags, right }) => [id, tags, right.length]), // so many are right: which, comes later
    [
      ["q1", ["s"], 1],
      ["q2", [], 2],
    ],
  );
  assert.deepEqual(found.pool, [{ id: "x1", section: 0, tags: ["D1"], right: [true], examOnly: true }]);
});

test("what the page shows later joins what it has; a question that is not in it is left out", () => {
  const held = {
    questions: [
      ["q1", "<details></details>", [0, 1], "a", "Sentence.", 0, 7, 9],
      ["x1", "<details></details>", [1, 0], "", "", 1, 3, 4],
    ],
    cards: [
      ["term:s3", "", "S3", "store", 0, "", 1, 5],
      ["fact:s3:size", "{fact} $& <S3>", "size", "5 TB", 0, "", 1, 6],
    ],
    front: "{about} · {fact}: …",
    files: ["https://example.org/a.md", "https://example.org/b.md"],
    lines: "#L{first}-L{last}",
  };
  const found = practice.items.read(DATA);
  const { questions, pool } = practice.items.joined(found, held);
  assert.deepEqual(
    questions.map(({ id, right, sentence, edit }) => [id, right, sentence, edit]),
    [["q1", [false, true], "Sentence.", "https://example.org/a.md#L7-L9"]],
  );
  assert.equal(pool[0].examOnly, true);
  const cards = practice.items.cardsOf({ ...found, questions }, held);
  assert.deepEqual(
    cards.map(({ id, front, tags, edit }) => [id, front, tags, edit]),
    [
      ["q1", undefined, ["s"], "https://example.org/a.md#L7-L9"],
      ["term:s3", "S3", ["D1", "s"], "https://example.org/b.md#L5-L5"],
      ["fact:s3:size", "{fact} $& <S3> · size: …", ["D1", "s"], "https://example.org/b.md#L6-L6"],
    ],
  );
  const bare = practice.items.joined(practice.items.read(DATA), { ...held, files: [], lines: "" });
  assert.equal(bare.questions[0].edit, "");
});

test("an address names a mode and a scope; without one, it is what there is to do today", () => {
  const modes = ["today", "quiz"];
  const at = (text) => wanted(new URL(text, "https://example.org/practice/"), modes);
  assert.deepEqual(at("?mode=quiz&scope=tag:D1/1.2"), { mode: "quiz", scope: "tag:D1/1.2", begin: false });
  assert.deepEqual(at("?mode=quiz&scope=section:s3&begin="), { mode: "quiz", scope: "section:s3", begin: true });
  assert.deepEqual(at("?mode=quiz&run=17"), { mode: "quiz", scope: "", begin: "17" });
  assert.deepEqual(at("?mode=quiz&scope=read&run="), { mode: "quiz", scope: "read", begin: true });
  assert.deepEqual(at(""), { mode: "today", scope: "", begin: false });
  assert.deepEqual(at("?mode=toString"), { mode: "today", scope: "", begin: false });
});

test("the weakest part has the smallest share of right answers, once ten were given and some of them there", () => {
  const data = {
    exam: {
      domains: [
        { tag: "D1", title: "One" },
        { tag: "D2", title: "Two" },
      ],
    },
    sections,
    chapters: [],
  };
  const many = numbers(14).map((n) => question(`q${n}`, 0, [n < 12 ? "D1" : "D2"]));
  const answers = (right) =>
    Object.fromEntries(many.map(({ id }, n) => [id, { right: right(n) ? 1 : 0, tries: 1, at: 1 }]));
  const groups = core.grouped(many, data);
  const found = core.weakest(
    groups,
    answers((n) => n % 2),
  );
  assert.deepEqual(found, { label: "One", scope: "tag:D1", tried: 12, right: 6 }); // two answers in the other tell nothing
  assert.equal(core.weakest(groups, { q0: { right: 0 } }), null);
  const chapters = core.grouped(questions, { sections, chapters: ["Storage", "Compute"], exam: null });
  assert.deepEqual(
    chapters.map(({ scope, questions: inside }) => [scope, inside.map(({ id }) => id)]),
    [
      ["chapter:Storage", ["a"]],
      ["chapter:Compute", ["b", "c"]],
    ],
  );
});

const storeOf = (kept) => ({ get: (name) => kept[name] ?? {} });

test("new cards a day fit the date of the exam, with days left to go over them", () => {
  const NOW = new Date(2026, 10, 29, 12).getTime();
  assert.equal(core.daysTo("2026-12-29", NOW), 30);
  assert.equal(core.daysTo("2026-11-29", NOW), null);
  assert.equal(core.daysTo("", NOW), null);
  for (const [unseen, days] of [
    [213, 42],
    [10, 30],
    [5, 1],
    [300, 10],
  ]) {
    const { number, spare } = core.fitting(unseen, days);
    assert.ok(number * (days - spare) >= unseen && spare >= 0, `${unseen} ${days}: ${number} ${spare}`);
  }
  assert.equal(core.fitting(5000, 10).spare, null); // more a day than anybody learns
  const plan = { exam: "2026-12-29" };
  assert.equal(core.daily(storeOf({ plan }), 213, NOW).number, 9);
  assert.equal(core.daily(storeOf({ plan, decks: { daily: 3 } }), 213, NOW).number, 3);
  assert.ok(core.daily(storeOf({ plan, decks: { daily: 3 } }), 213, NOW).spare < 0);
  assert.equal(core.daily(storeOf({}), 213, NOW).number, 20);
});

const { short } = globalThis.studyguide.study.due;
const named = (ids) => ids.map(short).join("");
const DECKS = { term: named(["term:a", "term:b"]), fact: named(["fact:a", "fact:b", "fact:c"]) };
const appOf = (kept, asked = [{ id: "q" }]) => ({ questions: asked, data: { cards: DECKS }, store: storeOf(kept) });

test("terms and facts are the decks of a reader who chose none", () => {
  assert.deepEqual(core.counted(appOf({})), { term: 2, fact: 3, question: 1 });
  assert.deepEqual(core.kindsOf(appOf({})), ["term", "fact"]);
  assert.deepEqual(core.kindsOf(appOf({ decks: { kinds: ["question", "term"] } })), ["term", "question"]);
  assert.deepEqual(core.kindsOf(appOf({ decks: { kinds: [] } })), ["term"]);
  assert.deepEqual(core.kindsOf({ ...appOf({}), data: { cards: {} } }), ["question"]);
});

test("what today holds is counted by ids: not what is put away, gone, or of other decks", () => {
  const learnt = { ...core.outcomes(FSRS, undefined, NOON - 9 * DAY)[4], due: NOON - DAY, days: 8, state: 2 };
  const cards = { "term:a": learnt, "fact:gone": learnt, q: learnt, "fact:c": learnt };
  const away = { "fact:a": { off: true }, "fact:b": { off: false }, "fact:c": { off: true } };
  const found = (decks) => core.today(appOf({ cards, away, decks }), NOON);
  const { ready, fresh, learning, unseen } = found({});
  assert.deepEqual({ ready, fresh, learning, unseen }, { ready: 1, fresh: 2, learning: 0, unseen: 2 }); // term:b, fact:b
  assert.equal(found({ daily: 1 }).fresh, 1);
  assert.equal(found({ kinds: ["question"] }).ready, 1);
});

const GUIDE = numbers(8).map((n) => ({ id: `s${n}` }));
const inOrder = (cards, { plan = null, marks = {}, away = {} } = {}) =>
  core.active(cards, away, { plan, marks, sections: GUIDE }).map(({ id }) => id);

test("new cards come in the order of the plan, and after it in that of the guide", () => {
  const plan = { steps: [{ numbers: [7] }, { numbers: [3, 4] }] };
  const cards = ["a:1", "b:4", "c:7", "d:3"].map((id) => ({ id, section: Number(id.slice(2)) }));
  assert.deepEqual(inOrder(cards, { plan }), ["c:7", "d:3", "b:4", "a:1"]);
  assert.deepEqual(inOrder(cards), ["a:1", "d:3", "b:4", "c:7"]);
});

test("cards of what the reader marked come before those of sections that he has not read", () => {
  const plan = { steps: [{ numbers: [2, 5, 6] }] };
  const cards = [1, 2, 5, 6].map((section) => ({ id: `fact:${section}`, section }));
  const marks = { s6: { state: "shaky" }, s1: { state: "read" }, s2: { state: "" } };
  assert.deepEqual(inOrder(cards, { plan, marks }), ["fact:6", "fact:1", "fact:2", "fact:5"]);
});

test("pages of one step take turns, and what is about the exam itself comes after them", () => {
  const plan = { steps: [{ numbers: [0, 1, 2] }, { numbers: [3] }] };
  const domains = [{ tag: "D1" }];
  const cards = [3, 0, 1, 2].flatMap((section) =>
    ["a", "b"].map((name) => ({ id: `fact:${name}${section}`, section, tags: [section ? "D1/1.1" : "exam"] })),
  );
  const ordered = core.active(cards, {}, { plan, marks: {}, sections: GUIDE, domains }).map(({ id }) => id.slice(5));
  assert.deepEqual(ordered, ["a1", "a2", "b1", "b2", "a0", "b0", "a3", "b3"]);
});

test("what is about the exam itself is not asked first, also where nothing else is read or its chapter comes first", () => {
  const domains = [{ tag: "D1", tasks: ["D1/1.1"] }, { tag: "D2" }];
  const tags = [["exam"], ["exam", "D1", "D2"], ["D1", "D1/1.1", "D2"], ["D2"]]; // its form, its domains, and two subjects
  const cards = tags.map((own, section) => ({ id: `fact:${section}`, section, tags: own }));
  const sections = GUIDE.map(({ id }, n) => ({ id, chapter: n < 2 ? 0 : n }));
  const order = (plan, marks) =>
    core.active(cards, {}, { plan, marks, sections, domains }).map(({ section }) => section);
  const plan = { steps: [{ numbers: [0, 1, 2] }, { numbers: [3] }] };
  assert.deepEqual(order(plan, {}), [2, 0, 1, 3]);
  assert.deepEqual(order(plan, { s0: { state: "read" } }), [2, 0, 1, 3]);
  assert.deepEqual(order(plan, { s0: { state: "read" }, s3: { state: "read" } }), [3, 2, 0, 1]);
  assert.deepEqual(order({ steps: [{ numbers: [0, 1] }, { numbers: [2, 3] }] }, {}), [2, 3, 0, 1]);
  assert.deepEqual(order(null, {}), [2, 0, 1, 3]);
  const alone = core.active(cards.slice(0, 2), {}, { plan, marks: {}, sections, domains });
  assert.equal(alone.length, 2); // nothing else is there
});

test("of pages that take turns that which matters most comes first, and of a page the term that is used most", () => {
  const plan = { steps: [{ numbers: [0, 1, 2] }] };
  const domains = [
    { tag: "D1", weight: 10 },
    { tag: "D2", weight: 30 },
  ];
  const sections = [
    { id: "s0", tags: ["D1"] },
    { id: "s1", tags: ["D1"], referring: 4 },
    { id: "s2", tags: ["D2"], referring: 4 },
  ];
  const card = (id, section, uses) => ({ id, section, uses, tags: sections[section].tags });
  const cards = [
    card("term:rare", 0, 1),
    card("term:much", 0, 9),
    card("term:much:name", 0, 9),
    card("fact:one", 1),
    card("asked", 1),
    card("fact:two", 2),
  ];
  const found = core.active(cards, {}, { plan, marks: {}, sections, domains }).map(({ id }) => id);
  assert.deepEqual(found, ["fact:two", "asked", "term:much", "fact:one", "term:rare", "term:much:name"]);
});

test("facts that take more than a line to say come after all others of their step", () => {
  const plan = { steps: [{ numbers: [0, 1] }, { numbers: [2] }] };
  const long = "w ".repeat(31);
  const card = (id, section, back) => ({ id, section, back });
  const cards = [
    card("fact:a", 0, long),
    card("term:b", 0, long),
    card("fact:c", 1, "64 TiB"),
    card("fact:d", 1, long),
    card("fact:e", 2, "1"),
    card("fact:f", 1, "x"),
  ];
  assert.deepEqual(inOrder(cards, { plan }), ["term:b", "fact:c", "fact:f", "fact:a", "fact:d", "fact:e"]);
});

test("it is said how many cards are seen before the exam, and how many a day would be all", () => {
  const found = { days: 42, spare: -10, seen: 1260, all: 2704, need: 65 };
  assert.match(core.outlook(found), /1,260 of 2,704 .* 65 a day/);
  assert.match(core.outlook({ ...found, spare: 3 }), /days to spare: 3/);
  assert.equal(core.outlook({ ...found, days: null }), "");
});

test("a span of time is written with its units", () => {
  const { duration } = practice.figures;
  assert.deepEqual([127000, 7800000, 0].map(duration), ["2 min 7 sec", "2 hr 10 min", "0 sec"]);
});

test("within a section questions come first, and the two sides of a term lie apart", () => {
  const ids = ["q", "term:a:name", "fact:x", "term:a", "fact:y"];
  const cards = ids.map((id) => ({ id, section: 0 }));
  const away = { "fact:y": { off: true, at: 1 }, "fact:x": { off: false, at: 2 } };
  assert.deepEqual(inOrder(cards, { away }), ["q", "term:a", "fact:x", "term:a:name"]);
});

test("a scope tells apart what only exams asked", () => {
  const asked = [...questions, { ...question("pool", 0, ["D1"]), examOnly: true }];
  const [all] = core.scopes(asked, { sections, chapters: [], tags: [], exam: null }, records);
  assert.deepEqual([all.count, all.exams], [questions.length + 1, 1]);
  assert.equal(core.scopeOf(asked, "tag:D1", { sections, records: () => records }).exams, 1);
  assert.equal(practice.items.figure(314, 65), "314, 65 of them from exams");
  assert.equal(practice.items.figure(249, 0), "249");
});
