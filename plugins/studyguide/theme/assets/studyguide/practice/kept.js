/* What practice keeps of a reader, what is under way of it, and the file that moves all that is kept to another browser. */
(function (guide) {
  "use strict";

  const { word } = guide.language;
  const { KINDS, isRecord, isText, isFlag, isTime, checked, own } = guide.records;

  const FORMAT = "studyguide-progress";
  const VERSION = 1; // of the file
  const MINUTE = 60000; // milliseconds
  const ENDED = 20; // quizzes remembered as ended, so that a file does not bring them back; each takes 40 bytes
  const SHORT_KINDS = ["term", "fact"]; // of cards, those of a reader who chose none

  const isCount = (value) => Number.isInteger(value) && value >= 0;
  const isNumber = (value) => Number.isFinite(value);
  const listOf = (one) => (value) => Array.isArray(value) && value.every(one);
  const pairOf = (first, second) => (value) =>
    Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);
  const choices = listOf(isCount);

  /** Is this a schedule that FSRS can go on with? It throws for others. */
  function isSchedule(kept) {
    if (!isRecord(kept) || ![0, 1, 2, 3].includes(kept.state)) return false;
    if (![kept.due, kept.at].every(isTime) || ![kept.days, kept.step, kept.reps, kept.lapses].every(isCount))
      return false;
    if (![kept.s, kept.d].every(isNumber)) return false;
    return kept.state === 0 || (kept.s > 0 && kept.d >= 1 && kept.d <= 10);
  }

  Object.assign(KINDS, {
    cards: {
      byId: true,
      fits: isSchedule,
      fields: {
        due: isTime,
        s: isNumber,
        d: isNumber,
        days: isCount,
        step: isCount,
        reps: isCount,
        lapses: isCount,
        state: isCount,
        at: isTime,
        first: isTime,
      },
    },
    answers: { byId: true, fields: { right: isCount, tries: isCount, at: isTime } },
    met: { byId: true, fields: { at: isTime } }, // what an exam asked and the reader left open
    quizzes: {
      byId: true,
      fields: {
        ids: listOf(isText),
        given: listOf(pairOf(isText, choices)),
        results: listOf(pairOf(isText, isFlag)),
        place: isCount,
        scope: isText,
        about: isText, // in words, for pages that know no questions
        left: isFlag,
        over: isFlag,
        at: isTime,
      },
    },
    days: { byId: true, fields: { answers: isCount, cards: isCount, at: isTime } },
    decks: { fields: { kinds: listOf(isText), daily: isCount, scope: isText, quiz: isText, at: isTime } },
    away: { byId: true, fields: { off: isFlag, at: isTime } },
    // the sections that were for a day in its morning, by a plan and a date
    goal: { fields: { day: isText, plan: isText, exam: isText, ids: listOf(isText), at: isTime } },
    saved: { fields: { size: isCount, at: isTime } }, // when progress was saved as a file, and how much that was
    attempts: { byId: true, fields: { at: isTime, right: isCount, total: isCount, fresh: isCount, blank: isCount } },
    exam: {
      whole: true, // answers of one exam are none of another
      fields: {
        seed: isText,
        ids: listOf(isText),
        answers: (value) => isRecord(value) && Object.values(value).every(choices),
        flags: listOf(isText),
        unsure: listOf(isText),
        familiar: listOf(isText),
        place: isCount,
        at: isTime,
        deadline: isTime,
        minutes: isCount, // that it had, if not as many as the whole exam
        done: isTime,
      },
    },
  });
  KINDS.sat = KINDS.exam; // the one before, which is the last again if that under way is discarded

  const kindOf = (id) => id.match(/^(term|fact):/)?.[1] ?? "question"; // of a card
  const isBack = (id) => kindOf(id) === "term" && id.endsWith(":name"); // which asks for the name of a meaning

  /** The exam under way: { answered, all, minutes left }, or null. One whose time is up waits to be marked. */
  function sitting({ ids = [], answers = {}, deadline, done }, now) {
    if (!deadline || done || !ids.length) return null;
    const answered = ids.filter((id) => own(answers, id)?.length).length;
    return { answered, all: ids.length, minutes: Math.max(0, Math.ceil((deadline - now) / MINUTE)) };
  }

  /** Quizzes that were left before their end, the latest first: [{ key, ids, place, … }]. */
  const underWay = (quizzes) =>
    Object.entries(quizzes)
      .filter(([, { ids = [], over }]) => ids.length && !over)
      .map(([key, quiz]) => ({ key, ...quiz }))
      .sort((a, b) => (b.at || 0) - (a.at || 0));

  /** Did the reader do something in a quiz, or leave it to come back? Else it was only looked at. */
  const isTouched = ({ results = [], given = [], place = 0, left }) =>
    Boolean(results.length || given.length || place || left);

  /** Keep how far a quiz is. One that is under way is never thrown away; one that ended stays as ended, or a file would
   * bring it back; one that was only looked at goes when the next begins. */
  function withQuiz(quizzes, key, quiz) {
    const all = Object.entries({ ...quizzes, [key]: quiz }).sort(([, a], [, b]) => (b.at || 0) - (a.at || 0));
    const goesOn = Object.hasOwn(quizzes, key);
    const going = all.filter(([other, one]) => !one.over && (goesOn || other === key || isTouched(one)));
    return Object.fromEntries([...going, ...all.filter(([, { over }]) => over).slice(0, ENDED)]);
  }

  /** Join what two browsers keep under a name: entry by entry, or field by field; the later one wins. */
  function merge(name, mine, theirs) {
    const { byId, whole } = KINDS[name];
    if (!byId) {
      const [earlier, later] = (theirs.at || 0) > (mine.at || 0) ? [mine, theirs] : [theirs, mine];
      return whole ? later : { ...earlier, ...later };
    }
    const result = { ...mine };
    for (const [id, entry] of Object.entries(theirs)) {
      if (!Object.hasOwn(result, id) || (entry.at || 0) > (result[id].at || 0)) result[id] = entry;
    }
    return result;
  }

  /** Read an exported file; throws an Error whose message is for the reader. */
  function parseFile(text, now) {
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      throw new Error(word("progress.not_json"));
    }
    if (!isRecord(data) || data.format !== FORMAT) throw new Error(word("progress.not_ours"));
    if (data.version !== VERSION) throw new Error(word("progress.newer"));
    return Object.fromEntries(Object.keys(KINDS).map((name) => [name, checked(name, data[name], now)]));
  }

  function writeFile(title, store) {
    const stores = Object.fromEntries(Object.keys(KINDS).map((name) => [name, store.get(name)]));
    return `${JSON.stringify({ format: FORMAT, version: VERSION, title, ...stores }, null, 1)}\n`;
  }

  (guide.practice ??= {}).kept = {
    SHORT_KINDS,
    isSchedule,
    isBack,
    kindOf,
    sitting,
    underWay,
    withQuiz,
    merge,
    parseFile,
    writeFile,
  };
})((globalThis.studyguide ??= {}));
