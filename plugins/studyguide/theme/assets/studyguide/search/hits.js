/* Hits: what an index holds of the words of a query. */
(function (guide) {
  "use strict";

  const { where, rarity } = guide.search.index;

  const TUNE = {
    k: 2.2, // BM25, how soon repetition stops to count
    asked: 0.5, // what stands for a question's words, beside the words themselves
    intent: 3, // what a question's words are of a query, where nothing but places can tell: who deleted
    cover: 0.4, // of a document, how much of the query it holds
  };

  /** Columns of numbers, one for each document, that searches use again: a search clears what it fills. */
  function room({ size }) {
    const numbers = () => new Float32Array(size);
    return {
      score: numbers(),
      share: numbers(),
      covered: [], // a column for each word of the query
      found: list(size),
      most: numbers(), // of the word that is being looked for: its points,
      part: numbers(), // and how much of it is there
      met: list(size),
      points: numbers(), // of a form of several stems
      count: new Uint8Array(size),
      some: list(size),
    };
  }

  const list = (size) => ({ ids: new Int32Array(size), seen: new Uint8Array(size), length: 0 });

  function add(some, id) {
    if (some.seen[id]) return;
    some.seen[id] = 1;
    some.ids[some.length++] = id;
  }

  function empty(some, ...columns) {
    for (let at = 0; at < some.length; at++) {
      const id = some.ids[at];
      some.seen[id] = 0;
      for (const column of columns) column[id] = 0;
    }
    some.length = 0;
  }

  /** Score what an index holds of the words of a query, only of the documents `chosen`, if any are: in columns, `score`,
   * `share` and `covered`, of the documents in `found`. They are good until the index is searched again. */
  function found(index, engine, asked, chosen) {
    index.room ??= room(index);
    const into = index.room;
    empty(into.found, into.score, into.share, ...into.covered);
    const { spans } = asked;
    const all = spans.reduce((sum, { weight }) => sum + weight, 0) || 1;
    const intents = asked.asked.filter(({ alone, told }) => !alone && !told).length;
    const total = all + intents * TUNE.intent;
    spans.forEach((span, at) => {
      into.covered[at] ??= new Float32Array(index.size);
      for (const form of span.forms) stand(form, index, chosen, form.weight * form.decides, form.weight);
      settle(into, into.covered[at], span.weight / total);
    });
    askFor(index, engine, asked, total);
    const { ids, length } = into.found;
    for (let at = 0; at < length; at++) into.score[ids[at]] *= into.share[ids[at]] ** TUNE.cover;
    return into;
  }

  /** Put what was found of one word to the rest. */
  function settle({ score, share, found: all, most, part, met }, covered, weight) {
    for (let at = 0; at < met.length; at++) {
      const id = met.ids[at];
      add(all, id);
      score[id] += most[id];
      share[id] += weight * part[id];
      covered[id] = part[id];
    }
    empty(met, most, part);
  }

  /** Add what documents hold of what a question wants to know, such as minutes for "how long". */
  function askFor(index, engine, { asked }, total) {
    const { score, share, found: all, most, part, met } = index.room;
    for (const { terms, alone, told } of asked) {
      if (alone) continue;
      for (const term of terms) stand({ terms: [term] }, index, all.seen, rarity(engine.pages, term), 1);
      for (let at = 0; at < met.length; at++) {
        const id = met.ids[at];
        score[id] += most[id] * TUNE.asked;
        if (!told) share[id] += TUNE.intent / total;
      }
      empty(met, most, part);
    }
  }

  const saturated = (weight) => (weight * (TUNE.k + 1)) / (TUNE.k + weight);

  /** Note of each document that holds a form what that counts, where nothing else has counted more. */
  function stand({ terms }, index, chosen, points, weight) {
    if (terms.length > 1) return standTogether(terms, index, chosen, points, weight);
    const { ids, weights } = where(index, terms[0]);
    const { most, part, met } = index.room;
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at];
      if (chosen && !chosen[id]) continue;
      add(met, id);
      const counts = points * saturated(weights[at]);
      if (counts > most[id]) most[id] = counts;
      if (weight > part[id]) part[id] = weight;
    }
    return undefined;
  }

  /** Of long forms, a part will do. */
  function standTogether(terms, index, chosen, points, weight) {
    const { most, part, met, points: sum, count, some } = index.room;
    for (const term of terms) {
      const { ids, weights } = where(index, term);
      for (let at = 0; at < ids.length; at++) {
        const id = ids[at];
        if (chosen && !chosen[id]) continue;
        add(some, id);
        sum[id] += saturated(weights[at]);
        count[id] += 1;
      }
    }
    for (let at = 0; at < some.length; at++) {
      const id = some.ids[at];
      const share = count[id] === terms.length ? 1 : terms.length < 3 ? 0 : (0.5 * count[id]) / terms.length;
      if (!share) continue;
      add(met, id);
      most[id] = Math.max(most[id], (points * sum[id] * share) / terms.length);
      part[id] = Math.max(part[id], share * weight);
    }
    empty(some, sum, count);
  }

  (guide.search ??= {}).hits = { found, TUNE };
})((globalThis.studyguide ??= {}));
