/* When what of a plan is to be read, where the day of the exam is known. Days are counted from 1970. Knows no page. */
(function (guide) {
  "use strict";

  const { own } = guide.records;
  const { of } = guide.study.state;

  const DAY = 86400000; // milliseconds

  const numberOf = (iso) => Date.parse(iso) / DAY; // a date without a time is read as UTC

  /** The reader's day: midnight there, not in Greenwich. */
  function dayAt(time) {
    const there = new Date(time);
    return Date.UTC(there.getFullYear(), there.getMonth(), there.getDate()) / DAY;
  }

  const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  /** From when to when there is time: the day before the exam is the last. null without a date, or when it is past. */
  function timeFor({ exam, start }, now) {
    const today = dayAt(now);
    if (!exam || numberOf(exam) <= today) return null;
    return { first: start ? Math.min(numberOf(start), today) : today, last: numberOf(exam) - 1, today };
  }

  /** The first and the last day of each step: each has the same share, as steps are weeks more often than not. */
  function daysOf(steps, { first, last }) {
    const length = last - first + 1;
    const begins = (n) => first + Math.round((n * length) / steps.length);
    return steps.map((_, n) => ({ from: begins(n), to: Math.max(begins(n), begins(n + 1) - 1) }));
  }

  /** The sections that were to be read before today; in a step each has days by its minutes. */
  function dueOf(steps, time) {
    const days = daysOf(steps, time);
    return steps.flatMap(({ sections }, n) => {
      const all = sections.reduce((sum, [, , , minutes]) => sum + minutes, 0);
      const { from, to } = days[n];
      let before = 0;
      return sections.filter(([, , , minutes]) => {
        before += minutes;
        return from + (before / all) * (to - from + 1) <= time.today;
      });
    });
  }

  /**
   * What is for today: { done, all, minutes, ahead }. `all` is what is left, shared out among the days that are left, so
   * that nobody who missed a day must read twice as much on the next; `minutes` are those of what is not read of it.
   */
  function aimOf({ steps }, known, time) {
    const every = steps.flatMap(({ sections }) => sections);
    const left = every.filter(([id]) => of(id, known) !== "done");
    const read = every.filter(([id]) => of(id, known) === "done");
    const done = read.filter(([id]) => dayAt(own(known.marks, id)?.at ?? 0) === time.today).length;
    const all = Math.ceil((left.length + done) / (time.last - time.today + 1));
    const now = left.slice(0, Math.max(0, all - done));
    const minutes = now.reduce((sum, [, , , one]) => sum + one, 0);
    return { done, all: Math.min(all, left.length + done), minutes, ahead: read.length - dueOf(steps, time).length };
  }

  (guide.study ??= {}).calendar = { DAY, dayAt, isoOf, timeFor, daysOf, aimOf };
})((globalThis.studyguide ??= {}));
