/* The end of a quiz: how it went, and for each question what the reader answered and what is right. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { said } = guide.text;
  const { optionsOf, readIn, source, view: viewOf } = guide.practice.question;
  const { wayTo } = guide.practice.items;

  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };

  /** Options in words, those that are asked for by their places in the notes. */
  function inWords(options, numbers) {
    const texts = numbers.map((n) => options[n]).filter(Boolean);
    return texts.map(({ text }) => said(text)).join(" · ");
  }

  /** What was answered and what is right, of a question with options. */
  function answers(question, chosen, right) {
    if (!question.right.length) return [];
    const options = optionsOf(question.details);
    const wanted = question.right.flatMap((isRight, n) => (isRight ? [n] : []));
    const mine = word("practice.your_answer", { text: inWords(options, chosen) });
    return [
      element("p", { class: right ? "sg-is-right" : "sg-is-wrong" }, mine),
      ...(right ? [] : [element("p", {}, word("practice.right_answer", { text: inWords(options, wanted) }))]),
    ];
  }

  /** All that there is to read of a question: its options with their reasons, and where the notes explain it. */
  function whole(app, question, chosen, seed) {
    const view = question.right.length ? viewOf(question, { seed, chosen }) : null;
    view?.reveal();
    return [...(view ? [view.element] : []), source(app, question)];
  }

  /** A question of the quiz as a row that opens. */
  function row({ app, given, results, key }, question) {
    const right = results.get(question.id);
    const chosen = given.get(question.id) ?? [];
    const sign = element(
      "span",
      {
        class: right ? "sg-is-right" : "sg-is-wrong",
        role: "img",
        "aria-label": word(`practice.${right ? "right" : "wrong"}`),
      },
      right ? "✓" : "✗",
    );
    const details = element("details", {}, element("summary", {}, sign, " ", element("span", {}, question.prompt)));
    // Written when it is looked at: a quiz may have asked everything.
    const fill = () =>
      details.children.length > 1 || details.append(...whole(app, question, chosen, key + question.id));
    details.addEventListener("toggle", fill, { once: true });
    const further = right ? [] : [readIn(app, question)];
    return element("li", {}, details, ...answers(question, chosen, right), ...further);
  }

  /** What a quiz came to; `repeat` asks some of its questions again, `again` leads to another quiz. */
  function summary(round, repeat, again) {
    const { app, questions, results, scope } = round;
    const asked = questions.filter(({ id }) => results.has(id));
    const wrong = asked.filter(({ id }) => !results.get(id));
    const text = word("practice.score", { right: asked.length - wrong.length, all: asked.length });
    // What was wrong is what there is to look at.
    const rows = [...wrong, ...asked.filter((question) => !wrong.includes(question))].map((one) => row(round, one));
    app.say(text);
    return element(
      "div",
      { class: "sg-summary" },
      element("h3", { tabindex: "-1" }, text),
      element(
        "p",
        {},
        ...(wrong.length ? [button(word("quiz.ask_again"), () => repeat(wrong), PRIMARY)] : []),
        ...wayTo(app, scope),
        button(word("quiz.another"), again, PLAIN),
      ),
      element("ol", {}, ...rows),
    );
  }

  (guide.practice ??= {}).summary = { summary };
})((globalThis.studyguide ??= {}));
