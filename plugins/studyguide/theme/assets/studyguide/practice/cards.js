/* Flashcards from terms, facts and questions; FSRS says when each comes again. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { own } = guide.records;
  const { shuffle } = guide.practice.order;
  const { inScope } = guide.practice.answers;
  const { save } = guide.practice.items;
  const { outcomes, due, until } = guide.practice.schedule;
  const { ankiText } = guide.practice.anki;
  const { listen } = guide.practice.keys;
  const { FSRS } = globalThis;

  const GRADES = ["Again", "Hard", "Good", "Easy"];
  const GOOD = 3;
  const A_DAY = 20; // new cards: each comes back some eight times in the weeks after, so that more would pile up
  const KINDS = { term: "Terms", fact: "Facts", question: "Questions" };
  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };

  const kindOf = (card) => (card.question ? "question" : card.id.split(":")[0]);
  const now = (app, cards) => due(cards, app.store.get("cards"), Date.now(), A_DAY);

  function mount(app, panel, scope) {
    const present = Object.keys(KINDS).filter((kind) => app.cards.some((card) => kindOf(card) === kind));
    const boxes = present.map((kind) => element("input", { type: "checkbox", value: kind, checked: true }));
    const pick = app.picker(app.cards, scope);
    const counts = element("p", { class: "sg-due" });
    const start = element("button", { type: "submit", ...PRIMARY }, "Start");
    const chosen = () => {
      const kinds = boxes.filter((box) => box.checked).map((box) => box.value);
      const records = app.records();
      const found = app.cards.filter(
        (card) => kinds.includes(kindOf(card)) && inScope(pick.value, card, app.data.sections, records),
      );
      return shuffle(found, "cards"); // new cards come mixed, in an order that stays
    };
    const draw = () => {
      const { ready, fresh, unseen, learning } = now(app, chosen());
      counts.replaceChildren(
        element("strong", {}, `${ready.length} due`),
        ` · ${fresh.length} new today · ${learning} being learnt · ${unseen} not seen yet`,
      );
      start.disabled = !(ready.length + fresh.length + learning);
    };
    const submit = (event) => {
      event.preventDefault();
      app.remember("cards", pick.value);
      run(app, panel, chosen(), () => mount(app, panel, pick.value));
    };
    const kinds = element(
      "fieldset",
      { class: "sg-kinds" },
      element("legend", {}, "Made from"),
      ...boxes.map((box) => element("label", {}, box, ` ${KINDS[box.value]}`)),
    );
    const form = element(
      "form",
      { class: "sg-setup", onchange: draw, onsubmit: submit },
      element("label", {}, "Cards about ", pick),
      kinds,
      start,
    );
    const help = `Keys: 1–9 choose where there are options, Space shows the answer, 1–4 grade it. At most ${A_DAY} new cards a day.`;
    draw();
    panel.replaceChildren(
      element("h2", {}, "Flashcards"),
      counts,
      form,
      element("p", { class: "sg-keys" }, help),
      element("p", {}, download(app, chosen)),
    );
  }

  const download = (app, chosen) =>
    button(
      "Save these cards as text for Anki",
      () => save("cards.txt", ankiText(chosen().map(app.plain), app.data.title), "text/plain"),
      PLAIN,
    );

  function run(app, panel, cards, again) {
    const stage = element("div", { class: "sg-stage", tabindex: "-1" });
    let actions = {};
    let done = 0;
    let ahead = false; // cards being learnt are shown before their time

    function next() {
      const found = now(app, cards);
      const card = found.ready[0] || found.fresh[0] || (ahead && found.early[0]);
      if (!card) return rest(found);
      const left = found.ready.length + found.fresh.length;
      const counts = [left ? `${left} to go` : "", found.learning ? `${found.learning} come again soon` : ""];
      const where = element("p", { class: "sg-where" }, counts.filter(Boolean).join(" · "));
      const face = app.face(card);
      const show = () => reveal(card, face, press);
      const press = button("Show the answer", show, PRIMARY);
      actions = { digit: face.choose, enter: show, space: show };
      stage.replaceChildren(where, element("div", { class: "sg-card" }, face.front, press));
      face.focus.focus();
      return true;
    }

    function reveal(card, face, press) {
      const kept = own(app.store.get("cards"), card.id);
      const turned = face.turn();
      const grade = (n) => {
        app.store.set("cards", { ...app.store.get("cards"), [card.id]: outcomes(FSRS, kept, Date.now())[n] });
        done += 1;
        return next();
      };
      const buttons = gradesOf(outcomes(FSRS, kept, Date.now()), grade);
      actions = { digit: (n) => n <= GRADES.length && grade(n), enter: () => false, space: () => grade(GOOD) };
      press.replaceWith(
        turned.back,
        element("div", { class: "sg-grades", role: "group", "aria-label": "How well did you know it?" }, ...buttons),
      );
      app.say(turned.says);
      buttons[turned.wrong ? 0 : GOOD - 1].focus();
      return true;
    }

    function rest(found) {
      const head = element(
        "h3",
        { tabindex: "-1" },
        done ? `Done for now: ${done} ${done === 1 ? "card" : "cards"}.` : "Nothing is due.",
      );
      const goOn = () => {
        ahead = true;
        next();
      };
      const more = found.next
        ? [
            element("p", {}, `The next card comes in ${until(found.next - Date.now())}.`),
            button("Go on now", goOn, PLAIN),
          ]
        : [];
      actions = {};
      stage.replaceChildren(head, ...more, button("Back", again, PLAIN));
      head.focus();
      return true;
    }

    listen(stage, {
      digit: (n) => actions.digit?.(n) ?? false,
      enter: () => actions.enter?.() ?? false,
      space: () => actions.space?.() ?? false,
    });
    panel.replaceChildren(element("h2", {}, "Flashcards"), stage);
    next();
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
        ` ${name} `,
        element("small", {}, wait),
      );
    });
  }

  (guide.practice ??= {}).cards = { mount };
})((globalThis.studyguide ??= {}));
