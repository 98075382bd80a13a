/* The exam: questions weighted by domain, a clock, flags and an answer sheet. It survives a reload. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { own } = guide.records;
  const { grade } = guide.practice.answers;
  const { source, view: viewOf } = guide.practice.question;
  const { table } = guide.practice.items;
  const { draw, score, clock } = guide.practice.paper;
  const { listen } = guide.practice.keys;

  const WARNINGS = [10, 5, 1]; // minutes left that are announced
  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };

  /** An exam under way, or null; one of an older guide may name questions that are gone. */
  function saved(app) {
    const { ids = [], flags = [], ...kept } = app.store.get("exam");
    if (!kept.deadline || !kept.seed || !kept.answers) return null;
    const there = ids.filter((id) => app.byId.has(id));
    return there.length ? { ...kept, ids: there, flags } : null;
  }

  function mount(app, panel) {
    const { exam } = app.data;
    const kept = saved(app);
    if (kept && !kept.done) return run(app, panel, kept);
    const drawn = draw(app.questions, exam, "size").length;
    const whole = exam.domains.reduce((sum, { weight }) => sum + weight, 0);
    const domains = exam.domains.map((domain) =>
      element("li", {}, `${domain.title}: ${Math.round((100 * domain.weight) / whole)}\u00a0%`),
    );
    const text = `${drawn} questions in ${exam.minutes} minutes, by the weight of each domain. Answers are shown at the end.`;
    const less =
      drawn < exam.questions
        ? [element("p", {}, `The exam has ${exam.questions}; the notes do not hold enough yet.`)]
        : [];
    const help = "Keys: 1–9 choose, ← and → move between questions.";
    panel.replaceChildren(
      element("h2", {}, exam.title),
      element("p", {}, text),
      ...less,
      element("ul", {}, ...domains),
      ...(drawn
        ? [button("Start the exam", () => start(app, panel), PRIMARY), element("p", { class: "sg-keys" }, help)]
        : []),
      ...(kept ? [button("Last result", () => finish(app, panel, kept), PLAIN)] : []),
    );
  }

  function start(app, panel) {
    const { exam } = app.data;
    const seed = String(Date.now());
    const state = {
      seed,
      ids: draw(app.questions, exam, seed),
      answers: {},
      flags: [],
      at: 0,
      deadline: Date.now() + exam.minutes * 60000,
    };
    app.store.set("exam", state);
    run(app, panel, state);
    panel.querySelector(".sg-prompt").focus(); // the button that was pressed is gone
  }

  const isAnswered = (state, id) => (own(state.answers, id) ?? []).length > 0;

  function run(app, panel, state) {
    const keep = () => app.store.set("exam", state);
    const stage = element("div", { class: "sg-stage", tabindex: "-1" });
    const time = element("span", { class: "sg-clock", role: "timer", "aria-label": "Time left" });
    const sheet = element("ol", { class: "sg-sheet" });
    const ending = element("div", { class: "sg-ending" });
    let view = null;

    function tick() {
      const left = state.deadline - Date.now();
      time.textContent = clock(left);
      const minutes = WARNINGS.find((n) => Math.ceil(left / 1000) === n * 60);
      if (minutes) app.say(`${minutes} ${minutes === 1 ? "minute" : "minutes"} left.`);
      if (left <= 0) end();
    }

    /** The same exam is open in another tab: what is answered or handed in there counts here too. */
    function elsewhere({ key }) {
      if (key && !key.endsWith(":exam")) return;
      const kept = saved(app);
      if (!kept || kept.done || kept.seed !== state.seed) return mount(app, panel);
      const id = state.ids[state.at];
      const same =
        String(kept.answers[id]) === String(state.answers[id]) && kept.flags.includes(id) === state.flags.includes(id);
      Object.assign(state, { answers: kept.answers, flags: kept.flags });
      if (same) drawSheet();
      else show(false);
    }

    function note() {
      state.answers[state.ids[state.at]] = view.chosen();
      keep();
      drawSheet();
    }

    function go(to) {
      if (to < 0 || to >= state.ids.length) return false;
      state.at = to;
      keep();
      show(true);
      return true;
    }

    function show(focus) {
      state.at = Math.min(state.at || 0, state.ids.length - 1);
      const question = app.byId.get(state.ids[state.at]);
      view = viewOf(question, {
        seed: state.seed + question.id,
        chosen: own(state.answers, question.id),
        onchange: note,
      });
      const flag = button("⚑ Flag", () => turnFlag(question.id, flag), {
        ...PLAIN,
        "aria-pressed": String(state.flags.includes(question.id)),
      });
      const back = button("Back", () => go(state.at - 1), { ...PLAIN, disabled: state.at === 0 });
      const next = button("Next", () => go(state.at + 1), { ...PRIMARY, disabled: state.at === state.ids.length - 1 });
      const where = element("p", { class: "sg-where" }, `Question ${state.at + 1} of ${state.ids.length}`);
      stage.replaceChildren(where, view.element, element("div", {}, back, flag, next));
      drawSheet();
      if (focus) view.legend.focus();
    }

    function turnFlag(id, flag) {
      state.flags = state.flags.includes(id) ? state.flags.filter((other) => other !== id) : [...state.flags, id];
      flag.setAttribute("aria-pressed", String(state.flags.includes(id)));
      keep();
      drawSheet();
    }

    function drawSheet() {
      const focused = [...sheet.children].findIndex((item) => item.contains(document.activeElement));
      sheet.replaceChildren(
        ...state.ids.map((_, n) =>
          element(
            "li",
            {},
            entry(state, n, () => go(n)),
          ),
        ),
      );
      if (focused >= 0) sheet.children[focused].firstChild.focus();
    }

    /** The way to the end asks once more: there is no way back. */
    function ask() {
      const stay = () => {
        ask();
        ending.querySelector("button").focus(); // the button that was pressed is gone
      };
      const confirm = () => {
        const open = state.ids.filter((id) => !isAnswered(state, id)).length;
        const text = `${open ? `${open} without an answer. ` : ""}Hand in now?`;
        const yes = button("Hand in", end, PRIMARY);
        ending.replaceChildren(element("p", { role: "alert" }, text), yes, button("Go on", stay, PLAIN));
        yes.focus();
      };
      ending.replaceChildren(button("Hand in", confirm, PLAIN));
    }

    function end() {
      state.done = Date.now();
      for (const id of state.ids) app.answer(id, grade(app.byId.get(id).right, own(state.answers, id) ?? []));
      keep();
      finish(app, panel, state);
    }

    listen(stage, {
      digit: (n) => view.choose(n),
      enter: () => go(state.at + 1),
      right: () => go(state.at + 1),
      left: () => go(state.at - 1),
      down: () => view.step(1),
    });
    const where = element("p", { class: "sg-where" }, "Time left: ", time);
    panel.replaceChildren(
      element("h2", {}, app.data.exam.title),
      where,
      stage,
      element("h3", {}, "Answer sheet"),
      sheet,
      ending,
    );
    const signal = guide.life(stage);
    addEventListener("storage", elsewhere, { signal });
    const timer = setInterval(tick, 1000);
    signal.addEventListener("abort", () => clearInterval(timer));
    show(false);
    ask();
    tick(); // last: time may be up
  }

  /** One question on the answer sheet. */
  function entry(state, n, go) {
    const id = state.ids[n];
    const flagged = state.flags.includes(id);
    const answered = isAnswered(state, id);
    const label = `Question ${n + 1}${answered ? ", answered" : ", open"}${flagged ? ", flagged" : ""}`;
    return button(`${n + 1}${flagged ? " ⚑" : ""}`, go, {
      class: answered && "sg-answered",
      "aria-label": label,
      "aria-current": n === state.at && "step",
    });
  }

  /** Show the score by domain, and what was wrong with its reasons. */
  function finish(app, panel, state) {
    const questions = state.ids.map((id) => app.byId.get(id));
    const { right, total, domains, wrong } = score(questions, app.data.exam, state.answers);
    const percent = (a, b) => (b ? `${Math.round((100 * a) / b)} %` : "–");
    const rows = domains.map((domain) => [
      domain.title,
      `${domain.right} of ${domain.total}`,
      percent(domain.right, domain.total),
    ]);
    const text = `${right} of ${total} right, ${percent(right, total)}`;
    const head = element("h3", { tabindex: "-1" }, text);
    const review = wrong.map((id) => corrected(app, app.byId.get(id), state));
    const another = () => {
      app.store.set("exam", {});
      mount(app, panel);
      panel.querySelector("button")?.focus();
    };
    panel.replaceChildren(
      element("h2", {}, app.data.exam.title),
      head,
      table("Score by domain", ["Domain", "Right", ""], rows),
      ...(wrong.length ? [element("h3", {}, "Review"), ...review] : []),
      button("Another exam", another, PLAIN),
    );
    head.focus();
    app.say(text);
  }

  function corrected(app, question, state) {
    const chosen = own(state.answers, question.id) ?? [];
    const view = viewOf(question, { seed: state.seed + question.id, chosen });
    view.reveal();
    const none = chosen.length ? [] : [element("p", {}, "Not answered.")];
    return element("div", { class: "sg-corrected" }, view.element, ...none, source(app, question));
  }

  (guide.practice ??= {}).exam = { mount };
})((globalThis.studyguide ??= {}));
