/* The ranking of what was found: which documents, in groups of one page each, the best first. */
(function (guide) {
  "use strict";

  const { STEM } = guide.search.words;
  const { analyse } = guide.search.query;

  // Each number was turned off by itself on tests/search/queries.yml, with tests/search/score.js. Beside it stands a query
  // whose page then comes later in the list.

  /** How much a hit counts by where it is; stems ("head", "body") count less than words. */
  const BOOST = {
    title: 5, // block storage
    alias: 4, // content delivery network
    context: 3, // workflow orchestration
    text: 1.5, // who deleted my s3 bucket
    head: 1.6, // who deleted my bucket
    body: 0.4, // none needs it
  };
  const KIND = {
    section: 1,
    chapter: 0.5, // object storage
    compare: 0.45, // object storage
    pair: 0.4, // kinesis firehose
    term: 0.8, // who deleted my bucket
    question: 0.3, // single sign-on
  };
  const LIMIT = {
    results: 30, // what Material lists well; the box says how many more there are
    hits: 600, // some 20 documents for each page in the list
  };
  const TUNE = {
    cover: 2, // of a document, how much of the query it holds: when to use kinesis instead of sqs
    page: 3, // the same of a page: how do I move 100 TB to AWS with a slow connection
    own: 0.3, // the page's own share beside its best part: nosql
    rest: 0.4, // the share of its other parts: how to give another account access to my bucket
    name: 2, // being partly called so: point in time recovery
    exact: 5, // being called just so: farget
    k: 1.2, // BM25, how soon repetition stops to count: content delivery network
    b: 0.6, // BM25, how much long texts lose: how to give another account access to my bucket
    d: 0.1, // BM25+, what any hit counts: farget
    keep: 0.3, // of the best page's share of the query, what a page must hold to be listed: shortens lists, moves none
  };

  /** Find documents, in groups of one page each, the best first. */
  function search(query, engine, typing = true) {
    const asked = analyse(query, engine, typing);
    if (!asked.spans.length) return { groups: [], total: 0, asked, suggestion: "" };
    const total = asked.spans.reduce((sum, { weight }) => sum + weight, 0);
    const wanted = ({ id }) =>
      asked.tags.every((tag) => engine.docs[id].tags.some((name) => name.toLowerCase() === tag));
    const found = engine.index.search(tree(asked), { boost: BOOST, bm25: { k: TUNE.k, b: TUNE.b, d: TUNE.d } });
    const hits = [];
    for (const hit of found.filter(wanted).slice(0, LIMIT.hits)) {
      const doc = engine.docs[hit.id];
      const covered = asked.spans.map((span) => coverage(span, hit.match));
      const share = covered.reduce((sum, part, at) => sum + part * asked.spans[at].weight, 0) / total;
      const name = naming(doc, asked, engine);
      hits.push({
        doc,
        covered,
        name,
        match: hit.match,
        score: hit.score * share ** TUNE.cover * (1 + name) * kind(doc, asked, name),
      });
    }
    const groups = grouped(hits, asked, total);
    return {
      groups: groups.slice(0, LIMIT.results),
      total: groups.length,
      asked,
      suggestion: suggestion(query, asked),
    };
  }

  function tree({ spans: asked }) {
    const wanted = new Map();
    for (const span of asked)
      for (const form of span.forms)
        for (const term of form.terms) {
          const key = form.stem ? STEM + term : term;
          wanted.set(key, Math.max(wanted.get(key) || 0, form.weight));
        }
    const queries = Array.from(wanted, ([term, weight]) => ({ queries: [term], boostTerm: () => weight }));
    return { combineWith: "OR", queries };
  }

  /** Say how far a document holds a word of the query, from 0 to 1. */
  function coverage(span, match) {
    let best = 0;
    for (const { terms, weight, stem: stemmed } of span.forms) {
      const share = terms.filter((term) => match[stemmed ? STEM + term : term]).length / terms.length;
      if (share === 1 || terms.length > 2) best = Math.max(best, (share === 1 ? 1 : share * 0.5) * weight);
    }
    return best;
  }

  /** Say how well the query names a document: 5 for exactly, else up to 2. */
  function naming(doc, { spans: asked }, { counts, docs, cut }) {
    let best = 0;
    // What stands in every seventh document, such as a maker's name, is nearly no part of a name.
    const value = (word) => Math.max(0.1, Math.log(docs.length / (1 + (counts.get(word) || 1))) - 1.5);
    const all = asked.reduce((sum, { weight }) => sum + weight, 0);
    for (const name of doc.names) {
      if (!name.length) continue;
      const used = new Set();
      let precise = 0;
      for (const span of asked) {
        const hit = span.forms.find(({ terms, prefix }) => !prefix && terms.every((term) => name.includes(cut(term))));
        if (!hit) continue;
        for (const term of hit.terms) used.add(cut(term));
        precise += span.weight;
      }
      const size = name.reduce((sum, word) => sum + value(word), 0);
      const met = [...used].reduce((sum, word) => sum + value(word), 0);
      const fit = (precise / all) * Math.min(1, met / size);
      best = Math.max(best, fit > 0.93 ? TUNE.exact : TUNE.name * fit);
    }
    return best;
  }

  /** Weigh a document by its kind; whoever compares wants comparisons. */
  function kind(doc, { comparing }, name) {
    if (comparing && (doc.kind === "pair" || doc.kind === "compare")) return 1.5 + name / 2;
    return KIND[doc.kind] || 1;
  }

  /** Put hits of one page together: its best hit counts, with a share of the page's own and of the others. */
  function grouped(hits, asked, total) {
    const pages = new Map();
    for (const hit of hits) pages.set(hit.doc.page, [...(pages.get(hit.doc.page) || []), hit]);
    const groups = [];
    for (const [page, members] of pages) {
      members.sort((a, b) => b.score - a.score);
      const own = members.find(({ doc }) => doc.location === page);
      const covered = asked.spans.map((span, at) => Math.max(...members.map((hit) => hit.covered[at])) * span.weight);
      const share = covered.reduce((sum, part) => sum + part, 0) / total;
      const rest = members.slice(1, 4).reduce((sum, { score }) => sum + score, 0);
      groups.push({
        page,
        members,
        share,
        score: (members[0].score + TUNE.own * (own ? own.score : 0) + TUNE.rest * rest) * share ** TUNE.page,
      });
    }
    groups.sort((a, b) => b.score - a.score);
    const fullest = Math.max(0, ...groups.slice(0, 10).map(({ share }) => share));
    return groups.filter(({ share, score }) => share >= fullest * TUNE.keep && score > groups[0].score * 0.01);
  }

  /** Offer the query with its unknown words mended; empty if there is nothing to mend. */
  function suggestion(query, { spans: asked }) {
    let text = query;
    for (const span of [...asked].reverse())
      if (span.mended) text = text.slice(0, span.start) + span.mended + text.slice(span.end);
    return text === query ? "" : text;
  }

  (guide.search ??= {}).rank = { search, BOOST, KIND, LIMIT, TUNE };
})((globalThis.studyguide ??= {}));
