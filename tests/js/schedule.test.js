"use strict";
process.env.TZ = "Europe/Berlin"; // its clocks change: on 29 March and on 25 October 2026
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { part } = require("./studyguide.js");

part("practice/page");
part("practice/cards");
const { outcomes, due } = globalThis.studyguide.practice.schedule;

const DAY = 86400000;
const at = (...date) => new Date(...date).getTime();

/** Is a card that was reviewed at a time, for so many days, ready at another time? */
function isReady(reviewed, days, now) {
  const kept = {
    due: reviewed + days * DAY,
    s: 2,
    d: 5,
    days,
    step: 0,
    reps: 3,
    lapses: 0,
    state: 2,
    at: reviewed,
    first: reviewed,
  };
  return due([{ id: "c" }], { c: kept }, now, 20).ready.length === 1;
}

test("a card comes on its day when the clocks go forward", () => {
  const eve = at(2026, 2, 28, 23, 30);
  assert.equal(isReady(eve, 1, at(2026, 2, 29, 9)), true);
  assert.equal(isReady(eve, 2, at(2026, 2, 29, 9)), false);
  assert.equal(isReady(eve, 2, at(2026, 2, 30, 0, 5)), true);
});

test("a card comes on its day when the clocks go back", () => {
  const night = at(2026, 9, 25, 0, 10);
  assert.equal(isReady(night, 1, at(2026, 9, 25, 23, 50)), false);
  assert.equal(isReady(night, 1, at(2026, 9, 26, 0, 5)), true);
});

test("what FSRS schedules is what is read", () => {
  const eve = at(2026, 2, 28, 23, 30);
  const easy = outcomes(globalThis.FSRS, undefined, eve)[4];
  assert.equal(due([{ id: "c" }], { c: easy }, eve + easy.days * DAY, 20).ready.length, 1);
});
