/* The ranking of what was found: which documents, in groups of one page each, the best first. */
(function (guide) {
  "use strict";

  const { analyse, WEIGHT } = guide.search.query;
  const { rarity } = guide.search.index;

  const KIND = {
    section: 1,
    chapter: 0.5,
    compare: 0.52,
    pair: 0.4,
    term: 0.8,
    question: 0.5,
  };
  const LIMIT = {
    results: 30, // what a list holds well; the box says how many more there are
  };
  const TUNE = {
    k: 1.8, // BM25, how soon repetition stops to count
    cover: 0.6, // of a document, how much of the query it holds
    page: 0.65, // the same of a page
    part: 0.9, // the share of a page's best part beside the page
    name: 2, // a page that is called so
    inside: 0.5,
    exact: 2.8, // being called just so
    reach: 2, // of the parts of a page, how much of the query the one must hold that a result leads to
    tags: 4, // a page with all tags of a query that names nothing else
    floor: 0.25,
    common: 1.5,
    keep: 0.3, // of the best page's share of the query, what a page must hold to be listed: shortens lists, moves none
  };

  /** Find documents, in groups of one page each, the best first. */
  function search(query, engine, typing = true) {
    const asked = analyse(query, engine, typing);
    const nothing = { groups: [], total: 0, asked, suggestion: "" };
    if (!asked.spans.length) return nothing;
    const hits = found(engine.parts, engine, asked).map((hit) => ofDocument(hit, engine, asked));
    const groups = grouped(hits, engine, asked);
    return {
      groups: groups.slice(0, LIMIT.results),
      total: groups.length,
      asked,
      suggestion: suggestion(query, asked),
    };
  }

  /** Score what an index holds of the words of a query: {id, score, covered}. */
  function found(index, engine, asked) {
    const units = new Map();
    const unit = (id) => {
      let known = units.get(id);
      if (!known)
        units.set(id, (known = { id, points: asked.spans.map(() => 0), covered: asked.spans.map(() => 0), extra: 0 }));
      return known;
    };
    asked.spans.forEach((span, at) => {
      for (const form of span.forms)
        for (const [id, { points, share }] of standing(form, index)) {
          const one = unit(id);
          one.points[at] = Math.max(one.points[at], points * form.weight * form.decides);
          one.covered[at] = Math.max(one.covered[at], share * form.weight);
        }
    });
    for (const { terms, alone } of asked.asked) {
      if (alone) continue;
      const best = new Map();
      for (const term of terms)
        for (const [id, { points }] of standing({ terms: [term] }, index))
          best.set(id, Math.max(best.get(id) ?? 0, points * rarity(engine.pages, term)));
      for (const [id, points] of best) if (units.has(id)) units.get(id).extra += points * WEIGHT.asked;
    }
    const total = asked.spans.reduce((sum, { weight }) => sum + weight, 0) || 1;
    for (const one of units.values()) {
      one.share = asked.spans.reduce((sum, { weight }, at) => sum + weight * one.covered[at], 0) / total;
      one.score = (one.points.reduce((sum, points) => sum + points, 0) + one.extra) * one.share ** TUNE.cover;
    }
    return [...units.values()];
  }

  /** Say what a form counts in each document that holds it; of long ones, a part will do. */
  function standing({ terms }, { posted }) {
    const units = new Map();
    for (const term of terms) {
      const list = posted.get(term) ?? [];
      for (let at = 0; at < list.length; at += 2) {
        const one = units.get(list[at]) ?? { points: 0, count: 0 };
        units.set(list[at], one);
        one.points += (list[at + 1] * (TUNE.k + 1)) / (TUNE.k + list[at + 1]);
        one.count += 1;
      }
    }
    if (terms.length === 1) {
      for (const one of units.values()) one.share = 1;
      return units;
    }
    for (const [id, one] of units) {
      const share = one.count / terms.length;
      if (share < 1 && terms.length < 3) units.delete(id);
      one.share = share < 1 ? share * 0.5 : 1;
      one.points = (one.points / terms.length) * one.share;
    }
    return units;
  }

  function ofDocument(hit, engine, asked) {
    const doc = engine.docs[hit.id];
    const name = naming(doc, asked, engine);
    return { ...hit, doc, name, own: hit.score, score: hit.score * (1 + name) * kind(doc, asked, name) };
  }

  /** Say how well the query names a document: the most for exactly, less for a name among other words. */
  function naming(doc, { spans: asked }, { pages }) {
    let best = 0;
    // What stands on every seventh page, such as a maker's name, is nearly no part of a name.
    const value = (word) => Math.max(TUNE.floor, rarity(pages, word) - TUNE.common);
    const all = asked.reduce((sum, { weight }) => sum + weight, 0);
    for (const name of doc.names) {
      if (!name.length) continue;
      const used = new Set();
      let precise = 0;
      for (const span of asked) {
        const hit = span.forms.find(
          ({ terms, prefix, alike }) => !prefix && !alike && terms.every((term) => name.includes(term)),
        );
        if (!hit) continue;
        for (const term of hit.terms) used.add(term);
        precise += span.weight;
      }
      const size = name.reduce((sum, word) => sum + value(word), 0);
      const met = [...used].reduce((sum, word) => sum + value(word), 0);
      const whole = Math.min(1, met / size);
      const share = precise / all;
      best = Math.max(best, share * whole > 0.93 ? TUNE.exact : TUNE.name * share ** TUNE.inside * whole ** 2);
    }
    return best;
  }

  /** Weigh a document by its kind; whoever compares wants comparisons. */
  function kind(doc, { comparing }, name) {
    if (comparing && (doc.kind === "pair" || doc.kind === "compare")) return 1.5 + name / 2;
    return KIND[doc.kind] || 1;
  }

  /** Put hits of one page together: the page as a whole counts, and its best part. */
  function grouped(hits, engine, asked) {
    const members = new Map();
    for (const hit of hits) members.set(hit.doc.page, [...(members.get(hit.doc.page) ?? []), hit]);
    const groups = found(engine.pages, engine, asked)
      .map((whole) => group(whole, members.get(engine.pageOf[whole.id]), engine, asked))
      .filter((one) => one && hasTags(one.page, engine, asked.tags));
    for (const one of groups) if (asked.meant.length && hasTags(one.page, engine, asked.meant)) one.score *= TUNE.tags;
    groups.sort((a, b) => b.score - a.score);
    const fullest = Math.max(0, ...groups.slice(0, 10).map(({ share }) => share));
    return groups.filter(({ share, score }) => share >= fullest * TUNE.keep && score > groups[0].score * 0.01);
  }

  function group(whole, members, engine, asked) {
    if (!members) return undefined;
    const page = engine.pageOf[whole.id];
    const doc = engine.docs[engine.docOf.get(page)];
    const called = Math.max(...members.map((hit) => hit.name * NAMES(hit.doc)));
    for (const hit of members)
      hit.reach = hit.own * (1 + Math.max(called, hit.name)) * hit.share ** TUNE.reach * (KIND[hit.doc.kind] ?? 1);
    members.sort((a, b) => b.reach - a.reach);
    const lead = leading(members, asked);
    const best = Math.max(...members.map(({ score }) => score));
    const score = whole.score * (1 + called) * (doc ? kind(doc, asked, called) : 1) + TUNE.part * best;
    return { page, members, lead, called, share: whole.share, score: score * whole.share ** TUNE.page };
  }

  /** The part that a result leads to: what is called so, else what holds the query best. */
  function leading(members, { meant, tags }) {
    const whole = members.find(({ doc }) => doc.whole);
    if (whole && (meant.length || tags.length || whole.name >= TUNE.exact)) return whole;
    return members.find((hit) => !BESIDE.has(hit.doc.kind)) ?? members[0];
  }

  const BESIDE = new Set(["term", "question"]); // they lead to a page that has more
  /** How much a name of a part counts for its page. */
  const NAMES = ({ kind: sort, whole }) => (sort === "question" ? 0 : sort === "term" ? 0.5 : whole ? 1 : 0.6);

  const hasTags = (page, { tagsOf }, wanted) => wanted.every((tag) => tagsOf.get(page)?.includes(tag));

  /** Whether a query names a group so well that nothing can come before it. */
  const sure = ({ called }) => called >= TUNE.exact;

  /** Offer the query with its unknown words mended; empty if there is nothing to mend. */
  function suggestion(query, { spans: asked }) {
    let text = query;
    for (const span of [...asked].reverse())
      if (span.mended) text = text.slice(0, span.start) + span.mended + text.slice(span.end);
    return text === query ? "" : text;
  }

  (guide.search ??= {}).rank = { search, sure, KIND, LIMIT, TUNE };
})((globalThis.studyguide ??= {}));
