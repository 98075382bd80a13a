/* The quiz: question after question from a scope, with the reason of every option. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { listed } = guide.practice.figures;
  const { shuffle } = guide.practice.order;
  const { grade, inScope, labelOf } = guide.practice.answers;
  const { underWay, withQuiz } = guide.practice.kept;
  const { answerOf, arrive, leadOf, source, view: viewOf } = guide.practice.question;
  const { listen } = guide.practice.keys;

  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };
  const SIZES = ["10", "20", "50", "all"];

  const asked = (app, ids) => ids.filter((id) => app.byId.has(id)).map((id) => app.byId.get(id));

  /** The quizzes that were left, the latest first: a wrong answer leads to another page, and back. */
  const saved = (app) =>
    underWay(app.store.get("quizzes"))
      .map(({ key, ids, given = [], results = [], place = 0, scope = "" }) => {
        const questions = asked(app, ids);
        const at = Math.min(place, questions.length - 1);
        return { key, questions, given: new Map(given), results: new Map(results), at, scope };
      })
      .filter(({ questions }) => questions.length);

  /** Offer a quiz about a scope; `given` are the ids of some questions, to ask those, or the key of a quiz that was left. */
  function mount(app, panel, scope, given = []) {
    const over = () => mount(app, panel, scope);
    const some = Array.isArray(given) ? asked(app, given) : [];
    if (some.length) return run(app, panel, some, over);
    const left = saved(app);
    const back = left.find((quiz) => (app.arriving ? quiz.scope === (scope || "") : quiz.key === given));
    if (back) return run(app, panel, back.questions, over, back);
    const pick = app.picker(app.asked(), scope);
    const count = element(
      "select",
      {},
      ...SIZES.map((n) => element("option", { value: n }, n === "all" ? word("quiz.all") : n)),
    );
    const again = () => mount(app, panel, pick.value);
    const start = (event) => {
      event.preventDefault();
      app.remember("quiz", pick.value);
      const records = app.records();
      const found = app.asked().filter((question) => inScope(pick.value, question, app.data.sections, records));
      const size = count.value === "all" ? found.length : Number(count.value);
      // Another order every day, the same one after a reload.
      const drawn = shuffle(found, `${pick.value} ${new Date().toDateString()}`).slice(0, size);
      run(app, panel, drawn, again, { scope: pick.value === "all" ? "" : pick.value });
    };
    const form = element(
      "form",
      { class: "sg-setup", onsubmit: start },
      element("label", {}, `${word("quiz.about")} `, ...pick.shown),
      element("label", {}, `${word("quiz.size")} `, count),
      element("button", { type: "submit", ...PRIMARY }, word("practice.start")),
    );
    panel.replaceChildren(
      element("h2", {}, word("practice.quiz")),
      ...left.map((quiz) => wayBack(app, panel, quiz, again)),
      app.questions.length ? form : element("p", {}, word("quiz.empty")),
      element("p", { class: "sg-keys sg-by-key" }, word("quiz.keys")),
    );
  }

  /** The ways on with a quiz that was left: to its next question, or to its end with what is answered. */
  function wayBack(app, panel, quiz, again) {
    const { at, questions, scope, results } = quiz;
    const go = () => run(app, panel, questions, again, quiz);
    const end = () => {
      go();
      panel.querySelector("[data-sg-end]").click();
    };
    const named = scope ? `${labelOf(scope, app)} ` : "";
    const where = word("quiz.resume", { number: at + 1, all: questions.length });
    const ends = results.size ? [" ", button(word("quiz.end"), end, { class: "sg-quiet-button" })] : [];
    return element("p", {}, named, button(where, go, PLAIN), ...ends);
  }

  /** A round is a quiz under way: { app, questions, given, results, at, stage, actions, repeat, again }. */
  function run(app, panel, questions, again, left = {}) {
    const { key = String(Date.now()), given = new Map(), results = new Map(), at = 0, scope = "" } = left;
    const stage = element("div", { class: "sg-stage", tabindex: "-1" });
    const repeat = (some) => run(app, panel, some, again);
    const round = { app, key, questions, given, results, at, scope, stage, actions: {}, repeat, again };
    listen(stage, {
      digit: (n) => round.actions.digit(n),
      enter: () => round.actions.enter(),
      space: () => round.actions.space(),
      right: () => move(round, 1),
      left: () => move(round, -1),
      up: () => round.actions.step(-1),
      down: () => round.actions.step(1),
    });
    panel.replaceChildren(element("h2", {}, word("practice.quiz")), stage);
    show(round);
  }

  function keep({ app, key, questions, given, results, at, scope }) {
    const ids = questions.map(({ id }) => id);
    const quiz = { ids, given: [...given], results: [...results], place: at, scope, at: Date.now() };
    app.store.set("quizzes", withQuiz(app.store.get("quizzes"), key, quiz));
  }

  /** Ways out of a quiz: for now, which keeps it, and for good. */
  function waysOut(round) {
    const leave = () => {
      round.app.open("today", "");
      round.app.say(word("quiz.kept"));
    };
    const end = button(word("quiz.end"), () => finish(round), { class: "sg-quiet-button", "data-sg-end": true });
    const ways = [
      button(word("quiz.leave"), leave, { class: "sg-quiet-button" }),
      ...(round.results.size ? [end] : []),
    ];
    return element("p", { class: "sg-beside" }, ...ways);
  }

  function move(round, by) {
    if (round.at + by < 0 || round.at + by >= round.questions.length) return false;
    round.at += by;
    show(round);
    return true;
  }

  function finish({ app, key, questions, results, stage, repeat, again }) {
    app.store.set("quizzes", withQuiz(app.store.get("quizzes"), key, { over: true, at: Date.now() }));
    const wrong = questions.filter((question) => results.get(question.id) === false);
    stage.replaceChildren(summary(app, { asked: results.size, wrong }, repeat, again));
    stage.querySelector("h3").focus();
  }

  function settle(round, question, right) {
    if (!round.results.has(question.id)) round.app.answer(question.id, right);
    round.results.set(question.id, right);
    keep(round);
  }

  function show(round) {
    const { app, questions, given, results, at, stage } = round;
    const question = questions[at];
    const last = at === questions.length - 1;
    const right = [...results.values()].filter(Boolean).length;
    const score = results.size ? ` · ${word("practice.score", { right, all: results.size })}` : "";
    const make = question.right.length ? choice : open;
    const shown = make(app, question, {
      given,
      settled: results.has(question.id),
      settle: (ok) => settle(round, question, ok),
      next: () => (last ? finish(round) : move(round, 1)),
      last,
    });
    keep(round);
    round.actions = shown.actions;
    const where = element(
      "p",
      { class: "sg-where" },
      word("practice.where", { number: at + 1, all: questions.length }),
      score,
    );
    stage.replaceChildren(where, shown.element, waysOut(round));
    arrive(where, shown.focus);
  }

  /** Say how many to choose, where the question does not. */
  function hintFor(question) {
    const number = question.right.filter(Boolean).length;
    return number > 1 && !/choose (two|three|\d)/i.test(question.prompt)
      ? [element("p", {}, word("quiz.choose", { count: number }))]
      : [];
  }

  /** A question with options. */
  function choice(app, question, { given, settled, settle, next, last }) {
    const view = viewOf(question, { chosen: given.get(question.id) });
    const press = element("button", { type: "submit", ...PRIMARY }, word("quiz.check"));
    let done = false;

    function reveal() {
      const ok = grade(question.right, view.chosen());
      const result = ok ? word("practice.is_right") : word("quiz.wrong", { options: listed(view.right()) });
      done = true;
      given.set(question.id, view.chosen());
      view.reveal();
      press.textContent = word(last ? "quiz.finish" : "practice.next");
      press.before(
        element("p", { class: `sg-result ${ok ? "sg-is-right" : "sg-is-wrong"}` }, result),
        source(app, question),
      );
      settle(ok);
      return result;
    }

    function enter() {
      if (done) return next();
      if (!view.chosen().length) return app.say(word("quiz.choose_first"));
      app.say(`${reveal()} ${word("quiz.reasons")}`);
      press.focus();
      return true;
    }

    const submit = (event) => {
      event.preventDefault();
      enter();
    };
    const form = element("form", { onsubmit: submit }, view.element, ...hintFor(question), press);
    if (settled) reveal();
    return {
      element: form,
      focus: settled ? press : view.legend,
      actions: {
        enter,
        space: () => (done || view.chosen().length > 0) && enter(),
        digit: view.choose,
        step: view.step,
      },
    };
  }

  /** A question without options: the reader says whether he knew it. */
  function open(app, question, { settled, settle, next, last }) {
    const judge = (ok) => () => {
      settle(ok);
      next();
    };
    const after = settled
      ? [button(word(last ? "quiz.finish" : "practice.next"), next, PLAIN)]
      : [
          button(`1 ${word("quiz.knew")}`, judge(true), PLAIN),
          button(`2 ${word("quiz.knew_not")}`, judge(false), PLAIN),
        ];
    const reveal = () => {
      show.replaceWith(answerOf(question.details), source(app, question), ...after);
      after[0].focus();
      app.say(word("quiz.shown"));
      return true;
    };
    const show = button(word("practice.show_answer"), reveal, PRIMARY);
    const prompt = element("h3", { class: "sg-prompt", tabindex: "-1" }, question.prompt, ...leadOf(question));
    const digit = (n) => {
      if (settled || show.isConnected || n > after.length) return false;
      after[n - 1].click();
      return true;
    };
    const enter = () => show.isConnected && reveal();
    return {
      element: element("div", {}, prompt, show),
      focus: prompt,
      actions: { enter, space: enter, digit, step: () => false },
    };
  }

  function summary(app, { asked, wrong }, repeat, again) {
    const text = word("practice.score", { right: asked - wrong.length, all: asked });
    const box = element("div", {}, element("h3", { tabindex: "-1" }, text));
    if (wrong.length) {
      const items = wrong.map((question) => element("li", {}, question.prompt, source(app, question)));
      box.append(element("p", {}, word("quiz.read_again")), element("ul", {}, ...items));
      box.append(button(word("quiz.ask_again"), () => repeat(wrong), PLAIN));
    }
    box.append(button(word("quiz.another"), again, PLAIN));
    app.say(text);
    return box;
  }

  (guide.practice ??= {}).quiz = { mount };
})((globalThis.studyguide ??= {}));
