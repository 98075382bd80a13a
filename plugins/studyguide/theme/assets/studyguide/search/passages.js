/* Passages: the lines of a page, each a paragraph, an item, a row, a fact or a question. Words of a query that stand
   together in one say more than the same words here and there on a long page. */
(function (guide) {
  "use strict";

  const TUNE = {
    line: 3.6, // how much a page gains whose best line holds the whole query
    sharp: 2, // and how much less one that holds a part
    above: 0.5, // of a word that stands in the names above a line, beside one in the line
    usual: 25, // words of a line: what longer ones hold by chance
    long: 0.004, // counts less with each word
    question: 0.8, // of a line, what a question or
    term: 0.9, // a term counts
  };
  const END = -1; // of a line
  const WIDTH = 30; // words of a query that have a bit of their own

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
    const called = docs.map(({ stems }) => stems);
    const wholes = new Map(docs.filter(({ whole }) => whole).map(({ id, page }) => [page, id]));
    const upper = docs.map(({ page }) => called[wholes.get(page)]);
    const pages = new Map([...byPage].map(([page, list]) => [page, packed(list, number)]));
    const stemsOf = called.map((stems) => Int32Array.from(stems, number));
    return {
      above: (id) => (stem) => called[id].has(stem) || Boolean(upper[id]?.has(stem)),
      pages,
      called: stemsOf,
      numbers,
      marked: new Int32Array(numbers.size), // for searches, which clear it
      marks: [],
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
    const wanted = numbered(spans, passages);
    const all = spans.reduce((sum, { weight }) => sum + weight, 0) || 1;
    const told = new Float64Array(wanted.spans.length);
    return (page) => {
      const upper = passages.called[docOf.get(page)] ?? [];
      let last = -1; // the document whose names were read last: its lines follow each other
      let kind = 1;
      /** How much of each word stands in the names above the lines of a document. */
      const above = (id) => {
        if (id === last) return told;
        last = id;
        kind = TUNE[docs[id].kind] ?? 1;
        const own = passages.called[id];
        const isAbove = (stem) => stem !== undefined && (upper.includes(stem) || own.includes(stem));
        for (let at = 0; at < told.length; at++) told[at] = TUNE.above * held(wanted.spans[at], isAbove);
        return told;
      };
      /** How much of the query stands there, where it holds what `holds` says of a word. */
      const share = (id, bits, holds) => {
        const names = above(id);
        let sum = 0;
        for (let at = 0; at < names.length; at++) {
          const span = wanted.spans[at];
          sum += span.weight * Math.max(names[at], at >= WIDTH || bits & (1 << at) ? holds(span) : 0);
        }
        return (kind * sum) / all;
      };
      return 1 + TUNE.line * best(passages.pages.get(page), wanted.marked, share) ** TUNE.sharp;
    };
  }

  /** Give the forms of a query's words the numbers of their stems, and mark those: a bit for each word of the query. */
  function numbered(spans, { numbers, marked, marks }) {
    for (const stem of marks) marked[stem] = 0;
    marks.length = 0;
    const read = spans.map(({ forms, weight }, at) => {
      const bit = 1 << Math.min(at, WIDTH);
      const known = forms.map((form) => {
        const stems = form.terms.map((term) => numbers.get(term));
        for (const stem of stems)
          if (stem !== undefined) {
            marked[stem] |= bit;
            marks.push(stem);
          }
        return { stems, weight: form.weight * Math.min(1, form.decides / (weight || 1)) };
      });
      return { weight, forms: known, most: Math.max(0, ...known.map((form) => form.weight)) };
    });
    return { marked, spans: read };
  }

  /** How much of a word stands there, by its best form. */
  function held({ forms }, has) {
    let most = 0;
    for (const { stems, weight } of forms) if (weight > most && stems.every(has)) most = weight;
    return most;
  }

  const mostOf = ({ most }) => most;

  /** The most that a line of a page holds of the query, from 0 to 1. */
  function best({ ids, stems }, marked, share) {
    let most = 0;
    let line = 0;
    let begin = 0;
    let bits = 0;
    for (let at = 0; at < stems.length; at++) {
      if (stems[at] !== END) {
        bits |= marked[stems[at]];
        continue;
      }
      const long = 1 + TUNE.long * Math.max(0, at - begin - TUNE.usual);
      // A line is read closely only where it may hold more, by the words of the query that have something in it.
      if (bits && share(ids[line], bits, mostOf) / long > most) {
        const own = stems.subarray(begin, at);
        const there = (stem) => stem !== undefined && own.includes(stem);
        most = Math.max(most, share(ids[line], bits, (span) => held(span, there)) / long);
      }
      bits = 0;
      line += 1;
      begin = at + 1;
    }
    return most;
  }

  (guide.search ??= {}).passages = { kept, reading, TUNE };
})((globalThis.studyguide ??= {}));
