/* What the reader knows: read, shaky or sure for every section, kept in this browser only.
   Marks belong to the id of a section, so one that moves keeps its mark. */
(function (root) {
  "use strict";

  const STATES = { read: "✓", shaky: "?", sure: "✓✓" };
  const FORMAT = "studyguide-progress";
  const BLOCKS = "p, li, tr, pre, dt, dd, h2, h3, h4, h5, h6";
  const NOT_TEXT = ".headerlink, .footnote-ref, .sg-tick, [role=tooltip], [hidden], label, svg";

  /** FNV-1a, 32 bits: short names for passages and seeds, not for secrets. */
  function fnv(text) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return hash >>> 0;
  }

  /** Name the passages of a page by their words. */
  const passageKeys = (texts) =>
    texts.map((text) => text.replace(/\s+/g, " ").trim()).map((text) => (text ? fnv(text).toString(36) : ""));

  /** Set a mark, or take it away; an empty state is kept, or an import would bring the old mark back. */
  const mark = (marks, id, fields) => ({ ...marks, [id]: { ...marks[id], ...fields } });

  const stateOf = (found) => (found && Object.hasOwn(STATES, found.state) ? found.state : "");

  const isChanged = (found, hash) => Boolean(stateOf(found) && found.hash && hash && found.hash !== hash);

  /** Return the numbers of the passages that were not there when the mark was made. */
  function newPassages(keys, before) {
    const old = new Set((before || "").split(" "));
    return keys.flatMap((key, n) => (key && !old.has(key) ? [n] : []));
  }

  /** Join two records entry by entry; the later one wins. */
  function merge(mine, theirs) {
    const result = { ...mine };
    for (const [id, entry] of Object.entries(theirs)) {
      if (!Object.hasOwn(result, id) || (entry.at || 0) > (result[id].at || 0)) result[id] = entry;
    }
    return result;
  }

  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** Read an exported file; throws an Error whose message is for the reader. */
  function parseFile(text) {
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      throw new Error("This file is not JSON.");
    }
    if (!isRecord(data) || data.format !== FORMAT) throw new Error("This file holds no progress of a study guide.");
    if (data.version !== 1) throw new Error("This file comes from a newer version of the study guide.");
    const clean = (value) => Object.fromEntries(Object.entries(isRecord(value) ? value : {}).filter(([id, entry]) => id !== "__proto__" && isRecord(entry)));
    return { sections: clean(data.sections), cards: clean(data.cards), answers: clean(data.answers) };
  }

  const writeFile = (title, stores) => JSON.stringify({ format: FORMAT, version: 1, title, ...stores }, null, 1) + "\n";

  /** The browser's store, under the address of this guide; what it refuses is kept until the reader leaves the page. */
  function storeAt(base, storage) {
    const key = (name) => `${base}:studyguide:${name}`;
    const refused = new Map();
    return {
      get(name) {
        if (refused.has(name)) return refused.get(name);
        try {
          const value = JSON.parse(storage().getItem(key(name)));
          return isRecord(value) ? value : {};
        } catch {
          return {};
        }
      },
      set(name, value) {
        try {
          storage().setItem(key(name), JSON.stringify(value));
          refused.delete(name);
          return true;
        } catch {
          refused.set(name, value);
          return false;
        }
      },
    };
  }

  /** The address of a page below the root of the guide, or null where it lies elsewhere. */
  function addressIn(root, href) {
    const page = href.split(/[?#]/)[0].replace(/(^|\/)index\.html$/, "$1");
    return page.startsWith(root) ? page.slice(root.length) : null;
  }

  const pure = { addressIn, STATES, fnv, passageKeys, mark, stateOf, isChanged, newPassages, merge, parseFile, writeFile, storeAt };
  if (typeof module === "object" && module.exports) {
    module.exports = pure;
    return;
  }

  const guide = root.studyguide;
  const base = new URL("../../", guide.folder);
  const store = storeAt(base.pathname, () => root.localStorage);
  const pathOf = (url) => addressIn(base.href, url.href);

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  /** Say beside every link to a marked section how well it is known. */
  function tick() {
    for (const old of document.querySelectorAll(".sg-tick")) old.remove();
    const states = new Map(Object.values(store.get("sections")).map((entry) => [entry.url, stateOf(entry)]));
    // In the drawer the page itself is a label; the entries of its table of contents are no sections.
    const links = document.querySelectorAll(
      ".md-nav--primary .md-nav__link:is(a, [for=__toc]):not(.md-nav--secondary *), .sg-contents > ul > li > a, .sg-chapters li > a",
    );
    for (const link of links) {
      const state = states.get(pathOf(new URL(link.href || location.href)));
      if (!state) continue;
      const place = link.querySelector(".md-ellipsis") || link;
      place.append(element("span", { class: "sg-tick", role: "img", "aria-label": `(${state})`, title: state }, STATES[state]));
    }
  }

  /** Find the passages of a section page, each with its own words only. */
  function passages(after) {
    const blocks = [];
    for (let node = after.parentElement.firstElementChild; node && node !== after; node = node.nextElementSibling) {
      if (node.matches(".sg-about, .sg-trail, .sg-changed, .sg-contents, h1")) continue;
      blocks.push(...(node.matches(BLOCKS) ? [node] : []), ...node.querySelectorAll(BLOCKS));
    }
    const texts = blocks.map((block) => {
      const copy = block.cloneNode(true);
      for (const inner of copy.querySelectorAll(`${NOT_TEXT}, ${BLOCKS}`)) inner.remove();
      return copy.textContent;
    });
    return { blocks, texts, keys: passageKeys(texts) };
  }

  function control(after, id, hash) {
    const buttons = Object.keys(STATES).map((state) => element("button", { type: "button", class: "sg-mark", "data-state": state }, state));
    const said = element("p", { class: "sg-said", role: "status" });
    const draw = () => {
      const state = stateOf(store.get("sections")[id]);
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.state === state));
    };
    const set = (state) => {
      const fields = { state, hash, url: pathOf(new URL(location.href)), passages: passages(after).keys.filter(Boolean).join(" "), at: Date.now() };
      const kept = store.set("sections", mark(store.get("sections"), id, fields));
      said.textContent = kept ? (state ? `Marked as ${state}.` : "Mark removed.") : "This browser does not let the page keep your marks.";
      draw();
      tick();
    };
    for (const button of buttons) {
      button.addEventListener("click", () => set(button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.state));
    }
    draw();
    root.addEventListener("storage", function marked() {
      if (after.isConnected) draw(); // in another tab
      else root.removeEventListener("storage", marked);
    });
    const group = element("div", { class: "sg-marks", role: "group", "aria-label": "How well do you know this section?" });
    group.append(element("span", { "aria-hidden": "true" }, "How well do you know this section?"), ...buttons);
    after.prepend(element("div", { class: "sg-progress sg-no-print" }, group, said));
    return set;
  }

  /** Show what changed since the reader marked the section. */
  function notice(after, found, set) {
    const { blocks, texts, keys } = passages(after);
    const fresh = newPassages(keys, found.passages);
    const links = fresh.map((n, index) => {
      const block = blocks[n];
      block.id ||= `sg-new-${index + 1}`;
      block.classList.add("sg-new");
      const words = texts[n].replace(/\s+/g, " ").trim();
      return element("li", {}, element("a", { href: `#${encodeURIComponent(block.id)}` }, words.length > 80 ? `${words.slice(0, 79)}…` : words));
    });
    const button = element("button", { type: "button", class: "md-button" }, "I have read the changes");
    const day = new Date(found.at || 0).toLocaleDateString(document.documentElement.lang || undefined, { dateStyle: "medium" });
    const text = `Changed since you marked this section as ${found.state} on ${day}.`;
    const box = element("div", { class: "sg-changed sg-no-print", role: "note" }, element("p", {}, text));
    if (links.length) box.append(element("ul", {}, ...links));
    box.append(button);
    button.addEventListener("click", () => {
      set(found.state);
      for (const n of fresh) blocks[n].classList.remove("sg-new");
      box.remove();
      head.tabIndex = -1;
      head.focus({ preventScroll: true }); // the button that was pressed is gone
    });
    const head = after.parentElement.querySelector("h1");
    const about = after.parentElement.querySelector(".sg-about") || head;
    about.after(box);
  }

  function mount(article) {
    if (!document.querySelector("link[data-sg-progress]")) {
      document.head.append(element("link", { rel: "stylesheet", href: new URL("progress.css", guide.folder).href, "data-sg-progress": "" }));
    }
    const after = article.querySelector(".sg-after[data-sg-section]");
    if (after) {
      const { sgSection: id, sgHash: hash } = after.dataset;
      const found = store.get("sections")[id];
      const set = control(after, id, hash);
      if (isChanged(found, hash)) notice(after, found, set);
      moved(id, found);
    }
    tick();
  }

  /** A section that has a new address takes its mark along. */
  function moved(id, found) {
    const url = pathOf(new URL(location.href));
    if (stateOf(found) && url !== null && found.url !== url) store.set("sections", mark(store.get("sections"), id, { url }));
  }

  guide.progress = { ...pure, store, pathOf, element, tick, mount };
  root.addEventListener("storage", tick);
})(globalThis);
