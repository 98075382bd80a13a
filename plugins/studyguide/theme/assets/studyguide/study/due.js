/* What is to be done today, from what the browser keeps: what is due, next, weak and changed. Knows no page. */
(function (guide) {
  "use strict";

  const { own, stateOf } = guide.records;
  const { fnv } = guide.text;
  const { due } = guide.practice.schedule;
  const { of } = guide.study.state;

  const SHORT = 4; // characters of a short id, as pages/study_data.py writes them
  const CONTENT = 8; // of the hash of a section's words
  const ENOUGH = 10; // answers; the weakest of fewer is chance
  const DAY = 86400000; // milliseconds

  /** The short form of an id. */
  const short = (id) => fnv(id).toString(36).padStart(SHORT, "0").slice(-SHORT);

  /** Cut a text into pieces of one length. */
  const pieces = (text, length) => text.match(new RegExp(`.{${length}}`, "gu")) ?? [];

  /** How many cards are due now; schedules of cards that the guide has no longer are not. */
  function cardsDue(cards, schedules, now) {
    const there = new Set(pieces(cards, SHORT));
    const known = Object.keys(schedules)
      .filter((id) => there.has(short(id)))
      .map((id) => ({ id }));
    return due(known, schedules, now, 0).ready.length;
  }

  /** Where the reader was last, unless that was read to its end. */
  function lastPlace(places) {
    const [id, place] = Object.entries(places).sort(([, a], [, b]) => (b.at || 0) - (a.at || 0))[0] ?? [];
    return place && !place.end && place.url !== undefined ? { id, ...place } : null;
  }

  /** The plan that the reader follows, else the first. */
  const planOf = (plans, followed) => plans.find(({ id }) => id === followed) ?? plans[0] ?? null;

  /** The first section of a plan that is not done, and its step. */
  function nextIn(plan, known, but) {
    for (const step of plan?.steps ?? []) {
      const section = step.sections.find(([id]) => id !== but && of(id, known) !== "done");
      if (section) return { step, section };
    }
    return null;
  }

  /** The domain with the smallest share of right answers, once there are enough of them in it. */
  function weakest(domains, answers) {
    const tried = Object.entries(answers).map(([id, { right }]) => ({ name: short(id), right: right > 0 }));
    const shares = domains.flatMap(([tag, title, asked]) => {
      const there = new Set(pieces(asked, SHORT));
      const mine = tried.filter(({ name }) => there.has(name));
      return mine.length >= ENOUGH
        ? [{ tag, title, all: mine.length, right: mine.filter(({ right }) => right).length }]
        : [];
    });
    return shares.sort((a, b) => a.right / a.all - b.right / b.all)[0] ?? null;
  }

  /** Sections whose words are others than those that the reader marked: their ids. */
  function changed(sections, marks) {
    const now = new Map(pieces(sections, SHORT + CONTENT).map((one) => [one.slice(0, SHORT), one.slice(SHORT)]));
    return Object.keys(marks).filter((id) => {
      const { hash = "" } = own(marks, id);
      const words = now.get(short(id));
      return stateOf(own(marks, id)) && hash && words !== undefined && !hash.startsWith(words);
    });
  }

  /** Days from today to a day, both by the reader's calendar; null without one. */
  function daysTo(day, now) {
    if (!day) return null;
    const [year, month, date] = day.split("-").map(Number);
    return Math.round((new Date(year, month - 1, date) - new Date(now).setHours(0, 0, 0, 0)) / DAY);
  }

  (guide.study ??= {}).due = { short, pieces, cardsDue, lastPlace, planOf, nextIn, weakest, changed, daysTo };
})((globalThis.studyguide ??= {}));
