/* The whole guide on one page: what is looked at is laid out, and all of it before it is printed or searched. Until then a
 * browser holds it as text. With `?chapter=` in the address only that chapter is there, to be printed alone. */
(function (guide) {
  "use strict";

  const NEAR = "1200px"; // a screen or two: time to read what comes before a reader who scrolls is there
  const waiting = () => [...document.querySelectorAll(".sg-print-part:has(> noscript)")];

  /** Make of a part's text what it says. */
  function fill(part) {
    const kept = part.querySelector(":scope > noscript");
    if (!kept) return;
    const { body } = new DOMParser().parseFromString(kept.textContent, "text/html");
    kept.replaceWith(...document.adoptNode(body).childNodes);
    requestAnimationFrame(() => letKeysInto(part));
    const diagrams = part.querySelectorAll("pre.sg-diagram");
    if (diagrams.length) draw(diagrams);
  }

  /** What is wider than its place can be scrolled by keys, as the theme lets it elsewhere. */
  function letKeysInto(part) {
    const wide = [...part.querySelectorAll("table:not([class])")].filter((one) => one.scrollWidth > one.clientWidth);
    for (const table of wide) table.tabIndex = 0;
  }

  async function draw(diagrams) {
    const { mount: wait } = await guide.part("reading/diagrams");
    for (const one of diagrams) wait(one);
  }

  const fillAll = () => waiting().forEach(fill);

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
    document.querySelector("[data-sg-whole-guide]").hidden = false;
  }

  function mount(contents, here) {
    const signal = guide.life(contents);
    const chapter = here.searchParams.get("chapter");
    if (chapter) narrow(contents, chapter);
    addEventListener("beforeprint", fillAll, { signal });
    // Printing and searching begin with such a key; a browser does not say that it is searched.
    addEventListener("keydown", (event) => (event.ctrlKey || event.metaKey || event.key === "F3") && fillAll(), {
      signal,
    });
    addEventListener("hashchange", () => goTo(location.hash), { signal });
    contents.addEventListener("click", ({ target }) => target.hash && goTo(target.hash));
    goTo(here.hash);
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
