/* Schedules of cards: FSRS decides, this says what of it is kept, and what is due when. */
(function (guide) {
  "use strict";

  const { word } = guide.language;
  const { decimal } = guide.practice.figures;
  const { own } = guide.records;
  const { isSchedule } = guide.practice.kept;

  const REVIEW = 2; // the state of a card that is learnt
  const SETTINGS = { enable_fuzz: false };

  /** Turn a schedule of ts-fsrs into what is stored, and back. */
  const pack = (card) => ({
    due: card.due.getTime(),
    s: card.stability,
    d: card.difficulty,
    days: card.scheduled_days,
    step: card.learning_steps,
    reps: card.reps,
    lapses: card.lapses,
    state: card.state,
    at: card.last_review ? card.last_review.getTime() : 0,
  });
  const unpack = (kept) => ({
    due: new Date(kept.due),
    stability: kept.s,
    difficulty: kept.d,
    elapsed_days: 0,
    scheduled_days: kept.days,
    learning_steps: kept.step,
    reps: kept.reps,
    lapses: kept.lapses,
    state: kept.state,
    last_review: kept.at ? new Date(kept.at) : undefined,
  });

  /** The card as FSRS has it; one that it cannot go on with is new. */
  function cardOf(FSRS, kept, now) {
    return isSchedule(kept) ? unpack(kept) : FSRS.createEmptyCard(new Date(now));
  }

  /** What each grade (1 again … 4 easy) would do to a card now: schedules by grade. */
  function outcomes(FSRS, kept, now) {
    const all = FSRS.fsrs(SETTINGS).repeat(cardOf(FSRS, kept, now), new Date(now));
    const first = kept?.first || now;
    return Object.fromEntries([1, 2, 3, 4].map((rating) => [rating, { ...pack(all[rating].card), first }]));
  }

  const dayOf = (time) => new Date(time).setHours(0, 0, 0, 0);

  /** The day of a review, by the calendar: days have 23 or 25 hours when the clocks change. */
  function dayOfReview({ due, at, days }) {
    if (!at || !days) return dayOf(due);
    const day = new Date(dayOf(at));
    day.setDate(day.getDate() + days);
    return dayOf(day);
  }

  /** Split cards into those due now, those still new, and those being learnt that come later, the next one first. */
  function due(cards, schedules, now, limit) {
    const today = dayOf(now);
    const seen = cards.map((card) => ({ card, kept: own(schedules, card.id) })).filter(({ kept }) => isSchedule(kept));
    const isDue = ({ kept }) => (kept.state === REVIEW ? dayOfReview(kept) <= today : kept.due <= now);
    const ready = seen
      .filter(isDue)
      .sort((a, b) => (a.kept.state === REVIEW) - (b.kept.state === REVIEW) || a.kept.due - b.kept.due);
    const begun = Object.values(schedules).filter(
      (kept) => isSchedule(kept) && dayOf(kept.first || 0) === today,
    ).length;
    const known = new Set(seen.map(({ card }) => card.id));
    const fresh = cards.filter((card) => !known.has(card.id));
    const later = seen
      .filter((entry) => !isDue(entry) && entry.kept.state !== REVIEW)
      .sort((a, b) => a.kept.due - b.kept.due);
    return {
      ready: ready.map(({ card }) => card),
      fresh: fresh.slice(0, Math.max(0, limit - begun)),
      unseen: fresh.length,
      begun,
      early: later.map(({ card }) => card),
      learning: later.length,
      next: later.length ? later[0].kept.due : null,
    };
  }

  const DAY = 86400000; // milliseconds

  /** Days from today to a day as the reader wrote it, 2026-12-24, both by the calendar; null without one. */
  function daysTo(day, now) {
    if (!day) return null;
    const [year, month, date] = day.split("-").map(Number);
    return Math.round((new Date(year, month - 1, date) - dayOf(now)) / DAY);
  }

  /** Say how long until a card comes again. */
  function until(milliseconds) {
    const minutes = Math.max(1, Math.round(milliseconds / 60000));
    if (minutes < 60) return word("cards.minutes", { number: minutes });
    if (minutes < 1440) return word("cards.hours", { number: Math.round(minutes / 60) });
    const days = Math.round(minutes / 1440);
    if (days < 60) return word("cards.days", { number: days });
    if (days < 730) return word("cards.months", { count: Math.round(days / 30.4) });
    const years = days / 365;
    return word("cards.years", { count: Number(years.toFixed(1)) }, decimal(years));
  }

  (guide.practice ??= {}).schedule = { outcomes, due, daysTo, until };
})((globalThis.studyguide ??= {}));
