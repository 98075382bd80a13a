/* Beside Material's search: starts the worker's work when the search opens, says what was found, and offers what to try. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const { word } = guide.language;
  const PLACES = ["glossary", "tags", "compare"];

  /** Add a tag to a query, or take it out. */
  function withTag(query, tag) {
    const sign = `#${tag.toLowerCase()}`;
    const has = query.toLowerCase().split(/\s+/).includes(sign);
    return has
      ? query
          .split(/\s+/)
          .filter((word) => word.toLowerCase() !== sign)
          .join(" ")
      : `${query.trim()} #${tag}`;
  }

  /** The address of this page with a query in the search. */
  function asking(query) {
    const url = new URL(location.href);
    url.searchParams.set("q", query);
    return url.href;
  }

  /** Ask the search as if the reader had typed. */
  function asker(input) {
    return (query) => {
      input.value = query;
      input.focus();
      input.dispatchEvent(new KeyboardEvent("keyup"));
    };
  }

  /** Make a link that Material's arrow keys reach; its score keeps Enter from preferring it to a result. */
  function link(text, href, chosen) {
    const click = (event) => {
      if (!chosen) return;
      event.preventDefault();
      event.stopPropagation(); // Material closes the search at a click on a link
      chosen();
    };
    return element(
      "a",
      { href, class: "sg-search-link", onclick: click },
      element("span", { "data-md-score": "-1" }, text),
    );
  }

  /** Say what else could be asked, or where else to look. */
  function lines({ query, count, total, suggestion, tags }, ask, placeOf) {
    const offer = (text, other) => link(text, asking(other), () => ask(other));
    const chosen = Array.from(query.matchAll(/(?:^|\s)#([^\s#]+)/g), (match) => match[1]);
    const places = PLACES.flatMap((page) => [link(word(`search.${page}`), placeOf(page)), " "]);
    const found = [];
    if (suggestion)
      found.push(element("p", { class: "sg-search-meant" }, `${word("search.meant")} `, offer(suggestion, suggestion)));
    if (tags.length)
      found.push(
        element(
          "p",
          {},
          `${word("search.only")} `,
          ...tags.map(([tag, pages]) => offer(`${tag} ${pages}`, withTag(query, tag))),
        ),
      );
    if (chosen.length)
      found.push(
        element("p", {}, `${word("search.without")} `, ...chosen.map((tag) => offer(`#${tag}`, withTag(query, tag)))),
      );
    if (!count && query.trim()) found.push(element("p", {}, `${word("search.nothing")} `, ...places));
    if (total > count) found.push(element("p", {}, word("search.best", { shown: count, all: total })));
    return found;
  }

  /** Down leads to what was meant, then to the results. The tags stand between, and are reached by Up from the first result. */
  function listenToDown(dialog, input, result, help) {
    dialog.addEventListener("keydown", (event) => {
      const meant = help.querySelector(".sg-search-meant a");
      if (event.key !== "ArrowDown" || (event.target !== input && event.target !== meant)) return;
      const next = (event.target === input && meant) || result.querySelector(".md-search-result__item [href]");
      if (help.hidden || !next) return;
      event.preventDefault();
      event.stopPropagation();
      next.focus();
    });
  }

  /** Have the worker begin when the search opens, and show what it says. */
  function listenToWorker(worker, input, shown) {
    const open = () => worker.postMessage({ type: 4 });
    worker.addEventListener(
      "message",
      ({ data }) => data.type === 5 && data.data.query === input.value && shown(data.data),
    );
    input.addEventListener("focus", open);
    if (document.activeElement === input || input.value) open();
  }

  /** Make the address of a page: from a folder, files have their whole names. */
  function placesFrom(base) {
    const root = new URL(base.replace(/\/?$/, "/"), location.href);
    const inFolder = (page) => (page === "glossary" ? "glossary.html" : `${page}/index.html`);
    return (page) => new URL(location.protocol === "file:" ? inFolder(page) : `${page}/`, root).href;
  }

  function mount(dialog) {
    const input = dialog.querySelector("[data-md-component=search-query]");
    const result = dialog.querySelector("[data-md-component=search-result]");
    const config = JSON.parse(document.getElementById("__config").textContent);
    if (!input || !result || !guide.worker || !config.search.includes("search-worker.js")) return;
    const ask = asker(input);
    const help = element("div", { class: "sg-search-help", hidden: true });
    const placeOf = placesFrom(config.base);
    result.firstElementChild.setAttribute("role", "status");
    result.firstElementChild.after(help);
    listenToWorker(guide.worker, input, (found) => {
      help.replaceChildren(...lines(found, ask, placeOf));
      help.hidden = !help.childElementCount;
    });
    // Material listens to keys only; words also come by a menu's paste, by voice and by dragging.
    const typed = () => input.dispatchEvent(new KeyboardEvent("keyup"));
    input.addEventListener("input", typed);
    if (input.value) typed(); // words that came before this script
    listenToDown(dialog, input, result, help);
  }

  (guide.search ??= {}).box = { withTag, mount };
})((globalThis.studyguide ??= {}));
