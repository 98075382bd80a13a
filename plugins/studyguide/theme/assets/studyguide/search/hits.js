/* Hits: what an index holds of the words of a query, and how well the query names a document. */
(function (guide) {
  "use strict";

  const { rarity } = guide.search.index;

  const TUNE = {
    k: 2.2, // BM25, how soon repetition stops to count
    asked: 0.5, // what stands for a question's words, beside the words themselves
    cover: 0.6, // of a document, how much of the query it holds
    name: 2, // being called so among other words: lambda timeout
    inside: 0.5, // how much of the query a name must be: the less, the more a name counts in a long question
    exact: 2.8, // being called just so: s3
    dropped: 0.3, // what a small word is worth in a name, where the query has it not: pay as you go
    floor: 0.25, // what a word is worth in a name that nearly every page has, such as a maker's
    common: 1.5, // the rarity below which it is that
  };

  /** Score what an index holds of the words of a query: {id, score, share, covered}. Numbers stand in rows of their own,
   * a column for each word of the query, because most documents hold something of most queries. */
  function found(index, engine, asked) {
    const { spans } = asked;
    const width = spans.length;
    const points = new Float32Array(index.size * width);
    const covered = new Float32Array(index.size * width);
    const ids = [];
    const seen = new Uint8Array(index.size);
    spans.forEach((span, at) => {
      for (const form of span.forms)
        standing(form, index, (id, counts, share) => {
          if (!seen[id]) ids.push(id);
          seen[id] = 1;
          const cell = id * width + at;
          points[cell] = Math.max(points[cell], counts * form.weight * form.decides);
          covered[cell] = Math.max(covered[cell], share * form.weight);
        });
    });
    const extra = askedFor(index, engine, asked);
    const total = spans.reduce((sum, { weight }) => sum + weight, 0) || 1;
    return ids.map((id) => {
      let share = 0;
      let sum = extra?.[id] ?? 0;
      for (let at = 0, cell = id * width; at < width; at++, cell++) {
        share += (spans[at].weight * covered[cell]) / total;
        sum += points[cell];
      }
      return { id, share, score: sum * share ** TUNE.cover, covered: covered.subarray(id * width, (id + 1) * width) };
    });
  }

  /** Say what documents hold of what a question wants to know, such as minutes for "how long". */
  function askedFor(index, engine, { asked }) {
    const wanted = asked.filter(({ alone }) => !alone);
    if (!wanted.length) return undefined;
    const extra = new Float64Array(index.size);
    for (const { terms } of wanted) {
      const best = new Map();
      for (const term of terms) {
        const rare = rarity(engine.pages, term);
        standing({ terms: [term] }, index, (id, counts) => best.set(id, Math.max(best.get(id) ?? 0, counts * rare)));
      }
      for (const [id, counts] of best) extra[id] += counts * TUNE.asked;
    }
    return extra;
  }

  const saturated = (weight) => (weight * (TUNE.k + 1)) / (TUNE.k + weight);

  /** Tell of each document that holds a form what it counts there; of long forms, a part will do. */
  function standing({ terms }, { posted }, tell) {
    if (terms.length === 1) {
      const list = posted.get(terms[0]) ?? [];
      for (let at = 0; at < list.length; at += 2) tell(list[at], saturated(list[at + 1]), 1);
      return;
    }
    const units = new Map();
    for (const term of terms) {
      const list = posted.get(term) ?? [];
      for (let at = 0; at < list.length; at += 2) {
        const one = units.get(list[at]) ?? { points: 0, count: 0 };
        units.set(list[at], one);
        one.points += saturated(list[at + 1]);
        one.count += 1;
      }
    }
    for (const [id, { points, count }] of units) {
      const part = count / terms.length;
      if (part < 1 && terms.length < 3) continue;
      const share = part < 1 ? part * 0.5 : 1;
      tell(id, (points / terms.length) * share, share);
    }
  }

  /**
   * Say how well the query names each document that it names at all: the most for exactly, less among other words. And
   * list those whose name holds all that is asked.
   */
  function naming({ spans, small }, engine) {
    const whole = spans.map(({ forms }) => forms.filter(({ prefix, alike }) => !prefix && !alike));
    const docs = new Set(whole.flat().flatMap(({ terms }) => engine.namedBy.get(terms[0]) ?? []));
    const all = spans.reduce((sum, { weight }) => sum + weight, 0);
    // What stands on every seventh page, such as a maker's name, is nearly no part of a name.
    const value = (word) => Math.max(TUNE.floor, rarity(engine.pages, word) - TUNE.common);
    const values = (words) => words.reduce((sum, word) => sum + value(word), 0);
    const covering = new Set();
    const worth = (id, name, dropped) => {
      const used = new Set();
      let precise = 0;
      spans.forEach(({ weight }, at) => {
        const hit = whole[at].find(({ terms }) => terms.every((term) => name.includes(term)));
        if (!hit) return;
        for (const term of hit.terms) used.add(term);
        precise += weight;
      });
      if (!used.size) return 0;
      const missing = dropped.filter((word) => !small.has(word)).length;
      const met = Math.min(1, values([...used]) / (values(name) + missing * TUNE.dropped));
      const share = precise / all;
      if (share === 1) covering.add(id);
      return share * met > 0.93 ? TUNE.exact : TUNE.name * share ** TUNE.inside * met ** 2;
    };
    const names = new Map(
      [...docs].map((id) => [
        id,
        Math.max(0, ...engine.docs[id].names.map((name, at) => worth(id, name, engine.docs[id].dropped[at]))),
      ]),
    );
    return { names, covering };
  }

  (guide.search ??= {}).hits = { found, naming, TUNE };
})((globalThis.studyguide ??= {}));
