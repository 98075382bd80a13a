/* Flashcards from terms, facts and questions; FSRS says when each comes again. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { tag, word } = guide.language;
  const { own } = guide.records;
  const { shuffle } = guide.practice.order;
  const { inScope } = guide.practice.answers;
  const { wayTo } = guide.practice.items;
  const { save } = guide.practice.files;
  const { note } = guide.practice.days;
  const { kindOf } = guide.practice.kept;
  const { outcomes, due, until } = guide.practice.schedule;
  const { active, counted, isAway, kindsOf, outlook, today } = guide.practice.deck;
  const { ankiText } = guide.practice.anki;
  const { listen } = guide.practice.keys;
  const { FSRS } = globalThis;

  const GRADES = ["again", "hard", "good", "easy"];
  const GOOD = 3;
  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };

  /** The cards of a scope and of the chosen decks, but those put away; those of a section are mixed, in an order that stays. */
  function cardsOf(app, scope) {
    const records = app.records();
    const kinds = kindsOf(app);
    // New ones are of the step that the plan is at; what was seen comes again whatever it is of.
    const isSeen = (card) => scope === "step" && own(records.cards, card.id);
    const isInside = (card) => isSeen(card) || inScope(scope, card, app.data.sections, records);
    const wanted = (card) => kinds.includes(kindOf(card.id)) && isInside(card);
    const order = { plan: app.plan(), sections: app.sections, marks: records.marks, domains: app.data.exam?.domains };
    return active(shuffle(app.cards.filter(wanted), "cards"), app.store.get("away"), order);
  }

  /** New cards a day, of all chosen decks: a scope changes what comes first, not how much. */
  const amount = (app) => today(app, Date.now());

  const now = (app, cards) => due(cards, app.store.get("cards"), Date.now(), amount(app).number);

  /** Which cards come where none are asked for: what the reader chose last of these two, else those of the plan's step, for
   * who follows a plan. */
  function usual(app) {
    const { id, exam } = app.store.get("plan");
    const { scope } = app.store.get("decks");
    const isInStep = (scope === "step" || id || exam) && app.records().step && cardsOf(app, "step").length;
    return isInStep && scope !== "all" ? "step" : "all";
  }

  /** Keep a choice over reloads: in the address, and what is no more than where to begin for later days too. */
  function choose(app, scope) {
    app.remember("cards", scope);
    if (["all", "step"].includes(scope)) keepDecks(app, { scope });
  }

  const keepDecks = (app, changed) => app.store.set("decks", { ...app.store.get("decks"), ...changed, at: Date.now() });

  /** Ways to fewer cards, where not all are seen before the exam: those of the plan's step, or only questions. */
  function fewer(app, panel) {
    const { spare } = amount(app);
    if (spare === null || spare >= 0) return [];
    const { step } = app.records();
    const inStep = step ? cardsOf(app, "step").length : 0;
    const { question } = counted(app);
    const only = (name, number, act) => button(word("cards.only", { name, number }), act, PLAIN);
    const ask = () => {
      keepDecks(app, { kinds: ["question"] });
      mount(app, panel, "all");
    };
    return [
      ...(inStep ? [only(step.title, inStep, () => mount(app, panel, "step"))] : []),
      ...(question && kindsOf(app).length > 1 ? [only(word("cards.question"), question, ask)] : []),
    ];
  }

  /** Offer the cards of the chosen decks; `given` goes on with them at once. */
  function mount(app, panel, scope, given) {
    const again = (value) => () => mount(app, panel, value);
    if (given) return run(app, panel, scope || usual(app), again(scope), scope);
    app.coming();
    const pick = app.picker(cardsOf(app, "all"), scope || usual(app)); // of the chosen decks: what is counted is what comes
    const counts = element("p", { class: "sg-due" });
    const pace = element("p", { class: "sg-keys" });
    const start = element("button", { type: "submit", ...PRIMARY }, word("practice.start"));
    const draw = () => {
      const { ready, fresh, unseen, learning } = now(app, cardsOf(app, pick.value));
      const others = [
        ["new", fresh.length],
        ["learning", learning],
        ["unseen", unseen],
      ].map(([name, number]) => ` · ${word(`cards.${name}`, { number })}`);
      counts.replaceChildren(element("strong", {}, word("cards.due", { number: ready.length })), ...others);
      const found = amount(app);
      pace.replaceChildren([word("cards.pace", { number: found.number }), outlook(found)].join(" "));
      start.disabled = !(ready.length + fresh.length + learning);
    };
    const submit = (event) => {
      event.preventDefault();
      choose(app, pick.value);
      run(app, panel, pick.value, again(pick.value));
    };
    const change = () => {
      choose(app, pick.value);
      draw();
    };
    const about = element("label", {}, `${word("cards.about")} `, ...pick.shown);
    const form = element("form", { class: "sg-setup", onsubmit: submit, onchange: change }, about, start);
    const anew = (kind) => {
      mount(app, panel, pick.value);
      panel.querySelector(`input[value="${kind}"]`).focus(); // the one that was pressed is gone
    };
    const settings = element("div", { class: "sg-setup", onchange: draw }, ...decksOf(app, anew), ...paceOf(app));
    draw();
    panel.replaceChildren(
      element("h2", {}, word("practice.cards")),
      counts,
      form,
      element("p", { class: "sg-keys sg-by-key" }, word("cards.keys")),
      element("h3", {}, word("cards.decks")),
      settings,
      pace,
      element("p", {}, ...fewer(app, panel)),
      ...putAway(app, () => mount(app, panel, pick.value)),
      element(
        "p",
        {},
        download(app, panel, () => cardsOf(app, pick.value)),
      ),
    );
  }

  /** Which kinds of cards come: decks of their own, with the numbers of their cards. */
  function decksOf(app, anew) {
    const chosen = kindsOf(app);
    const boxes = Object.entries(counted(app)).map(([kind, number]) => {
      const box = element("input", { type: "checkbox", value: kind, checked: chosen.includes(kind) });
      return { box, label: element("label", {}, box, ` ${word(`cards.${kind}`)} (${number.toLocaleString(tag)})`) };
    });
    const keep = ({ target }) => {
      const kinds = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
      keepDecks(app, { kinds });
      anew(target.value);
    };
    for (const { box } of boxes) box.addEventListener("change", keep);
    const legend = element("legend", {}, word("cards.made_from"));
    return [element("fieldset", { class: "sg-kinds" }, legend, ...boxes.map(({ label }) => label))];
  }

  /** How many new cards a day: a number, or none, and then the date of the exam decides. */
  function paceOf(app) {
    const kept = app.store.get("decks");
    const number = element("input", {
      type: "number",
      min: "1",
      max: "999",
      value: kept.daily || "",
      inputmode: "numeric",
    });
    number.addEventListener("change", () => {
      const set = Math.min(999, Math.max(0, Math.round(Number(number.value)) || 0));
      keepDecks(app, { daily: set });
    });
    const date = element("input", { type: "date", value: app.store.get("plan").exam || "" });
    date.addEventListener("change", () => {
      app.store.set("plan", { ...app.store.get("plan"), exam: date.value, at: Date.now() });
    });
    return [element("label", {}, word("cards.date"), date), element("label", {}, word("cards.daily"), number)];
  }

  /** What was put away, and the way back for all of it. */
  function putAway(app, again) {
    const away = app.store.get("away");
    const ids = app.cards.filter(({ id }) => isAway(away, id)).map(({ id }) => id);
    if (!ids.length) return [];
    const back = () => {
      const now = app.store.get("away");
      for (const id of ids) now[id] = { off: false, at: Date.now() };
      app.store.set("away", now);
      again();
    };
    const bring = button(word("cards.bring_back"), back, PLAIN);
    return [element("p", {}, word("cards.away", { number: ids.length }), " ", bring)];
  }

  function download(app, panel, chosen) {
    const text = () => ankiText(chosen().map(app.plain), app.data.title);
    const press = () => app.told(panel, () => save("cards.txt", text(), "text/plain"));
    return button(word("cards.save"), press, PLAIN);
  }

  const run = (app, panel, from, again, scope = from) =>
    app.told(panel, () => turn(app, panel, cardsOf(app, from), again, scope));

  /** A run is what happens until nothing is due: { app, cards, stage, actions, done, ahead, again, scope }. */
  function turn(app, panel, cards, again, scope) {
    const stage = element("div", { class: "sg-stage", tabindex: "-1" });
    // Ahead: cards being learnt are shown before their time.
    const running = { app, cards, stage, actions: {}, done: new Set(), ahead: false, again, scope };
    listen(stage, {
      digit: (n) => running.actions.digit?.(n) ?? false,
      enter: () => running.actions.enter?.() ?? false,
      space: () => running.actions.space?.() ?? false,
    });
    panel.replaceChildren(element("h2", { class: "sg-offscreen" }, word("practice.cards")), stage);
    next(running);
  }

  function next(running) {
    const found = now(running.app, running.cards);
    const card = found.ready[0] || found.fresh[0] || (running.ahead && found.early[0]);
    if (!card) return rest(running, found);
    const left = found.ready.length + found.fresh.length;
    const counts = [
      left ? word("cards.to_go", { number: left }) : "",
      found.learning ? word("cards.soon", { count: found.learning }) : "",
    ];
    const leave = button(word("quiz.leave"), () => running.app.open("today", ""), { class: "sg-quiet-button" });
    const where = element(
      "div",
      { class: "sg-head" },
      element("p", { class: "sg-where" }, counts.filter(Boolean).join(" · ")),
      leave,
    );
    const face = running.app.face(card);
    const shown = element("div", { class: "sg-card" }, face.front);
    const dock = element("div", { class: "sg-dock sg-turns" });
    const show = () => reveal(running, card, face, shown, dock);
    dock.append(button(word("practice.show_answer"), show, PRIMARY));
    running.actions = { digit: face.choose, enter: show, space: show };
    running.stage.replaceChildren(where, shown, dock);
    face.focus.focus();
    return true;
  }

  /** Turn a card over: `shown` is its element, and the grades come into the dock, where the answer was asked for. */
  function reveal(running, card, face, shown, dock) {
    const { app } = running;
    const kept = own(app.store.get("cards"), card.id);
    const turned = face.turn();
    const grade = (n) => {
      app.store.set("cards", { ...app.store.get("cards"), [card.id]: outcomes(FSRS, kept, Date.now())[n] });
      note(app.store, "cards");
      running.done.add(card.id); // one that comes again is the same card
      return next(running);
    };
    const buttons = gradesOf(outcomes(FSRS, kept, Date.now()), grade);
    const group = { class: "sg-grades", role: "group", "aria-label": word("cards.how_well") };
    running.actions = { digit: (n) => n <= GRADES.length && grade(n), space: () => grade(GOOD) };
    shown.append(turned.back, element("p", { class: "sg-beside" }, ...beside(running, card)));
    dock.replaceChildren(element("div", group, ...buttons));
    app.say(turned.says);
    buttons[turned.wrong ? 0 : GOOD - 1].focus({ preventScroll: true });
    turned.first.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** What else can be done with a card: put it away, or mend the note that it is made of. */
  function beside(running, card) {
    const { app } = running;
    const put = () => {
      app.store.set("away", { ...app.store.get("away"), [card.id]: { off: true, at: Date.now() } });
      running.cards = running.cards.filter((other) => other !== card);
      app.say(word("cards.is_away"));
      next(running);
    };
    const mend = card.edit
      ? [element("a", { href: card.edit, target: "_blank", rel: "noopener" }, word("cards.mend"))]
      : [];
    return [button(word("cards.put_away"), put, { class: "sg-quiet-button" }), ...mend];
  }

  function rest(running, found) {
    const { app, done, stage, again, scope } = running;
    const text = done.size ? word("cards.done", { count: done.size }) : word("cards.nothing");
    const head = element("h3", { tabindex: "-1" }, text);
    const goOn = () => {
      running.ahead = true;
      next(running);
    };
    const wait = () => element("p", {}, word("cards.next_in", { wait: until(found.next - Date.now()) }));
    const more = found.next ? [wait(), button(word("cards.go_on"), goOn, PLAIN)] : [];
    running.actions = {};
    stage.replaceChildren(head, ...more, ...wayTo(app, scope), button(word("practice.back"), again, PLAIN));
    head.focus();
    return true;
  }

  /** A button for each grade, with the wait that it means. */
  function gradesOf(results, grade) {
    return GRADES.map((name, index) => {
      const wait = until(results[index + 1].due - Date.now());
      const key = element("kbd", { "aria-hidden": "true" }, index + 1);
      return element(
        "button",
        { type: "button", class: "sg-grade", onclick: () => grade(index + 1) },
        key,
        ` ${word(`cards.${name}`)} `,
        element("small", {}, wait),
      );
    });
  }

  (guide.practice ??= {}).cards = { mount };
})((globalThis.studyguide ??= {}));
