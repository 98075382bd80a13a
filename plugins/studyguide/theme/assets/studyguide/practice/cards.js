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
  const { active, counted, doneToday, isAway, kindsOf, outlook, today } = guide.practice.deck;
  const { ankiText } = guide.practice.anki;
  const { listen } = guide.practice.keys;
  const { FSRS } = globalThis;

  const GRADES = ["again", "hard", "good", "easy"];
  const GOOD = 3;
  const [DECKS, AWAY] = ["decks", "away"]; // what is folded
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

  /** Ways to fewer cards, where not all are seen before the exam: those of the plan's step, unless they are chosen, or only
   * questions. */
  function fewer(app, panel, scope) {
    const { spare } = amount(app);
    if (spare === null || spare >= 0) return [];
    const { step } = app.records();
    const inStep = step && scope !== "step" ? cardsOf(app, "step").length : 0;
    const { question } = counted(app);
    const only = (name, number, act) => button(word("cards.only", { name, number }), act, PLAIN);
    const ask = () => {
      keepDecks(app, { kinds: ["question"] });
      mount(app, panel, "all", DECKS);
    };
    return [
      ...(inStep ? [only(step.title, inStep, () => mount(app, panel, "step", DECKS))] : []),
      ...(question && kindsOf(app).length > 1 ? [only(word("cards.question"), question, ask)] : []),
    ];
  }

  /** What few look at, and not before they begin. */
  const fold = (name, title, isOpen, ...shown) =>
    element("details", { class: `sg-scope sg-fold-${name}`, open: isOpen }, element("summary", {}, title), ...shown);

  /** Offer the cards of the chosen decks; `given` goes on with them at once, or is the name of a fold that is open. */
  function mount(app, panel, scope, given) {
    const again = (value) => () => app.open("cards", value);
    if (given && ![DECKS, AWAY].includes(given)) return run(app, panel, scope || usual(app), again(scope), scope);
    app.coming();
    const pick = app.picker(cardsOf(app, "all"), scope || usual(app)); // of the chosen decks: what is counted is what comes
    const start = element("button", { type: "submit", ...PRIMARY }, word("practice.start"));
    const shown = { counts: element("p", { class: "sg-due" }), pace: element("p", { class: "sg-keys" }), start };
    shown.ways = element("p", {});
    const draw = () => count(app, panel, pick.value, shown);
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
      mount(app, panel, pick.value, DECKS);
      panel.querySelector(`input[value="${kind}"]`).focus(); // the one that was pressed is gone
    };
    const settings = element("div", { class: "sg-setup", onchange: draw }, ...decksOf(app, anew), ...paceOf(app));
    draw();
    panel.replaceChildren(
      element("h2", {}, word("practice.cards")),
      shown.counts,
      form,
      element("p", { class: "sg-keys" }, word("cards.order")),
      element("p", { class: "sg-keys sg-by-key" }, word("cards.keys")),
      fold(DECKS, word("cards.decks"), given === DECKS, settings, shown.pace, shown.ways),
      ...putAway(app, panel, pick.value, given === AWAY),
      anki(app, panel, () => cardsOf(app, pick.value)),
    );
  }

  /** Say how many cards of a scope there are today, and behind that how it goes with all. */
  function count(app, panel, scope, { counts, pace, start, ways }) {
    const { ready, fresh, unseen, learning } = now(app, cardsOf(app, scope));
    const found = amount(app);
    const others = [
      word("cards.new", { number: fresh.length }),
      ...(learning ? [word("cards.learning", { number: learning })] : []),
    ].map((text) => ` · ${text}`);
    const due = element("strong", {}, word("cards.due", { number: ready.length }));
    counts.replaceChildren(due, ...others, ...doneToday(found).map((text) => ` · ${text}`));
    const all = word("cards.unseen", { number: unseen });
    pace.replaceChildren([word("cards.pace", { number: found.number }), `${all}.`, outlook(found)].join(" "));
    ways.replaceChildren(...fewer(app, panel, scope));
    start.disabled = !(ready.length + fresh.length + learning);
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

  /** What was put away, each card with its way back, and one for all; they are named when somebody looks. */
  function putAway(app, panel, scope, isOpen) {
    const found = () => app.cards.filter(({ id }) => isAway(app.store.get("away"), id));
    const number = found().length;
    if (!number) return [];
    const bring = (cards) => {
      const at = Date.now();
      const back = Object.fromEntries(cards.map(({ id }) => [id, { off: false, at }]));
      app.store.set("away", { ...app.store.get("away"), ...back });
      mount(app, panel, scope, AWAY);
      app.say(word("cards.is_back"));
      [...panel.querySelectorAll("form button, .sg-fold-away > summary")].at(-1).focus(); // the pressed one is gone
    };
    const list = element("ul", { class: "sg-todo" });
    const row = (card) => {
      const text = card.question?.prompt ?? card.front;
      const name = word("format.meaning", { name: word("cards.bring_back"), meaning: text });
      const back = button(word("cards.bring_back"), () => bring([card]), { ...PLAIN, "aria-label": name });
      return element("li", {}, element("div", {}, text), back);
    };
    const every = number > 1 ? [button(word("cards.bring_all"), () => bring(found()), PLAIN)] : [];
    const made = fold(AWAY, word("cards.away", { number }), isOpen, list, ...every);
    const fill = () => made.open && app.told(panel, () => list.replaceChildren(...found().map(row)));
    made.addEventListener("toggle", fill);
    return [made];
  }

  /** Ways to Anki: the chosen cards as text, and the whole deck where the guide has one. */
  function anki(app, panel, chosen) {
    const text = () => ankiText(chosen().map(app.plain), app.data.title);
    const press = () => app.told(panel, () => save("cards.txt", text(), "text/plain"));
    const deck = document.querySelector(".sg-further [data-sg-deck]");
    const ways = [element("p", {}, button(word("cards.save"), press, PLAIN)), ...(deck ? [deck.cloneNode(true)] : [])];
    return fold("anki", word("cards.anki"), false, ...ways);
  }

  const run = (app, panel, from, again, scope = from) =>
    app.told(panel, () => turn(app, panel, cardsOf(app, from), again, scope));

  /** A run is what happens until nothing is due: { app, cards, stage, actions, done, past, ahead, again, scope };
   * `past` is what was done, with how to take it back. */
  function turn(app, panel, cards, again, scope) {
    const stage = element("div", { class: "sg-stage", tabindex: "-1" });
    // Ahead: cards being learnt are shown before their time.
    const running = { app, cards, stage, actions: {}, done: new Set(), past: [], ahead: false, again, scope };
    listen(stage, {
      digit: (n) => running.actions.digit?.(n) ?? false,
      option: (n) => running.actions.option?.(n) ?? false,
      enter: () => running.actions.enter?.() ?? false,
      space: () => running.actions.space?.() ?? false,
      undo: () => takeBack(running),
    });
    panel.replaceChildren(element("h2", { class: "sg-offscreen" }, word("practice.cards")), stage);
    app.runs("cards", scope);
    next(running);
  }

  /** Take back what was done last, and ask that card again; says whether there was something. */
  function takeBack(running) {
    const last = running.past.pop();
    if (!last) return false;
    last.undo();
    return next(running, last.card);
  }

  /** What was done last, with the way back; a list, for nothing may be done. */
  function lastDone(running) {
    const last = running.past.at(-1);
    if (!last) return [];
    const undo = button(word("cards.undo"), () => takeBack(running), { class: "sg-quiet-button" });
    return [element("p", { class: "sg-beside" }, last.text, undo)];
  }

  /** Ask a card: one that is given, or what comes next. */
  function next(running, given) {
    const found = now(running.app, running.cards);
    const card = given || found.ready[0] || found.fresh[0] || (running.ahead && found.early[0]);
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
    running.actions = { digit: face.choose, option: face.choose, enter: show, space: show };
    running.stage.replaceChildren(where, shown, ...lastDone(running), dock);
    face.focus.focus();
    return true;
  }

  /** Turn a card over: `shown` is its element, and the grades come into the dock, where the answer was asked for. */
  function reveal(running, card, face, shown, dock) {
    const { app } = running;
    const kept = own(app.store.get("cards"), card.id);
    const turned = face.turn();
    const grade = (n) => {
      graded(running, card, n);
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

  /** Keep a grade, and how to take it back. */
  function graded({ app, done, past }, card, n) {
    const { [card.id]: before, ...others } = app.store.get("cards");
    const isNew = !done.has(card.id); // one that comes again is the same card
    const undo = () => {
      const { [card.id]: _, ...kept } = app.store.get("cards");
      app.store.set("cards", before ? { ...kept, [card.id]: before } : kept);
      note(app.store, "cards", -1);
      if (isNew) done.delete(card.id);
    };
    app.store.set("cards", { ...others, [card.id]: outcomes(FSRS, before, Date.now())[n] });
    note(app.store, "cards");
    done.add(card.id);
    past.push({ card, undo, text: word("cards.graded", { grade: word(`cards.${GRADES[n - 1]}`) }) });
  }

  /** What else can be done with a card: put it away, or mend the note that it is made of. */
  function beside(running, card) {
    const { app } = running;
    const keep = (off) => app.store.set("away", { ...app.store.get("away"), [card.id]: { off, at: Date.now() } });
    const put = () => {
      const { cards } = running;
      const undo = () => {
        keep(false);
        running.cards = cards;
      };
      keep(true);
      running.cards = cards.filter((other) => other !== card);
      running.past.push({ card, undo, text: word("cards.is_away") });
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
    stage.replaceChildren(
      head,
      ...more,
      ...lastDone(running),
      ...wayTo(app, scope),
      button(word("practice.back"), again, PLAIN),
    );
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
