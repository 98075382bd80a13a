/* Mends what Material leaves without a name, out of a keyboard's reach or dark on paper. */
(function (guide) {
  "use strict";

  const { button } = guide;
  const { word } = guide.language;
  const NAMES = { __drawer: word("material.navigation"), __search: word("material.search") };
  const LABELS =
    ".md-header label.md-header__button:is([for=__drawer], [for=__search]), .md-nav--primary label.md-nav__title[for^=__nav_]";

  /** Name what the theme leaves without a name. */
  function nameControls() {
    document.querySelector(".md-search[role=dialog]:not([aria-label])")?.setAttribute("aria-label", NAMES.__search);
  }

  /** Put a real button into the labels that the theme uses as buttons on narrow screens, for the keyboard. */
  function addButtons() {
    for (const label of document.querySelectorAll(LABELS)) {
      if (label.querySelector("button")) continue;
      const name = NAMES[label.htmlFor] ?? word("material.back", { place: label.textContent.trim() });
      // A label does not act for a button inside it.
      const press = () => document.getElementById(label.htmlFor).click();
      label.prepend(
        button(label.querySelector(".md-nav__icon, svg"), press, { class: "sg-press", "aria-label": name }),
      );
    }
  }

  function closeDrawer(event) {
    const drawer = document.getElementById("__drawer");
    if (event.key !== "Escape" || !drawer?.checked) return;
    drawer.click();
    document.querySelector(".md-header label[for=__drawer] button")?.focus();
  }

  /** Paper is light. The palette comes from an attribute, so it is that which is changed, and put back. */
  function printLight() {
    const { dataset } = document.body;
    if (dataset.mdColorScheme !== "slate") return;
    dataset.mdColorScheme = "default";
    addEventListener("afterprint", () => Object.assign(dataset, { mdColorScheme: "slate" }), { once: true });
  }

  /** Say where links to other sites lead, unless their text does: the whole address of a source is a line or two. */
  function nameHosts() {
    for (const link of document.querySelectorAll('article a[href^="http"]')) {
      const isSaid = link.host === location.host || link.textContent.includes(link.hostname);
      link.dataset.sgHost = isSaid ? "" : link.hostname;
    }
  }

  /** What is wider than its column is moved sideways; a keyboard must get there too. */
  const SCROLLERS = ".md-typeset__scrollwrap, .sg-facts";
  const HEADINGS = ":is(h1, h2, h3, h4, h5, h6)[id]";

  /** The last heading before an element, at whatever depth, if there is one. */
  function headingOf(one) {
    const before = (heading) => heading.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    return [...(one.closest("article")?.querySelectorAll(HEADINGS) ?? [])].findLast(before);
  }

  /** Let the keyboard stop at what scrolls, and only there; it is called as its heading is. */
  function reach({ target }) {
    const stops = target.scrollWidth > target.clientWidth + 1;
    if (stops === target.hasAttribute("tabindex")) return;
    const heading = stops ? headingOf(target) : null;
    for (const [name, value] of [
      ["tabindex", stops && "0"],
      ["role", heading && "group"],
      ["aria-labelledby", heading?.id],
    ]) {
      if (value) target.setAttribute(name, value);
      else target.removeAttribute(name);
    }
  }

  /** What is to be answered or pressed: marks would tell there, and tear apart what stands in a row. */
  const UNMARKED =
    "summary, button, label, nav, [data-sg-asked], [data-sg-question], .sg-decides, .sg-choice, .sg-practice, .sg-tools";

  /** The theme marks what was searched for inside of other words too: "or" in "for". Where letters have no case, words
   * run together, and stay. */
  function unmarkParts(mark) {
    if (mark.closest(UNMARKED)) return mark.replaceWith(...mark.childNodes);
    const [before, after] = [mark.previousSibling?.data ?? "", mark.nextSibling?.data ?? ""];
    if (/[\p{Lu}\p{Ll}\d]$/u.test(before) || /^[\p{Lu}\p{Ll}\d]/u.test(after)) mark.replaceWith(...mark.childNodes);
  }

  /** Follow what the theme puts into a page when it comes into sight: scrollers, and copy buttons in nameless landmarks. */
  function followTheme(container, signal) {
    const sizes = new ResizeObserver((entries) => entries.forEach(reach));
    const mend = (all) => {
      for (const one of all(SCROLLERS)) sizes.observe(one);
      for (const one of all("mark[data-md-highlight]")) unmarkParts(one);
      for (const nav of all(".md-code__nav:not([role])")) nav.setAttribute("role", "none");
    };
    const within = (node) => (selector) =>
      node.querySelectorAll ? [...(node.matches(selector) ? [node] : []), ...node.querySelectorAll(selector)] : [];
    const added = new MutationObserver((records) => {
      for (const { addedNodes } of records) for (const node of addedNodes) mend(within(node));
    });
    mend(within(container));
    added.observe(container, { childList: true, subtree: true });
    signal.addEventListener("abort", () => {
      sizes.disconnect();
      added.disconnect();
    });
  }

  function mount(container) {
    nameControls();
    addButtons();
    // Who skips the navigation goes on from there by keys: the browser gives it the focus.
    container.querySelector("h1")?.setAttribute("tabindex", "-1");
    const signal = guide.life(container);
    followTheme(container, signal);
    for (const prepare of [printLight, nameHosts]) addEventListener("beforeprint", prepare, { signal });
    document.addEventListener("keydown", closeDrawer, { signal });
  }

  (guide.material ??= {}).repairs = { mount };
})((globalThis.studyguide ??= {}));
