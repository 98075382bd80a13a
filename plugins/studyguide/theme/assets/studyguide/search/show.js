/* What was found in the form in which it is shown: rows with a heading that matches, marked titles and excerpts.
   No DOM, no network. */
(function (guide) {
  "use strict";

  const { escapeHtml } = guide.text;
  const { word } = guide.language;
  const { fold, spans } = guide.search.words;
  const { isCode } = guide.search.vocabulary;
  const EXCERPT = 34; // words
  const READ = 2000; // characters of a text in which an excerpt is looked for,
  const SKIMMED = 500; // and of those far down the list
  const TOP = 8; // pages whose texts are read so
  const MORE = 3; // other parts of a page that are named below it,
  const CLOSE = 0.45; // if they are as good as this share of the first
  const FACETS = 8;
  const KEPT = 400; // texts whose words are kept
  const ENDS = /\p{Sentence_Terminal}["'”’»)\]]*$|[:：]$/u; // of what needs no sign before what follows
  const LABELS = {
    term: word("search.term"),
    compare: word("search.comparison"),
    pair: word("search.comparison"),
    question: word("search.question"),
  };

  const [TYPED, ASIDE, EXACT] = [1, 0.5, 2]; // what a word is worth in an excerpt: typed, standing for it, a whole name

  /** Return a function that says what a word of a text is worth: nothing, if it was not found. Small words never were,
   * unless nothing else was asked. Only what was typed, in any form, is marked. */
  function finder({ spans: asked }, { cut, asks }) {
    const own = new Set(asked.map(({ whole }) => whole));
    const isSmall = (word) =>
      !own.has(word) && [asks.small, asks.comparing, asks.either].some((some) => some.has(word));
    const forms = asked.flatMap((span) => span.forms);
    const stemsOf = (some) => new Set(some.flatMap(({ terms }) => terms));
    const typed = stemsOf(forms.filter(({ aside }) => !aside));
    const aside = stemsOf(forms.filter((form) => form.aside));
    const codes = new Set(asked.filter(({ raw }) => isCode(raw)).map(({ whole }) => cut(whole)));
    const holds = ({ whole, parts }, stems) =>
      stems.has(cut(whole)) || parts.some((part) => part.length > 2 && stems.has(cut(part)));
    const worth = (span) => {
      if (isSmall(span.whole)) return 0;
      if (holds(span, typed)) return holds(span, codes) ? EXACT : TYPED;
      return holds(span, aside) ? ASIDE : 0;
    };
    const known = new Map();
    return (span) => {
      let found = known.get(span.raw);
      if (found === undefined) known.set(span.raw, (found = worth(span)));
      return found;
    };
  }

  const isTyped = (worth) => (span) => worth(span) >= TYPED;

  /** Escape text and mark the words that were found; `all` are words of the text, which stand `from` later in another. */
  function mark(value, hit, all = spans(value), from = 0) {
    let html = "";
    let at = 0;
    for (const span of all) {
      if (!hit(span)) continue;
      const [start, end] = [span.start - from, span.end - from];
      html += `${escapeHtml(value.slice(at, start))}<mark>${escapeHtml(value.slice(start, end))}</mark>`;
      at = end;
    }
    return (html + escapeHtml(value.slice(at))).replace(/<\/mark>(\s+)<mark>/g, "$1");
  }

  /** Find the part of a text in which the different words that were found are worth most: the first of its words, and the
   * one after the last. */
  function part(all, worth) {
    if (all.length <= EXCERPT) return [0, all.length];
    const found = [];
    all.forEach((span, at) => {
      const counts = Number(worth(span));
      if (counts) found.push({ at, word: span.whole, counts });
    });
    let best = { start: 0, counts: 0 };
    for (let first = 0; first < found.length; first++) {
      const words = new Set();
      let counts = 0;
      for (let next = first; next < found.length && found[next].at < found[first].at + EXCERPT - 4; next++) {
        if (!words.has(found[next].word)) counts += found[next].counts;
        words.add(found[next].word);
      }
      if (counts > best.counts) best = { start: found[first].at, counts };
    }
    const first = Math.min(Math.max(0, best.start - 4), all.length - EXCERPT);
    return [first, first + EXCERPT];
  }

  /** Cut that part of a text, and mark the words in it; `all` are its words. */
  function excerpt(value, worth, all = spans(value)) {
    const [first, end] = part(all, worth);
    const start = first ? all[first].start : 0;
    const cut = end < all.length ? value.slice(start, all[end - 1].end) : value.slice(start);
    const words = all.slice(first, end);
    return {
      html: (first ? "… " : "") + mark(cut, isTyped(worth), words, start) + (end < all.length ? " …" : ""),
      words,
    };
  }

  /** List the words as they stand in the text, for highlighting on the page, and those of the query that are missing. Only
   * what was typed, in any form: what stands for it in the guide would be marked all over a page. */
  function terms({ covered }, words, { cut, stems }, asked) {
    const found = {};
    const typed = new Set(
      asked.spans.flatMap(({ whole, parts }) => [whole, ...(stems.has(cut(whole)) ? [] : (parts ?? []))]).map(cut),
    );
    const hit = ({ whole, parts }) =>
      typed.has(cut(whole)) || parts.some((one) => one.length > 2 && typed.has(cut(one)));
    for (const span of words) if (span.raw.length > 1 && hit(span)) found[span.raw.toLowerCase()] = true;
    asked.spans.forEach((span, index) => {
      if (covered[index] < 0.3) found[span.raw.toLowerCase()] = false;
    });
    return found;
  }

  const meaning = (name, told) => word("format.meaning", { name, meaning: told });

  /** What a document says, in one line: paragraphs end with their own signs, rows and items with ours. */
  function said({ expansion, text, summary, facts }) {
    const told = facts.map(({ name, value }) => meaning(name, value)).join(" · ");
    const lines = (text || summary || "").split("\n");
    const read = lines.map((line, at) => (at + 1 === lines.length || ENDS.test(line) ? line : `${line} ·`)).join(" ");
    const whole = [read, told].filter(Boolean).join(" · ");
    return expansion && whole ? meaning(expansion, whole) : expansion || whole;
  }

  /** What a document says, as far as it is read, with its words: kept, because the next letter finds the same pages. */
  function reading(doc, length, { saying }) {
    const key = `${doc.id} ${length}`;
    let known = saying.get(key);
    if (!known) {
      const text = said(doc).slice(0, length);
      known = { text, words: spans(text), title: spans(doc.title) };
    }
    saying.delete(key);
    saying.set(key, known);
    if (saying.size > KEPT) saying.delete(saying.keys().next().value);
    return known;
  }

  /** Make a row: a link, what it is called, on which page it is, of which kind, and what it says. */
  function row(hit, score, { asked, found }, engine, length) {
    const { doc } = hit;
    const { text, words, title } = reading(doc, length, engine);
    const lead = excerpt(text, found, words);
    return {
      location: doc.location,
      title: mark(doc.title, isTyped(found), title),
      above: doc.above ?? "",
      label: LABELS[doc.kind] ?? "",
      text: lead.html ? `<p>${lead.html}</p>` : "",
      score,
      terms: terms(hit, [...title, ...lead.words], engine, asked),
    };
  }

  /** Name the page in the title of a row where the heading alone would name many. */
  function named(made, { kind, title, above }, { found }, { shared }) {
    if (kind !== "section" || !above || !shared.has(fold(title))) return made;
    return { ...made, title: `${mark(above, isTyped(found))} – ${made.title}`, above: "" };
  }

  /** Make the rows of what was found, one for each page: the part that matches, and others that come close; of some places
   * only, if these are given. */
  function rows({ groups, asked }, engine, places = groups.keys()) {
    const top = groups.length ? groups[0].score : 1;
    const query = { asked, found: finder(asked, engine) };
    return Array.from(places, (place) => {
      const { page, members, lead, score: points } = groups[place];
      const length = place < TOP ? READ : SKIMMED;
      const whole = members.find(({ doc }) => doc.whole) ?? bare(page, engine, asked);
      const close = members.filter((hit) => hit !== lead && hit !== whole && hit.reach > CLOSE * lead.reach);
      const others = [...(lead === whole ? [] : [whole]), ...close.slice(0, MORE)];
      const score = Number(((100 * points) / top - place / 1000).toFixed(3)); // Enter opens the highest: the first
      return {
        page,
        ...named(row(lead, score, query, engine, length), lead.doc, query, engine),
        more: others.map((hit) => row(hit, -1, query, engine, 0)),
      };
    });
  }

  function bare(page, engine, asked) {
    return { doc: engine.docs[engine.docOf.get(page)], covered: asked.spans.map(() => 1), score: 0 };
  }

  /** Complete the last word, in the way Material shows behind the cursor. */
  function suggest(query, { groups }) {
    const last = query
      .split(/[\s-]+/)
      .pop()
      .toLowerCase();
    if (last.length < 2) return [];
    const best = groups.slice(0, 5).flatMap(({ lead, members }) => [lead, ...members.slice(0, 3)]);
    for (const { doc } of best)
      for (const span of spans([doc.title, ...doc.alias].join(" ")))
        if (span.whole.startsWith(last)) return [span.raw.toLowerCase()];
    return [];
  }

  /** Count the tags of the pages found: those that would narrow the results down. */
  function facets({ groups }, engine) {
    const counts = new Map();
    for (const { page } of groups)
      for (const tag of engine.docs[engine.docOf.get(page)]?.tags ?? []) counts.set(tag, (counts.get(tag) || 0) + 1);
    return [...counts]
      .filter(([, count]) => count > 1 && count < groups.length)
      .sort((a, b) => b[1] - a[1])
      .slice(0, FACETS);
  }

  (guide.search ??= {}).show = { rows, suggest, facets, mark, excerpt, TOP };
})((globalThis.studyguide ??= {}));
