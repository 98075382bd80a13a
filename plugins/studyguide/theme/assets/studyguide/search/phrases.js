/* Phrases: the words in which readers ask for a page or a heading, beside those of the notes. They stand below `search`.
   A phrase says more the more of the query it holds, and the more of it the query has. */
(function (guide) {
  "use strict";

  const { spans } = guide.search.words;
  const { questions } = guide.search.asks;
  const { rarity } = guide.search.index;

  const TUNE = {
    share: 2, // of the query, how much a phrase holds: the more sharply, the less a part counts
    met: 0.5, // and of the phrase, how much the query has
    above: 0.8, // of a word that stands in the names above a phrase, beside one in the phrase
    asked: 2, // what "how long" is worth beside rare words
    floor: 0.5, // what a word of a phrase is worth at least
  };

  /** Keep the phrases of documents as stems, and where each stem stands. */
  function kept(docs, asks, cut) {
    const list = [];
    const by = new Map();
    for (const { id, search } of docs)
      for (const phrase of search) {
        const stems = stemsOf(phrase, asks, cut);
        for (const stem of stems) {
          if (!by.has(stem)) by.set(stem, []);
          by.get(stem).push(list.length);
        }
        list.push({ id, stems });
      }
    return { list, by };
  }

  /** Read a phrase as a query is read: without small words, and with what it asks for. */
  function stemsOf(phrase, asks, cut) {
    const asking = questions(phrase, spans(phrase), asks);
    const asked = asking.filter(({ word }) => word === undefined);
    const all = spans(phrase).filter(({ start }) => !asked.some((one) => one.start <= start && start < one.end));
    const own = all.filter(({ whole }) => ![asks.small, asks.comparing, asks.either].some((some) => some.has(whole)));
    const words = (own.length || asked.length ? own : all).map(({ whole }) => cut(whole));
    return new Set([...words, ...asked.map(({ line }) => line)]);
  }

  /** Say how well a phrase of each document says what is asked, from 0 to 1. */
  function saying(asked, engine) {
    const found = new Map();
    const { list, by } = engine.phrases;
    if (!list.length) return found;
    const reader = reading(asked, engine);
    for (const number of reader.stems.flatMap((stem) => by.get(stem) ?? [])) {
      if (reader.seen.has(number)) continue;
      reader.seen.add(number);
      const worth = reader.worth(list[number]);
      const { id } = list[number];
      if (worth > (found.get(id) ?? 0)) found.set(id, worth);
    }
    return found;
  }

  function reading({ spans: wanted, lines }, engine) {
    const all = wanted.reduce((sum, { weight }) => sum + weight, lines.length * TUNE.asked) || 1;
    const worth = ({ id, stems }) => {
      const above = engine.passages.above(id);
      const used = new Set(lines.filter((line) => stems.has(line)));
      let held = used.size * TUNE.asked;
      for (const span of wanted) held += span.weight * standing(span, stems, above, used);
      return used.size ? (held / all) ** TUNE.share * met(stems, used, engine) ** TUNE.met : 0;
    };
    const stems = [...lines, ...new Set(wanted.flatMap(({ forms }) => forms.flatMap(({ terms }) => terms)))];
    return { stems, seen: new Set(), worth };
  }

  /** How much of a word stands in a phrase, or in the names above it; the stems that do are used. */
  function standing({ forms, weight }, stems, above, used) {
    let most = 0;
    for (const form of forms) {
      const strength = form.weight * Math.min(1, form.decides / (weight || 1));
      if (form.terms.every((term) => stems.has(term))) {
        for (const term of form.terms) used.add(term);
        most = Math.max(most, strength);
      } else if (TUNE.above * strength > most && form.terms.every((term) => stems.has(term) || above(term)))
        most = TUNE.above * strength;
    }
    return most;
  }

  /** How much of a phrase is used, by the rarity of its words. */
  function met(stems, used, { pages }) {
    let part = 0;
    let whole = 0;
    for (const stem of stems) {
      const one = typeof stem === "number" ? TUNE.asked : Math.max(TUNE.floor, rarity(pages, stem));
      whole += one;
      if (used.has(stem)) part += one;
    }
    return part / whole;
  }

  (guide.search ??= {}).phrases = { kept, saying, TUNE };
})((globalThis.studyguide ??= {}));
