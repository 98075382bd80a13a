/* Naming: how well a query names a document, by any of its names. */
(function (guide) {
  "use strict";

  const { rarity } = guide.search.index;

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
  const value = (pages, word) => Math.max(TUNE.floor, rarity(pages, word) - TUNE.common);

  /** Keep the names of documents, what each is worth as a whole, and in which of them a stem stands. */
  function kept(docs, pages) {
    const list = [];
    const by = new Map();
    for (const { id, names, dropped } of docs)
      names.forEach((stems, at) => {
        const worth = stems.reduce((sum, one) => sum + value(pages, one), 0);
        for (const stem of stems) {
          if (value(pages, stem) < worth * TUNE.little) continue;
          if (!by.has(stem)) by.set(stem, []);
          by.get(stem).push(list.length);
        }
        list.push({ id, stems, dropped: dropped[at], worth });
      });
    for (const [stem, numbers] of by) by.set(stem, Int32Array.from(numbers));
    return { list, by, seen: new Int32Array(list.length), turn: 0, of: new Float64Array(docs.length), filled: [] };
  }

  /**
   * Say how well the query names each document that it names at all: the most for exactly, less among other words. And
   * list those whose name holds all that is asked.
   */
  function naming(asked, engine) {
    const { calls } = engine;
    for (const id of calls.filled) calls.of[id] = 0;
    calls.filled = [];
    const reader = reading(asked, engine);
    const covering = new Set();
    calls.turn += 1;
    for (const stem of reader.stems)
      for (const number of calls.by.get(stem) ?? []) {
        if (calls.seen[number] === calls.turn) continue;
        calls.seen[number] = calls.turn;
        const name = calls.list[number];
        const { worth, whole } = reader.read(name);
        if (whole) covering.add(name.id);
        if (worth <= calls.of[name.id]) continue;
        if (!calls.of[name.id]) calls.filled.push(name.id);
        calls.of[name.id] = worth;
      }
    return { names: calls.of, covering };
  }

  /** Read names beside a query: which of its words stand in them. */
  function reading({ spans, small }, { pages }) {
    const all = spans.reduce((sum, { weight }) => sum + weight, 0);
    const { alone, together } = formsOf(spans);
    const values = new Map();
    const worthOf = (stem) => {
      if (!values.has(stem)) values.set(stem, value(pages, stem));
      return values.get(stem);
    };
    const read = ({ stems, dropped, worth }) => {
      const { bits, used } = standing(stems, alone, together);
      if (!used.length) return { worth: 0, whole: false };
      const missing = dropped.filter((word) => !small.has(word)).length;
      const met = Math.min(1, used.reduce((sum, one) => sum + worthOf(one), 0) / (worth + missing * TUNE.dropped));
      const share = weightOf(bits, spans) / all;
      const whole = share > 1 - 1e-9;
      return { worth: share * met > 0.93 ? TUNE.exact : TUNE.name * share ** TUNE.inside * met ** 2, whole };
    };
    return { read, stems: new Set([...alone.keys(), ...together.flatMap(({ terms }) => terms)]) };
  }

  /** What stands for the words of a query in names: stems `alone`, with a bit for each word, and several `together`. */
  function formsOf(spans) {
    const alone = new Map();
    const together = [];
    spans.slice(0, WIDTH).forEach(({ forms }, at) => {
      for (const { terms, prefix, alike } of forms)
        if (prefix || alike) continue;
        else if (terms.length === 1) alone.set(terms[0], alone.get(terms[0]) | (1 << at));
        else together.push({ terms, bit: 1 << at });
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

  (guide.search ??= {}).naming = { kept, naming, TUNE };
})((globalThis.studyguide ??= {}));
