/* Passages: the lines of a page, each a paragraph, an item, a row, a fact or a question. Words of a query that stand
   together in one say more than the same words here and there on a long page. */
(function (guide) {
  "use strict";

  const TUNE = {
    line: 2, // how much a page gains whose best line holds the whole query
    sharp: 2, // and how much less one that holds a part
    above: 0.7, // of a word that stands in the names above a line, beside one in the line
    usual: 25, // words of a line: what longer ones hold by chance
    long: 0.004, // counts less with each word
    question: 0.8, // of a line, what a question or
    term: 0.9, // a term counts
  };
  const END = -1; // of a line

  /** Keep the lines of each page, and what each document is called, with a number for each stem; `lines` are stems. */
  function kept(docs, lines) {
    const numbers = new Map();
    const number = (stem) => {
      let known = numbers.get(stem);
      if (known === undefined) numbers.set(stem, (known = numbers.size));
      return known;
    };
    const byPage = new Map();
    for (const { id, page } of docs) {
      const list = byPage.get(page) ?? [];
      byPage.set(page, list);
      for (const stems of lines[id]) if (stems.length) list.push({ id, stems });
    }
    const called = docs.map(({ names }) => new Set(names.flat()));
    const wholes = new Map(docs.filter(({ whole }) => whole).map(({ id, page }) => [page, id]));
    const upper = docs.map(({ page }) => called[wholes.get(page)]);
    return {
      above: (id) => (stem) => called[id].has(stem) || Boolean(upper[id]?.has(stem)),
      pages: new Map([...byPage].map(([page, list]) => [page, packed(list, number)])),
      called: docs.map(({ names }) => Int32Array.from(new Set(names.flat()), number)),
      numbers,
    };
  }

  function packed(list, number) {
    const stems = new Int32Array(list.reduce((sum, line) => sum + line.stems.length + 1, 0));
    let at = 0;
    for (const line of list) {
      for (const stem of line.stems) stems[at++] = number(stem);
      stems[at++] = END;
    }
    return { ids: list.map(({ id }) => id), stems };
  }

  /** Return a function that says what the best line of a page adds to it. */
  function reading({ spans }, { passages, docs, docOf }) {
    const wanted = numbered(spans, passages.numbers);
    const all = spans.reduce((sum, { weight }) => sum + weight, 0) || 1;
    return (page) => {
      const upper = passages.called[docOf.get(page)] ?? [];
      const known = new Map();
      const above = (id) => {
        const names = new Set([...upper, ...passages.called[id]]);
        return wanted.spans.map((span) => TUNE.above * held(span, (stem) => names.has(stem)));
      };
      const share = (id, met) => {
        if (!known.has(id)) known.set(id, above(id));
        const told = known.get(id);
        const holds = (stem) => met.has(stem);
        const sum = wanted.spans.reduce(
          (sum, span, at) => sum + span.weight * Math.max(told[at], held(span, holds)),
          0,
        );
        return ((TUNE[docs[id].kind] ?? 1) * sum) / all;
      };
      return 1 + TUNE.line * best(passages.pages.get(page), wanted.marked, share) ** TUNE.sharp;
    };
  }

  /** Give the forms of a query's words the numbers of their stems, and mark those. */
  function numbered(spans, numbers) {
    const marked = new Uint8Array(numbers.size);
    const read = spans.map(({ forms, weight }) => ({
      weight,
      forms: forms.map((form) => {
        const stems = form.terms.map((term) => numbers.get(term));
        for (const stem of stems) if (stem !== undefined) marked[stem] = 1;
        return { stems, weight: form.weight * Math.min(1, form.decides / (weight || 1)) };
      }),
    }));
    return { marked, spans: read };
  }

  /** How much of a word stands there, by its best form. */
  function held({ forms }, has) {
    let most = 0;
    for (const { stems, weight } of forms) if (weight > most && stems.every(has)) most = weight;
    return most;
  }

  /** The most that a line of a page holds of the query, from 0 to 1. */
  function best({ ids, stems }, marked, share) {
    let most = 0;
    let line = 0;
    let length = 0;
    let met = new Set();
    for (const stem of stems) {
      if (stem !== END) {
        length += 1;
        if (marked[stem]) met.add(stem);
        continue;
      }
      if (met.size) {
        most = Math.max(most, share(ids[line], met) / (1 + TUNE.long * Math.max(0, length - TUNE.usual)));
        met = new Set();
      }
      line += 1;
      length = 0;
    }
    return most;
  }

  (guide.search ??= {}).passages = { kept, reading, TUNE };
})((globalThis.studyguide ??= {}));
