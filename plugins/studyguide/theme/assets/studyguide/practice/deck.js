/* The decks for daily review: which kinds of cards, how many new ones a day, and which are put away. */
(function (guide) {
  "use strict";

  const { own } = guide.records;
  const { schedule } = guide.practice;
  const { kindOf } = guide.practice.kept;

  const KINDS = ["question", "term", "fact"];
  const A_DAY = 20; // new cards: each comes back some eight times in the weeks after, so that more would pile up
  const MOST = 60; // more in a day are not learnt

  /** The kinds that a guide has cards of, with their numbers: { question: 213, term: 377 }. */
  function counted(app) {
    const numbers = { question: app.questions.length, ...app.data.cards };
    return Object.fromEntries(KINDS.filter((kind) => numbers[kind]).map((kind) => [kind, numbers[kind]]));
  }

  /** The chosen kinds. Questions are what an exam asks; terms and facts are taken up when the reader wants them. */
  function kindsOf(app) {
    const present = Object.keys(counted(app));
    const chosen = present.filter((kind) => (app.store.get("decks").kinds ?? ["question"]).includes(kind));
    return chosen.length ? chosen : present.slice(0, 1);
  }

  /** Days from today to a date; null where there is none, or it is over. */
  function daysTo(date, now) {
    const days = schedule.daysTo(date, now);
    return days > 0 ? days : null;
  }

  /** How many new cards a day, so that all were seen with a fifth of the days left, at most a week, to go over them:
   * { number, spare: days before the exam on which all were seen, or null where they do not fit }. */
  function fitting(unseen, days) {
    const rest = Math.min(7, Math.floor(days / 5));
    const number = Math.min(MOST, Math.max(1, Math.ceil(unseen / Math.max(1, days - rest))));
    const spare = days - Math.ceil(unseen / number);
    return { number, spare: spare < 0 ? null : spare };
  }

  /** The number of new cards a day: what the reader set, else what fits the date of the exam, else a usual one. */
  function daily(store, unseen, now) {
    const { daily: set } = store.get("decks");
    const days = daysTo(store.get("plan").exam, now);
    const fit = days && unseen ? fitting(unseen, days) : null;
    const number = set || fit?.number || A_DAY;
    return { number, days, spare: days ? days - Math.ceil(unseen / number) : null, isSet: Boolean(set) };
  }

  const isAway = (away, id) => own(away, id)?.off === true;

  /** Cards that are not put away, those of questions first, each kind in the order of the plan, if there is one. */
  function active(cards, away, plan) {
    const steps = new Map((plan?.steps ?? []).flatMap(({ numbers }, n) => numbers.map((section) => [section, n])));
    const place = (card) => KINDS.indexOf(kindOf(card.id));
    const step = ({ section }) => steps.get(section) ?? steps.size;
    const there = cards.filter(({ id }) => !isAway(away, id));
    return there.sort((a, b) => place(a) - place(b) || step(a) - step(b));
  }

  (guide.practice ??= {}).deck = { active, counted, daily, daysTo, fitting, isAway, kindsOf };
})((globalThis.studyguide ??= {}));
