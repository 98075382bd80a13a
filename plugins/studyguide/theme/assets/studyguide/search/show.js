/* Results in the form that Material's search shows: lists of documents with marked titles and excerpts. No DOM, no network. */
(function (guide) {
  "use strict";

  const { escapeHtml } = guide.text;
  const { word } = guide.language;
  const { spans, STEM } = guide.search.words;
  const EXCERPT = 34; // words
  const READ = 2000; // characters of a text in which an excerpt is looked for,
  const SKIMMED = 500; // and of those far down the list
  const TOP = 8; // pages whose texts are read so
  const CHILDREN = 4;
  const FACETS = 8;
  const LABELS = {
    term: word("search.term"),
    compare: word("search.comparison"),
    pair: word("search.comparison"),
    question: word("search.question"),
  };

  /** Return a test for words of a text: was this one found? */
  function finder(match, cut) {
    const found = (word) => match[word] || match[STEM + cut(word)];
    if (!Object.keys(match).length) return () => false;
    return ({ whole, parts }) => Boolean(found(whole)) || parts.some((part) => part.length > 2 && found(part));
  }

  /** Escape text and mark the words that were found. */
  function mark(value, hit) {
    let html = "";
    let at = 0;
    for (const span of spans(value)) {
      if (!hit(span)) continue;
      html += `${escapeHtml(value.slice(at, span.start))}<mark>${escapeHtml(value.slice(span.start, span.end))}</mark>`;
      at = span.end;
    }
    return (html + escapeHtml(value.slice(at))).replace(/<\/mark>(\s+)<mark>/g, "$1");
  }

  /** Cut the part of a text in which most different words were found. */
  function excerpt(value, hit) {
    const all = spans(value);
    if (all.length <= EXCERPT) return value;
    const found = all.map((span) => (hit(span) ? span.whole : ""));
    let best = { start: 0, count: 0 };
    for (let start = 0; start < all.length; start++) {
      if (!found[start]) continue;
      const count = new Set(found.slice(start, start + EXCERPT - 4).filter(Boolean)).size;
      if (count > best.count) best = { start, count };
    }
    const first = Math.min(Math.max(0, best.start - 4), all.length - EXCERPT);
    const cut = value.slice(all[first].start, all[first + EXCERPT - 1].end);
    return (first ? "… " : "") + cut + (first + EXCERPT < all.length ? " …" : "");
  }

  /** List the words as they stand in the text, for highlighting on the page, and those of the query that are missing. */
  function terms({ covered }, shown, hit, asked) {
    const found = {};
    for (const span of spans(shown)) if (span.raw.length > 1 && hit(span)) found[span.raw.toLowerCase()] = true;
    asked.spans.forEach((span, index) => {
      if (covered[index] < 0.3) found[span.raw.toLowerCase()] = false;
    });
    return found;
  }

  function item(hit, score, asked, cut, length) {
    const { doc, match } = hit;
    const found = finder(match, cut);
    const label = LABELS[doc.kind] ? `<span class="sg-search-kind">${escapeHtml(LABELS[doc.kind])}</span> ` : "";
    const body = [doc.expansion, doc.text || doc.summary].filter(Boolean).join(": ");
    const lead = excerpt(body.slice(0, length), found);
    return {
      location: doc.location,
      title: label + mark(doc.title, found),
      text: lead ? `<p>${mark(lead, found)}</p>` : "",
      score,
      terms: terms(hit, `${doc.title} ${lead}`, found, asked),
    };
  }

  /** Make Material's lists: the page with its best parts. A part scored below the list's first one is folded away. */
  function items({ groups, asked }, engine) {
    const top = groups.length ? groups[0].score : 1;
    return groups.map(({ page, members, score: points }, place) => {
      const length = place < TOP ? READ : SKIMMED;
      const score = (100 * points) / top;
      const own = members.find(({ doc }) => doc.location === page) || bare(page, engine, asked);
      const parts = members.filter((hit) => hit !== own).slice(0, CHILDREN);
      if (members[0] === own || !parts.length) {
        return [
          item(own, score, asked, engine.cut, length),
          ...parts.map((hit) => item(hit, score / 2, asked, engine.cut, length)),
        ];
      }
      const shown = parts.filter((hit) => hit.score > 0.7 * parts[0].score).length;
      const found = parts.map((hit, index) =>
        item(hit, index < Math.min(2, shown) ? score : score / 2, asked, engine.cut, length),
      );
      return [
        ...found.slice(0, 1),
        { ...item(own, score / 2, asked, engine.cut, length), terms: found[0].terms },
        ...found.slice(1),
      ].sort((a, b) => b.score - a.score);
    });
  }

  function bare(page, engine, asked) {
    const doc = engine.docs.find(({ location }) => location === page);
    return { doc, match: {}, covered: asked.spans.map(() => 1), score: 0 };
  }

  /** Complete the last word, in the way Material shows behind the cursor. */
  function suggest(query, { groups }) {
    const last = query
      .split(/[\s-]+/)
      .pop()
      .toLowerCase();
    if (last.length < 2) return [];
    for (const { members } of groups.slice(0, 5))
      for (const span of spans([members[0].doc.title, ...members[0].doc.alias].join(" ")))
        if (span.whole.startsWith(last)) return [span.raw.toLowerCase()];
    return [];
  }

  /** Count the tags of the pages found: those that would narrow the results down. */
  function facets({ groups }, engine) {
    const counts = new Map();
    for (const { page } of groups)
      for (const tag of bare(page, engine, { spans: [] }).doc.tags) counts.set(tag, (counts.get(tag) || 0) + 1);
    return [...counts]
      .filter(([, count]) => count > 1 && count < groups.length)
      .sort((a, b) => b[1] - a[1])
      .slice(0, FACETS);
  }

  (guide.search ??= {}).show = { items, suggest, facets, mark, excerpt };
})((globalThis.studyguide ??= {}));
