/* Documents, one for each page, heading, term, question and comparison, and the indexes of them and of whole pages. */
(function (guide) {
  "use strict";

  const { fold, spans, spelled, stem, neighbours } = guide.search.words;
  const { Vocabulary } = guide.search.vocabulary;
  const { fieldsOf, wholePages, PART, WHOLE, SOUGHT } = guide.search.fields;
  const { index } = guide.search.index;
  const { kept } = guide.search.passages;
  const { phrases, naming } = guide.search;
  const { read } = guide.search.asks;

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
    const { counts, stems, named, shown, compounds, codes } = vocabulary;
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
      wholeAt: Int32Array.from(pageOf, (page) => whole.get(page) ?? -1),
      docsOn: docsOn(docs, pageOf, numbers),
      strong: pages.strong,
      counts,
      stems,
      compounds,
      codes,
      named,
      shown,
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
      ...signs(names),
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
      shared: shared(names),
      synonyms: synonyms(names),
      whole: Boolean(texts),
      saying: new Map(), // what search/show.js has read
    };
  }

  /** What a query says for a tag that means something: "#high-performing-storage" is read more easily than "#D3/3.1". And
   * the way back, from the folded sign. */
  function signs({ tags, meanings = {} }) {
    const sign = (meaning) => meaning.toLowerCase().replace(/[\s,#]+/gu, "-");
    const taken = new Set(tags.map(fold));
    const found = Object.entries(meanings).filter(([, meaning]) => {
      const own = fold(sign(meaning));
      return !taken.has(own) && taken.add(own);
    });
    return {
      signs: new Map(found.map(([tag, meaning]) => [tag.toLowerCase(), sign(meaning)])),
      signed: new Map(found.map(([tag, meaning]) => [fold(sign(meaning)), fold(tag)])),
    };
  }

  /** The headings that stand on several pages, such as "Traps": they do not tell these apart. */
  function shared({ pages }) {
    const counts = new Map();
    for (const [, , , , , , headings] of pages)
      for (const title of new Set(headings.map(([, heading]) => fold(heading))))
        counts.set(title, (counts.get(title) ?? 0) + 1);
    return new Set([...counts].filter(([, count]) => count > 1).map(([title]) => title));
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
        const fact = { doc, one, count: 0 }; // of the words of a query, while it is answered
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
