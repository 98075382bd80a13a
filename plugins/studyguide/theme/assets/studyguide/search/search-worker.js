/* The search worker that Material's search talks to, in place of its own. Material's messages: 0 set up, 1 ready,
   2 query, 3 result. Ours, which it ignores, with search/box.js: 4 the search is open and ours shows what is found,
   5 what was found, 6 what can be asked, 7 the rest of the rows of what was found. It loads the names of the guide when the
   search opens, then fetches the texts, unless the reader saves data, and reads them when something is asked. */
(function (guide) {
  "use strict";

  const framed = typeof document === "object"; // opened from a folder: see iframe-worker.js
  const here = framed ? document.querySelector("script[src]").src : location.href;
  const LIBRARIES = [
    "words",
    "language",
    "text",
    "search/words",
    "search/asks",
    "search/index",
    "search/naming",
    "search/phrases",
    "search/passages",
    "search/vocabulary",
    "search/fields",
    "search/documents",
    "search/query",
    "search/hits",
    "search/rank",
    "search/absent",
    "search/answer",
    "search/show",
    "search/told",
  ];

  const NOTHING = { rows: [], suggest: [], tags: [], total: 0 };

  const received = {};
  let config = null; // of the index that Material hands over: {lang, studyguide: {names, texts}}
  let latest = "";
  let boxed = false; // search/box.js shows what is found
  let said = null; // the last message of ours, for a box that begins to listen after it
  const engines = {};
  const loading = {};
  let early = null; // the texts, fetched before anything is asked

  /** The data files are scripts that call this: nothing else can a page from a folder load. */
  guide.take = (kind, data) => {
    received[kind] = data;
  };

  /** Get one of the two data files. */
  async function load(kind, priority) {
    const url = new URL(`../../../${config.studyguide[kind]}`, here).href;
    if (framed) {
      await globalThis.importScripts(url);
      return received[kind];
    }
    const response = await fetch(url, { priority });
    if (!response.ok) throw new Error(url);
    const text = await response.text();
    return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
  }

  /** Return the index of the names, or of everything; each is made once, and tried again after a failure. */
  function engine(kind) {
    loading[kind] ??= prepare(kind).catch((error) => {
      delete loading[kind];
      throw error;
    });
    return loading[kind];
  }

  async function prepare(kind) {
    const { documents } = await (kind === "texts" ? readTexts() : readNames());
    const texts = kind === "texts" ? received.texts : null;
    engines[kind] = documents.build(received.names, texts, config.lang[0]);
    if (texts) forgetNames();
    return engines[kind];
  }

  async function readNames() {
    const names = load("names"); // on its way while the libraries are read
    names.catch(() => {}); // said below
    if (!guide.search?.show)
      await globalThis.importScripts(...LIBRARIES.map((name) => new URL(`../${name}.js`, here).href));
    received.names = await names;
    const { examples = [], propose } = received.names;
    globalThis.postMessage({ type: 6, data: { examples, propose } });
    return guide.search;
  }

  async function readTexts() {
    [received.texts] = await Promise.all([early ?? load("texts"), engine("names")]);
    early = null;
    return guide.search;
  }

  /** The index of everything holds the names too. */
  function forgetNames() {
    delete engines.names;
    loading.names = loading.texts;
    delete received.texts;
  }

  async function answer(query) {
    if (!query.trim()) return reply(query);
    const coming = engine("texts").then(
      (texts) => ({ texts }),
      (error) => ({ error }),
    );
    if (!engines.texts) await engine("names");
    return guide.search.told.answer(query, { coming, engine, engines, reply, isLatest: () => latest === query });
  }

  function attend(query) {
    if (query !== latest) return;
    answer(query).catch((error) => {
      console.warn(error);
      reply(query);
    });
  }

  /** Send what was found: to our box where it listens, else to Material, which lists it in its way. */
  function reply(query, from, found, first, whole = true) {
    const { data, rest } = from
      ? guide.search.told.told(query, from, found, first, whole, boxed && whole)
      : { data: { ...NOTHING, query, whole } };
    const { rows, suggest } = data;
    globalThis.postMessage({ type: 3, data: { items: boxed ? [] : rows.map((row) => [row]), suggest } });
    said = { type: 5, data };
    globalThis.postMessage(said);
    // The first rows are read meanwhile.
    if (rest) setTimeout(() => said.data === data && latest === query && guide.search.told.goOn(data, rest));
    return rows;
  }

  const attended = {
    0: ({ config: given }) => {
      config = given;
      globalThis.postMessage({ type: 1 });
    },
    2: (query) => {
      latest = query;
      setTimeout(() => attend(query)); // after the letters that are typed already: only the last query is answered
    },
    4: ({ sparing }) => {
      boxed = true;
      if (said) globalThis.postMessage(said);
      if (!config) return;
      const names = engine("names");
      // Most who open the search ask something: the texts are on their way while the reader thinks.
      if (!sparing && !loading.texts) early ??= names.then(() => load("texts", "low"));
      (early ?? names).catch(() => (early = null)); // a query tries again, and says why not
    },
  };
  addEventListener("message", ({ data }) => attended[data.type]?.(data.data));
})((globalThis.studyguide ??= {}));
