/* Documents, one for each page, heading, term, question and comparison, and the indexes of them and of whole pages. */
(function (guide) {
  "use strict";

  const { fold, spans, raws, keys, spelled, stem, neighbours } = guide.search.words;
  const { index } = guide.search.index;
  const { kept } = guide.search.passages;
  const { phrases, naming } = guide.search;
  const { read } = guide.search.asks;

  /** What a field says of a document: w, how much a hit counts; b, how much long ones lose. */
  const PART = {
    title: { w: 5, b: 0.4 },
    alias: { w: 4, b: 0.2 },
    context: { w: 2, b: 0.4 },
    search: { w: 2, b: 0.5 },
    summary: { w: 2.5, b: 0.4 },
    use: { w: 2.5, b: 0.3 },
    facts: { w: 1.5, b: 0.5 },
    tags: { w: 1.5, b: 0.3 },
    text: { w: 1, b: 0.6 },
  };
  const WHOLE = {
    title: { w: 6, b: 0.4 },
    alias: { w: 4, b: 0.2 },
    heads: { w: 2, b: 0.5 },
    search: { w: 2, b: 0.5 },
    summary: { w: 3, b: 0.4 },
    use: { w: 3, b: 0.3 },
    facts: { w: 1.5, b: 0.5 },
    tags: { w: 2, b: 0.3 },
    text: { w: 1, b: 0.7 },
    terms: { w: 1, b: 0.5 },
    asked: { w: 0.8, b: 0.7 },
  };

  // All phrases of a page, as one text: people say in many ways what they look for, each in a few of these words.
  const SOUGHT = { search: { w: 0.37, b: 0.75 } };
  const STRONG = ["title", "alias", "heads", "search", "summary", "use", "facts", "tags"]; // what a page is about stands here

  /** Make documents of the two data files; without `texts` there are only names and summaries. */
  function documents(names, texts, use) {
    const pages = names.pages.map((row) => ({ url: row[0], title: row[1], alias: row[3], headings: row[6] }));
    const facts = factsBelow(texts, use);
    const unseen = new Map((texts?.search ?? []).map(([page, heading, some]) => [`${page} ${heading}`, some]));
    const sought = (page) => (heading) => unseen.get(`${page} ${heading}`) ?? [];
    const made = [
      ...names.pages.flatMap((row, number) =>
        ofPage(row, texts?.pages[number] ?? [], names.tags, facts[number] ?? [], sought(number)),
      ),
      ...names.terms.map((row, number) => ofTerm(row, texts?.terms[number] ?? "", pages, names.glossary)),
      ...names.comparisons.map((row, number) => ofComparison(row, texts?.comparisons[number] ?? "", pages)),
      ...(texts?.questions ?? []).map((row) => ofQuestion(row, pages)),
    ];
    return made.map((doc, id) => ({ id, alias: [], search: [], context: "", text: "", tags: [], facts: [], ...doc }));
  }

  /** Put facts below the number of their page and that of their heading. */
  function factsBelow(texts, use) {
    const found = [];
    for (const [page, heading, name, value, line, file, sources] of texts?.facts ?? []) {
      const place = { line, file: texts.files[file], sources: sources.map((number) => texts.sources[number]) };
      ((found[page] ??= [])[heading] ??= []).push({ name, value, ...place, use: use.has(fold(name)) });
    }
    return found;
  }

  /** A page, and each of its headings. */
  function ofPage([url, title, kind, alias, summary, tagged, headings], texts, tagNames, facts, sought) {
    const tags = tagged.map((tag) => tagNames[tag]);
    const shared = { page: url, tags };
    const whole = {
      ...shared,
      whole: true,
      location: url,
      title,
      kind: kind || "section",
      alias,
      search: sought(0),
      summary,
      text: texts[0] || "",
      facts: facts[0] ?? [],
    };
    const parts = headings.map(([anchor, heading, others], number) => ({
      ...shared,
      location: `${url}#${anchor}`,
      title: heading,
      kind: "section",
      alias: others,
      search: sought(number + 1),
      above: title,
      context: [title, ...alias].join(" \n "),
      text: texts[number + 1] || "",
      facts: facts[number + 1] ?? [],
    }));
    return [whole, ...parts];
  }

  function ofTerm([page, anchor, title, expansion, others], text, pages, glossary) {
    const alias = [expansion, ...others].filter(Boolean);
    const { url, title: above } = pages[page];
    return { page: url, location: `${glossary}#${anchor}`, title, kind: "term", alias, expansion, text, above };
  }

  /** A comparison of many, or of a pair, which has no title of its own. */
  function ofComparison([url, title, row], text, pages) {
    const alone = new Set(row.map(([page]) => page)).size === row.length; // no other member is on the same page
    const members = row.map(([page, heading]) => (heading ? headingOf(pages[page], heading, alone) : pages[page]));
    const named = title ? { title, kind: "compare" } : { title: pairOf(members.map(short)), kind: "pair" };
    return { page: url, location: url, whole: true, ...named, members, context: members.map(calls).join(" \n "), text };
  }

  function ofQuestion([number, heading, prompt, text], pages) {
    const { url, title, headings } = pages[number];
    const anchor = heading ? `#${headings[heading - 1][0]}` : "";
    return { page: url, location: url + anchor, title: prompt, kind: "question", context: title, text, above: title };
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
    const cut = lang === "en" ? stem : (word) => word;
    const asks = read({ ...names.asks, ...texts?.asks }, cut);
    const docs = documents(names, texts, asks.use);
    const vocabulary = new Vocabulary(cut);
    const rows = docs.map((doc) => fieldsOf(doc, vocabulary));
    const pages = wholePages(docs, rows);
    for (const doc of docs) {
      const { title, alias, summary } = rows[doc.id];
      if (doc.whole) doc.about = new Set([...title, ...alias, ...summary]);
      Object.assign(doc, namesOf(called(doc), asks, cut));
      doc.stems = new Set(doc.names.flat());
      for (const fact of doc.facts)
        Object.assign(fact, {
          named: new Set(vocabulary.again(fact.name)),
          held: new Set(vocabulary.again(fact.value)),
        });
    }
    const { counts, stems, named, compounds } = vocabulary;
    const known = [...counts.keys()].sort();
    const wholes = index([...pages.rows.values()], WHOLE);
    const pageOf = [...pages.rows.keys()];
    const numbers = new Map(pageOf.map((page, number) => [page, number]));
    const whole = new Map(docs.filter((doc) => doc.whole).map(({ page, id }) => [page, id]));
    const joint = joined(docs);
    const joints = [...joint.keys()];
    return {
      docs,
      parts: index(rows, PART),
      pages: wholes,
      sought: index(
        [...pages.rows.values()].map(({ search }) => ({ search })),
        SOUGHT,
      ),
      pageOf,
      pageAt: Int32Array.from(docs, ({ page }) => numbers.get(page)),
      wholeAt: pageOf.map((page) => whole.get(page)),
      docsOn: docsOn(docs, pageOf, numbers),
      strong: pages.strong,
      counts,
      stems,
      compounds,
      named,
      vocabulary: known,
      frequency: Int32Array.from(known, (word) => counts.get(word)),
      near: neighbours(known),
      english: lang === "en",
      cut,
      asks,
      generic: new Set(asks.asked.filter(({ told }) => told).flatMap(({ terms }) => terms)),
      docOf: whole,
      factsOn: byPage(docs.filter(({ facts }) => facts.length)),
      tags: new Set(names.tags.map(fold)),
      meanings: new Map(Object.entries(names.meanings ?? {}).map(([tag, meaning]) => [tag.toLowerCase(), meaning])),
      tagsOf: new Map(docs.filter(({ whole }) => whole).map(({ page, tags }) => [page, tags.map(fold)])),
      passages: kept(
        docs,
        rows.map(({ lines }) => lines),
      ),
      phrases: phrases.kept(docs, asks, cut, wholes),
      calls: naming.kept(docs, wholes),
      initials: initials(docs, cut),
      joined: joint,
      joints,
      nearJoint: neighbours(joints),
      factsNamed: factsNamed(docs),
      synonyms: synonyms(names),
      whole: Boolean(texts),
      saying: new Map(), // what search/show.js has read
    };
  }

  /** List the numbers of the documents on each page. */
  function docsOn(docs, pageOf, numbers) {
    const found = pageOf.map(() => []);
    for (const { id, page } of docs) found[numbers.get(page)].push(id);
    return found;
  }

  /** Map each stem to the facts in whose names it stands: {doc, one}. */
  function factsNamed(docs) {
    const found = new Map();
    for (const doc of docs)
      for (const one of doc.facts) {
        const fact = { doc, one };
        for (const stem of one.named) {
          const list = found.get(stem);
          if (list) list.push(fact);
          else found.set(stem, [fact]);
        }
      }
    return found;
  }

  function byPage(docs) {
    const found = new Map();
    for (const doc of docs) {
      const list = found.get(doc.page);
      if (list) list.push(doc);
      else found.set(doc.page, [doc]);
    }
    return found;
  }

  /** The words of a guide: how many documents hold each, which name something, and which stems there are. */
  class Vocabulary {
    constructor(cut) {
      this.cut = cut;
      this.known = new Map(); // words as they are written
      this.words = new Map(); // each with how many texts have it, and the last of them
      this.ends = new Map(); // the same of stems
      this.texts = 0;
      this.compounds = new Map(); // "realtime" to the words of "real-time"
    }

    /** Say of a word as it is written under which words and stems it is found; texts repeat theirs. */
    reading(raw) {
      let found = this.known.get(raw);
      if (found) return found;
      const own = keys(raw);
      const stems = own.map(this.cut);
      found = {
        stems,
        met: [...own.map((word) => noted(this.words, word)), ...stems.map((one) => noted(this.ends, one))],
      };
      this.known.set(raw, found);
      if (own.length > 2 && /^\p{L}+-\p{L}+$/u.test(raw)) this.compounds.set(own[0], raw.split("-").map(fold));
      return found;
    }

    /** Cut text into stems; its words become known. */
    read(text, { naming = false } = {}) {
      if (!text) return [];
      this.texts += 1;
      const found = [];
      for (const raw of raws(text)) {
        const { stems, met } = this.reading(raw);
        for (const one of met) {
          if (one.last !== this.texts) one.count += 1; // once in each text
          one.last = this.texts;
          if (naming) one.naming = true;
        }
        for (const stem of stems) found.push(stem);
      }
      return found;
    }

    /** Cut text into stems that are known from elsewhere. */
    again(text) {
      const found = [];
      for (const raw of raws(text)) for (const stem of this.reading(raw).stems) found.push(stem);
      return found;
    }

    get counts() {
      return counted(this.words);
    }

    get stems() {
      return counted(this.ends);
    }

    get named() {
      return new Set([...this.words].filter(([, { naming }]) => naming).map(([word]) => word));
    }
  }

  function noted(all, word) {
    let found = all.get(word);
    if (!found) all.set(word, (found = { count: 0, last: 0, naming: false }));
    return found;
  }

  const counted = (all) => new Map([...all].filter(([, { count }]) => count).map(([word, { count }]) => [word, count]));

  const said = (facts) => facts.map(({ name, value }) => `${name} \n ${value}`).join(" \n ");

  function fieldsOf(doc, vocabulary) {
    const naming = doc.kind !== "question";
    return {
      title: vocabulary.read(doc.title, { naming }),
      alias: vocabulary.read(doc.alias.join(" \n "), { naming }),
      search: vocabulary.read(doc.search.join(" \n ")),
      context: vocabulary.read(doc.context),
      summary: vocabulary.read(doc.summary),
      use: vocabulary.read(said(doc.facts.filter(({ use }) => use))),
      facts: vocabulary.read(said(doc.facts.filter(({ use }) => !use))),
      tags: vocabulary.read(doc.tags.join(" \n "), { naming }),
      ...readLines(doc, vocabulary),
    };
  }

  function readLines(doc, vocabulary) {
    const read = doc.text.split("\n").map((line) => vocabulary.read(line));
    const facts = doc.facts.map(({ name, value }) => vocabulary.again(`${name} \n ${value}`));
    const title = vocabulary.again(doc.title);
    const one = doc.kind === "question" || doc.kind === "term";
    const summary = doc.whole && doc.summary ? [vocabulary.again(doc.summary)] : [];
    const sought = doc.search.map((phrase) => vocabulary.again(phrase));
    const lines = one ? [[...title, ...read.flat()]] : [...summary, ...sought, ...read, ...facts];
    return { text: read.flat(), lines };
  }

  /** Put what stands on each page together, and list the stems that say what pages are about. */
  function wholePages(docs, parts) {
    const rows = new Map();
    docs.forEach((doc, id) => {
      const row = rows.get(doc.page) ?? {};
      rows.set(doc.page, row);
      for (const [field, stems] of Object.entries(wholeFields(doc, parts[id])))
        row[field] = row[field] ? row[field].concat(stems) : stems;
    });
    const strong = new Set();
    for (const row of rows.values()) for (const field of STRONG) for (const one of row[field] ?? []) strong.add(one);
    return { rows, strong };
  }

  /** Say in which fields of its page a document's words stand. */
  function wholeFields({ kind, whole }, { title, alias, context, lines, ...rest }) {
    if (kind === "question") return { asked: [...title, ...rest.text] };
    if (kind === "term") return { terms: [...title, ...alias, ...rest.text] };
    if (whole) return { title, alias: [...alias, ...context], ...rest };
    return { heads: [...title, ...alias], ...rest, tags: [] };
  }

  /** List the names of a document; a pair has any name of the one with any of the other. */
  function called({ kind, title, alias, members }) {
    if (kind === "term") return [title.replace(/\s*\([^()]+\)$/, ""), ...alias]; // "Alias (Lambda)" is not Lambda
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

  const NONE = []; // as most names have

  /** The stems of each name, and the small words that it has beside them: "pay as you go" is not just "pay". */
  function namesOf(names, { small, comparing }, cut) {
    const wholes = names.map((name) => spans(name).map(({ whole }) => whole));
    const said = wholes.map((name) => name.filter((word) => !small.has(word) && !comparing.has(word)));
    return {
      names: said.map((name) => [...new Set(name.map(cut))]),
      dropped: wholes.map((name, at) =>
        name.length === said[at].length ? NONE : name.filter((word) => small.has(word) || comparing.has(word)),
      ),
    };
  }

  /** List names of up to three words that have several initials, with their letters and those. */
  function initials(docs, cut) {
    const found = new Map();
    for (const { kind, title, alias } of docs) {
      if (kind !== "section") continue;
      const names = [title, ...alias].flatMap(variants).map(spans);
      for (const name of [...names.filter(({ length }) => length < 4), ...names.flat().map((word) => [word])]) {
        const letters = name.map(({ whole }) => whole).join("");
        const raw = name.map((word) => word.raw).join("");
        const first = raw.replace(/[^\p{Lu}\p{N}]/gu, "").toLowerCase();
        const stems = name.map(({ whole }) => cut(whole));
        if (first.length > 1 && letters.length > 5) found.set(letters, { letters, first, stems });
      }
    }
    return [...found.values()];
  }

  /** Map names of a few words to these, by how they look without blanks: "stepfunctions". */
  function joined(docs) {
    const found = new Map();
    for (const { kind, title, alias } of docs) {
      if (kind !== "section" && kind !== "chapter" && kind !== "term") continue;
      for (const name of [title, ...alias].flatMap(variants)) {
        const list = spans(name).map(({ whole }) => whole);
        const whole = list.join("");
        if (list.length > 1 && list.length < 4 && whole.length > 6) found.set(whole, list);
      }
    }
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

  (guide.search ??= {}).documents = { build, spelled, PART, WHOLE };
})((globalThis.studyguide ??= {}));
