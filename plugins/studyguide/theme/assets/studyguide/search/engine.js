/* The engine: what a search asks. It is opened from the two data files and what was prepared of them. */
(function (guide) {
  "use strict";

  const { fold, neighbours } = guide.search.words;
  const { list } = guide.search.columns;
  const { documents } = guide.search.documents;
  const { prepared, cutter } = guide.search.prepare;
  const { phrases, naming, passages } = guide.search;

  /** Open what was prepared of the names, and of the texts, if these are there. */
  function open(names, texts, columns, lang = "en") {
    const cut = cutter(lang);
    const { stems, ...words } = vocabulary(columns);
    const calls = (id) => Array.from(list(columns.calls.of, id), (name) => stemsOf(columns.calls.stems, name, columns));
    const docs = documents(names, texts, columns.asks.use, { cut, calls });
    const found = onPages(docs);
    const { pageAt, wholeAt } = found;
    const index = (one) => ({ ...one, numbers: stems });
    return {
      docs,
      cut,
      stems,
      ...words,
      ...found,
      ...asking(columns),
      ...tagged(names, docs),
      parts: index(columns.parts),
      pages: index(columns.pages),
      sought: index(columns.sought),
      passages: passages.opened(columns.passages, { numbers: stems, pageAt, wholeAt }),
      phrases: phrases.opened(columns.phrases, { docs, numbers: stems, pageAt, wholeAt }),
      calls: naming.opened(columns.calls, docs),
      factsNamed: factsNamed(docs, columns.facts, stems),
      ...spelt(columns),
      shared: shared(names),
      english: lang === "en",
      whole: Boolean(texts),
      saying: new Map(), // what search/show.js has read
    };
  }

  const stemsOf = (lists, number, { vocabulary: { stems } }) => Array.from(list(lists, number), (one) => stems[one]);

  /** The words of a guide: how many texts have each, which name something; stems by their numbers, and what is told of them. */
  function vocabulary({ vocabulary: { words, frequency, named, stems, shown, compounds, codes }, strong }) {
    const places = new Map(words.map((word, at) => [word, at]));
    const numbers = new Map(stems.map((stem, at) => [stem, at]));
    return {
      vocabulary: words,
      frequency,
      counts: { has: (word) => places.has(word), get: (word) => frequency[places.get(word)] },
      named: { has: (word) => named[places.get(word)] === 1 },
      stems: numbers,
      shown: { has: (stem) => shown[numbers.get(stem)] === 1 },
      strong: { has: (stem) => strong[numbers.get(stem)] === 1 },
      compounds,
      codes,
      near: neighbours(words),
    };
  }

  /** Which documents are on which page, and which of them stands for the whole page. */
  function onPages(docs) {
    const numbers = new Map();
    const docsOn = [];
    for (const { id, page } of docs) {
      const number = numbers.get(page) ?? docsOn.length;
      if (number === docsOn.length) docsOn.push([]);
      numbers.set(page, number);
      docsOn[number].push(id);
    }
    const docOf = new Map(docs.filter(({ whole }) => whole).map(({ page, id }) => [page, id]));
    const pageOf = [...numbers.keys()];
    return {
      docsOn,
      pageOf,
      pageAt: Int32Array.from(docs, ({ page }) => numbers.get(page)),
      wholeAt: Int32Array.from(pageOf, (page) => docOf.get(page) ?? -1),
      docOf,
    };
  }

  const asking = ({ asks }) => ({
    asks,
    generic: new Set(asks.asked.filter(({ told }) => told).flatMap(({ terms }) => terms)),
  });

  function tagged(names, docs) {
    return {
      tags: new Set(names.tags.map(fold)),
      ...signs(names),
      meanings: new Map(Object.entries(names.meanings ?? {}).map(([tag, meaning]) => [tag.toLowerCase(), meaning])),
      tagsOf: new Map(docs.filter(({ whole }) => whole).map(({ page, tags }) => [page, tags.map(fold)])),
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

  /** The facts below their page, and those in whose names a stem stands: {doc, one}. */
  function factsNamed(docs, columns, numbers) {
    // The words of a query that a name has are counted while it is answered.
    const all = docs.flatMap((doc) => doc.facts.map((one) => ({ doc, one, count: 0 })));
    return (stem) => Array.from(list(columns, numbers.get(stem)), (number) => all[number]);
  }

  /** Other ways to write names. */
  function spelt({ initials, joined, synonyms }) {
    const joints = [...joined.keys()];
    return { initials, joined, joints, nearJoint: neighbours(joints), synonyms };
  }

  /** The headings that stand on several pages, such as "Traps": they do not tell these apart. */
  function shared({ pages }) {
    const counts = new Map();
    for (const [, , , , , , headings] of pages)
      for (const title of new Set(headings.map(([, heading]) => fold(heading))))
        counts.set(title, (counts.get(title) ?? 0) + 1);
    return new Set([...counts].filter(([, count]) => count > 1).map(([title]) => title));
  }

  /** Prepare and open at once. */
  function build(names, texts, lang = "en") {
    const steps = prepared(names, texts, lang);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return open(names, texts, step.value, lang);
  }

  (guide.search ??= {}).engine = { build, open };
})((globalThis.studyguide ??= {}));
