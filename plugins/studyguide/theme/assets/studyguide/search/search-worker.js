/* The search worker that Material's search talks to, in place of its own. Material's messages: 0 set up, 1 ready,
   2 query, 3 result. Ours, which it ignores, with search/box.js: 4 the search is open, 5 what was found. It loads the
   names of the guide when the search opens, and the texts when they are asked for. */
(function (guide) {
  "use strict";

  const framed = typeof document === "object"; // opened from a folder: see iframe-worker.js
  const here = framed ? document.querySelector("script[src]").src : location.href;
  const LIBRARIES = [
    "vendor/minisearch",
    "words",
    "language",
    "text",
    "search/words",
    "search/documents",
    "search/query",
    "search/rank",
    "search/show",
  ];
  const ENOUGH = 0.75; // of a query's words, by their weight: then the names' answer is worth showing before the texts'

  const received = {};
  let config = null; // of the index that Material hands over: {lang, studyguide: {names, texts}}
  let latest = "";
  let said = null; // the last message of ours, for a box that begins to listen after it
  const engines = {};
  const loading = {};

  /** The data files are scripts that call this: nothing else can a page from a folder load. */
  guide.take = (kind, data) => {
    received[kind] = data;
  };

  /** Get one of the two data files. */
  async function load(kind) {
    const url = new URL(`../../../${config.studyguide[kind]}`, here).href;
    if (framed) {
      await globalThis.importScripts(url);
      return received[kind];
    }
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
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
    const names = received.names ? null : load("names"); // on its way while the libraries are read
    if (!guide.search?.show)
      await globalThis.importScripts(...LIBRARIES.map((name) => new URL(`../${name}.js`, here).href));
    if (names) received.names = await names;
    if (kind === "texts") received.texts ??= await load("texts");
    engines[kind] = guide.search.documents.build(
      received.names,
      kind === "texts" ? received.texts : null,
      config.lang[0],
    );
    if (kind === "texts") forgetNames();
    return engines[kind];
  }

  /** The index of everything holds the names too. */
  function forgetNames() {
    delete engines.names;
    loading.names = loading.texts;
    delete received.texts;
  }

  const find = (query, from) => guide.search.rank.search(query, from);

  /** Answer from the names if they hold enough of the query, and once more when the texts are there. */
  async function answer(query) {
    if (!query.trim()) return reply(query, null, { groups: [], total: 0, suggestion: "" });
    let told = "";
    if (!engines.texts) {
      const names = await engine("names");
      const found = find(query, names);
      if (latest !== query) return undefined;
      if (found.groups.length && found.groups[0].share >= ENOUGH) told = reply(query, names, found);
    }
    try {
      const texts = await engine("texts");
      if (latest === query) reply(query, texts, find(query, texts), told);
    } catch (error) {
      // Without the texts the names are better than nothing.
      const names = await engine("names");
      if (latest === query && !told) reply(query, names, find(query, names));
      console.warn(error);
    }
    return undefined;
  }

  function attend(query) {
    if (query !== latest) return;
    answer(query).catch((error) => {
      console.warn(error);
      reply(query, null, { groups: [], total: 0, suggestion: "" });
    });
  }

  /** Send results to Material, and what it does not show to our box; nothing twice. */
  function reply(query, from, found, told = "") {
    const { show } = guide.search ?? {};
    const data = from
      ? { items: show.items(found, from), suggest: show.suggest(query, found) }
      : { items: [], suggest: [] };
    const written = JSON.stringify(data);
    if (written === told) return written;
    globalThis.postMessage({ type: 3, data });
    const tags = from ? show.facets(found, from) : [];
    said = {
      type: 5,
      data: { query, count: data.items.length, total: found.total, suggestion: found.suggestion, tags },
    };
    globalThis.postMessage(said);
    return written;
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
    4: () => {
      if (said) globalThis.postMessage(said);
      if (config) engine("names").catch(console.warn);
    },
  };
  addEventListener("message", ({ data }) => attended[data.type]?.(data.data));
})((globalThis.studyguide ??= {}));
