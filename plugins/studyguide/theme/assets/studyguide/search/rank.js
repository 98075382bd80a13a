/* The ranking of what was found: which documents, in groups of one page each, the best first. */
(function (guide) {
  "use strict";

  const { analyse } = guide.search.query;
  const { reading } = guide.search.passages;
  const { found } = guide.search.hits;
  const { naming, isOfBoth, TUNE: NAME } = guide.search.naming;
  const { saying } = guide.search.phrases;
  const { isCode } = guide.search.vocabulary;

  // Chosen on tests/search/queries.yml with tests/search/score.js, and on lines of the notes that were taken out of the
  // index and asked for. None decides much alone: half or twice of most moves the score by less than a hundredth.
  const KIND = {
    section: 1,
    chapter: 0.5,
    own: 0.7, // a page beside the notes
    tag: 0.6,
    compare: 0.52,
    pair: 0.4,
    term: 0.8,
    question: 0.5,
  };
  const LIMIT = {
    parts: 200, // pages whose parts are looked at, the best as a whole: those of others come too late
    read: 40, // the best pages, whose lines are read
    results: 30, // what a list holds well; the box says how many more there are
  };
  const TUNE = {
    page: 0.65, // the same of a page
    part: 1.2, // the share of a page's best part beside the page: mfa delete
    reach: 2, // of the parts of a page, how much of the query the one must hold that a result leads to
    said: 1.5, // a phrase below `search` that says just what is asked
    tells: 0.8, // how much of that a result leads to its heading for
    sought: 1, // a page whose phrases say the most of what is asked,
    seeks: 1.5, // and how much less one whose phrases say less
    code: 6, // a page or part that shows the very name that programs give something: AccessDenied, not "access denied";
    codes: 1.5, // and how much less among other words
    shows: 2, // of that, what a result leads to its part for
    called: 0.18, // of a page's name, beside what it counts for the words
    beside: 0.18, // a term or a question of a page that holds all that is asked
    describes: 3, // words that a query has at least which describes something: fewer are names
    tags: 4, // a page with all tags of a query that names nothing else
    keep: 0.3, // of the best page's share of the query, what a page must hold to be listed: shortens lists, moves none
  };

  /** Find documents, in groups of one page each, the best first. */
  function search(query, engine, typing = true) {
    const asked = analyse(query, engine, typing);
    if (!asked.spans.length) return { groups: [], total: 0, asked, suggestion: "" };
    const { groups, total } = listed(engine, asked);
    return {
      groups: groups.map((one) => led(one, asked)),
      total,
      asked,
      suggestion: suggestion(query, asked),
    };
  }

  /** How well names and phrases say what is asked, of each document. */
  function told(engine, asked) {
    const { names, covering } = naming(asked, engine);
    asked.pairs = pairsOf(covering, engine, asked);
    return { names, phrases: saying(asked, engine, names), codes: shown(asked, engine) };
  }

  /** How much more documents count that show the very names of programs in a query, and how much more their pages. Who
   * types such a name looks for where it is written: neither its words say that, nor phrases, which only search knows. */
  function shown({ spans }, { codes, cut, pageAt }) {
    const all = spans.reduce((sum, { weight }) => sum + weight, 0) || 1;
    const [parts, pages] = [new Map(), new Map()];
    const count = (counts, place, share) => counts.set(place, (counts.get(place) ?? 1) + TUNE.code * share);
    // In small letters, among other words, it is a word as any other: "mysql".
    const isMeant = ({ raw, whole }) => codes.has(cut(whole)) && (spans.length === 1 || isCode(raw));
    for (const { whole, forms, weight } of spans.filter(isMeant)) {
      const [told, there] = [new Map(), new Map()];
      const begun = forms.filter(({ terms, prefix }) => prefix && terms[0].startsWith(whole)); // AccessDeniedException
      for (const { terms, weight: fits } of [{ terms: [cut(whole)], weight: 1 }, ...begun])
        for (const id of codes.get(terms[0]) ?? []) {
          told.set(id, Math.max(told.get(id) ?? 0, fits));
          there.set(pageAt[id], Math.max(there.get(pageAt[id]) ?? 0, fits));
        }
      const share = (weight / all) ** TUNE.codes;
      for (const [id, fits] of told) count(parts, id, fits * share);
      for (const [page, fits] of there) count(pages, page, fits * share);
    }
    return { parts, pages };
  }

  /** How much more a document counts for its names, its phrases and its kind. */
  function favour(id, { names, phrases, codes }, engine, asked) {
    const name = names[id];
    const code = codes.parts.get(id) ?? 1;
    return (1 + Math.max(name, TUNE.said * phrases[id])) * kind(id, engine, asked, name) * code;
  }

  /** The pairs whose names hold all words of a query, as no name of one thing does: "folder vs disk". Or where one side of
   * it names the one, in full or in part, and the other side the other: "multi az vs read replica". */
  function pairsOf(covering, { docs, cut }, { sides }) {
    const pairs = [...covering].filter((id) => docs[id].kind === "pair");
    const isMeant = (id) => sides && isOfBoth(docs[id], sides, cut);
    return new Set(pairs.length === covering.size ? pairs : pairs.filter(isMeant));
  }

  /** Weigh a document by its kind; whoever compares wants comparisons, of two only those of just these two. */
  function kind(id, engine, { comparing, pairs }, name) {
    if (!comparing) return columns(engine).kind[id];
    const doc = engine.docs[id];
    const isOfTwo = doc.kind === "pair" && (name >= NAME.exact || pairs.has(doc.id));
    if (pairs.has(id)) return 3 + name / 2;
    if (doc.kind === "compare" || isOfTwo) return 1.5 + name / 2;
    if (doc.kind === "pair") return KIND.pair * (1 + name);
    return columns(engine).kind[id];
  }

  /** What each document weighs by its kind, what its name counts for its page, and whether it stands beside the text of
   * that: columns, for they are read of thousands at each key. */
  function columns(engine) {
    engine.columns ??= {
      kind: Float64Array.from(engine.docs, (doc) => KIND[doc.kind] || 1),
      name: Float64Array.from(engine.docs, NAMES),
      beside: Uint8Array.from(engine.docs, (doc) => BESIDE.has(doc.kind)),
    };
    return engine.columns;
  }

  /** List the best pages, and count all that hold enough of a query. First the pages as a whole; of the best of them, or
   * of those that names or phrases speak for, the parts; and of the best of those the lines. */
  function listed(engine, asked) {
    const said = told(engine, asked);
    const pages = scored(engine, asked, said);
    const sorted = withParts(pages, engine, asked, said).sort((a, b) => b.score - a.score);
    const read = reading(asked, engine);
    const sought = seeking(engine, asked);
    for (const one of sorted.slice(0, LIMIT.read)) one.score *= read(one.number) * sought(one.number) * known(one);
    sorted.sort((a, b) => b.score - a.score);
    const fullest = sorted.slice(0, 10).reduce((most, { share }) => Math.max(most, share), 0);
    const least = sorted.length && (0.01 * sorted[0].score) / (said.codes.pages.get(sorted[0].number) ?? 1);
    const isEnough = (share, score) => share >= fullest * TUNE.keep && score > least;
    const kept = sorted.filter(({ share, score }) => isEnough(share, score));
    const others = pages.others.filter((number) => isEnough(pages.share[number], pages.own[number])).length;
    const groups = kept.slice(0, LIMIT.results).map((one) => grouped(one, engine, said));
    return { groups, total: kept.length + others };
  }

  /** How much more a page counts that is called as the query says, or has a term or a question with its words. */
  const known = ({ called, beside }) => Math.exp(TUNE.called * called + TUNE.beside * beside);

  /** How much more a page counts whose phrases, all together, hold what a query describes in several words. */
  function seeking(engine, asked) {
    if (asked.spans.length < TUNE.describes) return () => 1;
    const { score, found: all } = found(engine.sought, engine, asked);
    let most = 0;
    for (let at = 0; at < all.length; at++) most = Math.max(most, score[all.ids[at]]);
    return (number) => 1 + TUNE.sought * (most && (score[number] / most) ** TUNE.seeks);
  }

  /** Score whole pages: what each holds, and what it and its parts are called. The best may become the first. */
  function scored(engine, asked, said) {
    const { found: all, share, score } = found(engine.pages, engine, asked);
    const { called, favoured } = favours(engine, said);
    const { size } = engine.pages;
    const { own, bound, some } = (engine.pages.scored ??= {
      own: new Float64Array(size),
      bound: new Float64Array(size),
      some: new Int32Array(size),
    });
    let length = 0;
    for (let at = 0; at < all.length; at++) {
      const number = all.ids[at];
      if (asked.tags.length && !hasTags(engine.pageOf[number], engine, asked.tags)) continue;
      const favour = (favoured[number] || 1) * (said.codes.pages.get(number) ?? 1);
      const weight = share[number] ** TUNE.page;
      const id = engine.wholeAt[number];
      own[number] = score[number] * favour * (id < 0 ? 1 : kind(id, engine, asked, called[number])) * weight;
      bound[length] = own[number] + favour * weight;
      some[length++] = number;
    }
    const numbers = some.subarray(0, length);
    return { ...parted(numbers, bound.subarray(0, length), LIMIT.parts), own, share, called };
  }

  /** Part numbers into the `most` with the greatest values, these sorted, and the others; as they are if there are few. */
  function parted(numbers, values, most) {
    if (numbers.length <= most) return { best: [...numbers], others: [] };
    const least = values.slice().sort()[values.length - most];
    let equal = most;
    for (const value of values) if (value > least) equal--;
    const best = [];
    const others = [];
    values.forEach((value, at) => {
      const isBest = value > least || (value === least && equal-- > 0);
      (isBest ? best : others).push(isBest ? at : numbers[at]);
    });
    best.sort((a, b) => values[b] - values[a]);
    return { best: best.map((at) => numbers[at]), others };
  }

  /** What names and phrases add to pages, by their numbers: of each page the best. Columns that the next search clears. */
  function favours(engine, { names, phrases }) {
    const { calls, phrases: kept, pageAt, pages } = engine;
    const counts = columns(engine).name;
    const into = (pages.favours ??= {
      called: new Float64Array(pages.size),
      favoured: new Float64Array(pages.size),
      filled: [],
    });
    const { called, favoured, filled } = into;
    for (const page of filled) called[page] = favoured[page] = 0;
    filled.length = 0;
    const favour = (page, value) => {
      if (!favoured[page]) filled.push(page);
      if (value > favoured[page]) favoured[page] = value;
    };
    for (const id of calls.filled) {
      const name = names[id] * counts[id];
      if (name > called[pageAt[id]]) called[pageAt[id]] = name;
      favour(pageAt[id], 1 + name);
    }
    for (const id of kept.filled) favour(pageAt[id], 1 + TUNE.said * phrases[id]);
    return into;
  }

  /** Add the best part of each page that may become one of the best. */
  function withParts({ best: numbers, own, share, called }, engine, asked, said) {
    const { chosen, best, beside } = (engine.parts.chosen ??= {
      chosen: new Uint8Array(engine.docs.length),
      best: new Float64Array(engine.pages.size),
      beside: new Float64Array(engine.pages.size),
    });
    for (const number of numbers) for (const id of engine.docsOn[number]) chosen[id] = 1;
    const { found: parts, score: points, share: held } = found(engine.parts, engine, asked, chosen);
    const isBeside = columns(engine).beside;
    for (let at = 0; at < parts.length; at++) {
      const id = parts.ids[at];
      const page = engine.pageAt[id];
      best[page] = Math.max(best[page], points[id] * favour(id, said, engine, asked));
      if (isBeside[id]) beside[page] = Math.max(beside[page], held[id]);
    }
    const pages = numbers.filter((number) => best[number]); // words of one form may be far apart
    const made = pages.map((number) => {
      const page = engine.pageOf[number];
      const meant = asked.meant.length && hasTags(page, engine, asked.meant) ? TUNE.tags : 1;
      const part = TUNE.part * best[number] * share[number] ** TUNE.page;
      const score = (own[number] + part) * meant;
      return { number, page, called: called[number], beside: beside[number], share: share[number], score };
    });
    for (const number of numbers) {
      best[number] = beside[number] = 0;
      for (const id of engine.docsOn[number]) chosen[id] = 0;
    }
    return made;
  }

  /** A page with the parts that hold something of the query. */
  function grouped({ number, page, called, share, score }, engine, { names, phrases, codes }) {
    const { room } = engine.parts;
    const members = engine.docsOn[number]
      .filter((id) => room.found.seen[id])
      .map((id) => ({
        id,
        doc: engine.docs[id],
        name: names[id],
        said: TUNE.said * phrases[id],
        code: codes.parts.get(id) ?? 1,
        own: room.score[id],
        share: room.share[id],
        covered: room.covered.map((column) => column[id]),
      }));
    return { page, members, called, share, score };
  }

  /** Sort the parts of a page by how well a result would lead there, and name the one to which it does. */
  function led(group, asked) {
    const { members, called } = group;
    for (const hit of members)
      hit.reach =
        hit.own *
        hit.code *
        (1 + Math.max(called, hit.name, hit.said)) *
        hit.share ** TUNE.reach *
        (KIND[hit.doc.kind] ?? 1);
    members.sort((a, b) => b.reach - a.reach);
    return { ...group, lead: leading(members, asked) };
  }

  /** The part that a result leads to: what is called so, else what holds the query best. */
  function leading(members, { meant, tags }) {
    const whole = members.find(({ doc }) => doc.whole);
    if (whole && (meant.length || tags.length)) return whole;
    const shows = whole?.name >= NAME.exact ? undefined : members.find(({ code }) => code > TUNE.shows);
    if (shows) return shows;
    const [first] = members.filter(({ said }) => said > TUNE.tells * TUNE.said).sort((a, b) => b.said - a.said);
    if (first && first.said > (whole?.said ?? 0)) return first;
    if (whole?.name >= NAME.exact) return whole;
    return members.find((hit) => !BESIDE.has(hit.doc.kind)) ?? members[0];
  }

  const BESIDE = new Set(["term", "question"]); // they lead to a page that has more
  /** How much a name of a part counts for its page. */
  const NAMES = ({ kind: sort, whole }) => (sort === "question" ? 0 : sort === "term" ? 0.5 : whole ? 1 : 0.6);

  const hasTags = (page, { tagsOf }, wanted) => wanted.every((tag) => tagsOf.get(page)?.includes(tag));

  /** Whether a query names a group so well that nothing can come before it. */
  const sure = ({ called }) => called >= NAME.exact;

  /** Offer the query with its unknown words mended; empty if there is nothing to mend. */
  function suggestion(query, { spans: asked }) {
    let text = query;
    for (const span of [...asked].reverse())
      if (span.mended) text = text.slice(0, span.start) + span.mended + text.slice(span.end);
    return text === query ? "" : text;
  }

  (guide.search ??= {}).rank = { search, sure, KIND, LIMIT, TUNE };
})((globalThis.studyguide ??= {}));
