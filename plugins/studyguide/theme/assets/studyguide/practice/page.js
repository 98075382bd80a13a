/* Turns the list of questions into quiz, flashcards, exam and progress. The list stays as it is, behind a tab. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word, rtl } = guide.language;
  const { open: read } = guide.practice.items;

  /** The tabs, and the part that fills each. The list is there already. */
  const MODES = {
    list: {},
    quiz: { part: "practice/quiz" },
    cards: { part: "practice/cards" },
    exam: { part: "practice/exam" },
    progress: { part: "practice/readiness" },
  };

  /** Keep the mode and its scope in the address, so that it can be linked: ?mode=quiz&scope=tag:D1 */
  function remember(mode, scope) {
    const url = new URL(location.href);
    url.searchParams.delete("scope");
    url.searchParams.set("mode", mode);
    if (scope && scope !== "all") url.searchParams.set("scope", scope);
    if (mode === "list") url.searchParams.delete("mode");
    else url.hash = "";
    guide.address(url);
  }

  /** Which mode an address asks for; a link to a question or a chapter asks for the list. */
  function wanted(url, modes) {
    const mode = url.searchParams.get("mode");
    if (url.hash.length > 1 || !modes.includes(mode)) return { mode: "list", scope: "" };
    return { mode, scope: url.searchParams.get("scope") || "" };
  }

  /** Make a tab and its panel for each mode, the list's own among them. */
  function tabsOf(practice, modes) {
    const list = practice.querySelector(".sg-questions");
    return modes.map((mode) => {
      const tab = button(word(`practice.${mode}`), () => {}, {
        role: "tab",
        id: `sg-tab-${mode}`,
        "aria-controls": `sg-panel-${mode}`,
      });
      const panel = mode === "list" ? list : element("div");
      for (const [name, value] of Object.entries({
        id: `sg-panel-${mode}`,
        role: "tabpanel",
        "aria-labelledby": tab.id,
      }))
        panel.setAttribute(name, value);
      panel.classList.add("sg-panel");
      if (mode !== "list") list.before(panel);
      return { mode, tab, panel };
    });
  }

  /** Show a mode's panel and fill it; its script may still be on its way, and the reader elsewhere when it comes. */
  function opener(app, entries) {
    let latest;
    return async (mode, scope, some) => {
      const asked = {};
      latest = asked;
      for (const { mode: other, tab, panel } of entries) {
        tab.setAttribute("aria-selected", String(other === mode));
        tab.tabIndex = other === mode ? 0 : -1;
        panel.hidden = other !== mode;
        if (other !== "list") panel.replaceChildren();
      }
      if (mode === "list") return;
      const { panel } = entries.find((entry) => entry.mode === mode);
      const part = await guide.part(MODES[mode].part).catch(() => null);
      if (latest !== asked || !panel.isConnected) return;
      if (part) part.mount(app, panel, scope, some);
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
      remember(entry.mode, "");
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

  /** What the fragment names, or null. */
  function targetIn(practice) {
    try {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      return practice.contains(target) ? target : null;
    } catch {
      return null; // a fragment that nobody encoded
    }
  }

  function mount(practice, here) {
    const app = { ...read(practice), remember };
    app.store.watch(() => practice.prepend(element("p", { role: "alert" }, word("practice.forgets"))));
    const modes = Object.keys(MODES).filter((mode) => mode !== "exam" || app.data.exam);
    for (const { part } of modes.map((mode) => MODES[mode])) if (part) guide.part(part).catch(() => {}); // said when its tab is opened
    const entries = tabsOf(practice, modes);
    const open = opener(app, entries);
    practice.prepend(barOf(entries, open));
    const follow = () => {
      const target = targetIn(practice);
      if (!target) return;
      open("list", "");
      if (target.matches("details")) target.open = true;
      target.scrollIntoView();
    };
    addEventListener("hashchange", follow, { signal: guide.life(practice) });
    app.ask = (questions) => {
      remember("quiz", "");
      open("quiz", "", questions);
    };
    const { mode, scope } = wanted(here, modes);
    app.arriving = true; // what was under way takes the focus, so that keys go on with it; not when a tab is looked into
    open(mode, scope).finally(() => {
      app.arriving = false;
    });
    follow();
  }

  (guide.practice ??= {}).page = { wanted, mount };
})((globalThis.studyguide ??= {}));
