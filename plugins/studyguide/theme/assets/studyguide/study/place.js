/* Where the reader is in a section: kept in this browser, so that the home page leads back to it. */
(function (guide) {
  "use strict";

  const { records } = guide;

  const PAUSE = 1000; // milliseconds between two looks at the same scrolling
  const KEPT = 400; // places; a reader's own guide has fewer sections than that, and a record takes 150 bytes

  /** The heading that the reader has passed last, and how much of the text is above the window's lower edge. */
  function place(article, after) {
    const passed = [...article.querySelectorAll(":is(h2, h3)[id]")].filter(
      (heading) => heading.getBoundingClientRect().top < innerHeight / 3 && !after.contains(heading),
    );
    const { top } = article.getBoundingClientRect();
    const end = article.querySelector(":scope > .footnote") ?? after; // nobody reads the notes to their end
    const length = end.getBoundingClientRect().top - top;
    const share = length > 0 ? Math.min(1, Math.max(0, (innerHeight - top) / length)) : 1;
    return { anchor: passed.at(-1)?.id ?? "", share };
  }

  /** Keep the newest; one whose end was seen stays so. */
  function add(places, id, entry) {
    const before = records.own(places, id);
    const all = { ...places, [id]: { ...entry, end: entry.end || Boolean(before?.end) } };
    const names = Object.keys(all).sort((a, b) => (all[b].at || 0) - (all[a].at || 0));
    return Object.fromEntries(names.slice(0, KEPT).map((name) => [name, all[name]]));
  }

  /** Put what the reader's plan says to read next below his marks; who follows none is led by the first plan. */
  function leadOn(article, after) {
    const steps = [...after.querySelectorAll(":scope > [data-sg-follows]")];
    const { id } = records.here().get("plan");
    const mine = steps.find(({ dataset }) => !id || dataset.sgFollows === id);
    for (const step of steps) step.remove();
    if (mine) article.querySelector(".sg-knowing")?.append(mine);
  }

  function mount(after, page) {
    const url = records.pathOf(page);
    const article = after.parentElement;
    leadOn(article, after);
    // A plan is looked into, not read; going on there would say nothing.
    if (url === null || article.querySelector("[data-sg-plan]")) return;
    const { sgMarks: id, sgName: title } = after.dataset;
    const keep = () => {
      if (!after.isConnected) return;
      const { anchor, share } = place(article, after);
      const store = records.here();
      const entry = { url, title, anchor, share: Math.round(share * 100) / 100, end: share === 1, at: Date.now() };
      store.set("places", add(store.get("places"), id, entry));
    };
    let waiting = 0;
    const soon = () => {
      if (!waiting)
        waiting = setTimeout(() => {
          waiting = 0;
          keep();
        }, PAUSE);
    };
    const signal = guide.life(after);
    addEventListener("scroll", soon, { passive: true, signal });
    addEventListener("pagehide", keep, { signal });
    const first = setTimeout(() => document.hidden || keep(), PAUSE);
    signal.addEventListener("abort", () => clearTimeout(first));
  }

  (guide.study ??= {}).place = { place, add, mount };
})((globalThis.studyguide ??= {}));
