/* What the page holds: questions, cards and sections with what is known of them, faces of cards, and cards as text. */
(function (guide) {
  "use strict";

  const { element, records } = guide;
  const { word } = guide.language;
  const { listed } = guide.practice.figures;
  const { said } = guide.text;
  const { shuffle } = guide.practice.order;
  const { grade, record, scopes } = guide.practice.answers;
  const { answerOf, copyOf, leadOf, optionsOf, rightOf, source, view } = guide.practice.question;

  const KEPT = 60000; // milliseconds that a file stays in memory: time for a browser that asks where to save it

  /** Read the page's data and give numbers their meaning. */
  function read(data, find) {
    const tagsOf = (numbers) => numbers.map((n) => data.tags[n]);
    const sections = data.sections.map(([id, title, url, chapter, tags, hash, isChapter]) => ({
      id,
      title,
      url,
      chapter: data.chapters[chapter],
      tags: tagsOf(tags),
      hash,
      isChapter: Boolean(isChapter),
    }));
    const asked = ([id, section, tags, anchor, sentence]) => {
      const details = find(id);
      return details ? [{ id, section, tags: tagsOf(tags), anchor, sentence, details }] : [];
    };
    const questions = data.questions.flatMap(asked);
    const pool = (data.pool ?? []).flatMap(asked).map((question) => ({ ...question, examOnly: true }));
    const cards = data.cards.map(([id, front, back, section, anchor]) => ({
      id,
      front,
      back,
      section,
      anchor,
      tags: sections[section].tags,
    }));
    return { sections, questions, pool, cards };
  }

  /** Read what stands on the page. */
  function onPage(practice) {
    const data = JSON.parse(practice.querySelector("[data-sg-items]").content.textContent);
    const list = practice.querySelector(".sg-questions");
    const hidden = practice.querySelector("[data-sg-pool]")?.content;
    const named = (id) => `[data-sg-question="${CSS.escape(id)}"]`;
    const found = read(data, (id) => list.querySelector(named(id)) ?? hidden?.querySelector(named(id)));
    for (const question of [...found.questions, ...found.pool]) {
      const summary = question.details.querySelector("summary");
      question.lead = summary.querySelector("[data-sg-lead]");
      question.shown = () => copyOf([...summary.childNodes].filter((node) => node !== question.lead));
      question.prompt = said(question.shown());
      question.right = rightOf(question.details);
    }
    const drawn = practice.querySelector("[data-sg-drawn]")?.content;
    for (const card of found.cards) {
      const sides = drawn?.querySelector(`[data-sg-card="${CSS.escape(card.id)}"]`)?.children;
      card.sides = (n) => (sides ? copyOf(sides[n].childNodes) : [card.front, card.back][n]);
    }
    const asked = found.questions.map((question) => ({
      id: question.id,
      front: question.prompt,
      sides: question.shown,
      section: question.section,
      tags: question.tags,
      question,
    }));
    return { ...found, cards: [...asked, ...found.cards], data: { ...data, sections: found.sections } };
  }

  /** Everything that the tabs share: the items, what is known of the reader, and how to say and save something. */
  function open(practice) {
    const status = element("p", { class: "sg-offscreen", role: "status" });
    const store = records.here();
    const found = onPage(practice);
    const app = {
      ...found,
      byId: new Map([...found.questions, ...found.pool].map((question) => [question.id, question])),
      store,
      records: () => ({ answers: store.get("answers"), marks: store.get("sections"), cards: store.get("cards") }),
      // Said twice, the same words would be no change, and not be read out.
      say: (text) => status.replaceChildren(status.textContent === text ? `${text} ` : text),
      answer: (id, right) => store.set("answers", record(store.get("answers"), id, right, Date.now())),
      picker: (items, scope) => picker(app, items, scope),
      face: (card) => face(app, card),
      plain: (card) => plain(app, card),
      follow: () => follow(found.sections, store),
    };
    practice.append(status);
    app.follow();
    return app;
  }

  /** Marks know the address of their section, for ticks; here is the place that knows where each is now. */
  function follow(sections, store) {
    const marks = store.get("sections");
    const stale = sections.filter((section) => {
      const kept = records.own(marks, section.id);
      const url = records.pathOf(new URL(section.url, document.baseURI));
      if (!kept || kept.url === url) return false;
      kept.url = url;
      return true;
    });
    if (stale.length) store.set("sections", marks);
  }

  /** A card to turn: its front, where the focus goes, how to choose, and what turning it adds and says. */
  function face(app, card) {
    if (card.question?.right.length) return choice(app, card.question);
    const front = element("h3", { class: "sg-prompt", tabindex: "-1" }, card.sides(0), ...leadOf(card.question));
    const turn = () => {
      const shown = back(app, card);
      return { back: shown, says: word("practice.answer", { text: said(shown) }), wrong: false };
    };
    return { front, focus: front, choose: () => false, turn };
  }

  /** A card of a question with options. */
  function choice(app, question) {
    const shown = view(question);
    const turn = () => {
      const tried = shown.chosen().length > 0;
      const good = tried && grade(question.right, shown.chosen());
      const right = word("practice.right_options", { count: shown.right().length, options: listed(shown.right()) });
      shown.reveal();
      const below = element("div", { class: "sg-back" }, source(app, question));
      return {
        back: below,
        says: tried ? `${word(good ? "practice.is_right" : "practice.is_wrong")} ${right}` : right,
        wrong: tried && !good,
      };
    };
    return { front: shown.element, focus: shown.legend, choose: shown.choose, turn };
  }

  /** The other side of a card that has no options. */
  function back(app, card) {
    if (card.question)
      return element("div", { class: "sg-back" }, answerOf(card.question.details), source(app, card.question));
    const section = app.sections[card.section];
    const link = element(
      "a",
      { href: section.url + (card.anchor ? `#${encodeURIComponent(card.anchor)}` : "") },
      section.title,
    );
    return element(
      "div",
      { class: "sg-back" },
      element("p", { class: "sg-answer" }, card.sides(1)),
      element("p", { class: "sg-from" }, link),
    );
  }

  /** A card as text; one with options names them on both sides, in one order. */
  function plain(app, card) {
    const source = app.sections[card.section].title;
    if (!card.question) return { ...card, source };
    if (!card.question.right.length) return { ...card, source, back: said(answerOf(card.question.details)) };
    const options = shuffle(optionsOf(card.question.details), card.id);
    const lines = options.map(({ text }, n) => `${n + 1}. ${said(text)}`);
    const answers = options.map(
      ({ text, reason, right }, n) =>
        `${right ? "✓" : "✗"} ${n + 1}. ${said(text)}${reason ? `: ${said(reason)}` : ""}`,
    );
    return { ...card, source, front: [card.front, ...lines].join("\n"), back: answers.join("\n") };
  }

  /** A choice of scopes, grouped, each with the number of its items. */
  function picker(app, items, scope) {
    const select = element("select");
    const found = scopes(items, app.data, app.records());
    for (const group of new Set(found.map((entry) => entry.group))) {
      const inside = found.filter((entry) => entry.group === group);
      const options = inside.map((entry) =>
        element("option", { value: entry.value }, `${entry.label} (${entry.count})`),
      );
      select.append(...(group ? [element("optgroup", { label: group }, ...options)] : options));
    }
    if (found.some((entry) => entry.value === scope)) select.value = scope;
    return select;
  }

  function table(caption, head, rows) {
    const top = element(
      "tr",
      {},
      ...head.map((text) => (text ? element("th", { scope: "col" }, text) : element("td"))),
    );
    const body = rows.map(([first, ...rest]) =>
      element("tr", {}, element("th", { scope: "row" }, first), ...rest.map((cell) => element("td", {}, cell))),
    );
    const made = element(
      "table",
      { class: "sg-score" },
      element("caption", {}, caption),
      element("thead", {}, top),
      element("tbody", {}, ...body),
    );
    return element("div", { class: "sg-scores", tabindex: "0", role: "region", "aria-label": caption }, made);
  }

  function save(name, text, type) {
    const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    element("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), KEPT);
  }

  (guide.practice ??= {}).items = { read, open, table, save };
})((globalThis.studyguide ??= {}));
