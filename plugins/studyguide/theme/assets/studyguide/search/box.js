/* In Material's search: starts the worker's work when the search opens, shows the answer and what was found, and offers
   what to try. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const { word } = guide.language;
  const FILTERS = 3; // that a phone shows at first: as in search.css
  const LATE = 300; // milliseconds after which what was found for other words is taken away
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

  /** Ask the search as if the reader had typed, who goes on before the tags: what is asked stays in sight. */
  function asker(input) {
    return (query) => {
      input.value = query;
      input.focus();
      const end = query.search(/\s#\S/);
      if (end > 0) input.setSelectionRange(end, end);
      if (end > 0) input.scrollLeft = 0;
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

  const row = (text, ...links) => element("p", {}, `${text} `, ...links.flatMap((one) => [one, " "]));
  const offer = (text, other, { ask }) => link(text, asking(other), () => ask(other));

  /** Say what is not in the guide, and how to propose it, where the notes are kept in a public place. */
  function lacking({ query, rows, lacks }, { start }) {
    const { words = [], apart } = lacks ?? {};
    if (!words.length && !apart) return [];
    const all = guide.language.listed(words);
    const said = words.length ? word("search.absent", { words: all }) : word("search.apart");
    const told = rows.length ? `${said} ${word("search.nearest")}` : said;
    const { propose } = start;
    return [row(told, ...(propose && words.length ? [link(word("search.propose"), proposing(propose, query))] : []))];
  }

  /** The address at which what is missing can be proposed, with what was asked where it takes that. */
  function proposing([address, field], query) {
    const url = new URL(address);
    if (field) url.searchParams.set(field, word("search.wanted", { words: query.trim() }));
    return url.href;
  }

  /** Before anything is typed: examples of what can be asked, where the reader was, and where else to look. */
  function beginning(site) {
    const { examples = [] } = site.start;
    const found = examples.length
      ? [row(word("search.examples"), ...examples.map((one) => offer(one, one, site)))]
      : [];
    const left = unfinished(guide.records.here().get("places"));
    if (left) {
      const to = new URL(`${left.url}${left.anchor ? `#${left.anchor}` : ""}`, site.base);
      found.push(row(word("search.go_on"), link(left.title, to.href)));
    }
    return [...found, row(word("search.look"), ...places(site))];
  }

  /** The page that was left last before its end. */
  function unfinished(left) {
    const begun = Object.values(left).filter(({ url, title, end }) => url !== undefined && title && !end);
    return begun.sort((a, b) => (b.at || 0) - (a.at || 0))[0];
  }

  const places = ({ placeOf }) => PLACES.map((page) => link(word(`search.${page}`), placeOf(page)));

  /** Say what is missing, what else could be asked, or where else to look. */
  function lines(given, site) {
    const { query, rows, suggestion, tags } = given;
    if (!query.trim()) return beginning(site);
    const found = lacking(given, site);
    if (suggestion)
      found.push(
        element("p", { class: "sg-search-meant" }, `${word("search.meant")} `, offer(suggestion, suggestion, site)),
      );
    const filters = [...chosen(given, site), ...tags.map((tag) => narrowing(tag, given, site))];
    if (filters.length)
      found.push(element("p", { class: "sg-search-tags" }, `${word("search.only")} `, ...filters, allOf(filters)));
    if (!rows.length) found.push(row(word("search.nothing"), ...places(site)));
    return found;
  }

  /** A tag that would narrow the results down, in words where it has some, and the number of its pages. */
  function narrowing([tag, pages], { query, meanings, signs }, site) {
    const name = meanings?.get(tag.toLowerCase()) ?? tag; // "D1/1.2" says nothing
    const made = offer("", withTag(query, signs?.get(tag.toLowerCase()) ?? tag), site);
    made.firstChild.append(element("span", { class: "sg-search-name" }, name), ` ${pages}`);
    made.title = name;
    return made;
  }

  /** The tags that a query keeps to, each with the way out of it. */
  function chosen({ query, meanings, signs }, site) {
    return Array.from(query.matchAll(/(?:^|\s)#([^\s#]+)/g), ([, sign]) => {
      const [tag = sign.toLowerCase()] = [...(signs ?? [])].find(([, one]) => one === sign.toLowerCase()) ?? [];
      const name = meanings?.get(tag) ?? `#${sign}`;
      const made = offer(`${name} ×`, withTag(query, sign), site);
      made.setAttribute("aria-current", "true");
      made.setAttribute("aria-label", word("search.without", { name }));
      made.title = word("search.without", { name });
      return made;
    });
  }

  /** On a phone only some of the filters are shown, and long names are cut, until the reader asks for all. */
  function allOf(filters) {
    if (filters.length <= FILTERS) return "";
    const open = ({ currentTarget }) => currentTarget.setAttribute("aria-expanded", "true");
    const label = word("search.filters");
    return guide.button(`+${filters.length - FILTERS}`, open, { "aria-expanded": "false", "aria-label": label });
  }

  /** The address of a result: with the words to mark there, where the theme marks them. */
  function addressOf({ location, terms = {} }, { base, marks }) {
    const url = new URL(location, base);
    const found = Object.keys(terms).filter((one) => terms[one]);
    if (marks && found.length) url.searchParams.set("h", found.join(" "));
    return url.href;
  }

  /** What the worker wrote as HTML, which is escaped but for its marks. */
  function marked(tag, attributes, html) {
    const made = element(tag, attributes);
    made.innerHTML = html;
    return made;
  }

  /** Say of a result what it is: its kind, and the page that it is on. */
  function about({ label, above = "" }) {
    const kind = label ? [element("span", { class: "sg-search-kind" }, label), " "] : [];
    return label || above ? [element("small", { class: "sg-hit-about" }, ...kind, above)] : [];
  }

  /** Make a result: the heading that matches, where it stands and what it says, and below it more of the same page. */
  function hit(row, site) {
    const text = element("div", { "data-md-score": row.score });
    text.append(marked("strong", { class: "sg-hit-title" }, row.title), ...about(row));
    if (row.text) text.append(marked("div", { class: "sg-hit-says" }, row.text));
    const main = element("a", { href: addressOf(row, site), class: "sg-hit-link", tabindex: "-1" }, text);
    return element("li", { class: "sg-hit" }, main, ...more(row, site));
  }

  function more({ more: others }, site) {
    const links = others.map((other) => {
      const text = element("span", { "data-md-score": "-1" });
      text.append(marked("span", {}, other.title), ...(other.label ? [" ", ...about({ label: other.label })] : []));
      return element("li", {}, element("a", { href: addressOf(other, site), tabindex: "-1" }, text));
    });
    return links.length ? [element("ul", { class: "sg-hit-more" }, ...links)] : [];
  }

  /** Say the answer: what it is of, the answer, and where the notes have it from. */
  function answered({ kind, of, above, name, value, location, line, file, sources }, site) {
    const named = [kind === "term" ? word("search.term") : above, of, name].filter(Boolean).join(" · ");
    const to = (text, href) => link(text, href);
    const from = [
      to(word("search.in", { title: kind === "term" ? word("search.glossary") : of }), addressOf({ location }, site)),
    ];
    if (sources.length) {
      const links = sources.flatMap(([title, address]) => [" ", to(title, address)]);
      from.push(element("span", {}, word("search.source"), ...links));
    }
    if (file) from.push(element("span", {}, word("search.place", { line, file })));
    return [
      element("p", { class: "sg-answer-of" }, named),
      element("p", { class: "sg-answer-value" }, value),
      element("p", { class: "sg-answer-from" }, ...from),
    ];
  }

  /** Say how many pages were found, in the theme's words; of more than are listed, how many there are. */
  function counted({ query, rows, listed = rows.length, whole, total }, translations) {
    if (whole === false) return word("search.loading"); // more may come
    if (whole && total > listed) return word("search.best_of", { shown: listed, all: total });
    const key = !query.trim() ? "placeholder" : listed === 0 ? "none" : listed === 1 ? "one" : "other";
    return (translations[["search", "result", key].join(".")] ?? "").replace(
      "#",
      listed.toLocaleString(guide.language.tag),
    );
  }

  /** Down leads to what was meant, then to the results; what stands above them is reached by Up from the first result. Enter
   * opens the first. While they are looked for, both wait, and lead nowhere else. Returns what is told of results. */
  function listenToKeys(dialog, input, shown, site) {
    let waiting = "";
    const hits = () => shown.hits.querySelectorAll("a");
    const isFound = () => site.found?.query === input.value && (site.found.whole || hits().length > 0);
    const act = (key) => {
      const [first] = hits();
      const next = (key === "ArrowDown" && shown.help.querySelector(".sg-search-meant a")) || first;
      if (key === "Enter") first?.click();
      else next?.focus();
    };
    const claim = (event) => {
      event.preventDefault();
      event.stopPropagation(); // the theme leads to any link
    };
    dialog.addEventListener("keydown", (event) => {
      if (event.target === input) waiting = "";
      const isLeading = event.key === "ArrowDown" || event.key === "Enter";
      if (!isLeading || event.isComposing || !input.value.trim()) return;
      if (event.target === input) {
        claim(event);
        if (isFound()) act(event.key);
        else waiting = event.key;
      } else if (event.key === "ArrowDown" && event.target.matches(".sg-search-meant a")) {
        claim(event);
        hits()[0]?.focus();
      }
    });
    return () => {
      if (!waiting || !isFound()) return;
      act(waiting);
      waiting = "";
    };
  }

  /** Have the worker begin when the search opens, and show what it says. */
  function listenToWorker(worker, input, shown, more, started) {
    const open = () => worker.postMessage({ type: 4, data: { sparing: Boolean(navigator.connection?.saveData) } });
    worker.addEventListener("message", ({ data: { type, data } }) => {
      if (type === 6) started(data);
      if (type === 5 && data.query === input.value) shown(data);
      if (type === 7 && data.query === input.value) more(data.rows);
    });
    input.addEventListener("focus", open);
    if (document.activeElement === input || input.value) open();
  }

  /** Make the address of a page: from a folder, files have their whole names. */
  function placesFrom(base) {
    const root = new URL(base.replace(/\/?$/, "/"), location.href);
    const inFolder = (page) => (page === "glossary" ? "glossary.html" : `${page}/index.html`);
    return (page) => new URL(location.protocol === "file:" ? inFolder(page) : `${page}/`, root).href;
  }

  /** Put our parts in the place of Material's: how many, the answer, what to try, the results. */
  function placed(result) {
    const shown = {
      count: element("div", { class: "sg-search-count", role: "status" }),
      answer: element("div", { class: "sg-answer", role: "status", hidden: true }),
      help: element("div", { class: "sg-search-help", hidden: true }),
      hits: element("ol", { class: "sg-hits" }),
      best: element("p", { class: "sg-search-best", hidden: true }),
    };
    result.classList.add("sg-search-ours"); // hides Material's
    result.firstElementChild.after(...Object.values(shown));
    return shown;
  }

  /** Show what the worker found. What is listed already stays where it is. */
  function show(found, shown, site) {
    const { rows, listed = rows.length, answer, again, whole, total } = found;
    const isKept = Boolean(site.found?.kept);
    const isSame = isKept && found.query === site.found.query && isBegin(rows, site.found.rows);
    shown.count.textContent = counted(found, site.translations);
    shown.answer.replaceChildren(...(answer ? answered(answer, site) : []));
    shown.answer.hidden = !answer;
    shown.help.replaceChildren(...lines(found, site));
    shown.help.hidden = !shown.help.childElementCount;
    shown.best.hidden = !whole || total <= listed;
    shown.best.textContent = shown.best.hidden ? "" : word("search.best", { shown: listed, all: total });
    if (isSame) return; // as remembered, to the last row
    const kept = again && !isKept ? shown.hits.childElementCount : 0;
    const made = rows.slice(kept).map((row) => hit(row, site));
    if (kept) shown.hits.append(...made);
    else shown.hits.replaceChildren(...made);
    site.found = found;
  }

  /** Whether some rows are those that others begin with. */
  const isBegin = (rows, others) => rows.every(({ location: place }, at) => place === others[at]?.location);

  /** List more rows of what is shown, unless they were remembered. */
  function showMore(rows, shown, site) {
    const known = new Set(site.found.rows.map(({ page }) => page));
    const fresh = rows.filter(({ page }) => !known.has(page));
    shown.hits.append(...fresh.map((row) => hit(row, site)));
    site.found = { ...site.found, rows: [...site.found.rows, ...fresh] };
  }

  /** What is shown, as text can keep it; and what was kept. */
  const packed = ({ meanings = [], signs = [], ...found }) => ({
    ...found,
    meanings: [...meanings],
    signs: [...signs],
  });
  const unpacked = ({ meanings, signs, ...found }) => ({
    ...found,
    meanings: new Map(meanings),
    signs: new Map(signs),
    kept: true,
    again: false,
  });

  /** Say that the search goes on, and leave nothing of what was found for other words. */
  function wait(shown) {
    shown.count.textContent = word("search.loading");
    shown.answer.hidden = shown.help.hidden = shown.best.hidden = true;
    shown.hits.replaceChildren();
  }

  /** Have what comes without a key searched as well: by a menu's paste, by voice, by dragging. Material listens to keys. */
  function listenToWords(input, shown, site) {
    let late;
    const isOpen = () => input.value.trim() && site.found?.query !== input.value;
    const typed = () => {
      if (!shown.hits.childElementCount && input.value.trim()) shown.count.textContent = word("search.loading");
      clearTimeout(late);
      late = setTimeout(() => isOpen() && wait(shown), LATE);
      input.dispatchEvent(new KeyboardEvent("keyup"));
    };
    input.addEventListener("input", typed);
    if (input.value) typed(); // words that came before this script
  }

  /** Show what was remembered, or what can be asked, and then what the worker says. */
  function listen(input, shown, site, settle) {
    const begin = () => input.value.trim() || show({ query: "", rows: [], tags: [] }, shown, site);
    const take = (found) => {
      // What is remembered stays until all texts have been looked through.
      if (site.found?.kept && site.found.query === found.query && !found.whole) return;
      show(found, shown, site);
      site.lead();
      if (found.whole && !(found.listed > found.rows.length)) settle();
    };
    const more = (rows) => {
      showMore(rows, shown, site);
      settle();
    };
    const started = (start) => {
      site.start = start;
      begin();
    };
    listenToWorker(guide.worker, input, take, more, started);
    begin();
    const remembered = guide.search.back.remembered();
    if (!remembered) return;
    show(unpacked(remembered), shown, site);
    settle();
  }

  function mount(dialog) {
    const input = dialog.querySelector("[data-md-component=search-query]");
    const result = dialog.querySelector("[data-md-component=search-result]");
    const config = JSON.parse(document.getElementById("__config").textContent);
    if (!input || !result || !guide.worker || !config.search.includes("search-worker.js")) return;
    const site = {
      ask: asker(input),
      placeOf: placesFrom(config.base),
      base: new URL(config.base.replace(/\/?$/, "/"), location.href),
      marks: config.features.includes("search.highlight"),
      translations: config.translations,
      start: {}, // what can be asked, and where to propose what is missing: known when the names are
    };
    const shown = placed(result);
    const isInstant = config.features.includes("navigation.instant") && location.protocol !== "file:";
    const found = () => site.found && packed(site.found);
    const { settle } = guide.search.back.mount(dialog, input, shown.hits, { isInstant, found });
    site.lead = listenToKeys(dialog, input, shown, site);
    listen(input, shown, site, settle);
    listenToWords(input, shown, site);
  }

  (guide.search ??= {}).box = { withTag, counted, mount };
})((globalThis.studyguide ??= {}));
