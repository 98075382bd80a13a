/* What there is to do now: what was left, cards that are due, what is weak, new or was wrong, and the exam. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { of } = guide.practice.figures;
  const { own } = guide.records;
  const { kept, nextIn } = guide.study.state;
  const { drawn, grouped, inScope, isWrong, labelOf, weakest } = guide.practice.answers;
  const { asking, figure } = guide.practice.items;
  const { doneToday, today } = guide.practice.deck;
  const { sitting, underWay } = guide.practice.kept;
  const { metOf } = guide.practice.paper;

  const { keep, unsaved } = guide.practice.files;

  const TEN = 10;
  const MUCH = 100; // sections marked, questions answered and cards: what a reader would miss
  const isPool = ({ examOnly }) => Boolean(examOnly);
  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };

  function mount(app, panel) {
    const known = app.records();
    const now = element("div", { class: "sg-now" }, ...[...begun(app), planned(app, known), cards(app)].flat());
    panel.replaceChildren(now, element("ul", { class: "sg-todo" }, ...rows(app, known), ...reminder(app)));
    figures(app, known);
    for (const later of [...now.querySelectorAll(".md-button--primary")].slice(1))
      later.classList.remove("md-button--primary"); // one thing first
  }

  /** The exam under way, whose clock runs, and every quiz that was left, the last one first, to go on with. */
  function begun(app) {
    const exam = app.data.exam && sitting(app.store.get("exam"), Date.now());
    return [
      ...(exam
        ? [
            act(word("today.exam"), word(exam.minutes ? "today.left" : "today.up", exam), word("practice.go_on"), () =>
              resume(app, "exam"),
            ),
          ]
        : []),
      ...underWay(app.store.get("quizzes")).map((quiz) =>
        act(word("today.quiz"), place(app, quiz), word("practice.go_on"), () => resume(app, "quiz", quiz.key)),
      ),
    ];
  }

  /** Draw ten questions, from others where the first are not enough. */
  function ten(app, first, others = []) {
    const draw = (list, size) => drawn(list, app.store.get("answers"), size, String(Date.now())).map(({ id }) => id);
    const found = draw(first, TEN);
    return [...found, ...draw(others, TEN - found.length)];
  }

  /** What a button says that asks some questions: it is that many that come. */
  const practising = (ids) => `${word("today.practise")} (${ids.length})`;

  /** What the plan says next: a section to read, and questions of its step, of sections that are read first. */
  function planned(app, known) {
    const next = nextIn(app.plan(), kept(app.store));
    if (!next) return [];
    const [, title, url] = next.section;
    const asked = app.questions.filter(({ section }) => next.step.numbers.includes(section));
    const open = asked.filter(({ id }) => !own(known.answers, id));
    const isRead = (item) => inScope("read", item, app.data.sections, known);
    const ids = open.length
      ? ten(
          app,
          open.filter(isRead),
          open.filter((item) => !isRead(item)),
        )
      : ten(app, asked);
    const tried = word("today.step", { tried: asked.length - open.length, all: asked.length });
    return [
      element("h2", {}, element("a", { href: next.step.url }, next.step.title)),
      ...(asked.length ? [element("p", { class: "sg-keys" }, tried)] : []),
      // Who came to practise finds that first; what there is to read leads away.
      ...(asked.length ? [button(practising(ids), () => app.ask(ids, next.step.title), PRIMARY)] : []),
      element("p", {}, element("a", { href: url }, word("today.read", { title }))),
    ];
  }

  /** What a quiz is about, and where in it the reader is. */
  function place(app, { place: at = 0, ids, scope, about }) {
    const where = word("practice.where", { number: Math.min(at + 1, ids.length), all: ids.length });
    return [about || (scope && labelOf(scope, app)), where].filter(Boolean).join(" · ");
  }

  /** Go on with what was under way, with the focus there. */
  function resume(app, mode, key) {
    app.arriving = mode === "exam";
    app.start(mode, "", key).finally(() => {
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
  function cards(app) {
    const found = today(app, Date.now());
    const { ready, fresh, learning, unseen } = found;
    const title = word("practice.cards");
    const done = doneToday(found);
    const decks = (look) => button(word("today.decks"), () => app.open("cards", "", "decks"), look);
    if (!(ready + fresh + learning)) {
      const text = [word("cards.nothing"), ...done].join(" ");
      return [element("h2", {}, title), element("p", { class: "sg-keys" }, text), decks(PRIMARY)];
    }
    const counts = [word("cards.due", { number: ready }), word("cards.new", { number: fresh }), ...done].join(" · ");
    return [
      ...act(title, counts, word("practice.start"), () => app.start("cards", "", true)),
      decks(PLAIN),
      ...(unseen ? [element("p", { class: "sg-keys" }, word("cards.order"))] : []),
    ];
  }

  /** What else there is to do, a row each. */
  function rows(app, known) {
    const met = metOf(known);
    const fresh = app.questions.filter(({ id }) => !met.has(id));
    const asked = app.asked();
    const wrong = asked.filter(({ id }) => isWrong(known.answers, id));
    const weak = weakest(grouped(asked, app.data), known.answers);
    const weakly = asked.filter((item) => weak && inScope(weak.scope, item, app.data.sections, known));
    const some = (title, text, questions) => {
      const ids = ten(app, questions);
      return row(title, text, () => app.ask(ids, title), practising(ids));
    };
    const entries = [
      weak
        ? some(
            word("today.weakest", { name: weak.label }),
            word("practice.score", { right: weak.right, all: weak.tried }),
            weakly,
          )
        : row(word("today.weak"), word("today.not_yet")),
      fresh.length && some(word("practice.not_tried"), of(fresh.length, app.questions.length), fresh),
      wrong.length && some(word("practice.got_wrong"), figure(wrong.length, wrong.filter(isPool).length), wrong),
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

  /** Say that what was done is nowhere else, once much of it was not saved. */
  function reminder(app) {
    if (unsaved(app.store).since < MUCH) return [];
    const text = element("span", { role: "status" });
    const press = () => keep(app.store, app.data.title, (said) => text.replaceChildren(said));
    return [row(word("progress.only_here"), text, press, word("progress.save"))];
  }

  function row(title, text, press, name) {
    const said = element("div", {}, element("strong", {}, title), element("p", { class: "sg-where" }, text));
    const label = word("format.meaning", { name, meaning: title });
    const doing = press && button(name, press, { ...PLAIN, "aria-label": label });
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
      place.textContent = asking(inside.length, inside.filter(isPool).length) + score;
    }
  }

  (guide.practice ??= {}).today = { mount };
})((globalThis.studyguide ??= {}));
