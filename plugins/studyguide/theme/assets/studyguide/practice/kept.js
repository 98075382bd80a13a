/* What practice keeps of a reader, and the file that moves it to another browser. */
(function (guide) {
  "use strict";

  const { word } = guide.language;
  const { KINDS, isRecord, isText, isFlag, isTime, checked } = guide.records;

  const FORMAT = "studyguide-progress";
  const VERSION = 1; // of the file
  const SHARED = ["sections", "cards", "answers", "attempts", "away", "places", "plan"]; // what the file holds; the others are of this browser

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
    quiz: {
      fields: {
        ids: listOf(isText),
        given: listOf(pairOf(isText, choices)),
        results: listOf(pairOf(isText, isFlag)),
        at: isCount,
        scope: isText,
      },
    },
    decks: { fields: { kinds: listOf(isText), daily: isCount, at: isTime } },
    away: { byId: true, fields: { off: isFlag, at: isTime } },
    attempts: { byId: true, fields: { at: isTime, right: isCount, total: isCount, fresh: isCount } },
    exam: {
      fields: {
        seed: isText,
        ids: listOf(isText),
        answers: (value) => isRecord(value) && Object.values(value).every(choices),
        flags: listOf(isText),
        unsure: listOf(isText),
        familiar: listOf(isText),
        at: isCount,
        deadline: isTime,
        done: isTime,
      },
    },
  });

  /** Join two records entry by entry; the later one wins. */
  function merge(mine, theirs) {
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
    return Object.fromEntries(SHARED.map((name) => [name, checked(name, data[name], now)]));
  }

  function writeFile(title, store) {
    const stores = Object.fromEntries(SHARED.map((name) => [name, store.get(name)]));
    return `${JSON.stringify({ format: FORMAT, version: VERSION, title, ...stores }, null, 1)}\n`;
  }

  (guide.practice ??= {}).kept = { isSchedule, merge, parseFile, writeFile };
})((globalThis.studyguide ??= {}));
