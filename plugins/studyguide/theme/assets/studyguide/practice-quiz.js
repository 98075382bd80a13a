/* The quiz: question after question from a scope, with the reason of every option. */
(function (root) {
  "use strict";

  const guide = root.studyguide;

  /** A quiz that was left, or null: a wrong answer leads to another page, and back. */
  function saved(app) {
    const kept = app.store.get("quiz");
    if (![kept.ids, kept.given, kept.results].every(Array.isArray)) return null;
    const questions = kept.ids.filter((id) => app.byId.has(id)).map((id) => app.byId.get(id));
    if (!questions.length) return null;
    return { questions, given: new Map(kept.given.filter(Array.isArray)), results: new Map(kept.results.filter(Array.isArray)), at: Math.min(Number(kept.at) || 0, questions.length - 1) };
  }

  function mount(app, panel, scope) {
    const { element } = guide.progress;
    const form = element("form", { class: "sg-setup" });
    const pick = app.picker(app.questions, scope);
    const count = element("select", {}, ...["10", "20", "50", "all"].map((n) => element("option", { value: n }, n)));
    form.append(
      element("label", {}, "Questions about ", pick),
      element("label", {}, "How many ", count),
      element("button", { type: "submit", class: "md-button md-button--primary" }, "Start"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      app.remember("quiz", pick.value);
      const { shuffle, inScope } = guide["practice-core"];
      const records = app.records();
      const found = app.questions.filter((question) => inScope(pick.value, question, app.data.sections, records));
      const size = count.value === "all" ? found.length : Number(count.value);
      // Another order every day, the same one after a reload.
      run(app, panel, shuffle(found, `${pick.value} ${new Date().toDateString()}`).slice(0, size), () => mount(app, panel, pick.value));
    });
    const help = "Keys: 1–9 choose, Enter checks and goes on, ← and → move between questions.";
    panel.replaceChildren(element("h2", {}, "Quiz"), form, element("p", { class: "sg-keys" }, help));
    const kept = saved(app);
    if (kept) {
      const resume = element("button", { type: "button", class: "md-button" }, `Go on with question ${kept.at + 1} of ${kept.questions.length}`);
      resume.addEventListener("click", () => run(app, panel, kept.questions, () => mount(app, panel, pick.value), kept));
      form.before(element("p", {}, resume));
    }
    if (!app.questions.length) form.replaceWith(element("p", {}, "The notes hold no questions yet."));
  }

  function run(app, panel, questions, again, { given = new Map(), results = new Map(), at = 0 } = {}) {
    const { element } = guide.progress;
    const keep = () => app.store.set("quiz", { ids: questions.map(({ id }) => id), given: [...given], results: [...results], at });
    const stage = element("div", { class: "sg-stage", tabindex: "-1" });
    let actions = {};
    guide["practice-question"].keys(stage, {
      digit: (n) => actions.digit(n),
      enter: () => actions.enter(),
      space: () => actions.enter(),
      right: () => move(1),
      left: () => move(-1),
      up: () => actions.step(-1),
      down: () => actions.step(1),
    });
    panel.replaceChildren(element("h2", {}, "Quiz"), stage);
    show();

    function move(by) {
      if (at + by < 0 || at + by >= questions.length) return false;
      at += by;
      show();
      return true;
    }

    function finish() {
      app.store.set("quiz", {});
      const wrong = questions.filter((question) => results.get(question.id) === false);
      stage.replaceChildren(summary(app, { asked: results.size, wrong }, (some) => run(app, panel, some, again), again));
      stage.querySelector("h3").focus();
    }

    function settle(question, right) {
      if (!results.has(question.id)) app.answer(question.id, right);
      results.set(question.id, right);
      keep();
    }

    function show() {
      const question = questions[at];
      keep();
      const last = at === questions.length - 1;
      const right = [...results.values()].filter(Boolean).length;
      const where = element("p", { class: "sg-where" }, `Question ${at + 1} of ${questions.length}`, results.size ? ` · ${right} of ${results.size} right` : "");
      const next = () => (last ? finish() : move(1));
      const make = question.right.length ? choice : open;
      const shown = make(app, question, { given, settled: results.has(question.id), settle: (ok) => settle(question, ok), next, last });
      actions = shown.actions;
      stage.replaceChildren(where, shown.element);
      shown.focus.focus();
    }
  }

  /** A question with options. */
  function choice(app, question, { given, settled, settle, next, last }) {
    const { element } = guide.progress;
    const form = element("form", {});
    const view = guide["practice-question"].view(app, question, { chosen: given.get(question.id) });
    const button = element("button", { type: "submit", class: "md-button md-button--primary" }, "Check");
    const number = question.right.filter(Boolean).length;
    const hint = number > 1 && !/choose (two|three|\d)/i.test(question.prompt) ? [element("p", {}, `Choose ${number}.`)] : [];
    form.append(view.element, ...hint, button);
    let done = false;
    const check = (quiet) => {
      const chosen = view.chosen();
      if (!chosen.length) return app.say("Choose an answer first.");
      const ok = guide["practice-core"].grade(question.right, chosen);
      done = true;
      given.set(question.id, chosen);
      view.reveal();
      const result = ok ? "Right." : `Wrong. Right: ${view.right()}.`;
      const box = element("p", { class: `sg-result ${ok ? "sg-is-right" : "sg-is-wrong"}` }, result);
      button.textContent = last ? "Finish" : "Next";
      button.before(box, guide["practice-question"].source(app, question));
      settle(ok);
      if (!quiet) app.say(`${result} The reason stands below each option.`);
      if (!quiet) button.focus();
      return true;
    };
    const enter = () => (done ? next() : check(false));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      enter();
    });
    if (settled) check(true);
    const digit = (n) => {
      const input = view.inputs[n - 1];
      if (!input || done) return false;
      input.checked = input.type === "radio" ? true : !input.checked;
      input.focus();
      return true;
    };
    const step = (by) => {
      const index = view.inputs.indexOf(document.activeElement);
      const input = view.inputs[(Math.max(index, by > 0 ? index : view.inputs.length) + by) % view.inputs.length];
      if (!input || done) return false;
      input.focus();
      return true;
    };
    return { element: form, focus: settled ? button : view.legend, actions: { enter, digit, step } };
  }

  /** A question without options: the reader says whether he knew it. */
  function open(app, question, { settled, settle, next, last }) {
    const { element } = guide.progress;
    const prompt = element("h3", { class: "sg-prompt", tabindex: "-1" }, question.prompt);
    const box = element("div", {}, prompt);
    const show = element("button", { type: "button", class: "md-button md-button--primary" }, "Show the answer");
    let shown = false;
    const reveal = () => {
      shown = true;
      const mark = (text, ok) => {
        const button = element("button", { type: "button", class: "md-button" }, text);
        button.addEventListener("click", () => {
          settle(ok);
          next();
        });
        return button;
      };
      const marks = [mark("1 I knew it", true), mark("2 I did not know it", false)];
      const after = settled ? [element("button", { type: "button", class: "md-button" }, last ? "Finish" : "Next")] : marks;
      if (settled) after[0].addEventListener("click", next);
      show.replaceWith(guide["practice-question"].answerOf(question.details), guide["practice-question"].source(app, question), ...after);
      after[0].focus();
      app.say("The answer is shown.");
      return true;
    };
    show.addEventListener("click", reveal);
    box.append(show);
    const digit = (n) => shown && !settled && n < 3 && (box.querySelectorAll("button")[n - 1].click(), true);
    return { element: box, focus: prompt, actions: { enter: () => (shown ? false : reveal()), digit, step: () => false } };
  }

  function summary(app, { asked, wrong }, repeat, again) {
    const { element } = guide.progress;
    const button = (text, run) => {
      const made = element("button", { type: "button", class: "md-button" }, text);
      made.addEventListener("click", run);
      return made;
    };
    const text = `${asked - wrong.length} of ${asked} right`;
    const box = element("div", {}, element("h3", { tabindex: "-1" }, text));
    if (wrong.length) {
      const items = wrong.map((question) => element("li", {}, question.prompt, guide["practice-question"].source(app, question)));
      box.append(element("p", {}, "To read again:"), element("ul", { class: "sg-wrong" }, ...items));
      box.append(button("Ask the wrong ones again", () => repeat(wrong)));
    }
    box.append(button("Another quiz", again));
    app.say(text);
    return box;
  }

  guide["practice-quiz"] = { mount };
})(globalThis);
