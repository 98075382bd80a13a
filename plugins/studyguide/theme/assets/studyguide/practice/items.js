/* What there is to practise: questions, cards and sections with what is known of them, faces of cards, cards as text. */
(function (guide) {
  "use strict";

  const { element, records } = guide;
  const { tag, word } = guide.language;
  const { listed } = guide.practice.figures;
  const { said } = guide.text;
  const { shuffle } = guide.practice.order;
  const { kept, nextIn, planOf } = guide.study.state;
  const { pieces, short } = guide.study.due;
  const { isBack, kindOf } = guide.practice.kept;
  const { note } = guide.practice.days;
  const { grade, record, scopeOf, scopes } = guide.practice.answers;
  const { answerOf, copyOf, leadOf, optionsOf, source, view } = guide.practice.question;
  const SHORT = short("").length;

  /** Read the page's data and give numbers their meaning: what there is to choose from, not yet what it says. */
  function read(data) {
    const tagsOf = (numbers) => numbers.map((n) => data.tags[n]);
    const sections = data.sections.map(([id, title, url, chapter, tags, hash, isChapter, referring = 0]) => ({
      id,
      title,
      url,
      chapter: data.chapters[chapter],
      tags: tagsOf(tags),
      hash,
      isChapter: Boolean(isChapter),
      referring,
    }));
    // Which options are right comes with what a question says; how many, an exam is drawn by.
    const asked = ([id, section, tags, wanted = 1]) => ({
      id,
      section,
      tags: tagsOf(tags),
      right: new Array(wanted).fill(true),
    });
    const pool = (data.pool ?? []).map((row) => ({ ...asked(row), examOnly: true }));
    const plans = (data.plans ?? []).map(([id, title, steps]) => ({
      id,
      title,
      steps: steps.map(([name, url, numbers]) => ({
        title: name,
        url,
        numbers,
        sections: numbers.map((n) => [sections[n].id, sections[n].title, sections[n].url]),
      })),
    }));
    return { sections, questions: data.questions.map(asked), pool, plans };
  }

  /** The element that a text of the build stands for. What notes say was made harmless there; a document of its own
   * neither loads nor runs anything. */
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body.firstElementChild;

  /** Where the lines of a note can be read and mended; empty where the guide names no repository. */
  const placeOf = ({ files, lines }, file, first, last = first) =>
    files[file] ? files[file] + lines.replace("{first}", first).replace("{last}", last) : "";

  /** A question with what it says; its HTML is read when it is shown for the first time. */
  function told(question, [, html, right, anchor, sentence, file, first, last], held) {
    let details;
    const edit = placeOf(held, file, first, last);
    const made = Object.assign(question, { right: right.map(Boolean), anchor, sentence, edit });
    return Object.defineProperties(made, {
      details: { get: () => (details ??= parsed(html)) },
      lead: { get: () => made.details.querySelector("summary > [data-sg-lead]") },
      shown: {
        value: () => copyOf([...made.details.querySelector("summary").childNodes].filter((node) => node !== made.lead)),
      },
      prompt: { get: () => said(made.shown()) },
    });
  }

  const usesIn = ({ uses = "" }, n) => Number.parseInt(uses[n] ?? "0", 36);

  /** On how many pages each term is used that cards ask, by the short names of the cards. */
  const usesOf = (data) => new Map(pieces(data.cards?.term ?? "", SHORT).map((name, n) => [name, usesIn(data, n)]));

  /** Cards without what they say, for those who choose: counted by kind and section, and known again by their short names
   * where the browser keeps something of them. */
  function namedCards({ sections, questions }, data, store) {
    const known = Object.keys({ ...store.get("cards"), ...store.get("away") });
    const ids = new Map(known.map((id) => [short(id), id]));
    const others = Object.entries(data.cards ?? {}).flatMap(([kind, names]) => {
      const places = (data.places[kind] ?? []).flatMap(([section, number]) => new Array(number).fill(section));
      return pieces(names, SHORT).map((name, n) => {
        const section = places[n];
        const uses = kind === "term" ? usesIn(data, n) : 0;
        return { id: ids.get(name) ?? `${kind}:${name}`, section, tags: sections[section].tags, uses };
      });
    });
    return [...questions.map(({ id, section, tags }) => ({ id, section, tags })), ...others];
  }

  /** Cards, questions first: one of a question asks what it asks. */
  function cardsOf({ sections, questions, uses = new Map() }, held) {
    const ofQuestions = questions.map((question) => ({
      id: question.id,
      sides: question.shown,
      section: question.section,
      tags: question.tags,
      edit: question.edit,
      question,
    }));
    const others = held.cards.map(([id, about, asked, back, section, anchor, file, line, ...drawn]) => ({
      id,
      about,
      front: about ? held.front.replace(/\{(about|fact)\}/g, (_, name) => (name === "about" ? about : asked)) : asked,
      back,
      section,
      anchor,
      edit: placeOf(held, file, line),
      tags: sections[section].tags,
      uses: uses.get(short(id)) ?? 0,
      sides: (n) => (drawn.length ? copyOf(parsed(`<p>${drawn[n]}</p>`).childNodes) : [asked, back][n]),
    }));
    return [...ofQuestions, ...others];
  }

  /** Give questions what they say. One that the script beside the page does not know is left out: it is of another day. */
  function joined(found, held) {
    const rows = new Map(held.questions.map((row) => [row[0], row]));
    const known = (list) =>
      list.filter(({ id }) => rows.has(id)).map((question) => told(question, rows.get(question.id), held));
    return { questions: known(found.questions), pool: known(found.pool) };
  }

  /** Everything that the tabs share: the items, what is known of the reader, and how to say and save something. */
  function open(practice) {
    const status = element("p", { class: "sg-offscreen", role: "status" });
    const store = records.here();
    const data = JSON.parse(practice.querySelector("[data-sg-items]").content.textContent);
    const found = read(data);
    const app = {
      ...found,
      plan: () => planOf(found.plans, store.get("plan").id),
      cards: namedCards(found, data, store),
      uses: usesOf(data),
      data: { ...data, sections: found.sections },
      byId: new Map([...found.questions, ...found.pool].map((one) => [one.id, one])),
      isWhole: false,
      // What only exams ask is a question like the others once an exam has asked it.
      asked: () => {
        const known = [store.get("answers"), store.get("met")];
        return [...app.questions, ...app.pool.filter(({ id }) => known.some((kept) => records.own(kept, id)))];
      },
      whole: () => whole(app, practice.dataset.sgHeld),
      coming: () => coming(app, practice.dataset.sgHeld),
      told: (panel, act) => withWhole(app, panel, act),
      take: () => take(app),
      store,
      records: () => ({
        answers: store.get("answers"),
        marks: store.get("sections"),
        cards: store.get("cards"),
        met: store.get("met"),
        step: nextIn(app.plan(), kept(store))?.step,
      }),
      // Said twice, the same words would be no change, and not be read out.
      say: (text) => status.replaceChildren(status.textContent === text ? `${text} ` : text),
      answer: (id, right) => {
        store.set("answers", record(store.get("answers"), id, right, Date.now()));
        note(store, "answers");
      },
      picker: (items, scope) => picker(app, items, scope),
      face: (card) => face(app, card),
      plain: (card) => plain(app, card),
      follow: () => follow(found.sections, store),
    };
    practice.append(status);
    app.follow();
    return app;
  }

  /** Have the questions and cards themselves, which come in a script of their own; `digest` names that of this page. */
  async function whole(app, digest) {
    await guide.load("practice/held", digest);
    return take(app);
  }

  /** Have the script on its way while the reader chooses. It is read when he begins: reading it holds a phone up. */
  function coming(app, digest) {
    if (app.isWhole || !location.protocol.startsWith("http")) return;
    fetch(guide.script("practice/held", digest).src, { priority: "low" }).catch(() => {}); // who begins hears of it
  }

  /** Do what needs what questions and cards say, once that is there, unless the reader is elsewhere then. */
  function withWhole(app, panel, act) {
    if (app.isWhole) return act();
    const asked = {};
    app.latest = asked;
    const isHere = () => app.latest === asked && panel.isConnected;
    const lost = () => isHere() && panel.replaceChildren(element("p", { role: "alert" }, word("practice.lost")));
    return app.whole().then(() => isHere() && act(), lost);
  }

  /** Take up what the script brought, once. */
  function take(app) {
    if (app.isWhole) return app;
    const { questions, pool } = joined(app, guide.practice.held);
    const byId = new Map([...questions, ...pool].map((one) => [one.id, one]));
    Object.assign(app, { questions, pool, byId, isWhole: true });
    app.cards = cardsOf(app, guide.practice.held);
    return app;
  }

  /** The way back to the section that was practised; a list, for other scopes have none. */
  function wayTo(app, scope = "") {
    const section = app.sections.find(({ id }) => scope === `section:${id}`);
    const text = section && word("quiz.to_section", { title: section.title });
    return section ? [element("a", { class: "md-button", href: section.url }, text)] : [];
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

  /** A card to turn: its front, where the focus goes, how to choose, and what turning it adds and says; what is to be
   * read first is brought into sight. */
  function face(app, card) {
    if (card.question?.right.length) return choice(app, card.question);
    const asked = card.question ? [card.sides(0)] : wanting(card);
    const front = element("h3", { class: "sg-prompt", tabindex: "-1" }, ...asked, ...leadOf(card.question));
    const turn = () => {
      const shown = back(app, card);
      return { back: shown, first: shown, says: word("practice.answer", { text: said(shown) }), wrong: false };
    };
    return { front, focus: front, choose: () => false, turn };
  }

  /** A front in full: what is wanted, of what, and the name or the words that it is asked by. */
  function wanting(card) {
    const line = (text) => [element("span", { class: "sg-asks" }, text), " "];
    const wanted = isBack(card.id) ? "name" : kindOf(card.id);
    return [...line(word(`cards.asks_${wanted}`)), ...(card.about ? line(card.about) : []), card.sides(0)];
  }

  /** A card of a question with options. */
  function choice(app, question) {
    const shown = view(question);
    const turn = () => {
      const tried = shown.chosen().length > 0;
      const good = tried && grade(question.right, shown.chosen());
      const options = listed(shown.right());
      const told = tried ? word("quiz.wrong", { options }) : word("practice.right_answer", { text: options });
      const verdict = good ? word("practice.is_right") : told; // whoever was right knows which that is
      shown.reveal();
      const first = element(
        "div",
        { class: "sg-first-said" },
        element("p", { class: "sg-result" }, verdict),
        ...shown.answers(),
      );
      shown.legend.after(first);
      const below = element("div", { class: "sg-back" }, source(app, question));
      return {
        back: below,
        first,
        says: verdict,
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
    if (!card.question.right.length)
      return { ...card, source, front: card.question.prompt, back: said(answerOf(card.question.details)) };
    const options = shuffle(optionsOf(card.question.details), card.id);
    const lines = options.map(({ text }, n) => `${n + 1}. ${said(text)}`);
    const told = ({ text, reason }) =>
      reason ? word("format.meaning", { name: said(text), meaning: said(reason) }) : said(text);
    const answers = options.map((option, n) => `${option.right ? "✓" : "✗"} ${n + 1}. ${told(option)}`);
    return { ...card, source, front: [card.question.prompt, ...lines].join("\n"), back: answers.join("\n") };
  }

  const options = (entries) =>
    entries.map(({ value, label, count, exams }) => element("option", { value }, `${label} (${figure(count, exams)})`));

  /** A number of items, and how many of them only exams ask, and asked. */
  const figure = (count, exams) =>
    exams ? word("practice.from_exams", { number: count, exams }) : count.toLocaleString(tag);

  /** The same in words, where nothing else says that questions are counted. */
  function asking(count, exams) {
    const number = word("practice.questions", { count });
    return exams ? word("practice.from_exams", { number, exams }) : number;
  }

  /** A choice of scopes in two steps, a domain or chapter and what is in it, each with the number of its items:
   * { shown: [the two], value }. */
  function picker(app, items, scope) {
    const found = scopes(items, app.data, app.records());
    const home = found.find(({ value, inner }) => value === scope || inner.some((one) => one.value === scope));
    const rare = scope && !home && scopeOf(items, scope, app); // a tag that another page asks for
    const [outer, inner] = [element("select"), element("select", { "aria-label": word("practice.within") })];
    for (const group of new Set(found.map((entry) => entry.group))) {
      const made = options(found.filter((entry) => entry.group === group));
      outer.append(...(group ? [element("optgroup", { label: group }, ...made)] : made));
    }
    if (rare) outer.append(...options([rare]));
    const fill = () => {
      const { inner: within = [] } = found.find(({ value }) => value === outer.value) ?? {};
      inner.replaceChildren(element("option", { value: "" }, word("practice.whole")), ...options(within));
      inner.hidden = !within.length;
    };
    outer.addEventListener("change", fill);
    outer.value = (home ?? rare)?.value ?? "all";
    fill();
    if (home && home.value !== scope) inner.value = scope;
    return {
      shown: [outer, inner],
      get value() {
        return inner.value || outer.value;
      },
    };
  }

  function table(caption, head, rows) {
    const top = element(
      "tr",
      { role: "row" },
      ...head.map((text) => (text ? element("th", { scope: "col", role: "columnheader" }, text) : element("td"))),
    );
    // Narrow screens show a row below its name, each cell with the head of its column.
    const before = head.map((name) => name && word("format.meaning", { name, meaning: "" }));
    const cell = (inside, n) => element("td", { role: "cell", "data-sg-head": before[n + 1] }, inside);
    const body = rows.map(([first, ...rest]) =>
      element("tr", { role: "row" }, element("th", { scope: "row", role: "rowheader" }, first), ...rest.map(cell)),
    );
    const made = element(
      "table",
      { class: "sg-score", role: "table" }, // which it would not be, shown as blocks
      element("caption", {}, caption),
      element("thead", {}, top),
      element("tbody", {}, ...body),
    );
    return element("div", { class: "sg-scores", tabindex: "0", role: "region", "aria-label": caption }, made);
  }

  (guide.practice ??= {}).items = { asking, figure, read, joined, cardsOf, open, wayTo, table };
})((globalThis.studyguide ??= {}));
