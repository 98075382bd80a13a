/* Documents, one for each page, heading, term, question and comparison, and their index. */
(function (guide) {
  "use strict";

  const { spans, words, spelled, stem, STEM, STOP_WORDS, COMPARING } = guide.search.words;
  const { MiniSearch } = globalThis;

  const FIELDS = ["title", "alias", "context", "text", "head", "body"]; // head and body hold stems

  /** Make documents of the two data files; without `texts` there are only names and summaries. */
  function documents(names, texts) {
    const pages = names.pages.map((row) => ({ url: row[0], title: row[1], alias: row[3], headings: row[6] }));
    const made = [
      ...names.pages.flatMap((row, index) => ofPage(row, texts?.pages[index] ?? [], names.tags)),
      ...names.terms.map((row, index) => ofTerm(row, texts?.terms[index] ?? "", pages, names.glossary)),
      ...names.comparisons.map((row, index) => ofComparison(row, texts?.comparisons[index] ?? "", pages)),
      ...(texts?.questions ?? []).map((row) => ofQuestion(row, pages)),
    ];
    return made.map((doc, id) => ({ id, alias: [], context: "", text: "", tags: [], ...doc }));
  }

  /** A page, and each of its headings. */
  function ofPage([url, title, kind, alias, summary, tagged, headings], texts, tagNames) {
    const tags = tagged.map((tag) => tagNames[tag]);
    const context = [title, ...alias].join(" ");
    const whole = {
      page: url,
      location: url,
      title,
      kind: kind || "section",
      alias,
      summary,
      text: texts[0] || "",
      tags,
    };
    const parts = headings.map(([anchor, heading, others], index) => {
      const text = texts[index + 1] || "";
      return {
        page: url,
        location: `${url}#${anchor}`,
        title: heading,
        kind: "section",
        alias: others,
        context,
        text,
        tags,
      };
    });
    return [whole, ...parts];
  }

  function ofTerm([page, anchor, title, expansion, others], text, pages, glossary) {
    const alias = [expansion, ...others].filter(Boolean);
    return { page: pages[page].url, location: `${glossary}#${anchor}`, title, kind: "term", alias, expansion, text };
  }

  /** A comparison of many, or of a pair, which has no title of its own. */
  function ofComparison([url, title, row], text, pages) {
    const alone = new Set(row.map(([page]) => page)).size === row.length; // no other member is on the same page
    const members = row.map(([page, heading]) => (heading ? headingOf(pages[page], heading, alone) : pages[page]));
    const named = title ? { title, kind: "compare" } : { title: pairOf(members.map(short)), kind: "pair" };
    return { page: url, location: url, ...named, members, context: members.map(calls).join(" "), text };
  }

  function ofQuestion([number, heading, prompt, text], pages) {
    const page = pages[number];
    const anchor = heading ? `#${page.headings[heading - 1][0]}` : "";
    return { page: page.url, location: page.url + anchor, title: prompt, kind: "question", context: page.title, text };
  }

  const pairOf = ([first = "", second]) =>
    second === undefined ? first : guide.language.word("search.pair", { first, second });
  /** A heading is also known by its page: of queues the one is compared with topics, and asked for as "SQS". */
  function headingOf(page, number, alone) {
    const [, title, alias] = page.headings[number - 1];
    return { title, alias: alone ? [...alias, page.title] : alias };
  }

  const calls = ({ title, alias }) => [title, ...alias].join(" ");
  const short = ({ title }) => (title.match(/\(([A-Z0-9-]{2,6})\)$/) || ["", title])[1];

  /** Index documents. `lang` decides whether English endings are cut. */
  function build(names, texts, lang = "en") {
    const docs = documents(names, texts);
    const cut = lang === "en" ? stem : (word) => word;
    const index = new MiniSearch({
      fields: FIELDS,
      tokenize: (text) => (text ? text.split(" ") : []),
      processTerm: (term) => term,
    });
    const counts = new Map();
    const named = new Set();
    const marked = (word) => STEM + cut(word);
    for (const doc of docs) {
      doc.names = called(doc).map((name) => [...new Set(nameWords(name).map(cut))]);
      const fields = {
        title: words(doc.title),
        alias: words(doc.alias.join(" \n ")),
        context: words(doc.context),
        text: words(doc.text || doc.summary || ""),
      };
      const head = [...fields.title, ...fields.alias, ...fields.context].map(marked);
      const all = new Set([...fields.title, ...fields.alias, ...fields.context, ...fields.text]);
      for (const word of all) counts.set(word, (counts.get(word) || 0) + 1);
      if (doc.kind !== "question") for (const word of [...fields.title, ...fields.alias]) named.add(word);
      const row = { id: doc.id, ...fields, head, body: fields.text.map(marked) };
      for (const field of FIELDS) row[field] = row[field].join(" ");
      index.add(row);
    }
    const vocabulary = [...counts.keys()].sort();
    return {
      docs,
      index,
      counts,
      named,
      vocabulary,
      spellings: lang === "en" ? bySpelling(vocabulary) : new Map(),
      stems: stemCounts(counts, cut),
      cut,
      synonyms: synonyms(names),
      whole: Boolean(texts),
    };
  }

  /** List the names of a document; a pair has any name of the one with any of the other. */
  function called({ kind, title, alias, members }) {
    const names = (one) => [one.title, ...one.alias].flatMap(variants);
    if (kind !== "pair" || members.length !== 2) return names({ title, alias });
    return names(members[0])
      .slice(0, 8)
      .flatMap((one) =>
        names(members[1])
          .slice(0, 8)
          .map((other) => `${one} ${other}`),
      );
  }

  /** "Amazon S3 (Simple Storage Service)" is also known by what is in and before the parentheses. */
  function variants(name) {
    const found = name.match(/^(.*?)\s*\(([^()]+)\)\s*$/);
    return found ? [name, found[1], found[2]] : [name];
  }

  const nameWords = (name) =>
    spans(name)
      .map(({ whole }) => whole)
      .filter((word) => !STOP_WORDS.has(word) && !COMPARING.has(word));

  function stemCounts(counts, cut) {
    const stems = new Map();
    for (const [word, count] of counts) stems.set(cut(word), Math.max(count, stems.get(cut(word)) || 0));
    return stems;
  }

  /** List the words of each spelling, British and American together. */
  function bySpelling(vocabulary) {
    const found = new Map();
    for (const word of vocabulary) found.set(spelled(word), [...(found.get(spelled(word)) || []), word]);
    return found;
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

  (guide.search ??= {}).documents = { build };
})((globalThis.studyguide ??= {}));
