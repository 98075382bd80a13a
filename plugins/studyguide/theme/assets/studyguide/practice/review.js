/* The questions of an exam after it, one at a time, with the reason of every option. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { own } = guide.records;
  const { source, view: viewOf } = guide.practice.question;
  const { CHOICES } = guide.practice.marking;
  const { listen } = guide.practice.keys;

  const PLAIN = { class: "md-button" };

  /** Show the questions that a choice holds; `sat` is what the exam was: { ids, wrong, blank, flags, unsure, answers, seed }. */
  function review(app, sat) {
    const stage = element("div", { class: "sg-stage", tabindex: "-1" });
    const held = Object.entries(CHOICES).map(([name, holds]) => [name, sat.ids.filter((id) => holds(sat, id))]);
    const choice = held.find(([, ids]) => ids.length)?.[0];
    const shown = { app, sat, stage, ids: [], at: 0 };
    const radios = held.map(([name, ids]) => {
      const choose = () => {
        Object.assign(shown, { ids, at: 0 });
        show(shown, false);
      };
      const input = element("input", {
        type: "radio",
        name: "sg-review",
        value: name,
        checked: name === choice,
        disabled: !ids.length,
        onchange: choose,
      });
      if (name === choice) choose();
      return element("label", {}, input, ` ${word(`exam.${name}`, { number: ids.length })}`);
    });
    listen(stage, { right: () => go(shown, 1), left: () => go(shown, -1) });
    return [
      element("h3", { tabindex: "-1" }, word("exam.review")),
      element("fieldset", { class: "sg-choices" }, element("legend", {}, word("exam.which")), ...radios),
      stage,
    ];
  }

  function go(shown, by) {
    if (shown.at + by < 0 || shown.at + by >= shown.ids.length) return false;
    shown.at += by;
    show(shown, true);
    return true;
  }

  function show(shown, focus) {
    const { app, sat, stage, ids, at } = shown;
    const id = ids[at];
    const question = app.byId.get(id);
    const chosen = own(sat.answers, id) ?? [];
    const view = viewOf(question, { seed: sat.seed + id, chosen });
    view.reveal();
    const where = [
      word("exam.nth", { number: at + 1, all: ids.length }),
      word("exam.question", { number: sat.ids.indexOf(id) + 1 }),
    ];
    stage.replaceChildren(
      ...(ids.length > 1 ? [listed(shown)] : []),
      element("p", { class: "sg-where" }, where.join(" · ")),
      ...(chosen.length ? [] : [element("p", {}, word("exam.not_answered"))]),
      view.element,
      source(app, question),
      element(
        "div",
        { class: "sg-dock" },
        button(word("practice.back"), () => go(shown, -1), { ...PLAIN, disabled: at === 0 }),
        button(word("practice.next"), () => go(shown, 1), { ...PLAIN, disabled: at === ids.length - 1 }),
      ),
    );
    if (focus) view.legend.focus();
  }

  /** All questions that are shown, by their numbers in the exam, to go to any of them. */
  function listed(shown) {
    const { sat, ids, at } = shown;
    const entry = (id, n) => {
      const number = sat.ids.indexOf(id) + 1;
      const named = { "aria-label": word("exam.question", { number }), "aria-current": n === at && "step" };
      return element(
        "li",
        {},
        button(number, () => go(shown, n - shown.at), named),
      );
    };
    return element("ol", { class: "sg-sheet" }, ...ids.map(entry));
  }

  (guide.practice ??= {}).review = { review };
})((globalThis.studyguide ??= {}));
