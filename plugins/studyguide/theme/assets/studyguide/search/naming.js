/* Naming: how well a query names a document, by any of its names. */
(function (guide) {
  "use strict";

  const { packed, lists, places, list } = guide.search.columns;
  const { words } = guide.search.words;
  const { rarityAt } = guide.search.index;

  const TUNE = {
    name: 2, // being called so among other words: lambda timeout
    inside: 0.5, // how much of the query a name must be: the less, the more a name counts in a long question
    exact: 2.8, // being called just so: s3
    dropped: 0.3, // what a small word is worth in a name, where the query has it not: pay as you go
    floor: 0.25, // what a word is worth in a name that nearly every page has, such as a maker's
    common: 1.5, // the rarity below which it is that
    little: 0.12, // of a name, what a word must be for the name to be looked for by it
  };
  const WIDTH = 30; // words of a query that are told apart, a bit each

  // What stands on every seventh page, such as a maker's name, is nearly no part of a name.
  const value = (pages, stem) => Math.max(TUNE.floor, rarityAt(pages, stem) - TUNE.common);

  const NONE = [];

  /** Put the names of documents, {stems, dropped}, into columns: what each is worth as a whole, and in which of them a stem
   * stands. */
  function prepared(names, pages) {
    const all = names.flatMap((some, id) => some.map((name) => ({ id, ...name })));
    const worth = all.map(({ stems }) => stems.reduce((sum, one) => sum + value(pages, one), 0));
    const keys = [];
    const owners = [];
    all.forEach(({ stems }, at) => {
      for (const stem of stems)
        if (value(pages, stem) >= worth[at] * TUNE.little) {
          keys.push(stem);
          owners.push(at);
        }
    });
    const dropped = all.flatMap((name, at) => (name.dropped.length ? [[at, name.dropped]] : []));
    return {
      stems: lists(all.map(({ stems }) => stems)),
      by: places(keys, pages.from.length - 1, (place) => owners[place]),
      of: places(
        all.map(({ id }) => id),
        names.length,
      ),
      owners: packed(all.map(({ id }) => id)),
      worth: Float64Array.from(worth),
      dropped: new Map(dropped), // of few names
    };
  }

  /** Open what was prepared. */
  function opened(columns, docs) {
    return {
      ...columns,
      seen: new Int32Array(columns.owners.length),
      turn: 0,
      points: new Float64Array(docs.length),
      filled: [],
    };
  }

  /**
   * Say how well the query names each document that it names at all: the most for exactly, less among other words. And
   * list those whose name holds all that is asked.
   */
  function naming(asked, engine) {
    const { calls } = engine;
    for (const id of calls.filled) calls.points[id] = 0;
    calls.filled = [];
    const reader = reading(asked, engine);
    const covering = new Set();
    calls.turn += 1;
    for (const stem of reader.stems)
      for (const number of list(calls.by, stem)) {
        if (calls.seen[number] === calls.turn) continue;
        calls.seen[number] = calls.turn;
        const id = calls.owners[number];
        const { worth, whole } = reader.read(number);
        if (whole) covering.add(id);
        if (worth <= calls.points[id]) continue;
        if (!calls.points[id]) calls.filled.push(id);
        calls.points[id] = worth;
      }
    return { names: calls.points, covering };
  }

  /** Read names beside a query: which of its words stand in them. */
  function reading({ spans, small }, { pages, calls }) {
    const all = spans.reduce((sum, { weight }) => sum + weight, 0);
    const { alone, together } = formsOf(spans, pages.numbers);
    const values = new Map();
    const worthOf = (stem) => {
      if (!values.has(stem)) values.set(stem, value(pages, stem));
      return values.get(stem);
    };
    const read = (number) => {
      const { bits, used } = standing(list(calls.stems, number), alone, together);
      if (!used.length) return { worth: 0, whole: false };
      const missing = (calls.dropped.get(number) ?? NONE).filter((word) => !small.has(word)).length;
      const own = calls.worth[number] + missing * TUNE.dropped;
      const met = Math.min(1, used.reduce((sum, one) => sum + worthOf(one), 0) / own);
      const share = weightOf(bits, spans) / all;
      const whole = share > 1 - 1e-9;
      return { worth: share * met > 0.93 ? TUNE.exact : TUNE.name * share ** TUNE.inside * met ** 2, whole };
    };
    return { read, stems: new Set([...alone.keys(), ...together.flatMap(({ terms }) => terms)]) };
  }

  /** Whether of two things the one is called as one side of a query says, and the other as the other side. */
  function isOfBoth({ members: [one, other] }, [left, right], cut) {
    const says = (member, side) => [member.title, ...member.alias].some((name) => isIn(side, words(name).map(cut)));
    return (says(one, left) && says(other, right)) || (says(one, right) && says(other, left));
  }

  const isIn = (spans, stems) =>
    spans.every(({ forms }) =>
      forms.some(({ terms, prefix, alike }) => !prefix && !alike && terms.every((term) => stems.includes(term))),
    );

  /** What stands for the words of a query in names: stems `alone`, by their numbers, with a bit for each word, and several
   * `together`. */
  function formsOf(spans, numbers) {
    const alone = new Map();
    const together = [];
    spans.slice(0, WIDTH).forEach(({ forms }, at) => {
      for (const { terms, prefix, alike } of forms) {
        if (prefix || alike) continue;
        const stems = terms.map((term) => numbers.get(term));
        if (stems.includes(undefined)) continue;
        else if (stems.length === 1) alone.set(stems[0], alone.get(stems[0]) | (1 << at));
        else together.push({ terms: stems, bit: 1 << at });
      }
    });
    return { alone, together };
  }

  /** Which words of a query stand in a name, as bits, and by which of its stems. */
  function standing(stems, alone, together) {
    let bits = 0;
    const used = [];
    for (const stem of stems) {
      const found = alone.get(stem);
      if (!found) continue;
      bits |= found;
      used.push(stem);
    }
    for (const { terms, bit } of together) {
      if (bits & bit || !terms.every((term) => stems.includes(term))) continue;
      bits |= bit;
      for (const term of terms) if (!used.includes(term)) used.push(term);
    }
    return { bits, used };
  }

  function weightOf(bits, spans) {
    let sum = 0;
    for (let at = 0; at < spans.length && at < WIDTH; at++) if (bits & (1 << at)) sum += spans[at].weight;
    return sum;
  }

  (guide.search ??= {}).naming = { prepared, opened, naming, isOfBoth, TUNE };
})((globalThis.studyguide ??= {}));
