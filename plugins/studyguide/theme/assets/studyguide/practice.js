/* Turns the list of questions into quiz, flashcards, exam and progress. The list stays as it is, behind a tab. */
(function (root) {
  "use strict";

  const guide = root.studyguide;
  const PARTS = ["progress", "practice-core", "practice-fsrs", "practice-question", "practice-quiz", "practice-cards", "practice-exam", "practice-progress"];
  const MODES = { list: "All questions", quiz: "Quiz", cards: "Flashcards", exam: "Exam", progress: "Progress" };

  /** Read the page's data and give numbers their meaning. */
  function read(data, find) {
    const tagsOf = (numbers) => numbers.map((n) => data.tags[n]);
    const sections = data.sections.map(([id, title, url, chapter, tags, hash, isChapter]) => ({ id, title, url, chapter: data.chapters[chapter], tags: tagsOf(tags), hash, isChapter: Boolean(isChapter) }));
    const questions = data.questions.flatMap(([id, section, tags, anchor, sentence]) => {
      const details = find(id);
      return details ? [{ id, section, tags: tagsOf(tags), anchor, sentence, details }] : [];
    });
    const cards = data.cards.map(([id, front, back, section, anchor]) => ({ id, front, back, section, anchor, tags: sections[section].tags }));
    return { sections, questions, cards };
  }

  function app(element) {
    const data = JSON.parse(document.getElementById("sg-practice-data").content.textContent);
    const list = element.querySelector(".sg-questions");
    const found = read(data, (id) => list.querySelector(`[data-sg-question="${CSS.escape(id)}"]`));
    for (const question of found.questions) {
      question.prompt = question.details.querySelector("summary").textContent.trim();
      question.right = guide["practice-question"].rightOf(question.details);
    }
    const asked = found.questions.map((question) => ({ id: question.id, front: question.prompt, section: question.section, tags: question.tags, question }));
    const live = guide.progress.element("p", { class: "sg-live", role: "status" });
    element.append(live);
    const { store } = guide.progress;
    if (!store.set("answers", store.get("answers"))) {
      element.prepend(guide.progress.element("p", { role: "note" }, "This browser keeps nothing for this page: answers and marks are forgotten when you leave it."));
    }
    const made = {
      data: { ...data, sections: found.sections },
      sections: found.sections,
      questions: found.questions,
      byId: new Map(found.questions.map((question) => [question.id, question])),
      cards: [...asked, ...found.cards],
      store,
      records: () => ({ answers: store.get("answers"), marks: store.get("sections") }),
      say: (text) => (live.textContent = live.textContent === text ? `${text} ` : text),
      answer: (id, right) => store.set("answers", guide["practice-core"].record(store.get("answers"), id, right, Date.now())),
      remember,
      save,
      table,
      picker: (items, scope) => picker(made, items, scope),
      face: (card) => face(made, card),
      plain: (card) => plain(made, card),
      refresh: () => addresses(found.sections, store),
    };
    made.refresh();
    return made;
  }

  /** Marks know the address of their section, for ticks; here is the place that knows where each is now. */
  function addresses(sections, store) {
    const marks = store.get("sections");
    let stale = false;
    for (const section of sections) {
      const kept = guide["practice-core"].own(marks, section.id);
      const url = guide.progress.pathOf(new URL(section.url, document.baseURI));
      if (!kept || kept.url === url) continue;
      kept.url = url;
      stale = true;
    }
    if (stale) store.set("sections", marks);
  }

  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();

  /** A card to turn: its front, where the focus goes, what can be chosen, and what turning it adds and says. */
  function face(made, card) {
    const { element } = guide.progress;
    if (!card.question?.right.length) {
      const front = element("h3", { class: "sg-prompt", tabindex: "-1" }, card.front);
      return { front, focus: front, inputs: [], turn: () => said(back(made, card)) };
    }
    const shown = guide["practice-question"].view(made, card.question, { seed: card.id });
    const turn = () => {
      const tried = shown.chosen().length > 0;
      const good = tried && guide["practice-core"].grade(card.question.right, shown.chosen());
      const right = `${shown.right().includes("and") ? "Right are" : "Right is"} ${shown.right()}.`;
      shown.reveal();
      const source = guide["practice-question"].source(made, card.question);
      return { back: element("div", { class: "sg-back" }, source), says: tried ? `${good ? "Right." : "Wrong."} ${right}` : right, wrong: tried && !good };
    };
    return { front: shown.element, focus: shown.legend, inputs: shown.inputs, turn };
  }

  const said = (element) => ({ back: element, says: `Answer: ${words(element)}`, wrong: false });

  /** The other side of a card that has no options. */
  function back(made, card) {
    const { element } = guide.progress;
    const { answerOf, source } = guide["practice-question"];
    if (card.question) return element("div", { class: "sg-back" }, answerOf(card.question.details), source(made, card.question));
    const section = made.sections[card.section];
    const link = element("a", { href: section.url + (card.anchor ? `#${encodeURIComponent(card.anchor)}` : "") }, section.title);
    return element("div", { class: "sg-back" }, element("p", { class: "sg-answer" }, card.back), element("p", { class: "sg-from" }, link));
  }

  /** A card as text; one with options names them on both sides, in one order. */
  function plain(made, card) {
    const source = made.sections[card.section].title;
    if (!card.question) return { ...card, source };
    if (!card.question.right.length) return { ...card, source, back: words(back(made, card).querySelector(".sg-answer")) };
    const options = guide["practice-core"].shuffle(guide["practice-question"].optionsOf(card.question.details), card.id);
    const lines = options.map(({ text }, n) => `${n + 1}. ${words(text)}`);
    const answers = options.map(({ text, reason, right }, n) => `${right ? "✓" : "✗"} ${n + 1}. ${words(text)}${reason ? `: ${words(reason)}` : ""}`);
    return { ...card, source, front: [card.front, ...lines].join("\n"), back: answers.join("\n") };
  }

  /** A choice of scopes, grouped, each with the number of its items. */
  function picker(made, items, scope) {
    const { element } = guide.progress;
    const select = element("select", {});
    const found = guide["practice-core"].scopes(items, made.data, made.records());
    for (const group of new Set(found.map((entry) => entry.group))) {
      const inside = found.filter((entry) => entry.group === group);
      const options = inside.map((entry) => element("option", { value: entry.value }, `${entry.label} (${entry.count})`));
      select.append(...(group ? [element("optgroup", { label: group }, ...options)] : options));
    }
    if (found.some((entry) => entry.value === scope)) select.value = scope;
    return select;
  }

  function table(caption, head, rows) {
    const { element } = guide.progress;
    const top = element("tr", {}, ...head.map((text) => (text ? element("th", { scope: "col" }, text) : element("td", {}))));
    const body = rows.map(([first, ...rest]) => element("tr", {}, element("th", { scope: "row" }, first), ...rest.map((cell) => element("td", {}, cell))));
    const made = element("table", { class: "sg-score" }, element("caption", {}, caption), element("thead", {}, top), element("tbody", {}, ...body));
    return element("div", { class: "sg-table", tabindex: "0", role: "region", "aria-label": caption }, made);
  }

  function save(name, text, type) {
    const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    const link = guide.progress.element("a", { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  /** Keep the mode and its scope in the address, so that it can be linked: ?mode=quiz&scope=tag:D1 */
  function remember(mode, scope) {
    const url = new URL(location.href);
    url.searchParams.delete("scope");
    url.searchParams.set("mode", mode);
    if (scope && scope !== "all") url.searchParams.set("scope", scope);
    if (mode === "list") url.searchParams.delete("mode");
    else url.hash = "";
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // Some browsers do not let a page in a folder change its address.
    }
  }

  /** Which mode an address asks for; a link to a question or a chapter asks for the list. */
  function wanted(url, modes) {
    const mode = url.searchParams.get("mode");
    if (url.hash.length > 1 || !modes.includes(mode)) return { mode: "list", scope: "" };
    return { mode, scope: url.searchParams.get("scope") || "" };
  }

  function tabs(element, made) {
    const make = guide.progress.element;
    const modes = Object.keys(MODES).filter((mode) => mode !== "exam" || made.data.exam);
    const bar = make("div", { class: "sg-modes sg-no-print", role: "tablist", "aria-label": "Ways to practise" });
    const entries = modes.map((mode) => {
      const tab = make("button", { type: "button", role: "tab", id: `sg-tab-${mode}`, "aria-controls": `sg-panel-${mode}` }, MODES[mode]);
      const panel = mode === "list" ? element.querySelector(".sg-questions") : make("div", {});
      for (const [name, value] of Object.entries({ id: `sg-panel-${mode}`, role: "tabpanel", "aria-labelledby": tab.id })) panel.setAttribute(name, value);
      panel.classList.add("sg-panel");
      bar.append(tab);
      if (mode !== "list") element.querySelector(".sg-questions").before(panel);
      return { mode, tab, panel };
    });
    const open = (mode, scope) => {
      for (const entry of entries) {
        const on = entry.mode === mode;
        entry.tab.setAttribute("aria-selected", String(on));
        entry.tab.tabIndex = on ? 0 : -1;
        entry.panel.hidden = !on;
        if (entry.mode !== "list") entry.panel.replaceChildren();
        if (on && mode !== "list") guide[`practice-${mode}`].mount(made, entry.panel, scope);
      }
    };
    element.prepend(bar);
    return { bar, entries, open };
  }

  function enhance(element) {
    const made = app(element);
    const { bar, entries, open } = tabs(element, made);
    const modes = entries.map(({ mode }) => mode);
    const choose = (n, focus) => {
      const entry = entries[(n + entries.length) % entries.length];
      remember(entry.mode, "");
      open(entry.mode, "");
      if (focus) entry.tab.focus();
    };
    bar.addEventListener("click", (event) => {
      const n = entries.findIndex(({ tab }) => tab === event.target);
      if (n >= 0) choose(n, false);
    });
    bar.addEventListener("keydown", (event) => {
      const n = entries.findIndex(({ tab }) => tab === event.target);
      const to = { ArrowRight: n + 1, ArrowLeft: n - 1, Home: 0, End: entries.length - 1 }[event.key];
      if (n < 0 || to === undefined) return;
      event.preventDefault();
      choose(to, true);
    });
    const follow = () => {
      if (!element.isConnected) return root.removeEventListener("hashchange", follow);
      const id = decodeHash();
      const target = id && document.getElementById(id);
      if (!target || !element.contains(target)) return;
      open("list", "");
      if (target.matches("details")) target.open = true;
      target.scrollIntoView();
    };
    root.addEventListener("hashchange", follow);
    const start = wanted(new URL(location.href), modes);
    open(start.mode, start.scope);
    if (location.hash.length > 1) follow();
  }

  function decodeHash() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { read, wanted };
    return;
  }
  guide.practice = { mount: (element) => Promise.all(PARTS.map(guide.load)).then(() => enhance(element)) };
})(globalThis);
