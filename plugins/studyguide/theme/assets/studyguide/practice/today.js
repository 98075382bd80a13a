/* What there is to do now: what was left, cards that are due, what is weak, new or was wrong, and the exam. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { of } = guide.practice.figures;
  const { own } = guide.records;
  const { kept, nextIn, of: stateOf } = guide.study.state;
  const { drawn, grouped, inScope, isWrong, weakest } = guide.practice.answers;
  const { figure } = guide.practice.items;
  const { due } = guide.practice.schedule;
  const { active, daily, kindsOf } = guide.practice.deck;
  const { kindOf, sitting, underWay } = guide.practice.kept;
  const { metOf } = guide.practice.paper;

  const TEN = 10;
  const isPool = ({ examOnly }) => Boolean(examOnly);
  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };

  async function mount(app, panel) {
    const known = app.records();
    const now = element("div", { class: "sg-now" });
    panel.replaceChildren(now, element("ul", { class: "sg-todo" }, ...rows(app, known)));
    figures(app, known);
    const doing = [...begun(app), planned(app), await cards(app)];
    if (!now.isConnected) return;
    now.replaceChildren(...doing.flat());
    for (const later of [...now.querySelectorAll(".md-button--primary")].slice(1))
      later.classList.remove("md-button--primary"); // one thing first
  }

  /** The exam under way, whose clock runs, and the quiz that was left last, to go on with. */
  function begun(app) {
    const exam = app.data.exam && sitting(app.store.get("exam"), Date.now());
    const [quiz] = underWay(app.store.get("quizzes"));
    return [
      ...(exam
        ? [
            act(word("today.exam"), word(exam.minutes ? "today.left" : "today.up", exam), word("practice.go_on"), () =>
              resume(app, "exam"),
            ),
          ]
        : []),
      ...(quiz
        ? [act(word("today.quiz"), place(quiz), word("practice.go_on"), () => resume(app, "quiz", quiz.key))]
        : []),
    ];
  }

  /** Ask ten of some questions. */
  function ten(app, questions) {
    const ids = drawn(questions, app.store.get("answers"), TEN, String(Date.now())).map(({ id }) => id);
    app.ask(ids);
  }

  /** What the plan says next: a section to read, and questions of its step, of sections that are read first. */
  function planned(app) {
    const known = kept(app.store);
    const next = nextIn(app.plan(), known);
    if (!next) return [];
    const [, title, url] = next.section;
    const asked = app.questions.filter(({ section }) => next.step.numbers.includes(section));
    const answers = app.store.get("answers");
    const open = asked.filter(({ id }) => !own(answers, id));
    const read = open.filter(({ section }) => stateOf(app.sections[section].id, known));
    const tried = word("today.step", { tried: asked.length - open.length, all: asked.length });
    return [
      element("h2", {}, element("a", { href: next.step.url }, word("today.plan", { step: next.step.title }))),
      ...(asked.length ? [element("p", { class: "sg-keys" }, tried)] : []),
      element("a", { href: url, class: "md-button md-button--primary" }, word("today.read", { title })),
      ...(asked.length
        ? [button(word("today.practise"), () => ten(app, read.length ? read : open.length ? open : asked), PLAIN)]
        : []),
    ];
  }

  const place = ({ place: at = 0, ids }) =>
    word("practice.where", { number: Math.min(at + 1, ids.length), all: ids.length });

  /** Go on with what was under way, with the focus there. */
  function resume(app, mode, key) {
    app.arriving = mode === "exam";
    app.open(mode, "", key).finally(() => {
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
    const chosen = active(made, app.store.get("away")).filter((card) => kinds.includes(kindOf(card.id)));
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
    const met = metOf(known);
    const fresh = app.questions.filter(({ id }) => !met.has(id));
    const asked = app.asked();
    const wrong = asked.filter(({ id }) => isWrong(known.answers, id));
    const weak = weakest(grouped(asked, app.data), known.answers);
    const ask = (questions) => () => ten(app, questions);
    const entries = [
      weak
        ? row(
            word("today.weakest", { name: weak.label }),
            word("practice.score", { right: weak.right, all: weak.tried }),
            () => ask(asked.filter((item) => inScope(weak.scope, item, app.data.sections, known)))(),
          )
        : row(word("today.weak"), word("today.not_yet")),
      fresh.length && row(word("today.new"), of(fresh.length, app.questions.length), ask(fresh)),
      wrong.length && row(word("practice.got_wrong"), figure(wrong.length, wrong.filter(isPool).length), ask(wrong)),
      app.data.exam && row(app.data.exam.title, about(app), () => app.open("exam", ""), word("practice.exam")),
      app.data.exam && app.store.get("exam").done && row(word("exam.last"), ...sat(app)),
    ];
    return app.questions.length ? entries.filter(Boolean) : [];
  }

  const about = ({ data: { exam } }) => word("today.asked", { number: exam.questions, minutes: exam.minutes });

  /** What came of the last exam, and the way to its review. */
  function sat(app) {
    const { right, total } = own(app.store.get("attempts"), app.store.get("exam").seed) ?? {};
    const score = total ? word("practice.score", { right, all: total }) : "";
    return [score, () => app.open("exam", "last"), word("exam.review")];
  }

  function row(title, text, press, name = word("today.practise")) {
    const said = element("div", {}, element("strong", {}, title), element("p", { class: "sg-where" }, text));
    const doing = press && button(name, press, { ...PLAIN, "aria-label": `${name}: ${title}` });
    return element("li", {}, said, ...(doing ? [doing] : []));
  }

  /** Say beside each domain, task or section how it went. */
  function figures(app, known) {
    const asked = app.asked();
    for (const place of document.querySelectorAll("[data-sg-figures]")) {
      const inside = asked.filter((item) => inScope(place.dataset.sgFigures, item, app.data.sections, known));
      const tried = inside.filter(({ id }) => own(known.answers, id));
      const right = tried.filter(({ id }) => !isWrong(known.answers, id)).length;
      const score = tried.length ? ` · ${word("practice.score", { right, all: tried.length })}` : "";
      place.textContent = figure(inside.length, inside.filter(isPool).length) + score;
    }
  }

  (guide.practice ??= {}).today = { mount };
})((globalThis.studyguide ??= {}));
