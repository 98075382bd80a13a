/* Beside Material's search: starts the worker's work when the search opens, says what was found, and offers what to try. */
(function () {
  "use strict";

  /** Replace the words of the query by others; keep the tags. */
  function withTag(query, tag) {
    const has = query.toLowerCase().split(/\s+/).includes(`#${tag.toLowerCase()}`);
    return has ? query.split(/\s+/).filter((word) => word.toLowerCase() !== `#${tag.toLowerCase()}`).join(" ") : `${query.trim()} #${tag}`;
  }

  /** Words of the last part of a path: what a reader looked for at an address that is not there. */
  function wordsOf(path) {
    const last = path.replace(/(?:\/index)?(?:\.html)?\/*$/, "").split("/").pop();
    try {
      return decodeURIComponent(last).split(/[\s_-]+/).filter(Boolean).join(" ");
    } catch {
      return "";
    }
  }

  if (typeof module !== "undefined" && module.exports) {
    module.exports = { withTag, wordsOf };
    return;
  }

  const input = document.querySelector("[data-md-component=search-query]");
  const result = document.querySelector("[data-md-component=search-result]");
  const config = JSON.parse(document.getElementById("__config").textContent);
  if (!input || !result || !config.search.includes("search-worker.js")) return;

  const worker = new URL(config.search, location.href).href;
  const root = new URL(config.base.replace(/\/?$/, "/"), location.href);
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(`studyguide-search ${worker}`) : null;

  const meta = result.firstElementChild;
  meta.setAttribute("role", "status");
  const help = document.createElement("div");
  help.className = "sg-search-help";
  help.hidden = true;
  meta.after(help);
  result.closest("[role=dialog]").setAttribute("aria-label", "Search");

  const open = () => channel && channel.postMessage("open");
  input.addEventListener("focus", open);
  if (document.activeElement === input) open();

  // Material listens to keys only; words also come by a menu's paste, by voice and by dragging.
  input.addEventListener("input", () => input.dispatchEvent(new KeyboardEvent("keyup")));

  // Down leads to what was meant, then to the results. The tags stand between, and are reached by Up from the first result.
  result.closest("[role=dialog]").addEventListener("keydown", (event) => {
    const meant = help.querySelector(".sg-search-meant a");
    if (event.key !== "ArrowDown" || (event.target !== input && event.target !== meant)) return;
    const next = (event.target === input && meant) || result.querySelector(".md-search-result__item [href]");
    if (help.hidden || !next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  });

  function ask(query) {
    input.value = query;
    input.focus();
    input.dispatchEvent(new KeyboardEvent("keyup"));
  }

  /** Make a link that Material's arrow keys reach; its score keeps Enter from preferring it to a result. */
  function link(text, href, chosen) {
    const a = document.createElement("a");
    const label = document.createElement("span");
    label.textContent = text;
    label.dataset.mdScore = "-1";
    a.append(label);
    a.href = href;
    a.className = "sg-search-link";
    if (chosen)
      a.addEventListener("click", (event) => {
        event.preventDefault();
        event.stopPropagation(); // Material closes the search at a click on a link
        chosen();
      });
    return a;
  }

  const asking = (query) => {
    const url = new URL(location.href);
    url.searchParams.set("q", query);
    return url.href;
  };

  function line(...parts) {
    const p = document.createElement("p");
    p.append(...parts);
    return p;
  }

  function show({ query, count, total, suggestion, tags }) {
    if (query !== input.value) return;
    help.replaceChildren();
    if (suggestion) {
      const meant = line("Did you mean: ", link(suggestion, asking(suggestion), () => ask(suggestion)));
      meant.className = "sg-search-meant";
      help.append(meant);
    }
    if (tags.length) {
      const chips = tags.map(([tag, pages]) => {
        const query = withTag(input.value, tag);
        return link(`${tag} ${pages}`, asking(query), () => ask(query));
      });
      help.append(line("Only: ", ...chips));
    }
    const chosen = (query.match(/(?:^|\s)#[^\s#]+/g) || []).map((tag) => tag.trim().slice(1));
    if (chosen.length) help.append(line("Without: ", ...chosen.map((tag) => link(`#${tag}`, asking(withTag(query, tag)), () => ask(withTag(query, tag))))));
    if (!count && query.trim()) {
      const places = { glossary: "glossary", tags: "tags", compare: "comparisons" };
      const links = Object.entries(places).flatMap(([page, name]) => [link(name, placeOf(page)), " "]);
      help.append(line("Try fewer words, or an acronym written out. Or look in: ", ...links));
    }
    if (total > count) help.append(line(`These are the best ${count} of ${total} pages. Another word, or a tag, tells them apart.`));
    help.hidden = !help.childElementCount;
  }

  function offer(missing) {
    const words = wordsOf(location.pathname);
    if (!words || words === "404") return;
    const a = document.createElement("a");
    a.href = asking(words);
    a.textContent = `Search for “${words}”`;
    a.addEventListener("click", (event) => {
      event.preventDefault();
      ask(words);
    });
    missing.append(a);
    missing.hidden = false;
  }
  document.querySelectorAll("[data-sg-missing]").forEach(offer);

  const placeOf = (page) => new URL(location.protocol === "file:" ? (page === "glossary" ? "glossary.html" : `${page}/index.html`) : `${page}/`, root).href;

  if (channel) channel.onmessage = ({ data }) => data.query !== undefined && show(data);
  addEventListener("studyguide-search", ({ detail }) => show(detail));
})();
