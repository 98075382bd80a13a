/* Passages: the lines of a page, each a paragraph, an item, a row, a fact or a question. Words of a query that stand
   together in one say more than the same words here and there on a long page. */
(function (guide) {
  "use strict";

  const { lists, list } = guide.search.columns;

  const TUNE = {
    line: 3.6, // how much a page gains whose best line holds the whole query
    sharp: 2, // and how much less one that holds a part
    above: 0.5, // of a word that stands in the names above a line, beside one in the line
    usual: 25, // words of a line: what longer ones hold by chance
    long: 0.004, // counts less with each word
    question: 0.8, // of a line, what a question or
    term: 0.9, // a term counts
  };
  const WIDTH = 30; // words of a query that have a bit of their own

  /** Put the lines of pages, and what each document is called, into columns; `lines` of a document are lists of numbers of
   * stems, below `end`, which stands behind each line. `docsOn` are the documents of each page. */
  function prepared(docsOn, lines, called, end) {
    const owners = docsOn.map(() => []);
    const stems = docsOn.map((docs, page) => {
      const all = [];
      for (const id of docs)
        for (const line of lines[id]) {
          if (!line.length) continue;
          owners[page].push(id);
          for (const stem of line) all.push(stem);
          all.push(end);
        }
      return all;
    });
    return { called: lists(called), owners: lists(owners), stems: lists(stems), end };
  }

  /** Open what was prepared. */
  function opened(columns, { numbers, pageAt, wholeAt }) {
    const called = (id) => list(columns.called, id);
    const upper = (id) => list(columns.called, wholeAt[pageAt[id]]);
    return {
      ...columns,
      called,
      upper,
      numbers,
      /** Whether a stem, by its number, stands in the names above the lines of a document. */
      above: (id) => {
        const [own, whole] = [called(id), upper(id)];
        return (number) => own.includes(number) || whole.includes(number);
      },
      marked: new Int32Array(numbers.size), // for searches, which clear it
      marks: [],
    };
  }

  /** Return a function that says what the best line of a page, by its number, adds to it. */
  function reading({ spans }, { passages, docs }) {
    const wanted = numbered(spans, passages);
    const all = spans.reduce((sum, { weight }) => sum + weight, 0) || 1;
    const told = new Float64Array(wanted.spans.length);
    return (page) => {
      let last = -1; // the document whose names were read last: its lines follow each other
      let kind = 1;
      /** How much of each word stands in the names above the lines of a document. */
      const above = (id) => {
        if (id === last) return told;
        last = id;
        kind = TUNE[docs[id].kind] ?? 1;
        const isNamed = passages.above(id);
        const isAbove = (stem) => stem !== undefined && isNamed(stem);
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
      const lines = { ids: list(passages.owners, page), stems: list(passages.stems, page), end: passages.end };
      return 1 + TUNE.line * best(lines, wanted.marked, share) ** TUNE.sharp;
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
  function best({ ids, stems, end }, marked, share) {
    let most = 0;
    let line = 0;
    let begin = 0;
    let bits = 0;
    for (let at = 0; at < stems.length; at++) {
      if (stems[at] !== end) {
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

  (guide.search ??= {}).passages = { prepared, opened, reading, TUNE };
})((globalThis.studyguide ??= {}));
