/* The decks for daily review: which kinds of cards, how many new ones a day, in which order, and which are put away. */
(function (guide) {
  "use strict";

  const { own, stateOf } = guide.records;
  const { word } = guide.language;
  const { schedule } = guide.practice;
  const { tagged } = guide.practice.answers;
  const { isBack, kindOf, SHORT_KINDS } = guide.practice.kept;
  const { pieces, short } = guide.study.due;

  const KINDS = [...SHORT_KINDS, "question"];
  const SHORT = short("").length;
  const A_DAY = 20; // new cards: each comes back some eight times in the weeks after, so that more would pile up
  const MOST = 30; // which by and by make 240 turns a day, half an hour; more in a day are not learnt

  /** The kinds that a guide has cards of, with their numbers: { term: 377, question: 213 }. */
  function counted(app) {
    const numbers = { question: app.questions.length };
    for (const kind of SHORT_KINDS) numbers[kind] = (app.data.cards[kind] ?? "").length / SHORT;
    return Object.fromEntries(KINDS.filter((kind) => numbers[kind]).map((kind) => [kind, numbers[kind]]));
  }

  /** The chosen kinds. A card is short: a term, a fact. Questions are asked by quizzes; as cards, when the reader wants. */
  function kindsOf(app) {
    const present = Object.keys(counted(app));
    const chosen = present.filter((kind) => (app.store.get("decks").kinds ?? SHORT_KINDS).includes(kind));
    return chosen.length ? chosen : present.slice(0, 1);
  }

  /** Which ids stand for a card that the guide has, of the chosen kinds; without what cards say, which comes later. */
  function among(app) {
    const kinds = kindsOf(app);
    const names = new Set(kinds.flatMap((kind) => pieces(app.data.cards[kind] ?? "", SHORT)));
    const asked = new Set(kinds.includes("question") ? app.questions.map(({ id }) => id) : []);
    return (id) => kinds.includes(kindOf(id)) && (kindOf(id) === "question" ? asked.has(id) : names.has(short(id)));
  }

  /** What is there today of the chosen decks, in numbers: { ready, fresh, done, learning, unseen, number, days, spare }. */
  function today(app, now) {
    const [schedules, away] = [app.store.get("cards"), app.store.get("away")];
    const isThere = among(app);
    const seen = Object.keys(schedules).filter((id) => isThere(id) && !isAway(away, id));
    const put = Object.keys(away).filter((id) => isThere(id) && isAway(away, id));
    const numbers = counted(app);
    const all = kindsOf(app).reduce((sum, kind) => sum + numbers[kind], 0);
    const unseen = all - seen.length - put.length;
    const pace = daily(app.store, unseen, now);
    const { ready, learning, begun } = schedule.due(
      seen.map((id) => ({ id })),
      schedules,
      now,
      0,
    );
    const fresh = Math.min(unseen, Math.max(0, pace.number - begun));
    const dueNow = new Set(ready.map(({ id }) => id));
    const midnight = new Date(now).setHours(0, 0, 0, 0);
    const done = seen.filter((id) => schedules[id].at >= midnight && !dueNow.has(id)).length;
    const reach = pace.days ? Math.min(unseen, pace.number * pace.days) : unseen;
    const need = pace.days ? Math.ceil(unseen / pace.days) : pace.number; // new cards a day, for all to be seen
    return {
      ready: ready.length,
      fresh,
      done,
      learning,
      unseen,
      seen: seen.length + reach,
      all: all - put.length,
      need,
      ...pace,
    };
  }

  /** Say whether all cards are seen before the exam, and if not, how many and what it would take. */
  const outlook = ({ days, spare, seen, all, need }) => {
    if (!days) return "";
    return spare < 0 ? word("cards.short", { seen, all, need }) : word("cards.fits", { days: spare });
  };

  /** Say how much of today's amount is done; a list, for before the first there is nothing to say. */
  const doneToday = ({ done, ready, fresh }) =>
    done ? [word("cards.done_today", { done, all: done + ready + fresh })] : [];

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

  /** Within a section questions, terms, facts, and what is asked the other way round: the two sides of a term lie apart. */
  const RANKS = ["question", ...SHORT_KINDS];
  const rank = ({ id }) => (isBack(id) ? RANKS.length : RANKS.indexOf(kindOf(id)));

  /** How much a section matters: from how many pages others lead to it, and more where its domain weighs more in the exam. */
  function worthOf({ referring = 0, tags = [] }, domains) {
    const all = domains.reduce((sum, { weight = 0 }) => sum + weight, 0) || 1;
    const share = Math.max(0, ...domains.filter(({ tag }) => tagged(tags, tag)).map(({ weight = 0 }) => weight / all));
    return (1 + referring) * (1 + share);
  }

  const LINE = 60; // characters: what is called to mind in one go

  /** A fact that takes more than a line to say, such as what to do about an error, is looked up rather than learnt. */
  const isToLookUp = ({ id, back = "" }) => (kindOf(id) === "fact" && back.length > LINE ? 1 : 0);

  /** Is a card about the exam itself? What belongs to no domain is; so is what belongs to all of them and, in a guide
   * that has tasks, to no task: a list of the domains. */
  function isAside({ tags = [] }, domains) {
    const inside = domains.filter(({ tag }) => tagged(tags, tag));
    const hasTask = tags.some((one) => inside.some(({ tag }) => one !== tag && tagged([one], tag)));
    const ofAll = inside.length > 1 && inside.length === domains.length;
    return domains.length > 0 && (!inside.length || (ofAll && !hasTask && domains.some(({ tasks }) => tasks?.length)));
  }

  /** Give each entry its group. What was read is one, what was not has one for each step of the plan, of all others each
   * chapter. What is about the exam itself goes to where other cards are, for it is never asked first. */
  function group(entries, { plan, sections }) {
    const steps = new Map((plan?.steps ?? []).flatMap(({ numbers }, n) => numbers.map((section) => [section, n])));
    const begins = new Map(); // the first section of each chapter
    for (const [n, { chapter }] of sections.entries()) if (!begins.has(chapter)) begins.set(chapter, n);
    const unread = (section) => steps.get(section) ?? steps.size + begins.get(sections[section].chapter);
    const others = entries.filter(({ aside }) => !aside);
    for (const entry of others) entry.group = entry.unread ? unread(entry.section) : -1;
    const found = [...new Set(others.map((entry) => entry.group))].sort((a, b) => a - b);
    for (const entry of entries)
      if (entry.aside) entry.group = found.find((one) => one >= unread(entry.section)) ?? Number.MAX_VALUE;
  }

  /** Cards that are not put away: those of sections that the reader marked, as of what he knows, come first; both in the
   * order of the plan, and after it in that of the guide. Pages that belong together take turns, those that matter most first,
   * and of a page the terms that are used most; of what is read, and of each step, facts that take long to say come last. */
  function active(cards, away, { plan, sections, marks, domains = [] }) {
    const planned = (plan?.steps ?? []).flatMap(({ numbers }) => numbers);
    const places = new Map(planned.map((section, n) => [section, n - planned.length])); // the guide's own begin with 0
    const known = sections.map(({ id }) => stateOf(own(marks, id)));
    const worth = sections.map((section) => worthOf(section, domains));
    // Thousands of cards are compared many times, so what they are compared by is found once.
    const entry = (card) => ({
      card,
      section: card.section,
      place: places.get(card.section) ?? card.section,
      unread: known[card.section] ? 0 : 1,
      rank: rank(card),
      uses: card.uses ?? 0,
      aside: isAside(card, domains) ? 1 : 0,
      toLookUp: isToLookUp(card),
    });
    const entries = cards.filter(({ id }) => !isAway(away, id)).map(entry);
    entries.sort((a, b) => a.unread - b.unread || a.place - b.place || a.rank - b.rank || b.uses - a.uses);
    const counts = new Map();
    for (const one of entries) {
      one.nth = counts.get(one.section) ?? 0;
      counts.set(one.section, one.nth + 1);
    }
    group(entries, { plan, sections });
    const turn = (a, b) => a.nth - b.nth || worth[b.section] - worth[a.section];
    entries.sort((a, b) => a.group - b.group || a.aside - b.aside || a.toLookUp - b.toLookUp || turn(a, b));
    return entries.map(({ card }) => card);
  }

  (guide.practice ??= {}).deck = {
    active,
    counted,
    daily,
    daysTo,
    doneToday,
    fitting,
    isAway,
    kindsOf,
    outlook,
    today,
  };
})((globalThis.studyguide ??= {}));
