/* The search worker that Material's search talks to, in place of its own. Material's messages: 0 set up, 1 ready,
   2 query, 3 result. Ours, which it ignores, with search/box.js: 4 the search is open and ours shows what is found,
   5 what was found, 6 what can be asked, 7 the rest of the rows of what was found. When the search opens, it takes what the
   browser keeps of the last time. Else it loads the names of the guide, fetches the texts, unless the reader saves data
   and has asked nothing, prepares them between the queries, and keeps that. */
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
    "search/columns",
    "search/index",
    "search/naming",
    "search/phrases",
    "search/passages",
    "search/vocabulary",
    "search/fields",
    "search/documents",
    "search/prepare",
    "search/engine",
    "search/kept",
    "search/query",
    "search/hits",
    "search/rank",
    "search/absent",
    "search/answer",
    "search/show",
    "search/told",
  ];

  const NOTHING = { rows: [], suggest: [], tags: [], total: 0 };
  const WORK = 12; // milliseconds that the search is prepared in one go: then a query is heard
  const REST = 300; // milliseconds after an answer, before what was prepared is kept

  const received = {};
  let config = null; // of the index that Material hands over: {lang, studyguide: {names, texts}}
  let latest = "";
  let boxed = false; // search/box.js shows what is found
  let said = null; // the last message of ours, for a box that begins to listen after it
  const engines = {}; // of the names, until all is there, and of everything
  const loading = {};

  /** The data files are scripts that call this: nothing else can a page from a folder load. */
  guide.take = (kind, data) => {
    received[kind] = data;
  };

  const addressOf = (kind) => new URL(`../../../${config.studyguide[kind]}`, here);

  /** Get one of the two data files. */
  async function load(kind, priority) {
    const { href } = addressOf(kind);
    if (framed) {
      await globalThis.importScripts(href);
      return received[kind];
    }
    const response = await fetch(href, { priority });
    if (!response.ok) throw new Error(href);
    const text = await response.text();
    return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
  }

  /** Do something once; again after a failure. */
  function once(name, act) {
    loading[name] ??= act().catch((error) => {
      delete loading[name];
      throw error;
    });
    return loading[name];
  }

  const libraries = () =>
    once("libraries", async () => {
      if (!guide.search?.told)
        await globalThis.importScripts(...LIBRARIES.map((name) => new URL(`../${name}.js`, here).href));
    });

  /** Say what can be asked, which the names know. */
  function start({ examples = [], propose }) {
    globalThis.postMessage({ type: 6, data: { examples, propose } });
  }

  /** Where the browser keeps what is prepared of this guide, and which version that is. */
  function place() {
    const { origin, pathname, search, protocol } = addressOf("texts");
    return [protocol === "file:" ? pathname : origin + pathname, `${search} ${config.lang[0]}`];
  }

  /** Open what the browser keeps; whether it did. */
  const keptEngine = () =>
    once("kept", async () => {
      await libraries();
      const found = await guide.search.kept.read(...place());
      if (!found) return false;
      try {
        engines.texts = guide.search.engine.open(found.names, found.texts, found.columns, config.lang[0]);
      } catch (error) {
        console.warn(error); // not what was written
        return false;
      }
      start(found.names);
      return true;
    });

  const names = () =>
    once("names", async () => {
      await libraries();
      received.names = await load("names");
      start(received.names);
      return received.names;
    });

  /** Let messages be heard; timers wait longer. */
  function rest() {
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  }

  /** Prepare the search between the queries. */
  async function prepared(...given) {
    const steps = guide.search.prepare.prepared(...given, config.lang[0]);
    let since = performance.now();
    let step = steps.next();
    while (!step.done) {
      if (performance.now() - since > WORK) {
        await rest();
        since = performance.now();
      }
      step = steps.next();
    }
    return step.value;
  }

  async function make(kind) {
    if (await keptEngine()) return engines.texts;
    const known = await names();
    if (kind === "names") {
      const columns = await prepared(known, null);
      engines.names = guide.search.engine.open(known, null, columns, config.lang[0]);
      return engines.names;
    }
    const coming = load("texts", "low");
    coming.catch(() => {}); // said below
    await engineOf("names");
    const all = await coming;
    const columns = await prepared(known, all);
    engines.texts = guide.search.engine.open(known, all, columns, config.lang[0]);
    delete engines.names; // all have them too
    delete received.texts;
    setTimeout(() => guide.search.kept.write(...place(), { names: known, texts: all, columns }), REST);
    return engines.texts;
  }

  /** Return the index of the names, or of everything; each is made once, and tried again after a failure. */
  const engineOf = (kind) => once(`engine-${kind}`, () => make(kind));

  async function answer(query) {
    if (!query.trim()) return reply(query);
    await keptEngine();
    const coming = engineOf("texts").then(
      (all) => ({ texts: all }),
      (error) => ({ error }),
    );
    if (!engines.texts) await engineOf("names");
    if (query !== latest) return undefined;
    return guide.search.told.answer(query, { coming, engines, reply, isLatest: () => latest === query });
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
      // Most who open the search ask something: it is prepared while the reader thinks.
      const begun = keptEngine().then((isThere) => isThere || (sparing ? names() : engineOf("texts")));
      begun.catch(() => {}); // a query tries again, and says why not
    },
  };
  addEventListener("message", ({ data }) => attended[data.type]?.(data.data));
})((globalThis.studyguide ??= {}));
