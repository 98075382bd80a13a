/* Flashcards from terms, facts and questions; FSRS says when each comes again. */
(function (root) {
  "use strict";

  const guide = root.studyguide;
  const GRADES = ["Again", "Hard", "Good", "Easy"];
  const A_DAY = 20;
  const KINDS = { term: "Terms", fact: "Facts", question: "Questions" };

  const kindOf = (card) => (card.question ? "question" : card.id.split(":")[0]);

  function mount(app, panel, scope) {
    const { element } = guide.progress;
    const present = Object.keys(KINDS).filter((kind) => app.cards.some((card) => kindOf(card) === kind));
    const boxes = present.map((kind) => element("input", { type: "checkbox", value: kind, checked: "" }));
    const pick = app.picker(app.cards, scope);
    const counts = element("p", { class: "sg-due" });
    const start = element("button", { type: "submit", class: "md-button md-button--primary" }, "Start");
    const form = element("form", { class: "sg-setup" });
    form.append(
      element("label", {}, "Cards about ", pick),
      element("fieldset", { class: "sg-kinds" }, element("legend", {}, "Made from"), ...boxes.map((box) => element("label", {}, box, ` ${KINDS[box.value]}`))),
      start,
    );
    const chosen = () => {
      const kinds = boxes.filter((box) => box.checked).map((box) => box.value);
      const records = app.records();
      const found = app.cards.filter((card) => kinds.includes(kindOf(card)) && guide["practice-core"].inScope(pick.value, card, app.data.sections, records));
      // New cards come mixed, in an order that stays.
      return guide["practice-core"].shuffle(found, "cards");
    };
    const draw = () => {
      const { ready, fresh, unseen, learning } = now(app, chosen());
      counts.replaceChildren(element("strong", {}, `${ready.length} due`), ` · ${fresh.length} new today · ${learning} being learnt · ${unseen} not seen yet`);
      start.disabled = !(ready.length + fresh.length + learning);
    };
    form.addEventListener("change", draw);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      app.remember("cards", pick.value);
      run(app, panel, chosen(), () => mount(app, panel, pick.value));
    });
    draw();
    const help = `Keys: 1–9 choose where there are options, Space shows the answer, 1–4 grade it. At most ${A_DAY} new cards a day.`;
    panel.replaceChildren(element("h2", {}, "Flashcards"), counts, form, element("p", { class: "sg-keys" }, help), download(app, chosen));
  }

  const now = (app, cards) => guide["practice-core"].due(cards, app.store.get("cards"), Date.now(), A_DAY);

  function download(app, chosen) {
    const { element } = guide.progress;
    const button = element("button", { type: "button", class: "md-button" }, "Save these cards as text for Anki");
    button.addEventListener("click", () => app.save("cards.txt", guide["practice-core"].ankiText(chosen().map(app.plain), app.data.title), "text/plain"));
    return element("p", {}, button);
  }

  function run(app, panel, cards, again) {
    const { element } = guide.progress;
    const stage = element("div", { class: "sg-stage", tabindex: "-1" });
    let actions = {};
    let done = 0;
    let ahead = false; // cards being learnt are shown before their time
    guide["practice-question"].keys(stage, {
      digit: (n) => Boolean(actions.digit && actions.digit(n)),
      enter: () => (actions.show ? (actions.show(), true) : false),
      space: () => (actions.show ? (actions.show(), true) : actions.grade ? (actions.grade(3), true) : false),
    });
    panel.replaceChildren(element("h2", {}, "Flashcards"), stage);
    next();

    function next() {
      const found = now(app, cards);
      const card = found.ready[0] || found.fresh[0] || (ahead && found.early[0]);
      if (!card) return rest(found);
      const left = found.ready.length + found.fresh.length;
      const counts = [left ? `${left} to go` : "", found.learning ? `${found.learning} come again soon` : ""];
      const where = element("p", { class: "sg-where" }, counts.filter(Boolean).join(" · "));
      const face = app.face(card);
      const show = element("button", { type: "button", class: "md-button md-button--primary" }, "Show the answer");
      actions = {
        show: () => reveal(card, face, show),
        digit: (n) => face.inputs[n - 1] && (face.inputs[n - 1].click(), true),
      };
      show.addEventListener("click", actions.show);
      stage.replaceChildren(where, element("div", { class: "sg-card" }, face.front, show));
      face.focus.focus();
    }

    function reveal(card, face, show) {
      const kept = guide["practice-core"].own(app.store.get("cards"), card.id);
      const time = Date.now();
      const results = guide["practice-core"].outcomes(root.FSRS, kept, time);
      const buttons = GRADES.map((name, n) => {
        const wait = guide["practice-core"].until(results[n + 1].due - time);
        const button = element("button", { type: "button", class: "sg-grade" }, element("kbd", { "aria-hidden": "true" }, n + 1), ` ${name} `, element("small", {}, wait));
        button.addEventListener("click", () => actions.grade(n + 1));
        return button;
      });
      const { back, says, wrong } = face.turn();
      actions = {
        digit: (n) => n <= GRADES.length && (actions.grade(n), true),
        grade(n) {
          app.store.set("cards", { ...app.store.get("cards"), [card.id]: guide["practice-core"].outcomes(root.FSRS, kept, Date.now())[n] });
          done += 1;
          next();
        },
      };
      show.replaceWith(back, element("div", { class: "sg-grades", role: "group", "aria-label": "How well did you know it?" }, ...buttons));
      app.say(says);
      buttons[wrong ? 0 : 2].focus();
    }

    function rest(found) {
      const text = done ? `Done for now: ${done} ${done === 1 ? "card" : "cards"}.` : "Nothing is due.";
      const head = element("h3", { tabindex: "-1" }, text);
      const back = element("button", { type: "button", class: "md-button" }, "Back");
      back.addEventListener("click", again);
      const box = [head];
      if (found.next) {
        box.push(element("p", {}, `The next card comes in ${guide["practice-core"].until(found.next - Date.now())}.`));
        const more = element("button", { type: "button", class: "md-button" }, "Go on now");
        more.addEventListener("click", () => {
          ahead = true;
          next();
        });
        box.push(more);
      }
      actions = {};
      stage.replaceChildren(...box, back);
      head.focus();
    }
  }

  guide["practice-cards"] = { mount };
})(globalThis);
