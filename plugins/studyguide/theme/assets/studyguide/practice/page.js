/* Turns the page to practise on into what to do today, quiz, flashcards, exam and progress. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word, rtl } = guide.language;
  const { open: read } = guide.practice.items;
  const { printed } = guide.practice.print;
  const { addressOf, places, wanted } = guide.practice.back;

  /** The tabs, and the part that fills each. */
  const MODES = {
    today: "practice/today",
    quiz: "practice/quiz",
    cards: "practice/cards",
    exam: "practice/exam",
    progress: "practice/readiness",
  };

  const BACK = false; // given to a tab that the reader came back to: nothing goes on by itself there

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
    const app = read(practice);
    if (moved(practice, app)) return;
    app.store.watch(() => practice.prepend(element("p", { role: "alert" }, word("practice.forgets"))));
    const modes = Object.keys(MODES).filter((mode) => mode !== "exam" || app.data.exam);
    const workplace = practice.querySelector("[data-sg-workplace]");
    workplace.replaceChildren();
    const entries = tabsOf(workplace, modes);
    const show = opener(app, entries, practice.querySelector("[data-sg-choices]"));
    const selected = () => entries.find(({ tab }) => tab.ariaSelected === "true").tab;
    // What was under way takes the focus, so that keys go on with it; not when a tab is looked into.
    const arrive = (mode, scope, given) => {
      app.arriving = true;
      return show(mode, scope, given).finally(() => {
        app.arriving = false;
      });
    };
    const way = places(practice, (address, isRunning) => {
      const { mode, scope, begin } = wanted(address, modes);
      const coming = isRunning ? arrive(mode, scope, begin) : show(mode, scope, BACK);
      return coming.then(() => document.activeElement === document.body && selected().focus({ preventScroll: true }));
    });
    Object.assign(app, { remember: way.remember, runs: way.run, start: show });
    app.open = async (mode, scope, given) => {
      await way.leave();
      app.remember(mode, scope);
      return show(mode, scope, given);
    };
    app.ask = (ids, about) => app.start("quiz", "", { ids, about });
    workplace.prepend(barOf(entries, app.open));
    follow(practice.querySelector("[data-sg-choices]"), app.open);
    printed(practice, app);
    const { mode, scope, begin } = wanted(here, modes);
    if (begin && !here.searchParams.has("run")) app.remember(mode, scope); // what runs takes its own place
    arrive(mode, scope, begin || undefined);
  }

  (guide.practice ??= {}).page = { mount };
})((globalThis.studyguide ??= {}));
