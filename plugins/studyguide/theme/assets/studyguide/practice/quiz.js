/* The quiz: question after question from a scope, with the reason of every option. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { aboutOf, drawn, inScope } = guide.practice.answers;
  const { sheets } = guide.practice.print;
  const { twice } = guide.practice.twice;
  const { underWay, withQuiz } = guide.practice.kept;
  const { arrive, source } = guide.practice.question;
  const { asking } = guide.practice.answering;
  const { summary } = guide.practice.summary;
  const { listen } = guide.practice.keys;

  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };
  const ALL = "all";
  const SIZES = ["10", "20", "50", ALL];
  const USUAL = ["all", "step", "read"]; // scopes where a quiz may begin by itself
  const nothing = () => false;
  const NONE = { digit: nothing, enter: nothing, space: nothing, step: nothing }; // keys, when nothing is asked

  const asked = (app, ids) => ids.filter((id) => app.byId.has(id)).map((id) => app.byId.get(id));

  /** The quizzes that were left, the latest first: a wrong answer leads to another page, and back. */
  const saved = (app) =>
    underWay(app.store.get("quizzes"))
      .map(({ key, ids, given = [], results = [], place = 0, scope = "", about }) => {
        const questions = asked(app, ids);
        const at = Math.min(place, questions.length - 1);
        return { key, questions, given: new Map(given), results: new Map(results), at, scope, about };
      })
      .filter(({ questions }) => questions.length);

  /** Offer a quiz about a scope; `given` is { ids, about }, to ask those and to call them so, or the key of a quiz that was left,
   * or true, to begin at once, or ALL, to begin with all of them. */
  function mount(app, panel, scope, given) {
    const over = () => app.open("quiz", scope);
    const some = asked(app, given?.ids ?? []);
    if (some.length) return run(app, panel, some, over, { about: given.about });
    const left = saved(app);
    // Who begins by a link what he left goes on with it.
    const begins = given === true || given === ALL;
    const back = left.find(({ key, scope: of }) => (begins ? app.arriving && of === (scope || "") : key === given));
    if (back) return run(app, panel, back.questions, over, back);
    // Of a section all, as the button says that leads here; of everything, and of a weak domain, a few.
    const size = given === ALL || scope?.startsWith("section:") ? ALL : SIZES[0];
    // So many the button of a section counts: not what exams asked about it.
    const asks = scope?.startsWith("section:") ? app.questions : app.asked();
    const begun = begins && begin(app, panel, scope || usual(app), size, over, asks);
    if (begun) return begun;
    app.coming();
    const pick = app.picker(app.asked(), scope || usual(app));
    const preset = scope && scope !== "all" ? ALL : SIZES[0]; // what leads to a scope says how many it has
    const count = element(
      "select",
      {},
      ...SIZES.map((n) => element("option", { value: n, selected: n === preset }, n === ALL ? word("quiz.all") : n)),
    );
    const again = () => app.open("quiz", pick.value);
    const start = (event) => {
      event.preventDefault();
      app.remember("quiz", pick.value);
      if (USUAL.includes(pick.value)) keepScope(app, pick.value);
      begin(app, panel, pick.value, count.value, again);
    };
    const form = element(
      "form",
      { class: "sg-setup", onsubmit: start },
      element("label", {}, `${word("quiz.about")} `, ...pick.shown),
      element("label", {}, `${word("quiz.size")} `, count),
      element("button", { type: "submit", ...PRIMARY }, word("practice.start")),
    );
    app.forPaper = () => choiceOf(app, pick.value, count.value);
    panel.replaceChildren(
      element("h2", {}, word("practice.quiz")),
      ...left.map((quiz) => wayBack(app, panel, quiz, again)),
      app.questions.length ? form : element("p", {}, word("quiz.empty")),
      ...(app.questions.length ? [printing(app, panel)] : []),
      element("p", { class: "sg-keys sg-by-key" }, word("quiz.keys")),
    );
  }

  /** What is asked about where no scope is named: what the reader chose last of these; else the step of the plan that he
   * follows, or what he has read, where that is enough for a quiz; else everything. */
  function usual(app) {
    const { id, exam } = app.store.get("plan");
    const { quiz } = app.store.get("decks");
    const records = app.records();
    const holds = (scope, number) =>
      app.asked().filter((question) => inScope(scope, question, app.data.sections, records)).length >= number;
    if (USUAL.includes(quiz) && holds(quiz, 1)) return quiz;
    if ((id || exam) && holds("step", 1)) return "step";
    return holds("read", Number(SIZES[0])) ? "read" : "all";
  }

  const keepScope = (app, quiz) => app.store.set("decks", { ...app.store.get("decks"), quiz, at: Date.now() });

  /** The way to paper: it says first how many sheets that takes. */
  function printing(app, panel) {
    const place = element("div", {});
    const offer = () => place.replaceChildren(button(word("quiz.print"), () => app.told(panel, tell), PLAIN));
    const tell = () => {
      const questions = app.forPaper();
      const text = word("quiz.sheets", { number: questions.length, sheets: sheets(questions) });
      const draw = app.forPaper;
      const stay = () => {
        app.forPaper = draw;
        offer();
        place.firstChild.focus();
      };
      app.forPaper = () => questions; // those that were counted
      const act = () => {
        globalThis.print();
        stay();
      };
      twice(place, { text, name: word("quiz.print"), act, stay, back: word("practice.back") });
    };
    offer();
    return place;
  }

  /** Questions of a scope, others each time. */
  function choiceOf(app, scope, size, asks = app.asked()) {
    const records = app.records();
    const found = asks.filter((question) => inScope(scope, question, app.data.sections, records));
    return drawn(found, records.answers, size === ALL ? found.length : Number(size), String(Date.now()));
  }

  /** Ask questions of a scope; null where there are none. */
  function begin(app, panel, scope, size, again, asks) {
    const questions = choiceOf(app, scope, size, asks);
    return questions.length
      ? (run(app, panel, questions, again, { scope: scope === "all" ? "" : scope }) ?? true)
      : null;
  }

  /** The ways on with a quiz that was left: to its next question, or to its end with what is answered. */
  function wayBack(app, panel, quiz, again) {
    const { at, key, questions, scope, results } = quiz;
    const go = () => run(app, panel, questions, again, quiz);
    const end = () => {
      if (!results.size) {
        close(app, key);
        return again(); // there is nothing to sum up
      }
      app.told(panel, () => {
        go();
        panel.querySelector("[data-sg-end]").click();
      });
    };
    const named = `${quiz.about || aboutOf(app, scope, questions)} `;
    const where = word("quiz.resume", { number: at + 1, all: questions.length });
    const ends = button(word("quiz.end"), end, { class: "sg-quiet-button" });
    return element("p", {}, named, button(where, go, PLAIN), " ", ends);
  }

  /** Ask questions, as soon as there is what they say; without those that are of another day. */
  const run = (app, panel, questions, again, left) =>
    app.told(panel, () => {
      const there = questions.filter(({ id }) => app.byId.has(id));
      if (there.length) ask(app, panel, there, again, left);
      else again();
    });

  /** A round is a quiz under way: { app, questions, given, results, at, about, stage, actions, repeat, again }. */
  function ask(app, panel, questions, again, left = {}) {
    const { key = String(Date.now()), given = new Map(), results = new Map(), at = 0, scope = "", about } = left;
    const stage = element("div", { class: "sg-stage", tabindex: "-1" });
    const repeat = (some) => run(app, panel, some, again, { scope, about: missedOf(app, scope) });
    const called = about || aboutOf(app, scope, questions);
    const round = { app, key, questions, given, results, at, scope, about: called, stage, actions: {}, repeat, again };
    listen(stage, {
      digit: (n) => round.actions.digit(n),
      option: (n) => round.actions.option?.(n) ?? false,
      enter: () => round.actions.enter(),
      space: () => round.actions.space(),
      right: () => move(round, 1),
      left: () => move(round, -1),
      up: () => round.actions.step(-1),
      down: () => round.actions.step(1),
    });
    panel.replaceChildren(element("h2", { class: "sg-offscreen" }, word("practice.quiz")), stage);
    app.runs("quiz", scope, key);
    show(round);
  }

  /** What a quiz is called that asks again what was wrong in one about a scope. */
  function missedOf(app, scope) {
    const missed = word("practice.got_wrong");
    return scope ? word("format.meaning", { name: aboutOf(app, scope, []), meaning: missed }) : missed;
  }

  function keep({ app, key, questions, given, results, at, scope, about }, left = false) {
    const ids = questions.map(({ id }) => id);
    const quiz = { ids, given: [...given], results: [...results], place: at, scope, about, left, at: Date.now() };
    app.store.set("quizzes", withQuiz(app.store.get("quizzes"), key, quiz));
  }

  const close = (app, key) =>
    app.store.set("quizzes", withQuiz(app.store.get("quizzes"), key, { over: true, at: Date.now() }));

  /** The line above a question: which it is, how it goes, and the way out for now, which keeps the quiz. */
  function head(round) {
    const { app, questions, results, at } = round;
    const leave = () => {
      keep(round, true);
      app.open("today", "");
      app.say(word("quiz.kept"));
    };
    const right = [...results.values()].filter(Boolean).length;
    const where = word("practice.where", { number: at + 1, all: questions.length });
    const score = results.size ? ` · ${word("practice.score", { right, all: results.size })}` : "";
    const out = button(word("quiz.leave"), leave, { class: "sg-quiet-button" });
    return element("div", { class: "sg-head" }, element("p", { class: "sg-where" }, where, score), out);
  }

  /** The way out for good. */
  const ending = (round) =>
    element(
      "p",
      { class: "sg-beside" },
      button(word("quiz.end"), () => finish(round), { class: "sg-quiet-button", "data-sg-end": true }),
    );

  function move(round, by) {
    if (round.actions === NONE || round.at + by < 0 || round.at + by >= round.questions.length) return false;
    round.at += by;
    show(round);
    return true;
  }

  function finish(round) {
    const { app, key, stage, repeat, again } = round;
    close(app, key);
    round.actions = NONE;
    stage.replaceChildren(summary(round, repeat, again));
    const score = stage.querySelector("h3");
    arrive(score, score);
  }

  function settle(round, question, right) {
    if (!round.results.has(question.id)) round.app.answer(question.id, right);
    round.results.set(question.id, right);
    keep(round);
  }

  function show(round) {
    const { app, key, questions, given, results, at, stage } = round;
    const question = questions[at];
    const last = at === questions.length - 1;
    const shown = asking(question, {
      say: app.say,
      seed: key + question.id,
      chosen: given.get(question.id),
      choose: (chosen) => given.set(question.id, chosen),
      settled: results.has(question.id),
      settle: (ok) => settle(round, question, ok),
      source: [source(app, question)],
      next: () => (last ? finish(round) : move(round, 1)),
      last,
    });
    keep(round);
    round.actions = shown.actions;
    const above = head(round);
    stage.replaceChildren(above, shown.element, ...(results.size ? [ending(round)] : []));
    arrive(above, shown.focus);
  }

  (guide.practice ??= {}).quiz = { mount };
})((globalThis.studyguide ??= {}));
