/* What there is to do now: what was left, cards that are due, what is weak, new or was wrong, and the exam. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { of } = guide.practice.figures;
  const { own } = guide.records;
  const { shuffle } = guide.practice.order;
  const { grouped, inScope, isWrong, weakest } = guide.practice.answers;
  const { due } = guide.practice.schedule;
  const { active, daily, kindOf, kindsOf } = guide.practice.deck;
  const { metOf } = guide.practice.paper;

  const TEN = 10;
  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };

  async function mount(app, panel) {
    const known = app.records();
    const now = element("div", { class: "sg-now" });
    panel.replaceChildren(now, element("ul", { class: "sg-todo" }, ...rows(app, known)));
    figures(app, known);
    const doing = begun(app) ?? (await cards(app));
    if (now.isConnected) now.replaceChildren(...doing);
  }

  /** An exam or a quiz under way, to go on with; the clock of an exam runs. */
  function begun(app) {
    const exam = app.store.get("exam");
    if (exam.deadline && !exam.done && exam.ids?.length) {
      return act(word("today.exam"), place(exam.at, exam.ids), word("practice.go_on"), () => resume(app, "exam"));
    }
    const { ids = [], at = 0 } = app.store.get("quiz");
    if (!ids.length) return null;
    return act(word("today.quiz"), place(at, ids), word("practice.go_on"), () => resume(app, "quiz"));
  }

  const place = (at = 0, ids = []) => word("practice.where", { number: Math.min(at + 1, ids.length), all: ids.length });

  function resume(app, mode) {
    app.arriving = true;
    app.open(mode, "").finally(() => {
      app.arriving = false;
    });
  }

  /** One thing to do: what it is, a line about it, and a button that says what happens. */
  function act(title, text, name, press) {
    return [
      element("h2", {}, title),
      ...(text ? [element("p", { class: "sg-keys" }, text)] : []),
      button(name, press, PRIMARY),
    ];
  }

  /** The cards of today, of the decks that the reader chose. */
  async function cards(app) {
    const kinds = kindsOf(app);
    const light = kinds.every((kind) => kind === "question");
    const made = light ? app.questions.map((question) => ({ id: question.id, question })) : await all(app);
    const chosen = active(made, app.store.get("away")).filter((card) => kinds.includes(kindOf(card)));
    const unseen = chosen.filter(({ id }) => !own(app.store.get("cards"), id)).length;
    const { number, days, spare } = daily(app.store, unseen, Date.now());
    const { ready, fresh, learning } = due(chosen, app.store.get("cards"), Date.now(), number);
    if (!(ready.length + fresh.length + learning)) {
      return act(word("cards.nothing"), "", word("today.decks"), () => app.open("cards", ""));
    }
    const title = [word("cards.due", { number: ready.length }), word("cards.new", { number: fresh.length })].join(
      " · ",
    );
    const fits =
      days && unseen ? word(spare < 0 ? "cards.short" : "cards.fits", { number, days: Math.max(0, spare) }) : "";
    return [
      ...act(title, fits, word("practice.start"), () => app.open("cards", "", true)),
      button(word("today.decks"), () => app.open("cards", ""), PLAIN),
    ];
  }

  const all = (app) =>
    app.whole().then(
      () => app.cards,
      () => [],
    );

  /** What else there is to do, a row each. */
  function rows(app, known) {
    const ids = (questions) => shuffle(questions, new Date().toDateString()).map(({ id }) => id);
    const met = metOf(known);
    const fresh = app.questions.filter(({ id }) => !met.has(id));
    const wrong = app.questions.filter(({ id }) => isWrong(known.answers, id));
    const weak = weakest(grouped(app.questions, app.data), known.answers);
    const ask = (questions) => () => app.ask(ids(questions).slice(0, TEN));
    const entries = [
      weak
        ? row(
            word("today.weakest", { name: weak.label }),
            word("practice.score", { right: weak.right, all: weak.tried }),
            () => ask(app.questions.filter((item) => inScope(weak.scope, item, app.data.sections, known)))(),
          )
        : row(word("today.weak"), word("today.not_yet")),
      fresh.length && row(word("today.new"), of(fresh.length, app.questions.length), ask(fresh)),
      wrong.length && row(word("practice.got_wrong"), String(wrong.length), ask(wrong)),
      app.data.exam && row(app.data.exam.title, sat(app), () => app.open("exam", ""), word("practice.exam")),
    ];
    return app.questions.length ? entries.filter(Boolean) : [];
  }

  /** What the exam is, and what came of the last one. */
  function sat({ data: { exam }, store }) {
    const asked = word("today.asked", { number: exam.questions, minutes: exam.minutes });
    const last = Object.values(store.get("attempts")).sort((a, b) => b.at - a.at)[0];
    return last ? `${asked} · ${word("practice.score", { right: last.right, all: last.total })}` : asked;
  }

  function row(title, text, press, name = word("today.practise")) {
    const said = element("div", {}, element("strong", {}, title), element("p", { class: "sg-where" }, text));
    const doing = press && button(name, press, { ...PLAIN, "aria-label": `${name}: ${title}` });
    return element("li", {}, said, ...(doing ? [doing] : []));
  }

  /** Say beside each domain, task or section how it went. */
  function figures(app, known) {
    for (const place of document.querySelectorAll("[data-sg-figures]")) {
      const inside = app.questions.filter((item) => inScope(place.dataset.sgFigures, item, app.data.sections, known));
      const tried = inside.filter(({ id }) => own(known.answers, id));
      const right = tried.filter(({ id }) => !isWrong(known.answers, id)).length;
      const score = tried.length ? ` · ${word("practice.score", { right, all: tried.length })}` : "";
      place.textContent = `${inside.length}${score}`;
    }
  }

  (guide.practice ??= {}).today = { mount };
})((globalThis.studyguide ??= {}));
