/* What a guide's search is made of, computed once from its texts: columns of numbers, words and small maps, which a browser
   can keep. It is made in steps, so that whoever has it made can do something else between them. */
(function (guide) {
  "use strict";

  const { spans, stem } = guide.search.words;
  const { Vocabulary } = guide.search.vocabulary;
  const { fieldsOf, wholePages, PART, WHOLE, SOUGHT } = guide.search.fields;
  const { index } = guide.search.index;
  const { places } = guide.search.columns;
  const { documents } = guide.search.documents;
  const { phrases, naming, passages } = guide.search;
  const { read } = guide.search.asks;

  const STEP = 20; // documents that are read in one step: some milliseconds on a phone

  /** How words are cut: English endings are. */
  const cutter = (lang) => (lang === "en" ? stem : (word) => word);

  /** Prepare the search of the two data files, in steps. `lang` decides whether English endings are cut. */
  function* prepared(names, texts, lang) {
    const cut = cutter(lang);
    const asks = read({ ...names.asks, ...texts?.asks }, cut);
    const docs = documents(names, texts, asks.use, { cut });
    const vocabulary = new Vocabulary(cut);
    const rows = [];
    for (const doc of docs) {
      rows.push(fieldsOf(doc, vocabulary));
      if (rows.length % STEP === 0) yield;
    }
    const numberOf = (one) => vocabulary.numberOf(one);
    const calls = docs.map((doc) => namesOf(called(doc), asks, cut, numberOf));
    yield;
    const said = phrases.read(docs, asks, cut, numberOf);
    yield;
    const size = vocabulary.numbers.size;
    const pages = wholePages(docs, rows, size);
    const docsOn = docsOnPages(docs);
    yield;
    const wholes = index(pages.rows, WHOLE, size);
    yield;
    const parts = index(rows, PART, size);
    yield;
    return {
      asks,
      vocabulary: vocabulary.columns,
      strong: pages.strong,
      parts,
      pages: wholes,
      sought: index(
        pages.rows.map(({ search }) => ({ search })),
        SOUGHT,
        size,
      ),
      passages: passages.prepared(
        docsOn,
        rows.map(({ lines }) => lines),
        calls.map((some) => [...new Set(some.flatMap(({ stems }) => stems))]),
        size,
      ),
      phrases: phrases.prepared(said, wholes, asks.lines),
      calls: naming.prepared(calls, wholes),
      facts: factsNamed(docs, numberOf, size),
      initials: initials(docs, cut),
      joined: joined(docs),
      synonyms: synonyms(names),
    };
  }

  /** List the numbers of the documents on each page. */
  function docsOnPages(docs) {
    const found = new Map();
    for (const { id, page } of docs) {
      const some = found.get(page);
      if (some) some.push(id);
      else found.set(page, [id]);
    }
    return [...found.values()];
  }

  /** List for each stem the facts in whose names it stands, in the order of the documents. */
  function factsNamed(docs, numberOf, size) {
    const keys = [];
    const own = [];
    let count = 0;
    for (const { facts } of docs)
      for (const { named } of facts) {
        for (const one of named) {
          keys.push(numberOf(one));
          own.push(count);
        }
        count += 1;
      }
    return places(keys, size, (place) => own[place]);
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

  /** The stems of each name, by their numbers, and the small words that it has beside them: "pay as you go" is not just
   * "pay". */
  function namesOf(names, { small, comparing }, cut, numberOf) {
    const wholes = names.map((name) => spans(name).map(({ whole }) => whole));
    const said = wholes.map((name) => name.filter((word) => !small.has(word) && !comparing.has(word)));
    return said.map((name, at) => ({
      stems: [...new Set(name.map((word) => numberOf(cut(word))))],
      dropped:
        name.length === wholes[at].length ? NONE : wholes[at].filter((word) => small.has(word) || comparing.has(word)),
    }));
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

  (guide.search ??= {}).prepare = { prepared, cutter };
})((globalThis.studyguide ??= {}));
