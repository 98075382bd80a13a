/* Turns the page to practise on into what to do today, quiz, flashcards, exam and progress. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word, rtl } = guide.language;
  const { open: read } = guide.practice.items;
  const { printed } = guide.practice.print;

  /** The tabs, and the part that fills each. */
  const MODES = {
    today: "practice/today",
    quiz: "practice/quiz",
    cards: "practice/cards",
    exam: "practice/exam",
    progress: "practice/readiness",
  };

  /** Keep the mode and its scope in the address, so that it can be linked: ?mode=quiz&scope=tag:D1 */
  function addressOf(mode, scope) {
    const url = new URL(location.href);
    for (const name of ["mode", "scope", "begin", "quiz"]) url.searchParams.delete(name);
    if (mode !== "today") url.searchParams.set("mode", mode);
    if (scope && scope !== "all") url.searchParams.set("scope", scope);
    url.hash = "";
    return url;
  }

  const remember = (mode, scope) => guide.address(addressOf(mode, scope));

  /** Which mode an address asks for, and whether to begin at once: ?mode=quiz&scope=section:s3&begin, or &begin=all with
   * every question of the scope; or the quiz to go on with, ?mode=quiz&quiz=… */
  function wanted(url, modes) {
    const mode = url.searchParams.get("mode");
    if (!modes.includes(mode)) return { mode: "today", scope: "", begin: false };
    const begin = url.searchParams.get("quiz") || url.searchParams.get("begin") || url.searchParams.has("begin");
    return { mode, scope: url.searchParams.get("scope") || "", begin };
  }

  /** Make a tab and its panel for each mode. */
  function tabsOf(workplace, modes) {
    return modes.map((mode) => {
      const named = { role: "tab", id: `sg-tab-${mode}`, "aria-controls": `sg-panel-${mode}` };
      const tab = button(word(`practice.${mode}`), () => {}, named);
      const panel = element("div", {
        class: "sg-panel",
        id: `sg-panel-${mode}`,
        role: "tabpanel",
        "aria-labelledby": tab.id,
      });
      workplace.append(panel);
      return { mode, tab, panel };
    });
  }

  /** Show a mode's panel and fill it; its script may still be on its way, and the reader elsewhere when it comes. */
  function opener(app, entries, choices) {
    return async (mode, scope, given) => {
      const asked = {};
      app.latest = asked;
      for (const { mode: other, tab, panel } of entries) {
        tab.setAttribute("aria-selected", String(other === mode));
        tab.tabIndex = other === mode ? 0 : -1;
        panel.hidden = other !== mode;
        panel.replaceChildren();
      }
      choices.hidden = mode !== "today";
      const { panel } = entries.find((entry) => entry.mode === mode);
      const found = await guide.part(MODES[mode]).catch(() => null);
      if (app.latest !== asked || !panel.isConnected) return;
      if (found) await found.mount(app, panel, scope, given);
      else panel.replaceChildren(element("p", { role: "alert" }, word("practice.lost")));
    };
  }

  /** Have the tabs answer to the pointer and to arrows. */
  function barOf(entries, open) {
    const bar = element(
      "div",
      { class: "sg-modes sg-no-print", role: "tablist", "aria-label": word("practice.ways") },
      ...entries.map(({ tab }) => tab),
    );
    const choose = (n, focus) => {
      const entry = entries[(n + entries.length) % entries.length];
      open(entry.mode, "");
      if (focus) entry.tab.focus();
    };
    const at = (event) => entries.findIndex(({ tab }) => tab === event.target);
    bar.addEventListener("click", (event) => at(event) >= 0 && choose(at(event), false));
    bar.addEventListener("keydown", (event) => {
      const n = at(event);
      const on = rtl ? -1 : 1;
      const to = { ArrowRight: n + on, ArrowLeft: n - on, Home: 0, End: entries.length - 1 }[event.key];
      if (n < 0 || to === undefined) return;
      event.preventDefault();
      choose(to, true);
    });
    return bar;
  }

  /** Lead from a domain, a task or a section to a quiz about it; the address can be opened elsewhere, too. */
  function follow(choices, open) {
    for (const link of choices.querySelectorAll("[data-sg-scope]")) {
      const scope = link.dataset.sgScope;
      link.href = addressOf("quiz", scope).href;
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        open("quiz", scope).then(() => document.querySelector("#sg-panel-quiz :is(select, button)")?.focus());
      });
    }
  }

  /** Questions stood on this page once; addresses of them lead to the list. */
  function moved(practice, app) {
    const name = decodeURIComponent(location.hash.slice(1));
    if (!name || document.getElementById(name) || !app.questions.some(({ id }) => id === name)) return false;
    location.replace(new URL(practice.dataset.sgList + location.hash, document.baseURI));
    return true;
  }

  function mount(practice, here) {
    const app = Object.assign(read(practice), { remember });
    if (moved(practice, app)) return;
    app.store.watch(() => practice.prepend(element("p", { role: "alert" }, word("practice.forgets"))));
    const modes = Object.keys(MODES).filter((mode) => mode !== "exam" || app.data.exam);
    const workplace = practice.querySelector("[data-sg-workplace]");
    workplace.replaceChildren();
    const entries = tabsOf(workplace, modes);
    const show = opener(app, entries, practice.querySelector("[data-sg-choices]"));
    app.open = (mode, scope, given) => {
      remember(mode, scope);
      return show(mode, scope, given);
    };
    app.ask = (ids, about) => app.open("quiz", "", { ids, about });
    workplace.prepend(barOf(entries, app.open));
    follow(practice.querySelector("[data-sg-choices]"), app.open);
    printed(practice, app);
    const { mode, scope, begin } = wanted(here, modes);
    if (begin) remember(mode, scope); // a reload goes on with it
    app.arriving = true; // what was under way takes the focus, so that keys go on with it; not when a tab is looked into
    show(mode, scope, begin || undefined).finally(() => {
      app.arriving = false;
    });
  }

  (guide.practice ??= {}).page = { wanted, mount };
})((globalThis.studyguide ??= {}));
