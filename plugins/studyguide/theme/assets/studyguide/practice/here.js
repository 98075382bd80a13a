/* A question where it stands in the notes: it is answered there, and counts as in a quiz. */
(function (guide) {
  "use strict";

  const { element, button, records } = guide;
  const { word } = guide.language;
  const { said } = guide.text;
  const { record } = guide.practice.answers;
  const { note } = guide.practice.days;
  const { rightOf } = guide.practice.question;
  const { asking, judging } = guide.practice.answering;

  /** Keep an answer. */
  function keep(id, right) {
    const store = records.here();
    store.set("answers", record(store.get("answers"), id, right, Date.now()));
    note(store, "answers");
  }

  /** The question as a quiz has it; its prompt is read by those who do not see that it stands above. */
  function questionIn(box) {
    const details = box.querySelector(":scope > details");
    return {
      id: box.dataset.sgAsked,
      details,
      right: rightOf(details),
      prompt: said(details.querySelector("summary")),
    };
  }

  /** Ask a question with options, until it is answered; then it may be tried again. */
  function choose(question) {
    const status = element("p", { class: "sg-offscreen", role: "status" });
    const place = element("div", { class: "sg-practice sg-asked-here sg-no-print" }, status);
    const shown = asking(question, {
      say: (text) => status.replaceChildren(text),
      seed: `${question.id} ${Date.now()}`,
      source: [],
      choose: () => {},
      settle: (right) => {
        keep(question.id, right);
        place.append(button(word("practice.again"), again, { class: "sg-quiet-button" }));
      },
    });
    const again = () => {
      const next = choose(question);
      place.replaceWith(next.place);
      next.focus.focus();
    };
    place.prepend(shown.element);
    return { place, focus: shown.focus };
  }

  /** Have the reader say of an open question, whose answer is seen, whether he knew it. */
  function judge(id) {
    const status = element("p", { class: "sg-result", role: "status" });
    const place = element("div", { class: "sg-practice sg-asked-here sg-no-print" });
    const settle = (right) => {
      keep(id, right);
      place.replaceChildren(status);
      status.textContent = word(right ? "quiz.knew" : "quiz.knew_not");
    };
    place.append(...judging(settle));
    return place;
  }

  function mount(box) {
    const question = questionIn(box);
    if (question.right.length) question.details.append(choose(question).place);
    else [...box.querySelectorAll(":scope > details")].at(-1).append(judge(question.id));
  }

  (guide.practice ??= {}).here = { mount };
})((globalThis.studyguide ??= {}));
