/* The exam: questions weighted by domain, a clock, flags and an answer sheet. It survives a reload. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { own } = guide.records;
  const { grade, isComplete, wants } = guide.practice.answers;
  const { arrive, view: viewOf } = guide.practice.question;
  const { clock } = guide.practice.paper;
  const { attempts } = guide.practice.attempts;
  const { before, drawn } = guide.practice.before;
  const { finish, keep: keepAttempt } = guide.practice.result;
  const { sitting: underWay } = guide.practice.kept;
  const { twice } = guide.practice.twice;
  const { listen } = guide.practice.keys;

  const WARNINGS = [10, 5, 1]; // minutes left that are announced
  const MINUTE = 60_000; // milliseconds
  const BARELY = 0.1; // of an exam: what is answered before somebody sees that this is no quiz
  const FEW = 10; // buttons that fit two rows of a phone: more are folded, for the answer sheet has them too
  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };

  /** An exam under way, or null; one of an older guide may name questions that are gone. */
  function saved(app) {
    const { ids = [], flags = [], unsure = [], familiar: known = [], ...kept } = app.store.get("exam");
    if (!kept.deadline || !kept.seed || !kept.answers) return null;
    const there = ids.filter((id) => app.byId.has(id));
    return there.length ? { ...kept, ids: there, flags, unsure, familiar: known } : null;
  }

  /** Go on with an exam, offer one, or show what came of the last: the scope "last". Who came `back` from one that runs
   * goes on when he says so. */
  function mount(app, panel, scope, back) {
    const kept = saved(app);
    if (kept && !kept.done && back === false) return wayBack(app, panel);
    if (kept && !kept.done) return app.told(panel, () => goesOn(app, panel, saved(app)));
    if (kept && scope === "last") return app.told(panel, () => close(app, panel, kept));
    app.coming();
    const removed = () => {
      mount(app, panel);
      panel.querySelector("button")?.focus(); // the one that was pressed is gone
    };
    panel.replaceChildren(
      ...before(app, (exam) => app.told(panel, () => start(app, panel, exam))),
      ...(kept ? [button(word("exam.last"), () => app.told(panel, () => close(app, panel, kept)), PLAIN)] : []),
      ...attempts(app, removed),
    );
  }

  /** Go on with an exam under way; one that names nothing that the guide still has is none. */
  function goesOn(app, panel, kept, focus) {
    if (!kept) return discard({ app, panel });
    return kept.deadline <= Date.now() && isBarelyBegun(kept) ? late(app, panel, kept) : run(app, panel, kept, focus);
  }

  /** The way on with an exam whose clock runs meanwhile. */
  function wayBack(app, panel) {
    const left = underWay(app.store.get("exam"), Date.now());
    const goOn = () => app.told(panel, () => goesOn(app, panel, saved(app), true));
    panel.replaceChildren(
      element("h2", {}, app.data.exam.title),
      element("p", {}, word("today.exam"), element("br"), word(left.minutes ? "today.left" : "today.up", left)),
      button(word("practice.go_on"), goOn, PRIMARY),
    );
    panel.querySelector("button").focus({ preventScroll: true });
  }

  function start(app, panel, exam) {
    const deadline = Date.now() + exam.minutes * MINUTE;
    const state = { ...drawn(app, String(Date.now()), exam), answers: {}, flags: [], unsure: [], place: 0, deadline };
    // What came of the last one stays until this one is handed in: it may be discarded.
    const last = app.store.get("exam");
    app.store.set("sat", last.done ? last : { at: Date.now() });
    keep({ app, state });
    run(app, panel, state, true); // the button that was pressed is gone
  }

  /** One that was left when hardly anything was answered, until its time was up, may have been begun by mistake. */
  function late(app, panel, state) {
    const sitting = { app, panel, state };
    const answered = state.ids.filter((id) => isAnswered(state, id)).length;
    panel.replaceChildren(
      element("h2", {}, app.data.exam.title),
      element("p", {}, word("today.up", { answered, all: state.ids.length })),
      button(word("exam.hand_in"), () => end(sitting), PRIMARY),
      button(word("exam.discard"), () => discard(sitting), PLAIN),
      element("p", { class: "sg-keys" }, word("exam.discarded")),
    );
  }

  const chosenOf = (state, id) => own(state.answers, id) ?? [];
  const isAnswered = (state, id) => chosenOf(state, id).length > 0;

  /** Is so little answered that the reader hardly sat it? */
  const isBarelyBegun = (state) => state.ids.filter((id) => isAnswered(state, id)).length <= state.ids.length * BARELY;

  /** How far a question is: { isDone, counts }, the numbers of one that has fewer options chosen than it wants, or null. */
  function stateOf({ app, state }, id) {
    const { right } = app.byId.get(id);
    const number = chosenOf(state, id).length;
    const isDone = isComplete(right, chosenOf(state, id));
    return { isDone, counts: number && !isDone ? { number, all: wants(right) } : null };
  }

  /** A sitting is an exam on the page: { app, panel, state, view } and the elements that change. */
  function run(app, panel, state, focus = app.arriving) {
    const sitting = {
      app,
      panel,
      state,
      view: null, // of the question that is shown
      stage: element("div", { class: "sg-stage", tabindex: "-1" }),
      time: element("span", { class: "sg-clock", role: "timer", "aria-label": word("exam.time_left") }),
      sheet: element("ol", { class: "sg-sheet" }),
      ending: element("div", { class: "sg-ending" }),
    };
    const { stage, time, sheet, ending } = sitting;
    const leave = button(word("exam.leave"), () => app.open("today", ""), { class: "sg-quiet-button" });
    const left = element(
      "p",
      { class: "sg-where" },
      word("format.meaning", { name: word("exam.time_left"), meaning: "" }),
      time,
    );
    const where = element("div", { class: "sg-head sg-time" }, left, leave);
    const title = element("h2", {}, app.data.exam.title);
    panel.replaceChildren(title, where, stage, element("h3", {}, word("exam.sheet")), sheet, ending);
    app.runs("exam", "");
    listen(stage, {
      digit: (n) => sitting.view.choose(n),
      option: (n) => sitting.view.choose(n),
      enter: () => go(sitting, state.place + 1),
      right: () => go(sitting, state.place + 1),
      left: () => go(sitting, state.place - 1),
      down: () => sitting.view.step(1),
      flag: () => stage.querySelector("[data-sg-mark=flags]").click(),
    });
    const signal = guide.life(stage);
    addEventListener("storage", (event) => elsewhere(sitting, event), { signal });
    const timer = setInterval(() => tick(sitting), 1000);
    signal.addEventListener("abort", () => clearInterval(timer));
    show(sitting, focus);
    ask(sitting);
    tick(sitting); // last: time may be up
  }

  const keep = ({ app, state }) => app.store.set("exam", Object.assign(state, { at: Date.now() }));

  function tick(sitting) {
    const left = sitting.state.deadline - Date.now();
    const before = sitting.left ?? left;
    sitting.left = left;
    sitting.time.textContent = clock(left);
    // A browser that is busy, or shows another tab, leaves seconds out.
    if (left > 0 && WARNINGS.some((n) => left <= n * MINUTE && n * MINUTE < before))
      sitting.app.say(word("exam.left", { count: Math.ceil(left / MINUTE) }));
    if (left <= 0) end(sitting);
  }

  /** The same exam is open in another tab: what is answered or handed in there counts here too. */
  function elsewhere(sitting, { key }) {
    const { app, panel, state } = sitting;
    if (key && !key.endsWith(":exam")) return;
    const kept = saved(app);
    if (!kept || kept.done || kept.seed !== state.seed) return mount(app, panel);
    const id = state.ids[state.place];
    const asBefore =
      String(kept.answers[id]) === String(state.answers[id]) &&
      ["flags", "unsure"].every((name) => kept[name].includes(id) === state[name].includes(id));
    Object.assign(state, { answers: kept.answers, flags: kept.flags, unsure: kept.unsure });
    if (asBefore) drawSheet(sitting);
    else show(sitting, false);
  }

  function note(sitting) {
    const { state, view } = sitting;
    state.answers[state.ids[state.place]] = view.chosen();
    keep(sitting);
    drawSheet(sitting);
  }

  function go(sitting, to) {
    const { state } = sitting;
    if (to < 0 || to >= state.ids.length) return false;
    state.place = to;
    keep(sitting);
    show(sitting, true);
    return true;
  }

  function show(sitting, focus) {
    const { app, state, stage } = sitting;
    const last = state.ids.length - 1;
    state.place = Math.min(state.place || 0, last);
    const question = app.byId.get(state.ids[state.place]);
    const chosen = own(state.answers, question.id);
    sitting.view = viewOf(question, { seed: state.seed + question.id, chosen, onchange: () => note(sitting) });
    const buttons = element(
      "div",
      { class: "sg-dock" },
      button(word("practice.back"), () => go(sitting, state.place - 1), { ...PLAIN, disabled: state.place === 0 }),
      markOf(sitting, question.id, "flags", `⚑ ${word("exam.flag")}`),
      markOf(sitting, question.id, "unsure", `? ${word("exam.not_sure")}`),
      state.place === last
        ? button(word("exam.hand_in"), () => sitting.ending.querySelector("button").click(), PRIMARY)
        : button(word("practice.next"), () => go(sitting, state.place + 1), PRIMARY),
    );
    const where = element(
      "p",
      { class: "sg-where" },
      word("practice.where", { number: state.place + 1, all: state.ids.length }),
    );
    const how = word("exam.flag_how", { flag: word("exam.flag"), unsure: word("exam.not_sure") });
    stage.replaceChildren(where, sitting.view.element, buttons, element("p", { class: "sg-keys" }, how));
    drawSheet(sitting);
    if (focus) arrive(where, sitting.view.legend); // a long question before has left the reader far below
  }

  /** A switch that notes a question: to come back to it, or as one that was guessed. */
  function markOf(sitting, id, name, text) {
    const { state } = sitting;
    const turn = ({ currentTarget }) => {
      state[name] = state[name].includes(id) ? state[name].filter((other) => other !== id) : [...state[name], id];
      currentTarget.setAttribute("aria-pressed", String(state[name].includes(id)));
      keep(sitting);
      drawSheet(sitting);
    };
    const pressed = String(state[name].includes(id));
    return button(text, turn, { ...PLAIN, "aria-pressed": pressed, "data-sg-mark": name });
  }

  function drawSheet(sitting) {
    const { state, sheet, ending } = sitting;
    ending.querySelector("[data-sg-end=discard]")?.toggleAttribute("hidden", !isBarelyBegun(state));
    const focused = [...sheet.children].findIndex((item) => item.contains(document.activeElement));
    sheet.replaceChildren(
      ...state.ids.map((_, n) =>
        element(
          "li",
          {},
          entry(sitting, n, () => go(sitting, n)),
        ),
      ),
    );
    if (focused >= 0) sheet.children[focused].firstChild.focus();
  }

  /** Name the questions that have fewer options chosen than they want. */
  const begun = (sitting) =>
    sitting.state.ids.flatMap((id, n) => {
      const { counts } = stateOf(sitting, id);
      const open = { name: word("exam.open", { number: n + 1 }), meaning: counts && word("practice.chosen", counts) };
      return counts ? [{ n, text: `${word("format.meaning", open)}.` }] : [];
    });

  /** Say that questions want more options; of one, which and how many. */
  function tooFew(some) {
    const number = some.length;
    return number > 1 ? [word("exam.lacking", { number })] : some.map(({ text }) => text);
  }

  /** The ways back to what was not answered, or not wholly, and to what was flagged, before an exam is handed in. */
  function waysTo(sitting) {
    const { state } = sitting;
    const numbers = state.ids.map((id, n) => ({ id, n }));
    const groups = {
      blank: numbers.filter(({ id }) => !isAnswered(state, id)),
      flagged: numbers.filter(({ id }) => state.flags.includes(id)),
    };
    const way = ({ n }) =>
      button(String(n + 1), () => go(sitting, n), { ...PLAIN, "aria-label": word("exam.question", { number: n + 1 }) });
    const line = (text, some) => {
      if (some.length <= FEW) return element("p", { class: "sg-ways-to" }, element("span", {}, text), ...some.map(way));
      const ways = element("p", { class: "sg-ways-to" }, ...some.map(way));
      return element("details", { class: "sg-choose" }, element("summary", {}, text), ways);
    };
    const lines = Object.entries(groups)
      .filter(([, some]) => some.length)
      .map(([name, some]) => line(word(`exam.${name}`, { number: some.length }), some));
    const some = begun(sitting);
    return [...lines, ...tooFew(some).map((text) => line(text, some))];
  }

  /** The ways to the end, which ask once more: there is no way back. */
  function ask(sitting) {
    const { state, ending } = sitting;
    const back = (name) => () => {
      ask(sitting);
      ending.querySelector(`[data-sg-end=${name}]`)?.focus(); // the button that was pressed is gone
    };
    const handIn = () => {
      const open = state.ids.filter((id) => !isAnswered(state, id)).length;
      const said = [...(open ? [word("exam.open_left", { count: open })] : []), ...tooFew(begun(sitting))];
      const text = [...said, word("exam.hand_in_now")].join(" ");
      twice(ending, { text, name: word("exam.hand_in"), act: () => end(sitting), stay: back("hand_in") });
      ending.firstChild.after(...waysTo(sitting));
      ending.scrollIntoView({ block: "nearest" });
    };
    const throwAway = () => {
      const text = `${word("exam.discard_now")} ${word("exam.discarded")}`;
      twice(ending, { text, name: word("exam.discard"), act: () => discard(sitting), stay: back("discard") });
    };
    ending.replaceChildren(
      button(word("exam.hand_in"), handIn, { ...PLAIN, "data-sg-end": "hand_in" }),
      button(word("exam.discard"), throwAway, { ...PLAIN, "data-sg-end": "discard", hidden: !isBarelyBegun(state) }),
    );
  }

  /** Leave nothing of an exam: it is as if it had not been begun. */
  function discard({ app, panel }) {
    const before = app.store.get("sat");
    app.store.set("exam", { ...(before.done ? before : {}), at: Date.now() });
    anew(app, panel);
  }

  /** Offer an exam, where one was: the button that was pressed is gone. */
  const anew = (app, panel) => app.open("exam", "").then(() => panel.querySelector("button")?.focus());

  function end(sitting) {
    const { app, panel, state } = sitting;
    state.done = Date.now();
    // No answer is none: it costs in this exam, and says nothing of what the reader knows.
    const open = state.ids.filter((id) => !isAnswered(state, id)).map((id) => [id, { at: state.done }]);
    app.store.set("met", { ...app.store.get("met"), ...Object.fromEntries(open) });
    for (const id of state.ids.filter((one) => isAnswered(state, one)))
      app.answer(id, grade(app.byId.get(id).right, state.answers[id]));
    keep(sitting);
    keepAttempt(app, state);
    close(app, panel, state);
  }

  function close(app, panel, state) {
    app.remember("exam", "last"); // where a reload, or the way back from a section, leads to
    finish(app, panel, state, () => anew(app, panel));
  }

  /** One question on the answer sheet. */
  function entry(sitting, n, go) {
    const { state } = sitting;
    const id = state.ids[n];
    const [flagged, unsure] = [state.flags, state.unsure].map((some) => some.includes(id));
    const { isDone, counts } = stateOf(sitting, id);
    const label = [
      word(`exam.${isDone ? "answered" : "open"}${flagged ? "_flagged" : ""}`, { number: n + 1 }),
      ...(counts ? [word("practice.chosen", counts)] : []),
      ...(unsure ? [word("exam.not_sure")] : []),
    ];
    const made = button(String(n + 1), go, {
      class: isDone ? "sg-answered" : counts && "sg-begun",
      "aria-label": label.join(", "),
      "aria-current": n === state.place && "step",
    });
    const signs = [flagged && "⚑", unsure && "?"].filter(Boolean).join(" ");
    if (signs) made.append(" ", element("small", {}, signs));
    return made;
  }

  (guide.practice ??= {}).exam = { mount };
})((globalThis.studyguide ??= {}));
