/* On every page: the namespace of the browser code, and the loader of what a page's parts need.
 *
 * A part is named by its file: "reading/terms" lies in reading/terms.js and puts `{ mount(element) }` at
 * `studyguide.reading.terms`. mount is called once for each element that its selector finds, with the address of the
 * page, again after every instant navigation. Classic scripts, because modules do not load from a folder (file://). */
(function (guide) {
  "use strict";

  /** What every question needs that is asked, wherever it stands. */
  const ASKING = [
    "practice/words",
    "practice/figures",
    "text",
    "records",
    "practice/kept",
    "practice/days",
    "practice/order",
    "practice/answers",
    "practice/question",
  ];

  /** What says how far a reader is with a plan, and whether that is in time. */
  const PACE = ["study/words", "records", "practice/kept", "study/state", "study/calendar", "study/pace"];

  /** Where each part is mounted, on which screens only, the event there or the milliseconds that it waits for, and the files
   * that run before its own, in order. Parts without a place are asked for by others. */
  const PARTS = {
    "material/repairs": { at: ".md-container" },
    "elsewhere/ground": { at: ".sg-elsewhere" },
    "reading/page": { at: ".sg-contents, .sg-redirect, [data-sg-stale]" },
    "reading/terms": {
      at: "article:not(:has(article)):has(:is(.sg-term, .sg-link)[title], a.footnote-ref)",
      after: ["records"],
    },
    "reading/pins": {},
    "reading/tags": { at: ".sg-about .sg-tags", only: "(max-width: 45em)" }, // as in guide.css
    "reading/questions": {
      at: "[data-sg-listed]",
      after: ["study/words", "records", "practice/kept", "search/words", "study/terms", "study/parts"],
    },
    "reading/asked": { at: "[data-sg-asked]:has(> details)" },
    "reading/diagrams": { at: "pre.sg-diagram", after: ["reading/drawing", "reading/leads"] },
    "reading/leads": { at: ".sg-chart" },
    "reading/arcs": { at: ".sg-guide-map" },
    "reading/whole": { at: "[data-sg-whole]" },
    "reading/paper": { at: "[data-sg-answers]" },
    "reading/marks": { at: "article.md-content__inner", after: ["text", "records", "reading/passages"] },
    // Who leaves sooner has looked something up, or came by mistake.
    "study/place": { at: "[data-sg-marks]", wait: 8000, after: ["records"] },
    "study/progress": { at: "[data-sg-progress]", after: ["study/words", "records", "practice/kept", "study/state"] },
    "study/plan": { at: "[data-sg-plan]", after: [...PACE, "study/ticks"] },
    "study/glossary": {
      at: "[data-sg-glossary]",
      after: ["study/words", "search/words", "study/terms", "study/parts"],
    },
    "study/today": {
      at: "[data-sg-today]",
      after: [...PACE, "text", "practice/figures", "practice/schedule", "study/due"],
    },
    "compare/controls": {
      at: "[data-sg-compare]",
      after: ["text", "compare/words", "compare/units", "compare/values", "compare/view", "compare/table"],
    },
    "compare/list": { at: "[data-sg-compare-list]", after: ["compare/words"] },
    "practice/page": {
      at: "[data-sg-practice]",
      after: [
        ...ASKING,
        "study/state",
        "practice/schedule",
        "study/due",
        "practice/items",
        "reading/paper",
        "practice/print",
        "practice/back",
      ],
    },
    "practice/today": { after: ["practice/paper", "practice/deck", "practice/files"] },
    "practice/files": { at: "[data-sg-files]", after: ["practice/words", "records", "practice/kept"] },
    "practice/quiz": { after: ["practice/answering", "practice/summary", "practice/keys", "practice/twice"] },
    "practice/here": { after: [...ASKING, "practice/answering"] },
    "practice/cards": {
      after: ["vendor/fsrs", "practice/deck", "practice/anki", "practice/files", "practice/keys"],
    },
    "practice/exam": {
      after: [
        "practice/paper",
        "practice/keys",
        "practice/marking",
        "practice/review",
        "practice/twice",
        "practice/attempts",
        "practice/before",
        "practice/result",
      ],
    },
    "practice/readiness": {
      after: ["practice/files", "practice/twice", "practice/anew", "practice/deck", "practice/history"],
    },
    "offline/copy": { at: "[data-sg-copy]", after: ["offline/words", "offline/kept"] },
    "search/box": { at: ".md-search", on: "focusin", after: ["records", "search/back"] },
    "search/missing": { at: "[data-sg-missing]" },
  };
  /** What every part says things with. */
  const FIRST = ["words", "language"];

  const loading = new Map();
  const lives = new Map();
  const mounted = new Map(Object.keys(PARTS).map((name) => [name, new WeakSet()]));

  /** Make an element. `true` stands for an attribute without a value, `false` for none; `onclick` and the like listen. */
  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (typeof value === "function") made.addEventListener(name.slice(2), value);
      else if (value !== false) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children);
    return made;
  }

  const button = (text, onclick, attributes) => element("button", { type: "button", ...attributes, onclick }, text);

  /** What a file put into the namespace under its path; vendored ones have names of their own. */
  const found = (name) => name.startsWith("vendor/") || name.split("/").reduce((at, step) => at?.[step], guide);

  /** What a script element of ours needs to be let run by the policy of the page. One that holds what notes say is of
   * the page's own day: `digest` is in its address, or a browser might keep an older one. */
  const script = (name, digest = "") => ({
    src: new URL(`${name}.js${digest && `?${digest}`}`, guide.folder).href,
    integrity: guide.allowed || false,
    nonce: guide.nonce || false,
  });

  /** Load a file once. One that failed, or that missed another one, is forgotten, so that it can be tried again. */
  function load(name, digest = "") {
    const key = name + digest;
    if (loading.has(key)) return loading.get(key);
    const tag = element("script", script(name, digest));
    tag.async = false; // inserted scripts then run in the order of their insertion
    const coming = new Promise((resolve, reject) => {
      const fail = () => {
        loading.delete(key);
        tag.remove();
        reject(new Error(tag.src));
      };
      tag.onload = () => (found(name) ? resolve() : fail());
      tag.onerror = fail;
    });
    loading.set(key, coming);
    document.head.append(tag);
    return coming;
  }

  /** Load a part with what it needs, and return what it offers. */
  async function part(name) {
    await Promise.all([...FIRST, ...(PARTS[name].after ?? []), name].map((one) => load(one)));
    return found(name);
  }

  /** A signal that ends when an element has left the page: for listeners on window and document. */
  function life(owner) {
    if (!lives.has(owner)) lives.set(owner, new AbortController());
    return lives.get(owner).signal;
  }

  function endLives() {
    for (const [owner, controller] of lives) {
      if (!owner.isConnected && lives.delete(owner)) controller.abort();
    }
  }

  /** Put what the reader chose into the address, so that it can be shared. */
  function address(url) {
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // Some browsers do not let a page in a folder change its address.
    }
  }

  /** Mount a part on elements that are still there when its files are; one that throws stops no other. */
  async function mount(name, elements) {
    if (!elements.some(({ isConnected }) => isConnected)) return;
    // When the files are there, it may be another page's already.
    const here = new URL(location.href);
    try {
      const { mount: each } = await part(name);
      for (const one of elements.filter(({ isConnected }) => isConnected)) attempt(each, one, here);
      for (const one of elements) sayLost(one);
    } catch (error) {
      console.warn(error.message);
      for (const one of elements) {
        mounted.get(name).delete(one);
        sayLost(one, one.dataset.sgIfLost);
      }
    }
  }

  /** Say in place that a part could not be loaded, where a reader looks for it and the page says how; or no longer. */
  function sayLost(one, words) {
    one.querySelector(":scope > [data-sg-lost]")?.remove();
    if (words) one.prepend(element("p", { role: "note", "data-sg-lost": true }, words));
  }

  function attempt(each, one, here) {
    try {
      each(one, here);
    } catch (error) {
      reportError(error);
    }
  }

  /** Mount a part when something happens inside its element, or at once where the reader is inside already. */
  function mountAt(event, name, one) {
    if (one.matches(":focus-within")) mount(name, [one]);
    else one.addEventListener(event, () => mount(name, [one]), { once: true });
  }

  function mountParts(root) {
    for (const [name, { at, on, wait, only }] of Object.entries(PARTS)) {
      if (!at || (only && !matchMedia(only).matches)) continue;
      const fresh = [...root.querySelectorAll(at)].filter((one) => !mounted.get(name).has(one));
      for (const one of fresh) mounted.get(name).add(one);
      if (on) for (const one of fresh) mountAt(on, name, one);
      else if (wait) setTimeout(() => mount(name, fresh), wait);
      else mount(name, fresh);
    }
  }

  /** Learn where our files lie and what lets them run; by the prototype, for names in notes may hide what a document has. */
  function begin() {
    const { currentScript } = Object.getOwnPropertyDescriptors(Document.prototype);
    const policy = Document.prototype.querySelector.call(document, "meta[data-sg-policy]");
    const own = currentScript.get.call(document);
    guide.folder = new URL(".", own.src).href;
    guide.nonce = own.nonce;
    // A script with several hashes runs if it has one of them: none runs that the policy does not name.
    guide.allowed = guide.nonce ? "" : (policy?.content.match(/sha256-[\w+/=]+/g) ?? []).join(" ");
    new MutationObserver(endLives).observe(document, { childList: true, subtree: true });
    // Some themes write it into the head, where it runs before there is anything to mount.
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", follow);
    else follow();
  }

  /** Mount parts on this page, and on those that the theme puts in its place. */
  const follow = () => (globalThis.document$ ? document$.subscribe(mountParts) : mountParts(document));

  Object.assign(guide, { PARTS, FIRST, element, button, script, load, part, life, address, mountParts });
  if (globalThis.document) begin(); // not in Node, where this file's names are needed alone
})((globalThis.studyguide ??= {}));
