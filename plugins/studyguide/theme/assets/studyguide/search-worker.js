/* The search worker that Material's search talks to, in place of its own. Messages are Material's: 0 set up, 1 ready,
   2 query, 3 result. It loads the names of the guide when the search opens, and the texts when they are asked for. */
(function (scope) {
  "use strict";

  const framed = Boolean(scope.studyguideFrame); // opened from a folder: see search-iframe-worker.js
  const here = framed ? document.querySelector("script[src]").src : scope.location.href;
  const beside = (name) => new URL(name, here).href;
  const LIBRARIES = ["search-minisearch.js", "search-words.js", "search-rank.js", "search-show.js"];
  const channel = !framed && typeof BroadcastChannel === "function" ? new BroadcastChannel(`studyguide-search ${here}`) : null;

  const received = {};
  scope.studyguideSearch = (kind, data) => {
    received[kind] = data;
  };

  let config = null; // of the index that Material hands over: {lang, studyguide: {names, texts}}
  let latest = "";
  const engines = {};
  const loading = {};

  /** Get one of the two data files. Scripts are all that a page opened from a folder may load. */
  async function load(kind) {
    const url = new URL(`../../${config.studyguide[kind]}`, here).href;
    if (framed) {
      await scope.importScripts(url);
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
    if (!scope.studyguideShow) await scope.importScripts(...LIBRARIES.map(beside));
    if (names) received.names = await names;
    if (kind === "texts") received.texts ??= await load("texts");
    engines[kind] = scope.studyguideRank.build(received.names, kind === "texts" ? received.texts : null, config.lang[0]);
    return engines[kind];
  }

  /** Answer from the names if they hold every word of the query, and once more when the texts are there. */
  async function answer(query) {
    if (!query.trim()) return reply(query, null, { groups: [], total: 0, suggestion: "" });
    let told = "";
    if (!engines.texts) {
      const names = await engine("names");
      const found = scope.studyguideRank.search(query, names);
      if (latest !== query) return undefined;
      if (found.groups.length && found.groups[0].share >= 0.75) told = reply(query, names, found);
    }
    try {
      const texts = await engine("texts");
      if (latest === query) reply(query, texts, scope.studyguideRank.search(query, texts), told);
    } catch (error) {
      // Without the texts the names are better than nothing.
      const names = await engine("names");
      if (latest === query && !told) reply(query, names, scope.studyguideRank.search(query, names));
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

  function reply(query, from, found, told = "") {
    const show = scope.studyguideShow;
    const data = from ? { items: show.items(found, from), suggest: show.suggest(query, found) } : { items: [], suggest: [] };
    const said = JSON.stringify(data);
    if (said === told) return said;
    scope.postMessage({ type: 3, data });
    const detail = { query, count: data.items.length, total: found.total, suggestion: found.suggestion, tags: from ? show.facets(found, from) : [] };
    if (channel) channel.postMessage(detail);
    else if (framed) scope.studyguideFrame.dispatchEvent(new CustomEvent("studyguide-search", { detail }));
    return said;
  }

  if (channel) {
    channel.onmessage = ({ data }) => {
      if (data === "open" && config) engine("names").catch(console.warn);
    };
  }

  scope.addEventListener("message", ({ data }) => {
    if (data.type === 0) {
      config = data.data.config;
      scope.postMessage({ type: 1 });
      if (framed) engine("names").catch(console.warn);
    } else if (data.type === 2) {
      latest = data.data;
      setTimeout(() => attend(data.data)); // after the letters that are typed already: only the last query is answered
    }
  });
})(self);
