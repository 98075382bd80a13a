/* The ranking of what was found: which documents, in groups of one page each, the best first. */
(function (guide) {
  "use strict";

  const { analyse } = guide.search.query;
  const { reading } = guide.search.passages;
  const { found, naming, TUNE: HIT } = guide.search.hits;
  const { saying } = guide.search.phrases;

  // Chosen on tests/search/queries.yml with tests/search/score.js, and on lines of the notes that were taken out of the
  // index and asked for. None decides much alone: half or twice of most moves the score by less than a hundredth.
  const KIND = {
    section: 1,
    chapter: 0.5,
    tag: 0.6,
    compare: 0.52,
    pair: 0.4,
    term: 0.8,
    question: 0.5,
  };
  const LIMIT = {
    read: 40, // the best pages, whose lines are read
    results: 30, // what a list holds well; the box says how many more there are
  };
  const TUNE = {
    page: 0.65, // the same of a page
    part: 1.2, // the share of a page's best part beside the page: mfa delete
    reach: 2, // of the parts of a page, how much of the query the one must hold that a result leads to
    said: 2.5, // a phrase below `search` that says just what is asked
    tells: 0.8, // how much of that a result leads to its heading for
    tags: 4, // a page with all tags of a query that names nothing else
    keep: 0.3, // of the best page's share of the query, what a page must hold to be listed: shortens lists, moves none
  };

  /** Find documents, in groups of one page each, the best first. */
  function search(query, engine, typing = true) {
    const asked = analyse(query, engine, typing);
    const nothing = { groups: [], total: 0, asked, suggestion: "" };
    if (!asked.spans.length) return nothing;
    const groups = grouped(documentsFound(engine, asked), engine, asked);
    return {
      groups: groups.slice(0, LIMIT.results).map((one) => led(one, asked)),
      total: groups.length,
      asked,
      suggestion: suggestion(query, asked),
    };
  }

  /** List the documents that hold something of a query, by their pages. */
  function documentsFound(engine, asked) {
    const { names, covering } = naming(asked, engine);
    const phrases = saying(asked, engine);
    asked.pairs = pairsOf(covering, engine);
    const members = new Map();
    for (const hit of found(engine.parts, engine, asked)) {
      hit.doc = engine.docs[hit.id];
      hit.name = names.get(hit.id) ?? 0;
      hit.said = TUNE.said * (phrases.get(hit.id) ?? 0);
      hit.own = hit.score;
      hit.score *= (1 + Math.max(hit.name, hit.said)) * kind(hit.doc, asked, hit.name);
      const known = members.get(hit.doc.page);
      if (known) known.push(hit);
      else members.set(hit.doc.page, [hit]);
    }
    return members;
  }

  /** The pairs whose names hold all words of a query, as no name of one thing does: "folder vs disk". */
  function pairsOf(covering, { docs }) {
    const pairs = [...covering].filter((id) => docs[id].kind === "pair");
    return new Set(pairs.length === covering.size ? pairs : []);
  }

  /** Weigh a document by its kind; whoever compares wants comparisons, of two only those of just these two. */
  function kind(doc, { comparing, pairs }, name) {
    const isOfTwo = doc.kind === "pair" && (name >= HIT.exact || pairs.has(doc.id));
    if (comparing && pairs.has(doc.id)) return 3 + name / 2;
    if (comparing && (doc.kind === "compare" || isOfTwo)) return 1.5 + name / 2;
    if (comparing && doc.kind === "pair") return KIND.pair * (1 + name);
    return KIND[doc.kind] || 1;
  }

  /** Put hits of one page together: the page as a whole counts, and its best part. */
  function grouped(members, engine, asked) {
    const groups = found(engine.pages, engine, asked)
      .map((whole) => group(whole, members.get(engine.pageOf[whole.id]), engine, asked))
      .filter((one) => one && hasTags(one.page, engine, asked.tags));
    for (const one of groups) if (asked.meant.length && hasTags(one.page, engine, asked.meant)) one.score *= TUNE.tags;
    groups.sort((a, b) => b.score - a.score);
    const read = reading(asked, engine);
    for (const one of groups.slice(0, LIMIT.read)) one.score *= read(one.page);
    groups.sort((a, b) => b.score - a.score);
    const fullest = Math.max(0, ...groups.slice(0, 10).map(({ share }) => share));
    return groups.filter(({ share, score }) => share >= fullest * TUNE.keep && score > groups[0].score * 0.01);
  }

  function group(whole, members, engine, asked) {
    if (!members) return undefined;
    const page = engine.pageOf[whole.id];
    const doc = engine.docs[engine.docOf.get(page)];
    let called = 0;
    let said = 0;
    let best = 0;
    for (const hit of members) {
      called = Math.max(called, hit.name * NAMES(hit.doc));
      said = Math.max(said, hit.said);
      best = Math.max(best, hit.score);
    }
    const score = whole.score * (1 + Math.max(called, said)) * (doc ? kind(doc, asked, called) : 1) + TUNE.part * best;
    return { page, members, called, share: whole.share, score: score * whole.share ** TUNE.page };
  }

  /** Sort the parts of a page by how well a result would lead there, and name the one to which it does. */
  function led(group, asked) {
    const { members, called } = group;
    for (const hit of members)
      hit.reach =
        hit.own * (1 + Math.max(called, hit.name, hit.said)) * hit.share ** TUNE.reach * (KIND[hit.doc.kind] ?? 1);
    members.sort((a, b) => b.reach - a.reach);
    return { ...group, lead: leading(members, asked) };
  }

  /** The part that a result leads to: what is called so, else what holds the query best. */
  function leading(members, { meant, tags }) {
    const whole = members.find(({ doc }) => doc.whole);
    if (whole && (meant.length || tags.length)) return whole;
    const [first] = members.filter(({ said }) => said > TUNE.tells * TUNE.said).sort((a, b) => b.said - a.said);
    if (first && first.said > (whole?.said ?? 0)) return first;
    if (whole?.name >= HIT.exact) return whole;
    return members.find((hit) => !BESIDE.has(hit.doc.kind)) ?? members[0];
  }

  const BESIDE = new Set(["term", "question"]); // they lead to a page that has more
  /** How much a name of a part counts for its page. */
  const NAMES = ({ kind: sort, whole }) => (sort === "question" ? 0 : sort === "term" ? 0.5 : whole ? 1 : 0.6);

  const hasTags = (page, { tagsOf }, wanted) => wanted.every((tag) => tagsOf.get(page)?.includes(tag));

  /** Whether a query names a group so well that nothing can come before it. */
  const sure = ({ called }) => called >= HIT.exact;

  /** Offer the query with its unknown words mended; empty if there is nothing to mend. */
  function suggestion(query, { spans: asked }) {
    let text = query;
    for (const span of [...asked].reverse())
      if (span.mended) text = text.slice(0, span.start) + span.mended + text.slice(span.end);
    return text === query ? "" : text;
  }

  (guide.search ??= {}).rank = { search, sure, KIND, LIMIT, TUNE };
})((globalThis.studyguide ??= {}));
