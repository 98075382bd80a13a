/* Explains terms where they stand, shows footnotes, and what a link to another page leads to: the first lines there, and facts.
 * Without this script a term or link has a title that says the same. All of it is in the page: no server is asked. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const OPEN_AFTER = 150; // milliseconds, so that a passing pointer opens nothing
  const CLOSE_AFTER = 250; // time to move the pointer from the term onto its explanation
  const REF = "a.footnote-ref";
  const GAP = 6; // pixels to the term and to the window's edges: the box's shadow is in them

  /** Place a box beside an anchor, inside a window: below it, or above where there is more room. All in pixels. */
  function place(anchor, box, view) {
    const left = Math.max(GAP, Math.min(anchor.left, view.width - box.width - GAP));
    const below = anchor.bottom + GAP;
    const above = anchor.top - GAP - box.height;
    const fitsBelow = below + box.height <= view.height - GAP;
    const top = fitsBelow || above < view.top ? Math.min(below, view.height - box.height - GAP) : above;
    return { left, top: Math.max(view.top, top) };
  }

  /** Split what a link says: lines of text, then an empty line and facts. */
  function partsOf(text) {
    const [lines, facts = ""] = text.split("\n\n");
    return { lines: lines.split("\n"), facts: facts ? facts.split("\n") : [] };
  }

  /** Write what a link says as elements. */
  function told(text) {
    const { lines, facts } = partsOf(text);
    const list = facts.length ? [element("ul", {}, ...facts.map((fact) => element("li", {}, fact)))] : [];
    return [...lines.map((line) => element("p", {}, line)), ...list];
  }

  /** Say which key keeps an explanation open, where keys are likely. */
  const keyHint = () => (matchMedia("(hover: hover)").matches ? [element("em", {}, word("reading.pin_key"))] : []);

  /** What a footnote says, without the way back; null for other links. */
  function noteOf(link) {
    const note = link.matches(REF) && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!note) return null;
    const copy = note.cloneNode(true);
    for (const one of copy.querySelectorAll(".footnote-backref")) one.remove();
    for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
    for (const one of copy.querySelectorAll("a")) one.tabIndex = -1;
    return [...copy.childNodes];
  }

  /** The explanation of an article: one box, shown at one term at a time. */
  function explanation(article) {
    const box = element("div", { class: "sg-explanation", "aria-hidden": "true", hidden: true }); // the term's description says the same
    const state = { on: true, shown: null, held: false };
    article.append(box);

    function hide() {
      clearTimeout(state.timer);
      state.shown = null;
      box.hidden = true;
      fill();
    }

    function position() {
      const rect = state.shown.getClientRects()[0];
      const top = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
      const view = { width: document.documentElement.clientWidth, height: innerHeight, top: Math.max(0, top) + GAP };
      if (!rect || rect.bottom < view.top || rect.top > view.height) return hide();
      const at = place(rect, box.getBoundingClientRect(), view);
      Object.assign(box.style, { left: `${at.left}px`, top: `${at.top}px` });
    }

    /** Show what a link says; `by` is what asked for it: a pointer that rests or presses there, a finger or
     * a key. What a press opened stays when the pointer leaves. */
    function show(link, by) {
      clearTimeout(state.timer);
      const note = noteOf(link);
      if (!note && (!state.on || !link.dataset.sgTitle)) return;
      state.shown = link;
      state.held = by === "press";
      if (note) fill(note, element("p", {}, element("a", { href: link.hash, tabindex: "-1" }, word("reading.notes"))));
      else fill(...said(link, by));
      box.hidden = false;
      position();
      guide.part("reading/pins").catch(() => {}); // so that it is there where the network is gone later
    }

    const fill = (...parts) => box.replaceChildren(...parts.flat());

    function said(link, by) {
      const way = link.dataset.sgPreview
        ? element("a", { href: link.href, tabindex: "-1" }, word("reading.open"))
        : element("em", {}, word("reading.tap"));
      const pin = button(word("reading.pin"), pinned, { tabindex: "-1" }); // keys have one of their own, one stop a link
      return [
        element("strong", {}, link.textContent),
        ...told(link.dataset.sgTitle),
        element("p", {}, pin, ...(by === "finger" ? [way] : by === "key" ? keyHint() : [])),
      ];
    }

    /** Keep what is shown in sight while the reader reads on. */
    function pinned() {
      const link = state.shown;
      hide();
      guide.part("reading/pins").then(({ mount }) => mount(article, link), console.warn);
    }

    function later(action, delay) {
      clearTimeout(state.timer);
      state.timer = setTimeout(action, delay);
    }

    return { state, box, show, hide, later, pinned, position: () => state.shown && position() };
  }

  /** Give every term a description that assistive technology reads, in place of its title. */
  function describe(part, name = "") {
    const texts = element("div", { hidden: true });
    part.querySelectorAll(".sg-term[title], .sg-link[title]").forEach((link, n) => {
      link.dataset.sgTitle = link.title;
      link.removeAttribute("title");
      if (link.dataset.sgPreview) return; // the page behind the link says it again, and links are many
      const text = element("span", { id: `sg-definition-${name}${n}` }, link.dataset.sgTitle.split("\n")[0]);
      link.setAttribute("aria-describedby", text.id);
      texts.append(text);
    });
    part.append(texts);
  }

  /** The reader's switch for explanations; it holds for every page of the guide. */
  function addSwitch(article, { state, hide }) {
    const store = guide.records.here();
    const turn = (on) => {
      state.on = on;
      control.setAttribute("aria-pressed", String(on));
      article.classList.toggle("sg-terms-off", !on);
    };
    const press = () => {
      turn(!state.on);
      hide();
      store.set("terms", { off: !state.on, at: Date.now() });
    };
    const control = button(word("reading.explain"), press, { class: "sg-switch" });
    article.querySelector(".sg-facts-line")?.append(element("span", {}, control));
    turn(!store.get("terms").off);
  }

  const termAt = (event) => (event.target instanceof Element ? event.target.closest(`[data-sg-title], ${REF}`) : null);

  function listenToPointer(article, { state, box, show, hide, later }) {
    article.addEventListener("pointerover", (event) => {
      const link = termAt(event);
      if (event.pointerType !== "mouse") return;
      if (link && link !== state.shown) later(() => show(link, "pointer"), OPEN_AFTER);
      else if (link || box.contains(event.target)) clearTimeout(state.timer);
    });
    article.addEventListener("pointerout", (event) => {
      if (event.pointerType === "mouse" && !state.held && (termAt(event) || box.contains(event.target)))
        later(hide, CLOSE_AFTER);
    });
  }

  function listenToKeys(article, { state, show, hide, pinned }, touch) {
    article.addEventListener("focusin", (event) => {
      const link = termAt(event);
      if (link && !touch.link) show(link, "key");
    });
    article.addEventListener("focusout", (event) => {
      if (termAt(event) === state.shown && !touch.inside) hide();
    });
    article.addEventListener("keydown", (event) => {
      if (event.key !== " " || !state.shown?.dataset.sgTitle || termAt(event) !== state.shown) return;
      event.preventDefault(); // else the page scrolls
      pinned();
    });
  }

  /** A finger opens first and follows then; so does the mouse at a footnote, which its number does not tell. */
  function listenToPress(article, { state, box, show }, touch) {
    const isOpen = (link, event) => link === state.shown && (state.held || event.pointerType !== "mouse");
    article.addEventListener("pointerdown", (event) => {
      touch.inside = box.contains(event.target); // what is pressed there must not go before it is
      const link = termAt(event);
      const asks = event.pointerType !== "mouse" || (event.button === 0 && link?.matches(REF));
      touch.by = event.pointerType === "mouse" ? "press" : "finger";
      touch.link = asks && !isOpen(link, event) ? link : null;
    });
    article.addEventListener("click", (event) => {
      const link = termAt(event);
      if (!link || link !== touch.link || !(state.on || link.matches(REF))) return;
      touch.link = null;
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey; // into a tab or window of its own
      if (link.dataset.sgPreview || elsewhere || !event.detail) return; // a finger wants to go there, and so does a key
      event.preventDefault();
      event.stopPropagation(); // instant navigation follows links whose default was prevented
      show(link, touch.by);
    });
    // A finger that stays on a link asks what is there; the browser's own menu is that of the link in the box.
    article.addEventListener("contextmenu", (event) => {
      const link = termAt(event);
      if (!link || event.pointerType !== "touch" || !state.on) return;
      event.preventDefault();
      show(link, "finger");
    });
  }

  function listenToPage(signal, { state, box, hide, position }) {
    const onKey = ({ key }) => key === "Escape" && state.shown && hide();
    const onPointer = (event) => state.shown && !box.contains(event.target) && termAt(event) !== state.shown && hide();
    document.addEventListener("keydown", onKey, { signal });
    document.addEventListener("pointerdown", onPointer, { signal });
    addEventListener("scroll", position, { signal, passive: true, capture: true });
    addEventListener("resize", position, { signal });
  }

  function mount(article) {
    describe(article);
    const shown = explanation(article);
    if (article.querySelector("[data-sg-title]")) addSwitch(article, shown);
    listenToPointer(article, shown);
    const touch = { link: null, inside: false, by: "" }; // the link that was pressed, if its explanation was closed then
    listenToKeys(article, shown, touch);
    listenToPress(article, shown, touch);
    listenToPage(guide.life(article), shown);
  }

  (guide.reading ??= {}).terms = { place, partsOf, told, describe, mount };
})((globalThis.studyguide ??= {}));
