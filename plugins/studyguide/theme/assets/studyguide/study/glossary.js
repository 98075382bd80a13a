/* The glossary, and other pages of entries with a meaning: a filter over names and meanings, one over tags, and practising
 * what they leave; study/terms.js says which entries are meant. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { entryOf, filtered } = guide.study.terms;
  const { fold } = guide.study.parts;

  const PAUSE = 250; // milliseconds without a key until the address is written and the number is said

  /** What the entries of a page are called, by the kind that it names. */
  const CALLED = {
    "": { filter: "study.filter", number: "study.terms", none: "study.no_term", near: "study.near_terms" },
    signals: {
      filter: "study.filter_signals",
      number: "study.signals",
      none: "study.no_signal",
      near: "study.near_signals",
    },
  };

  const entryIn = (node) => ({
    node,
    ...entryOf(
      node.querySelector("dt").textContent,
      node.querySelector("dd > p")?.textContent ?? "",
      node.dataset.sgEntry.split(" ").filter(Boolean),
    ),
  });

  /** Choose a tag by a list, where the page has links to the tags; the value is its number. */
  function chooser(article, tag) {
    const box = article.querySelector(".sg-by-tag");
    if (!box) return null;
    const links = [...box.querySelectorAll("[data-sg-tag]")];
    const named = links.map((link, n) => {
      const chosen = link.dataset.sgTag.toLowerCase() === tag.toLowerCase();
      const depth = "\u00a0".repeat(2 * (link.dataset.sgTag.split("/").length - 1));
      return element("option", { value: String(n), selected: chosen }, depth + link.textContent.trim());
    });
    box.remove(); // the list is shorter, and filters in place
    const list = element(
      "select",
      { "aria-label": word("study.tag") },
      element("option", { value: "" }, word("study.all_tags")),
      ...named,
    );
    return { list, names: links.map((link) => link.dataset.sgTag) };
  }

  /** Keep what was asked in the address, so that it can be shared and comes back. */
  function remember(query, tag) {
    const url = new URL(location.href);
    for (const [name, value] of [
      ["find", query], // not "q": the theme opens its search for that
      ["tag", tag],
    ]) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    guide.address(url);
  }

  /** A link to the search for what no term has; the theme opens it for that. */
  function elsewhere(words) {
    const asking = new URL(location.pathname, location.href);
    asking.searchParams.set("q", words);
    return element("a", { href: asking.href }, word("search.for", { words }));
  }

  /** What says what a term means: its long form, and all that its definition holds. */
  const meaningOf = (node) => [...node.querySelectorAll(".sg-expansion, dd > :not(.sg-show)")];

  /** Cover what a term means, with a button that shows it. */
  function cover(node) {
    const said = node.querySelector("dd");
    const name = node.querySelector("dfn").textContent;
    const show = () => {
      uncover(node);
      said.tabIndex = -1;
      said.focus(); // the button that was pressed is gone
    };
    const one = button(word("study.show"), show, {
      class: "sg-show",
      "aria-label": word("format.meaning", { name: word("study.show"), meaning: name }),
    });
    for (const part of meaningOf(node)) part.hidden = true;
    said.prepend(one);
  }

  function uncover(node) {
    node.querySelector(".sg-show")?.remove();
    for (const part of meaningOf(node)) part.hidden = false;
  }

  function mount(box, page) {
    const article = box.parentElement;
    const entries = [...article.querySelectorAll("[data-sg-entry]")].map(entryIn);
    const letters = [...article.querySelectorAll(".sg-letter")];
    const folds = fold(
      box,
      letters.filter((letter) => letter.matches("[data-sg-part]")),
    );
    const links = [...box.querySelectorAll(".sg-letters a")];
    const called = CALLED[box.dataset.sgGlossary];
    const field = element("input", {
      type: "search",
      "aria-label": word(called.filter),
      placeholder: word(called.filter),
      value: page.searchParams.get("find") ?? "",
    });
    const chosen = chooser(article, page.searchParams.get("tag") ?? "");
    const tags = chosen?.list;
    const status = element("span", { class: "sg-quiet", role: "status" });
    let covered = false;
    const english = document.documentElement.lang.startsWith("en");
    let shown = entries;
    let near = false;
    let waiting = 0;

    const show = () => {
      ({ entries: shown, near } = filtered(entries, field.value, tags?.value ?? "", english));
      const kept = new Set(shown.map(({ node }) => node));
      for (const { node } of entries) node.hidden = !kept.has(node);
      letters.forEach((letter, n) => {
        letter.hidden = !letter.querySelector("[data-sg-entry]:not([hidden])");
        links[n].hidden = letter.hidden;
      });
      folds.setAll(Boolean(field.value || tags?.value));
    };
    const say = () => {
      const key = shown.length ? (near ? called.near : called.number) : called.none;
      status.replaceChildren(
        word(key, { number: shown.length }),
        ...(near ? [" ", elsewhere(field.value.trim())] : []),
      );
      remember(field.value.trim(), tags?.value ? chosen.names[tags.value] : "");
    };
    const practise = ({ currentTarget }) => {
      covered = !covered;
      for (const { node } of entries) uncover(node);
      if (covered) for (const { node } of shown) cover(node);
      currentTarget.setAttribute("aria-pressed", String(covered));
    };
    const change = () => {
      const before = new Set(shown);
      show();
      const fresh = shown.filter((entry) => !before.has(entry) && !entry.node.querySelector(".sg-show"));
      if (covered) for (const { node } of fresh) cover(node);
      clearTimeout(waiting);
      waiting = setTimeout(say, PAUSE);
      const first = letters.find((letter) => !letter.hidden)?.firstElementChild;
      if (first && first.getBoundingClientRect().top < box.getBoundingClientRect().bottom) first.scrollIntoView();
    };
    field.addEventListener("input", change);
    tags?.addEventListener("change", change);
    const train = button(word("study.practise_these"), practise, { class: "sg-switch", "aria-pressed": "false" });
    // Only what finds stays in sight: a phone is low.
    box.prepend(element("div", { class: "sg-tools" }, field, ...(tags ? [tags] : [])));
    box.before(element("div", { class: "sg-tools" }, train, status));
    show();
    say();
    // What the address leads to must be seen, whatever was asked before.
    const reveal = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target?.closest("[hidden], [data-sg-part]")) return;
      if (target.closest("[hidden]:not([hidden=until-found])")) {
        field.value = "";
        if (tags) tags.value = "";
        change();
      }
      folds.reveal(target);
      target.scrollIntoView();
    };
    addEventListener("hashchange", reveal, { signal: guide.life(box) });
    if (location.hash) reveal();
  }

  (guide.study ??= {}).glossary = { mount };
})((globalThis.studyguide ??= {}));
