/* Flashcards from terms, facts and questions; FSRS says when each comes again. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { own } = guide.records;
  const { shuffle } = guide.practice.order;
  const { inScope } = guide.practice.answers;
  const { save } = guide.practice.items;
  const { outcomes, due, until } = guide.practice.schedule;
  const { ankiText } = guide.practice.anki;
  const { listen } = guide.practice.keys;
  const { FSRS } = globalThis;

  const GRADES = ["again", "hard", "good", "easy"];
  const GOOD = 3;
  const A_DAY = 20; // new cards: each comes back some eight times in the weeks after, so that more would pile up
  const KINDS = ["term", "fact", "question"];
  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };

  const kindOf = (card) => (card.question ? "question" : card.id.split(":")[0]);
  const now = (app, cards) => due(cards, app.store.get("cards"), Date.now(), A_DAY);

  /** The choice of kinds of cards: those that the guide has. */
  function kindsOf(app) {
    const present = KINDS.filter((kind) => app.cards.some((card) => kindOf(card) === kind));
    const boxes = present.map((kind) => element("input", { type: "checkbox", value: kind, checked: true }));
    const labels = boxes.map((box) => element("label", {}, box, ` ${word(`cards.${box.value}`)}`));
    const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
    return {
      chosen,
      shown: element("fieldset", { class: "sg-kinds" }, element("legend", {}, word("cards.made_from")), ...labels),
    };
  }

  /** The cards of a scope and of some kinds; new ones come mixed, in an order that stays. */
  function cardsOf(app, scope, kinds) {
    const records = app.records();
    const wanted = (card) => kinds.includes(kindOf(card)) && inScope(scope, card, app.data.sections, records);
    return shuffle(app.cards.filter(wanted), "cards");
  }

  function mount(app, panel, scope) {
    const kinds = kindsOf(app);
    const pick = app.picker(app.cards, scope);
    const counts = element("p", { class: "sg-due" });
    const start = element("button", { type: "submit", ...PRIMARY }, word("practice.start"));
    const chosen = () => cardsOf(app, pick.value, kinds.chosen());
    const draw = () => {
      const { ready, fresh, unseen, learning } = now(app, chosen());
      const others = [
        ["new", fresh.length],
        ["learning", learning],
        ["unseen", unseen],
      ].map(([name, number]) => ` · ${word(`cards.${name}`, { number })}`);
      counts.replaceChildren(element("strong", {}, word("cards.due", { number: ready.length })), ...others);
      start.disabled = !(ready.length + fresh.length + learning);
    };
    const submit = (event) => {
      event.preventDefault();
      app.remember("cards", pick.value);
      run(app, panel, chosen(), () => mount(app, panel, pick.value));
    };
    const about = element("label", {}, `${word("cards.about")} `, pick);
    const form = element("form", { class: "sg-setup", onchange: draw, onsubmit: submit }, about, kinds.shown, start);
    const help = element("p", { class: "sg-keys" }, word("cards.keys", { number: A_DAY }));
    draw();
    panel.replaceChildren(
      element("h2", {}, word("practice.cards")),
      counts,
      form,
      help,
      element("p", {}, download(app, chosen)),
    );
  }

  function download(app, chosen) {
    const press = () => save("cards.txt", ankiText(chosen().map(app.plain), app.data.title), "text/plain");
    return button(word("cards.save"), press, PLAIN);
  }

  /** A run is what happens until nothing is due: { app, cards, stage, actions, done, ahead, again }. */
  function run(app, panel, cards, again) {
    const stage = element("div", { class: "sg-stage", tabindex: "-1" });
    // Ahead: cards being learnt are shown before their time.
    const running = { app, cards, stage, actions: {}, done: 0, ahead: false, again };
    listen(stage, {
      digit: (n) => running.actions.digit?.(n) ?? false,
      enter: () => running.actions.enter?.() ?? false,
      space: () => running.actions.space?.() ?? false,
    });
    panel.replaceChildren(element("h2", {}, word("practice.cards")), stage);
    next(running);
  }

  function next(running) {
    const found = now(running.app, running.cards);
    const card = found.ready[0] || found.fresh[0] || (running.ahead && found.early[0]);
    if (!card) return rest(running, found);
    const left = found.ready.length + found.fresh.length;
    const counts = [
      left ? word("cards.to_go", { number: left }) : "",
      found.learning ? word("cards.soon", { number: found.learning }) : "",
    ];
    const where = element("p", { class: "sg-where" }, counts.filter(Boolean).join(" · "));
    const face = running.app.face(card);
    const show = () => reveal(running, card, face, press);
    const press = button(word("practice.show_answer"), show, PRIMARY);
    running.actions = { digit: face.choose, enter: show, space: show };
    running.stage.replaceChildren(where, element("div", { class: "sg-card" }, face.front, press));
    face.focus.focus();
    return true;
  }

  function reveal(running, card, face, press) {
    const { app } = running;
    const kept = own(app.store.get("cards"), card.id);
    const turned = face.turn();
    const grade = (n) => {
      app.store.set("cards", { ...app.store.get("cards"), [card.id]: outcomes(FSRS, kept, Date.now())[n] });
      running.done += 1;
      return next(running);
    };
    const buttons = gradesOf(outcomes(FSRS, kept, Date.now()), grade);
    const group = { class: "sg-grades", role: "group", "aria-label": word("cards.how_well") };
    running.actions = { digit: (n) => n <= GRADES.length && grade(n), space: () => grade(GOOD) };
    press.replaceWith(turned.back, element("div", group, ...buttons));
    app.say(turned.says);
    buttons[turned.wrong ? 0 : GOOD - 1].focus();
    return true;
  }

  function rest(running, found) {
    const { done, stage, again } = running;
    const text = done ? word("cards.done", { count: done }) : word("cards.nothing");
    const head = element("h3", { tabindex: "-1" }, text);
    const goOn = () => {
      running.ahead = true;
      next(running);
    };
    const wait = () => element("p", {}, word("cards.next_in", { wait: until(found.next - Date.now()) }));
    const more = found.next ? [wait(), button(word("cards.go_on"), goOn, PLAIN)] : [];
    running.actions = {};
    stage.replaceChildren(head, ...more, button(word("practice.back"), again, PLAIN));
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
