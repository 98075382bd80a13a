/* The exam: questions weighted by domain, a clock, flags and an answer sheet. It survives a reload. */
(function (root) {
  "use strict";

  const guide = root.studyguide;
  const WARNINGS = [10, 5, 1]; // minutes left that are announced

  const core = () => guide["practice-core"];

  /** An exam under way, or null; one of an older guide may name questions that are gone. */
  function saved(app) {
    const kept = app.store.get("exam");
    if (!Array.isArray(kept.ids) || !Number.isFinite(kept.deadline) || typeof kept.answers !== "object" || !kept.answers) return null;
    const ids = kept.ids.filter((id) => app.byId.has(id));
    return ids.length ? { ...kept, ids, flags: Array.isArray(kept.flags) ? kept.flags : [] } : null;
  }

  function mount(app, panel) {
    const { element } = guide.progress;
    const { exam } = app.data;
    const kept = saved(app);
    if (kept && !kept.done) return run(app, panel, kept);
    const drawn = core().draw(app.questions, exam, "size").length;
    const whole = exam.domains.reduce((sum, { weight }) => sum + weight, 0);
    const domains = exam.domains.map((domain) => element("li", {}, `${domain.title}: ${Math.round((100 * domain.weight) / whole)}\u00a0%`));
    const start = button("Start the exam", "md-button md-button--primary", () => {
      const seed = String(Date.now());
      const state = { seed, ids: core().draw(app.questions, exam, seed), answers: {}, flags: [], at: 0, deadline: Date.now() + exam.minutes * 60000 };
      app.store.set("exam", state);
      run(app, panel, state);
      panel.querySelector(".sg-prompt").focus(); // the button that was pressed is gone
    });
    const text = `${drawn} questions in ${exam.minutes} minutes, by the weight of each domain. Answers are shown at the end.`;
    const less = drawn < exam.questions ? [element("p", {}, `The exam has ${exam.questions}; the notes do not hold enough yet.`)] : [];
    const help = "Keys: 1–9 choose, ← and → move between questions.";
    panel.replaceChildren(element("h2", {}, exam.title), element("p", {}, text), ...less, element("ul", {}, ...domains));
    if (drawn) panel.append(start, element("p", { class: "sg-keys" }, help));
    if (kept) panel.append(button("Last result", "md-button", () => finish(app, panel, kept)));
  }

  function button(text, name, run) {
    const made = guide.progress.element("button", { type: "button", class: name }, text);
    made.addEventListener("click", run);
    return made;
  }

  function run(app, panel, state) {
    const { element } = guide.progress;
    const keep = () => app.store.set("exam", state);
    const stage = element("div", { class: "sg-stage", tabindex: "-1" });
    const clock = element("span", { class: "sg-clock", role: "timer", "aria-label": "Time left" });
    const sheet = element("ol", { class: "sg-sheet" });
    const ending = element("div", { class: "sg-ending" });
    let view = null;
    panel.replaceChildren(element("h2", {}, app.data.exam.title), element("p", { class: "sg-where" }, "Time left: ", clock), stage, element("h3", {}, "Answer sheet"), sheet, ending);
    guide["practice-question"].keys(stage, {
      digit: choose,
      enter: () => go(state.at + 1),
      right: () => go(state.at + 1),
      left: () => go(state.at - 1),
      down: () => (view.inputs[0].focus(), true),
    });
    root.addEventListener("storage", elsewhere);
    const timer = setInterval(tick, 1000);
    tick();
    show(false);
    ask();

    function tick() {
      const left = state.deadline - Date.now();
      if (!panel.contains(clock) || !panel.isConnected) return clearInterval(timer);
      clock.textContent = core().clock(left);
      const minutes = WARNINGS.find((n) => Math.ceil(left / 1000) === n * 60);
      if (minutes) app.say(`${minutes} ${minutes === 1 ? "minute" : "minutes"} left.`);
      if (left <= 0) end();
    }

    /** The same exam is open in another tab: what is answered or handed in there counts here too. */
    function elsewhere({ key }) {
      if (!panel.contains(clock) || !panel.isConnected) return root.removeEventListener("storage", elsewhere);
      if (key && !key.endsWith(":exam")) return;
      const kept = saved(app);
      if (!kept || kept.done || kept.seed !== state.seed) return mount(app, panel);
      const id = state.ids[state.at];
      const same = String(kept.answers[id]) === String(state.answers[id]) && kept.flags.includes(id) === state.flags.includes(id);
      Object.assign(state, { answers: kept.answers, flags: kept.flags });
      if (same) drawSheet();
      else show(false);
    }

    function choose(n) {
      const input = view.inputs[n - 1];
      if (!input) return false;
      input.checked = input.type === "radio" ? true : !input.checked;
      input.focus();
      note();
      return true;
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
      view = guide["practice-question"].view(app, question, { seed: state.seed + question.id, chosen: core().own(state.answers, question.id), onchange: note });
      const flag = button("⚑ Flag", "md-button", () => {
        state.flags = state.flags.includes(question.id) ? state.flags.filter((id) => id !== question.id) : [...state.flags, question.id];
        flag.setAttribute("aria-pressed", String(state.flags.includes(question.id)));
        keep();
        drawSheet();
      });
      flag.setAttribute("aria-pressed", String(state.flags.includes(question.id)));
      const back = button("Back", "md-button", () => go(state.at - 1));
      const next = button("Next", "md-button md-button--primary", () => go(state.at + 1));
      back.disabled = state.at === 0;
      next.disabled = state.at === state.ids.length - 1;
      const where = element("p", { class: "sg-where" }, `Question ${state.at + 1} of ${state.ids.length}`);
      stage.replaceChildren(where, view.element, element("div", { class: "sg-buttons" }, back, flag, next));
      drawSheet();
      if (focus) view.legend.focus();
    }

    function drawSheet() {
      const items = state.ids.map((id, n) => {
        const answered = (core().own(state.answers, id) || []).length > 0;
        const flagged = state.flags.includes(id);
        const label = `Question ${n + 1}${answered ? ", answered" : ", open"}${flagged ? ", flagged" : ""}`;
        const made = button(`${n + 1}${flagged ? " ⚑" : ""}`, answered ? "sg-answered" : "", () => go(n));
        made.setAttribute("aria-label", label);
        if (n === state.at) made.setAttribute("aria-current", "step");
        return element("li", {}, made);
      });
      const focused = [...sheet.children].findIndex((item) => item.contains(document.activeElement));
      sheet.replaceChildren(...items);
      if (focused >= 0) items[focused].firstChild.focus();
    }

    /** The way to the end asks once more: there is no way back. */
    function ask() {
      ending.replaceChildren(
        button("Hand in", "md-button", () => {
          const open = state.ids.filter((id) => !(core().own(state.answers, id) || []).length).length;
          const text = `${open ? `${open} without an answer. ` : ""}Hand in now?`;
          const yes = button("Hand in", "md-button md-button--primary", end);
          const no = button("Go on", "md-button", () => {
            ask();
            ending.querySelector("button").focus(); // the button that was pressed is gone
          });
          ending.replaceChildren(element("p", { role: "alert" }, text), yes, no);
          yes.focus();
        }),
      );
    }

    function end() {
      clearInterval(timer);
      state.done = Date.now();
      for (const id of state.ids) {
        const question = app.byId.get(id);
        app.answer(id, core().grade(question.right, core().own(state.answers, id) || []));
      }
      keep();
      finish(app, panel, state);
    }
  }

  /** Show the score by domain, and what was wrong with its reasons. */
  function finish(app, panel, state) {
    const { element } = guide.progress;
    const questions = state.ids.map((id) => app.byId.get(id));
    const { right, total, domains, wrong } = core().score(questions, app.data.exam, state.answers);
    const percent = (a, b) => (b ? `${Math.round((100 * a) / b)} %` : "–");
    const rows = domains.map((domain) => [domain.title, `${domain.right} of ${domain.total}`, percent(domain.right, domain.total)]);
    const text = `${right} of ${total} right, ${percent(right, total)}`;
    const head = element("h3", { tabindex: "-1" }, text);
    const review = wrong.map((id) => reviewed(app, app.byId.get(id), state));
    panel.replaceChildren(
      element("h2", {}, app.data.exam.title), head, app.table("Score by domain", ["Domain", "Right", ""], rows),
      ...(wrong.length ? [element("h3", {}, "Review"), ...review] : []),
      button("Another exam", "md-button", () => {
        app.store.set("exam", {});
        mount(app, panel);
        panel.querySelector("button")?.focus();
      }),
    );
    head.focus();
    app.say(text);
  }

  function reviewed(app, question, state) {
    const { element } = guide.progress;
    const chosen = core().own(state.answers, question.id) || [];
    const view = guide["practice-question"].view(app, question, { seed: state.seed + question.id, chosen });
    view.reveal();
    const none = chosen.length ? [] : [element("p", {}, "Not answered.")];
    return element("div", { class: "sg-reviewed" }, view.element, ...none, guide["practice-question"].source(app, question));
  }

  guide["practice-exam"] = { mount };
})(globalThis);
