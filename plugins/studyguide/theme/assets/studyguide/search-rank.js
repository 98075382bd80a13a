/* The index and the ranking of the search: no DOM, no network. search-worker.js feeds it, tests/js/search.test.js holds it to its word. */
(function (root, MiniSearch, text) {
  "use strict";

  const { spans, words, stem, distance, STOP_WORDS, COMPARING } = text;

  /** How much a hit counts by where it is; stems ("head", "body") count less than words. */
  const BOOST = { title: 5, alias: 4, context: 3, text: 1.5, head: 1.6, body: 0.4 };
  const KIND = { section: 1, chapter: 0.5, compare: 0.45, pair: 0.4, term: 0.8, question: 0.3 };
  const WEIGHT = { stem: 0.9, other: 0.85, part: 0.9, prefix: 0.75, typo: 0.6 };
  const LIMIT = { results: 30, hits: 600, prefixes: 12, typos: 3 };

  const STEM = "~"; // begins a stem in the index, so that it is told from a word

  const TUNE = { cover: 2, page: 3, own: 0.3, rest: 0.4, name: 2, exact: 5, k: 1.2, b: 0.6, d: 0.1, keep: 0.3 };

  /* Documents: one for each page, heading, term, question and comparison. */

  /** Make documents of the two data files; without `texts` there are only names and summaries. */
  function documents(names, texts) {
    const docs = [];
    const add = (doc) => docs.push({ id: docs.length, kind: "section", alias: [], context: "", text: "", tags: [], ...doc });
    const pages = names.pages.map((row) => ({ url: row[0], title: row[1], alias: row[3], headings: row[6] }));
    names.pages.forEach(([url, title, kind, alias, summary, tags, headings], page) => {
      const text = texts ? texts.pages[page] : [];
      const named = tags.map((tag) => names.tags[tag]);
      add({ page: url, location: url, title, kind: kind || "section", alias, summary, text: text[0] || "", tags: named });
      const context = [title, ...alias].join(" ");
      headings.forEach(([anchor, heading, others], index) =>
        add({ page: url, location: `${url}#${anchor}`, title: heading, alias: others, context, text: text[index + 1] || "", tags: named }),
      );
    });
    names.terms.forEach(([page, anchor, name, expansion, others], index) => {
      const alias = [expansion, ...others].filter(Boolean);
      const text = texts ? texts.terms[index] : "";
      add({ page: pages[page].url, location: `${names.glossary}#${anchor}`, title: name, kind: "term", alias, expansion, text });
    });
    names.comparisons.forEach(([url, title, members], index) => {
      const named = members.map(([page, heading]) => (heading ? headingOf(pages[page], heading) : pages[page]));
      const text = texts ? texts.comparisons[index] : "";
      if (title) add({ page: url, location: url, title, kind: "compare", members: named, context: named.map(calls).join(" "), text });
      else add({ page: url, location: url, title: named.map(short).join(" vs "), kind: "pair", members: named, context: named.map(calls).join(" "), text });
    });
    if (texts) texts.questions.forEach(([page, heading, prompt, answer]) => add(question(pages[page], heading, prompt, answer)));
    return docs;
  }

  const headingOf = (page, number) => ({ title: page.headings[number - 1][1], alias: page.headings[number - 1][2] });
  const calls = ({ title, alias }) => [title, ...alias].join(" ");
  const short = ({ title }) => (title.match(/\(([A-Z0-9-]{2,6})\)$/) || ["", title])[1];

  function question(page, heading, prompt, answer) {
    const anchor = heading ? `#${page.headings[heading - 1][0]}` : "";
    return { page: page.url, location: page.url + anchor, title: prompt, kind: "question", context: page.title, text: answer };
  }

  /* Index. */

  /** Index documents. `lang` decides whether English endings are cut. */
  function build(names, texts, lang = "en") {
    const docs = documents(names, texts);
    const cut = lang === "en" ? stem : (word) => word;
    const index = new MiniSearch({
      fields: Object.keys(BOOST),
      tokenize: (text) => (text ? text.split(" ") : []),
      processTerm: (term) => term,
    });
    const counts = new Map();
    const named = new Set();
    const marked = (word) => STEM + cut(word);
    for (const doc of docs) {
      doc.names = called(doc).map((name) => [...new Set(nameWords(name).map(cut))]);
      const fields = { title: words(doc.title), alias: words(doc.alias.join(" \n ")), context: words(doc.context), text: words(doc.text || doc.summary || "") };
      const head = [...fields.title, ...fields.alias, ...fields.context].map(marked);
      const all = new Set([...fields.title, ...fields.alias, ...fields.context, ...fields.text]);
      for (const word of all) counts.set(word, (counts.get(word) || 0) + 1);
      if (doc.kind !== "question") for (const word of [...fields.title, ...fields.alias]) named.add(word);
      const row = { id: doc.id, ...fields, head, body: fields.text.map(marked) };
      for (const field of Object.keys(BOOST)) row[field] = row[field].join(" ");
      index.add(row);
    }
    const vocabulary = [...counts.keys()].sort();
    return { docs, index, counts, named, vocabulary, stems: stemCounts(counts, cut), cut, synonyms: synonyms(names), whole: Boolean(texts) };
  }

  /** List the names of a document; a pair has any name of the one with any of the other. */
  function called({ kind, title, alias, members }) {
    const names = (one) => [one.title, ...one.alias].flatMap(variants);
    if (kind !== "pair" || members.length !== 2) return names({ title, alias });
    return names(members[0]).slice(0, 8).flatMap((one) => names(members[1]).slice(0, 8).map((other) => `${one} ${other}`));
  }

  /** "Amazon S3 (Simple Storage Service)" is also known by what is in and before the parentheses. */
  function variants(name) {
    const found = name.match(/^(.*?)\s*\(([^()]+)\)\s*$/);
    return found ? [name, found[1], found[2]] : [name];
  }

  const nameWords = (name) => spans(name).map(({ whole }) => whole).filter((word) => !STOP_WORDS.has(word) && !COMPARING.has(word));

  function stemCounts(counts, cut) {
    const stems = new Map();
    for (const [word, count] of counts) stems.set(cut(word), Math.max(count, stems.get(cut(word)) || 0));
    return stems;
  }

  /** Map each name of a term to its other names: acronym to expansion and back. */
  function synonyms(names) {
    const found = new Map();
    for (const [, , name, expansion, others] of names.terms) {
      const all = [name, expansion, ...others].filter(Boolean).map((text) => spans(text).map(({ whole }) => whole));
      for (const one of all)
        for (const other of all)
          if (one !== other) found.set(one.join(" "), [...(found.get(one.join(" ")) || []), other]);
    }
    return found;
  }

  /* Query. */

  /** Read a query: the words to look for, each with the forms that may stand for it, and the tags to keep to. */
  function analyse(query, engine, typing = true) {
    const tags = Array.from(query.matchAll(/(?:^|\s)#([^\s#]+)/g), (match) => match[1].toLowerCase());
    let asked = spans(query.replace(/(?:^|\s)#[^\s#]+/g, (tag) => " ".repeat(tag.length)));
    const comparing = asked.some(({ whole }) => COMPARING.has(whole)) || /\bor\b/i.test(query);
    asked = keep(asked, ({ whole }) => !COMPARING.has(whole));
    const content = keep(asked, ({ whole }) => !STOP_WORDS.has(whole));
    const found = content.map((span, index) => ({ ...span, ...forms(span, engine, typing && index === content.length - 1 && /\S$/.test(query)) }));
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
    if (engine.stems.has(engine.cut(whole))) found.push({ terms: [engine.cut(whole)], weight: WEIGHT.stem, stem: true });
    if (parts.length && parts.every((part) => engine.stems.has(engine.cut(part))))
      found.push({ terms: parts.map(engine.cut), weight: WEIGHT.part, stem: true });
    const known = found.length > 0;
    if (last || !known)
      for (const term of completions(whole, engine)) found.push({ terms: [term], weight: known ? WEIGHT.prefix * 0.5 : WEIGHT.prefix, prefix: true });
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
    for (let at = low; at < vocabulary.length && vocabulary[at].startsWith(start); at++) if (vocabulary[at] !== start) found.push(vocabulary[at]);
    return found.sort((a, b) => counts.get(b) - counts.get(a)).slice(0, start.length < 3 ? LIMIT.prefixes / 3 : LIMIT.prefixes);
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
        const others = known.get(found.slice(start, end).map(({ whole }) => whole).join(" "));
        if (!others) continue;
        for (const terms of others)
          for (const span of found.slice(start, end)) span.forms.push({ terms: terms.map(cut), weight: WEIGHT.other, stem: true });
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
      if (edits <= limit) near.push({ word, cost: edits + (word[0] === whole[0] ? 0 : 0.6) - Math.log10(1 + engine.counts.get(word)) * 0.25 });
    }
    near.sort((a, b) => a.cost - b.cost);
    span.forms = near.slice(0, LIMIT.typos).map(({ word, cost }) => ({ terms: [word], weight: WEIGHT.typo / (1 + Math.max(0, cost - near[0].cost)) }));
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
    const near = [...named].filter((word) => word[0] === whole[0] && cut(word) !== cut(whole) && !word.startsWith(whole) && distance(whole, word, 1) === 1);
    if (!near.length) return;
    for (const word of near) span.forms.push({ terms: [word], weight: 1 });
    span.mended = near[0];
  }

  function rarity(span, { counts, stems, cut, docs }) {
    const terms = span.mended ? [span.mended] : [span.whole];
    const count = Math.max(...terms.map((term) => counts.get(term) || stems.get(cut(term)) || 0));
    return Math.log(1 + docs.length / (1 + (count || docs.length / 20)));
  }

  /* Ranking. */

  /** Find documents, in groups of one page each, the best first. */
  function search(query, engine, typing = true) {
    const asked = analyse(query, engine, typing);
    if (!asked.spans.length) return { groups: [], total: 0, asked, suggestion: "" };
    const total = asked.spans.reduce((sum, { weight }) => sum + weight, 0);
    const wanted = ({ id }) => asked.tags.every((tag) => engine.docs[id].tags.some((name) => name.toLowerCase() === tag));
    const found = engine.index.search(tree(asked), { boost: BOOST, bm25: { k: TUNE.k, b: TUNE.b, d: TUNE.d } });
    const hits = [];
    for (const hit of found.filter(wanted).slice(0, LIMIT.hits)) {
      const doc = engine.docs[hit.id];
      const covered = asked.spans.map((span) => coverage(span, hit.match));
      const share = covered.reduce((sum, part, at) => sum + part * asked.spans[at].weight, 0) / total;
      const name = naming(doc, asked, engine);
      hits.push({ doc, covered, name, match: hit.match, score: hit.score * share ** TUNE.cover * (1 + name) * kind(doc, asked, name) });
    }
    const groups = grouped(hits, asked, total);
    return { groups: groups.slice(0, LIMIT.results), total: groups.length, asked, suggestion: suggestion(query, asked) };
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
      groups.push({ page, members, share, score: (members[0].score + TUNE.own * (own ? own.score : 0) + TUNE.rest * rest) * share ** TUNE.page });
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

  const api = { build, search, analyse, documents, BOOST, KIND, WEIGHT, LIMIT, TUNE };
  if (typeof module !== "undefined" && module.exports) module.exports = api;
  else root.studyguideRank = api;
})(
  typeof self !== "undefined" ? self : globalThis,
  typeof module !== "undefined" && module.exports ? require("./search-minisearch.js") : self.MiniSearch,
  typeof module !== "undefined" && module.exports ? require("./search-words.js") : self.studyguideWords,
);
