/* What the reader knows: read, shaky or sure for every section, kept in this browser only. The control below a section,
 * what changed since a mark, and the signs beside links to marked sections. */
(function (guide) {
  "use strict";

  const { element, button, records } = guide;
  const { oneLine } = guide.text;
  const { word, day } = guide.language;
  const { namesOf, fresh } = guide.reading.passages;
  const { STATES } = records;

  const BLOCKS = "p, li, tr, pre, dt, dd, h2, h3, h4, h5, h6";
  const NOT_TEXT = ".headerlink, .footnote-ref, .sg-tick, [role=tooltip], [hidden], label, svg";
  const ABOVE = ".sg-about, .sg-trail, .sg-changed, .sg-contents, .sg-knowing, h1";
  const SHOWN = 80; // characters of a new passage: about a line
  const nameOf = (state) => word(`reading.${state}`);
  // In the drawer the page itself is a label; the entries of its table of contents are no sections.
  const LINKS =
    ".md-nav--primary .md-nav__link:is(a, [for=__toc]):not(.md-nav--secondary *), .sg-contents > ul > li > a, .sg-chapters li > a, .sg-map-sections > li > a";

  /** Say beside every link to a marked section how well it is known. `here` is the address of the page. */
  function tick(here) {
    for (const old of document.querySelectorAll(".sg-tick")) old.remove();
    const marks = Object.values(records.here().get("sections"));
    const states = new Map(marks.map((entry) => [entry.url, records.stateOf(entry)]));
    for (const link of document.querySelectorAll(LINKS)) {
      const state = states.get(link.href ? records.pathOf(new URL(link.href)) : here);
      if (!state) continue;
      const sign = element(
        "span",
        { class: "sg-tick", role: "img", "aria-label": `(${nameOf(state)})`, title: nameOf(state) },
        STATES[state],
      );
      (link.querySelector(".md-ellipsis") || link).append(sign);
    }
  }

  /** Find the passages of a section page, each with its own words only. */
  function passagesAbove(after) {
    const blocks = [];
    for (let node = after.parentElement.firstElementChild; node && node !== after; node = node.nextElementSibling) {
      if (!node.matches(ABOVE)) blocks.push(...(node.matches(BLOCKS) ? [node] : []), ...node.querySelectorAll(BLOCKS));
    }
    const texts = blocks.map((block) => {
      const copy = block.cloneNode(true);
      for (const inner of copy.querySelectorAll(`${NOT_TEXT}, ${BLOCKS}`)) inner.remove();
      return copy.textContent;
    });
    return { blocks, texts, names: namesOf(texts) };
  }

  /** A section page: its id and words as the build wrote them, where it is, and what the reader did with it. */
  function sectionOf(after, url) {
    const { sgMarks: id, sgHash: hash } = after.dataset;
    const store = records.here();
    const set = (fields) => store.set("sections", records.mark(store.get("sections"), id, fields));
    return {
      after,
      hash,
      url,
      found: () => records.own(store.get("sections"), id),
      follow: () => set({ url }),
      mark: (state) =>
        set({ state, hash, url, passages: passagesAbove(after).names.filter(Boolean).join(" "), at: Date.now() }),
    };
  }

  /** Fold away the footnotes of a section, which each is shown where its number stands; a browser that is led into them
   * opens them. */
  function foldedNotes(article) {
    const notes = article.querySelector(":scope > .footnote");
    const list = notes?.querySelector(":scope > ol");
    if (!list) return notes;
    const summary = element("summary", {}, element("b", {}, word("reading.notes")));
    notes.replaceChildren(
      element("details", { class: "sg-fold", open: Boolean(list.querySelector(":target")) }, summary, list),
    );
    list.querySelector(":target")?.scrollIntoView();
    return notes;
  }

  /** Put the control at the end of what a section says: before its footnotes, which may be many; returns what sets a state. */
  function control(section) {
    const status = element("p", { class: "sg-status", role: "status" });
    const press = ({ currentTarget: { ariaPressed, dataset } }) => set(ariaPressed === "true" ? "" : dataset.state);
    const buttons = Object.keys(STATES).map((state) =>
      button(nameOf(state), press, { class: "sg-mark", "data-state": state }),
    );
    const draw = () => {
      const state = records.stateOf(section.found());
      for (const one of buttons) one.ariaPressed = String(one.dataset.state === state);
    };
    const set = (state) => {
      const kept = section.mark(state);
      status.textContent = kept
        ? state
          ? word(state === "shaky" ? "reading.again" : "reading.marked", { state: nameOf(state) })
          : word("reading.removed")
        : word("reading.refused");
      draw();
      tick(section.url);
    };
    draw();
    addEventListener("storage", draw, { signal: guide.life(section.after) }); // in another tab
    const group = element(
      "div",
      { class: "sg-marks", role: "group", "aria-label": word("reading.know") },
      element("span", { "aria-hidden": "true" }, word("reading.know")),
      ...buttons,
    );
    const notes = foldedNotes(section.after.parentElement);
    const shown = element("div", { class: "sg-knowing sg-no-print" }, group, status);
    if (notes) notes.before(shown);
    else section.after.prepend(shown);
    return set;
  }

  /** Make links to new passages, and mark them. */
  function linksTo(numbers, { blocks, texts }) {
    return numbers.map((n, index) => {
      blocks[n].id ||= `sg-new-${index + 1}`;
      blocks[n].classList.add("sg-new");
      const words = oneLine(texts[n]);
      const shown = words.length > SHOWN ? `${words.slice(0, SHOWN - 1)}…` : words;
      return element("li", {}, element("a", { href: `#${encodeURIComponent(blocks[n].id)}` }, shown));
    });
  }

  /** The sentences before and after the last change, where the reader marked the section before it. */
  function edits({ after }, found) {
    const last = after.querySelector(".sg-reworded");
    if (!last) return [];
    const { sgWas: was, sgDay: on } = last.dataset;
    const since = new Date(found.at || 0).toISOString().slice(0, 10); // days of changes are in UTC too
    return was === found.hash || on > since ? [last.querySelector(".sg-edits").cloneNode(true)] : [];
  }

  /** Show what changed since the reader marked the section. */
  function notice(section, found, set) {
    const { after } = section;
    const head = after.parentElement.querySelector("h1");
    const passages = passagesAbove(after);
    // Ticked in a plan, nothing is known of its passages but that they were others.
    const numbers = found.passages ? fresh(passages.names, found.passages) : [];
    const since = { state: nameOf(found.state), day: day(found.at || 0) };
    const seen = () => {
      set(found.state);
      for (const n of numbers) passages.blocks[n].classList.remove("sg-new");
      box.remove();
      head.tabIndex = -1;
      head.focus({ preventScroll: true }); // the button that was pressed is gone
    };
    const links = linksTo(numbers, passages);
    const box = element(
      "div",
      { class: "sg-changed sg-no-print", role: "note" },
      element("p", {}, word("reading.changed", since)),
      ...edits(section, found),
      ...(links.length ? [element("ul", {}, ...links)] : []),
      button(word("reading.seen"), seen, { class: "md-button" }),
    );
    (after.parentElement.querySelector(".sg-about") || head).after(box);
  }

  function mount(article, page) {
    const here = records.pathOf(page);
    const after = article.querySelector("[data-sg-marks]");
    if (after) mountSection(sectionOf(after, here));
    tick(here);
    addEventListener("storage", () => tick(here), { signal: guide.life(article) });
  }

  function mountSection(section) {
    const found = section.found();
    const set = control(section);
    if (records.isChanged(found, section.hash)) notice(section, found, set);
    // A section that has a new address takes its mark along.
    if (records.stateOf(found) && section.url !== null && found.url !== section.url) section.follow();
  }

  (guide.reading ??= {}).marks = { mount };
})((globalThis.studyguide ??= {}));
