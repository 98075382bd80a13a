/* Queries: the words to look for, the forms that may stand for each, and the tags to keep to. */
(function (guide) {
  "use strict";

  const { spans, spelled, distance, STOP_WORDS, COMPARING } = guide.search.words;

  /** How much a form of a word counts beside the word itself. */
  const WEIGHT = {
    stem: 0.9, // who deleted my s3 bucket: a query of tests/search/queries.yml that is answered worse without it, as in rank.js
    other: 0.85, // none needs it
    part: 0.9, // none needs it
    prefix: 0.75, // content delivery network
    typo: 0.6, // none needs it
  };
  const LIMIT = {
    prefixes: 12, // words that a beginning may stand for, the most frequent; more only cost time
    typos: 3, // words that a mistake may stand for
  };

  /** Read a query: the words to look for, each with the forms that may stand for it, and the tags to keep to. */
  function analyse(query, engine, typing = true) {
    const tags = Array.from(query.matchAll(/(?:^|\s)#([^\s#]+)/g), (match) => match[1].toLowerCase());
    let asked = spans(query.replace(/(?:^|\s)#[^\s#]+/g, (tag) => " ".repeat(tag.length)));
    const comparing = asked.some(({ whole }) => COMPARING.has(whole)) || /\bor\b/i.test(query);
    asked = keep(asked, ({ whole }) => !COMPARING.has(whole));
    const content = keep(asked, ({ whole }) => !STOP_WORDS.has(whole));
    const found = content.map((span, index) => ({
      ...span,
      ...forms(span, engine, typing && index === content.length - 1 && /\S$/.test(query)),
    }));
    joinNeighbours(found, engine);
    addSynonyms(found, engine);
    for (const span of found)
      if (!span.forms.length) mend(span, engine);
      else if (!engine.counts.has(span.whole)) doubt(span, engine);
    for (const span of found) span.weight = rarity(span, engine);
    return { spans: found, comparing, tags };
  }

  function keep(list, wanted) {
    const kept = list.filter(wanted);
    return kept.length ? kept : list;
  }

  /** List the ways in which a word of the query can stand in a document. */
  function forms({ whole, parts }, engine, last) {
    const found = [];
    if (engine.counts.has(whole)) found.push({ terms: [whole], weight: 1 });
    // "organization" is asked and "organisation" written, or the other way round: it is the same word.
    for (const term of engine.spellings.get(spelled(whole)) ?? [])
      if (term !== whole) found.push({ terms: [term], weight: 1 });
    if (engine.stems.has(engine.cut(whole)))
      found.push({ terms: [engine.cut(whole)], weight: WEIGHT.stem, stem: true });
    if (parts.length && parts.every((part) => engine.stems.has(engine.cut(part))))
      found.push({ terms: parts.map(engine.cut), weight: WEIGHT.part, stem: true });
    const known = found.length > 0;
    if (last || !known)
      for (const term of completions(whole, engine))
        found.push({ terms: [term], weight: known ? WEIGHT.prefix * 0.5 : WEIGHT.prefix, prefix: true });
    return { forms: found, known };
  }

  /** List words that begin so, the most frequent first. */
  function completions(start, { vocabulary, counts }) {
    let low = 0;
    for (let high = vocabulary.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (vocabulary[middle] < start) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let at = low; at < vocabulary.length && vocabulary[at].startsWith(start); at++)
      if (vocabulary[at] !== start) found.push(vocabulary[at]);
    return found
      .sort((a, b) => counts.get(b) - counts.get(a))
      .slice(0, start.length < 3 ? LIMIT.prefixes / 3 : LIMIT.prefixes);
  }

  /** "cloud front" may be written in one word. */
  function joinNeighbours(found, { counts }) {
    for (let at = 0; at + 1 < found.length; at++) {
      const joined = found[at].whole + found[at + 1].whole;
      if (joined.length < 4 || !counts.has(joined)) continue;
      for (const span of [found[at], found[at + 1]]) span.forms.unshift({ terms: [joined], weight: 1 });
    }
  }

  /** Words that are together the name of a term may stand under another name of it. */
  function addSynonyms(found, { synonyms: known, cut }) {
    for (let start = 0; start < found.length; start++)
      for (let end = Math.min(found.length, start + 6); end > start; end--) {
        const others = known.get(
          found
            .slice(start, end)
            .map(({ whole }) => whole)
            .join(" "),
        );
        if (!others) continue;
        for (const terms of others)
          for (const span of found.slice(start, end))
            span.forms.push({ terms: terms.map(cut), weight: WEIGHT.other, stem: true });
        break;
      }
  }

  /** Look for a word nobody wrote among those that are a few mistakes away. */
  function mend(span, engine) {
    const { whole } = span;
    const limit = whole.length < 4 ? 0 : whole.length < 6 ? 1 : whole.length < 11 ? 2 : 3;
    const near = [];
    for (const word of engine.vocabulary) {
      if (word.length < 3 || Math.abs(word.length - whole.length) > limit) continue;
      const edits = distance(whole, word, limit);
      if (edits <= limit)
        near.push({
          word,
          cost: edits + (word[0] === whole[0] ? 0 : 0.6) - Math.log10(1 + engine.counts.get(word)) * 0.25,
        });
    }
    near.sort((a, b) => a.cost - b.cost);
    span.forms = near
      .slice(0, LIMIT.typos)
      .map(({ word, cost }) => ({ terms: [word], weight: WEIGHT.typo / (1 + Math.max(0, cost - near[0].cost)) }));
    span.mended = near.length ? near[0].word : "";
    if (!near.length) span.forms = known(span, engine);
  }

  /** Of a compound that nobody wrote, such as "s3:ObjectCreated", take what somebody did write. */
  function known({ parts }, { stems, cut }) {
    const terms = parts.map(cut).filter((part) => stems.has(part));
    return terms.length ? [{ terms, weight: (WEIGHT.part * terms.length) / parts.length, stem: true }] : [];
  }

  /** A word may have a known stem by accident: "inspecter" is no inspection. A name one mistake away may be meant as well. */
  function doubt(span, { named, cut }) {
    const { whole } = span;
    if (whole.length < 6 || span.dense) return;
    const near = [...named].filter(
      (word) =>
        word[0] === whole[0] && cut(word) !== cut(whole) && !word.startsWith(whole) && distance(whole, word, 1) === 1,
    );
    if (!near.length) return;
    for (const word of near) span.forms.push({ terms: [word], weight: 1 });
    span.mended = near[0];
  }

  function rarity(span, { counts, stems, cut, docs }) {
    const terms = span.mended ? [span.mended] : [span.whole];
    const count = Math.max(...terms.map((term) => counts.get(term) || stems.get(cut(term)) || 0));
    return Math.log(1 + docs.length / (1 + (count || docs.length / 20)));
  }

  (guide.search ??= {}).query = { analyse, WEIGHT, LIMIT };
})((globalThis.studyguide ??= {}));
