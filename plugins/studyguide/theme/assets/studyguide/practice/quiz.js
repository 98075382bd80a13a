/* The quiz: question after question from a scope, with the reason of every option. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { listed } = guide.practice.figures;
  const { shuffle } = guide.practice.order;
  const { grade, inScope } = guide.practice.answers;
  const { answerOf, leadOf, source, view: viewOf } = guide.practice.question;
  const { listen } = guide.practice.keys;

  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };
  const SIZES = ["10", "20", "50", "all"];

  /** A quiz that was left, or null: a wrong answer leads to another page, and back. */
  function saved(app) {
    const { ids = [], given = [], results = [], at = 0, scope = "" } = app.store.get("quiz");
    const questions = ids.filter((id) => app.byId.has(id)).map((id) => app.byId.get(id));
    if (!questions.length) return null;
    const reached = Math.min(at, questions.length - 1);
    return { questions, given: new Map(given), results: new Map(results), at: reached, scope };
  }

  /** Offer a quiz about a scope; with ids of some questions, ask those. */
  function mount(app, panel, scope, ids = []) {
    const some = ids.filter((id) => app.byId.has(id)).map((id) => app.byId.get(id));
    const over = () => mount(app, panel, scope);
    if (some.length) return run(app, panel, some, over);
    const left = saved(app);
    if (left && app.arriving && left.scope === (scope || "")) return run(app, panel, left.questions, over, left);
    const pick = app.picker(app.questions, scope);
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
      const found = app.questions.filter((question) => inScope(pick.value, question, app.data.sections, records));
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
    const resume =
      left &&
      button(
        word("quiz.resume", { number: left.at + 1, all: left.questions.length }),
        () => run(app, panel, left.questions, again, left),
        PLAIN,
      );
    panel.replaceChildren(
      element("h2", {}, word("practice.quiz")),
      ...(resume ? [element("p", {}, resume)] : []),
      app.questions.length ? form : element("p", {}, word("quiz.empty")),
      element("p", { class: "sg-keys sg-by-key" }, word("quiz.keys")),
    );
  }

  /** A round is a quiz under way: { app, questions, given, results, at, stage, actions, repeat, again }. */
  function run(app, panel, questions, again, { given = new Map(), results = new Map(), at = 0, scope = "" } = {}) {
    const stage = element("div", { class: "sg-stage", tabindex: "-1" });
    const repeat = (some) => run(app, panel, some, again);
    const round = { app, questions, given, results, at, scope, stage, actions: {}, repeat, again };
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

  function keep({ app, questions, given, results, at, scope }) {
    app.store.set("quiz", { ids: questions.map(({ id }) => id), given: [...given], results: [...results], at, scope });
  }

  function move(round, by) {
    if (round.at + by < 0 || round.at + by >= round.questions.length) return false;
    round.at += by;
    show(round);
    return true;
  }

  function finish({ app, questions, results, stage, repeat, again }) {
    app.store.set("quiz", {});
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
    stage.replaceChildren(where, shown.element);
    shown.focus.focus();
    where.scrollIntoView({ block: "nearest" });
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
