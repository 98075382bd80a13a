/* Explains terms where they stand, and says what a link to another page leads to.
 * Without this script a term or link has a title that says the same. */
(function (root) {
  "use strict";

  const SWITCH = "studyguide.terms";
  const OPEN_AFTER = 150; // milliseconds, so that a passing pointer opens nothing
  const CLOSE_AFTER = 250; // time to move the pointer from the term onto its explanation
  const GAP = 6;

  /** Place a box beside an anchor, inside a window: below it, or above where there is more room. All in pixels. */
  function place(anchor, box, view) {
    const left = Math.max(GAP, Math.min(anchor.left, view.width - box.width - GAP));
    const below = anchor.bottom + GAP;
    const above = anchor.top - GAP - box.height;
    const fitsBelow = below + box.height <= view.height - GAP;
    const top = fitsBelow || above < view.top ? Math.min(below, view.height - box.height - GAP) : above;
    return { left, top: Math.max(view.top, top) };
  }

  const api = { place };
  if (typeof module === "object" && module.exports) {
    module.exports = api;
    return;
  }

  /** Whether terms are explained; storage may be closed to us, then the switch holds for this page. */
  let on = true;
  try {
    on = localStorage.getItem(SWITCH) !== "off";
  } catch {
    // blocked by the browser's settings
  }

  function remember() {
    try {
      localStorage.setItem(SWITCH, on ? "on" : "off");
    } catch {
      // the same
    }
  }

  let box; // the explanation; one for the page
  let shown = null; // the link that it explains
  let timer = 0;
  let touched = null; // the link under a finger, if its explanation was closed when the finger came

  function later(action, delay) {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  }

  function position() {
    const rect = shown.getClientRects()[0];
    const top = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    const view = { width: document.documentElement.clientWidth, height: root.innerHeight, top: Math.max(0, top) + GAP };
    if (!rect || rect.bottom < view.top || rect.top > view.height) return hide();
    const at = place(rect, box.getBoundingClientRect(), view);
    box.style.left = `${at.left}px`;
    box.style.top = `${at.top}px`;
  }

  function show(link, byTouch) {
    clearTimeout(timer);
    if (!on || !link.dataset.sgTitle) return;
    shown = link;
    const name = document.createElement("strong");
    name.textContent = link.textContent;
    box.replaceChildren(name, ` ${link.dataset.sgTitle}`);
    if (byTouch) {
      const hint = document.createElement("em");
      hint.textContent = "Tap the term again to open its page.";
      box.append(hint);
    }
    box.hidden = false;
    position();
  }

  function hide() {
    clearTimeout(timer);
    shown = null;
    if (!box) return;
    box.hidden = true;
    box.replaceChildren();
  }

  /** Give every term a description that assistive technology reads, in place of its title. */
  function describe(article) {
    const store = document.createElement("div");
    store.hidden = true;
    article.querySelectorAll(".sg-term[title], .sg-link[title]").forEach((link, n) => {
      link.dataset.sgTitle = link.title;
      link.removeAttribute("title");
      if (link.dataset.sgPreview) return; // the page behind the link says it again, and links are many
      const text = document.createElement("span");
      text.id = `sg-definition-${n}`;
      text.textContent = link.dataset.sgTitle;
      link.setAttribute("aria-describedby", text.id);
      store.append(text);
    });
    article.append(store);
  }

  function addSwitch(article) {
    const row = article.querySelector(".sg-facts-line");
    if (!row) return;
    const control = document.createElement("button");
    control.type = "button";
    control.className = "sg-switch";
    control.textContent = "Explain terms";
    control.setAttribute("aria-pressed", String(on));
    control.addEventListener("click", () => {
      on = !on;
      control.setAttribute("aria-pressed", String(on));
      article.classList.toggle("sg-terms-off", !on);
      hide();
      remember();
    });
    const item = document.createElement("span");
    item.append(control);
    row.append(item);
  }

  const term = (event) => (event.target instanceof Element ? event.target.closest("[data-sg-title]") : null);

  function listen(article) {
    article.addEventListener("pointerover", (event) => {
      const link = term(event);
      if (event.pointerType !== "mouse") return;
      if (link && link !== shown) later(() => show(link), OPEN_AFTER);
      else if (link || box.contains(event.target)) clearTimeout(timer);
    });
    article.addEventListener("pointerout", (event) => {
      if (event.pointerType === "mouse" && (term(event) || box.contains(event.target))) later(hide, CLOSE_AFTER);
    });
    article.addEventListener("focusin", (event) => {
      const link = term(event);
      if (link && !touched) show(link);
    });
    article.addEventListener("focusout", (event) => {
      if (term(event) === shown) hide();
    });
    article.addEventListener("pointerdown", (event) => {
      const link = term(event);
      touched = event.pointerType !== "mouse" && link !== shown ? link : null;
    });
    article.addEventListener("click", (event) => {
      const link = term(event);
      if (!link || link !== touched || !on) return;
      touched = null;
      if (link.dataset.sgPreview) return; // a finger wants to go there
      event.preventDefault();
      event.stopPropagation(); // instant navigation follows links whose default was prevented
      show(link, true);
    });
  }

  api.mount = (article) => {
    describe(article);
    box = document.createElement("div");
    box.className = "sg-explanation";
    box.setAttribute("aria-hidden", "true"); // the term's description says the same
    box.hidden = true;
    article.append(box);
    article.classList.toggle("sg-terms-off", !on);
    addSwitch(article);
    listen(article);
  };

  // Once for the page, whatever is mounted when.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) hide();
  });
  document.addEventListener("pointerdown", (event) => {
    if (shown && !box.contains(event.target) && term(event) !== shown) hide();
  });
  root.addEventListener("scroll", () => shown && position(), { passive: true, capture: true });
  root.addEventListener("resize", () => shown && position());

  root.studyguide.terms = api;
})(globalThis);
