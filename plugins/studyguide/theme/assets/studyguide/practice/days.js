/* On which days a reader practised, and how much: kept as it happens, for the last answer to a question hides those before. */
(function (guide) {
  "use strict";

  const DAY = 86400000; // milliseconds
  const KEPT = 100; // days; some five kilobytes

  /** The name of a day where the reader is: 2026-11-29. */
  function nameOf(time) {
    const date = new Date(time);
    const two = (number) => String(number).padStart(2, "0");
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  }

  /** Count one more of a kind, "answers" or "cards", today; or one less, which was taken back. */
  function counted(days, kind, now, by = 1) {
    const name = nameOf(now);
    const today = days[name] ?? {};
    const all = { ...days, [name]: { ...today, [kind]: Math.max(0, (today[kind] ?? 0) + by), at: now } };
    return Object.fromEntries(Object.entries(all).sort().slice(-KEPT));
  }

  const note = (store, kind, by) => store.set("days", counted(store.get("days"), kind, Date.now(), by));

  /** The last days, the oldest first: [{ time: its noon, answers, cards }]. */
  function latest(days, number, now) {
    const noon = new Date(now).setHours(12, 0, 0, 0); // a day is 23 or 25 hours long, twice a year
    return Array.from({ length: number }, (_, n) => noon - (number - 1 - n) * DAY).map((time) => {
      const { answers = 0, cards = 0 } = days[nameOf(time)] ?? {};
      return { time, answers, cards };
    });
  }

  (guide.practice ??= {}).days = { counted, note, latest };
})((globalThis.studyguide ??= {}));
