/* What is to be done today, from what the browser keeps: what is due, next, weak and changed. Knows no page. */
(function (guide) {
  "use strict";

  const { own, stateOf } = guide.records;
  const { fnv } = guide.text;
  const { kindOf, SHORT_KINDS } = guide.practice.kept;
  const { due } = guide.practice.schedule;
  const { lowest } = guide.practice.figures;

  const SHORT = 4; // characters of a short id, as pages/study_data.py writes them
  const CONTENT = 8; // of the hash of a section's words

  /** The short form of an id. */
  const short = (id) => fnv(id).toString(36).padStart(SHORT, "0").slice(-SHORT);

  /** Cut a text into pieces of one length. */
  const pieces = (text, length) => text.match(new RegExp(`.{${length}}`, "gu")) ?? [];

  /** How many cards of the chosen decks are due now; not those that were put away, or that the guide has no longer. */
  function cardsDue(cards, schedules, { kinds = SHORT_KINDS, away = {} }, now) {
    const there = new Set(pieces(cards, SHORT));
    const known = Object.keys(schedules).filter((id) => there.has(short(id)) && own(away, id)?.off !== true);
    const chosen = known.filter((id) => kinds.includes(kindOf(id)));
    // A guide without terms and facts has but its questions.
    const ids = chosen.length ? chosen : known;
    return due(
      ids.map((id) => ({ id })),
      schedules,
      now,
      0,
    ).ready.length;
  }

  const READ = 0.25; // of a text in sight: at the beginning of a long one somebody may only have looked something up

  /** Where the reader read last, unless he saw its end there or marked it as known: nothing is left to go on with. */
  function lastPlace(places, marks = {}) {
    const read = Object.entries(places).filter(([, { anchor, share = 1 }]) => anchor || share >= READ);
    const [id, place] = read.sort(([, a], [, b]) => (b.at || 0) - (a.at || 0))[0] ?? [];
    const isOver = place?.end || ["read", "sure"].includes(stateOf(own(marks, id)));
    return place && !isOver && place.url !== undefined ? { id, ...place } : null;
  }

  /** The domain with the smallest share of right answers, once there are enough of them. */
  function weakest(domains, answers) {
    const tried = Object.entries(answers).map(([id, { right }]) => ({ name: short(id), right: right > 0 }));
    const shares = domains.map(([tag, title, asked]) => {
      const there = new Set(pieces(asked, SHORT));
      const mine = tried.filter(({ name }) => there.has(name));
      return { tag, title, tried: mine.length, right: mine.filter(({ right }) => right).length };
    });
    return lowest(shares);
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

  (guide.study ??= {}).due = { short, pieces, cardsDue, lastPlace, weakest, changed };
})((globalThis.studyguide ??= {}));
