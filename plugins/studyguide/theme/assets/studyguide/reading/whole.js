/* The whole guide on one page: what is looked at is laid out, and all of it before it is printed or searched by a key. The
 * rest follows while nothing else happens, for browsers search pages without saying so. Until then a part is held as text.
 * With `?chapter=` in the address only that chapter is there, to be printed alone. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const NEAR = "1200px"; // a screen or two: time to read what comes before a reader who scrolls is there
  const REST = 2000; // milliseconds after the page is loaded: what it is opened for comes first
  const SPARE = 20; // milliseconds that an idle moment must have left: about what a long part takes
  const LATE = 3000; // milliseconds without such a moment, after which a part comes all the same
  const EXPLAINED = ":is(.sg-term, .sg-link)[title], a.footnote-ref";
  const explained = new WeakSet();
  let filled = 0;
  const waiting = () => [...document.querySelectorAll(".sg-print-part:has(> noscript)")];

  /** Make of a part's text what it says, with what the theme and our own parts add to a page that is opened. */
  function fill(part) {
    const kept = part.querySelector(":scope > noscript");
    if (!kept) return;
    const { body } = new DOMParser().parseFromString(kept.textContent, "text/html");
    kept.replaceWith(...document.adoptNode(body).childNodes);
    for (const table of part.querySelectorAll("table:not([class])")) wrap(table);
    guide.mountParts(part);
    if (part.querySelector(EXPLAINED)) explain(part);
  }

  /** Let what is wider than its place be scrolled; material/repairs.js lets keys into it. */
  function wrap(table) {
    const inner = element("div", { class: "md-typeset__table" });
    table.replaceWith(element("div", { class: "md-typeset__scrollwrap" }, inner));
    inner.append(table);
  }

  function explain(part) {
    const article = part.closest("article");
    if (!explained.has(article)) guide.mountParts(article.parentElement); // it may have had no term before
    explained.add(article);
    guide.part("reading/terms").then(({ describe }) => describe(part, `${++filled}-`), console.warn);
  }

  const fillAll = () => waiting().forEach(fill);

  /** Fill one part after another when the page has nothing else to do. */
  function fillAtRest(signal) {
    const parts = waiting();
    const idle = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, SPARE * 10)); // Safari has none
    function next(moment) {
      if (signal.aborted || !parts.length) return;
      if (!moment || moment.didTimeout || moment.timeRemaining() > SPARE) fill(parts.shift());
      idle(next, { timeout: LATE });
    }
    const begin = () => setTimeout(() => idle(next, { timeout: LATE }), REST);
    if (document.readyState === "complete") begin();
    else addEventListener("load", begin, { once: true, signal });
  }

  /** Fill the part that has a place, and go there. */
  function goTo(hash) {
    const id = decoded(hash.slice(1));
    if (!id || document.getElementById(id)) return;
    const named = ` id="${id.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`;
    const part = waiting().find((one) => one.textContent.includes(named));
    if (!part) return;
    fill(part);
    document.getElementById(id)?.scrollIntoView();
  }

  /** A name from raw HTML may hold a lone percent sign. */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** Leave nothing but a chapter, its sections and the answers to their questions. */
  function narrow(contents, anchor) {
    const entry = contents.querySelector(`a[href="#${CSS.escape(anchor)}"]`)?.closest("[data-sg-number]");
    const number = entry?.dataset.sgNumber;
    if (!number) return;
    const within = (one) => `${one}.`.startsWith(`${number}.`);
    const [top] = number.split(".");
    for (const part of document.querySelectorAll(".sg-print-part")) {
      if (part.dataset.sgNumber === top) fill(part);
      else part.remove();
    }
    for (const one of document.querySelectorAll("li[data-sg-number], .sg-print-section[data-sg-number]"))
      if (!within(one.dataset.sgNumber)) one.remove();
    for (const answer of document.querySelectorAll(".sg-answer"))
      if (!document.getElementById(decoded(answer.querySelector("a").hash.slice(1)))) answer.remove();
    for (const one of document.querySelectorAll(".sg-answers:not(:has(.sg-answer)), li:has(> [href='#answers.'])"))
      if (!document.querySelector(".sg-answer")) one.remove();
    document.title = entry.querySelector("a").textContent;
    printTogether(contents.parentElement);
  }

  /** Have a chapter that is printed alone begin below its contents, on the same kind of sheet, with its diagrams. */
  function printTogether(article) {
    article.dataset.sgAlone = "";
    const { page } = article.querySelector(".sg-print-section").style;
    article.append(element("style", {}, `body { page: ${page} }`));
    const charts = article.querySelector("pre.sg-diagram") && guide.part("reading/diagrams").then(({ all }) => all());
    const drawn = Promise.resolve(charts).catch(console.warn);
    for (const one of article.querySelectorAll("[data-sg-when]")) one.hidden = one.dataset.sgWhen === "whole";
    article.querySelector('[data-sg-when="alone"] > button').onclick = () => drawn.then(() => print());
  }

  function mount(contents, here) {
    const signal = guide.life(contents);
    const chapter = here.searchParams.get("chapter");
    contents.parentElement.querySelector('[data-sg-when="whole"] > button').onclick = () => print();
    if (chapter) narrow(contents, chapter);
    addEventListener("beforeprint", fillAll, { signal });
    // Printing and searching begin with such a key; a browser does not say that it is searched.
    addEventListener("keydown", (event) => (event.ctrlKey || event.metaKey || event.key === "F3") && fillAll(), {
      signal,
    });
    addEventListener("hashchange", () => goTo(location.hash), { signal });
    contents.addEventListener("click", ({ target }) => target.hash && goTo(target.hash));
    goTo(here.hash);
    fillAtRest(signal);
    const observer = new IntersectionObserver(
      (seen) => {
        for (const { isIntersecting, target } of seen) if (isIntersecting) fill(target);
      },
      { rootMargin: NEAR },
    );
    for (const part of waiting()) observer.observe(part);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  (guide.reading ??= {}).whole = { mount };
})((globalThis.studyguide ??= {}));
