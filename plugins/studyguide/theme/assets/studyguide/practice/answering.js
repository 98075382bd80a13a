/* One question that is answered at once, in a quiz or below the section that it is about: options are chosen and then
 * judged; of an open question the reader says whether he knew it. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { listed } = guide.practice.figures;
  const { grade, isComplete, wants } = guide.practice.answers;
  const { answerOf, leadOf, view: viewOf } = guide.practice.question;

  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };

  /** Ask a question: { element, focus, actions }. `doing` is { say, settle, settled, source, seed, chosen, choose, next,
   * last }: `settle` takes whether the answer was right, `choose` the options chosen, `source` says where to read on;
   * without `next` nothing follows. */
  const asking = (question, doing) => (question.right.length ? choice(question, doing) : open(question, doing));

  /** Say how many to choose, where the question does not. */
  function hintFor(question) {
    const number = question.right.filter(Boolean).length;
    return number > 1 && !/choose (two|three|\d)/i.test(question.prompt)
      ? [element("p", {}, word("quiz.choose", { count: number }))]
      : [];
  }

  /** What the button below a question that was judged says. */
  const onward = ({ next, last }) => (next ? word(last ? "quiz.finish" : "practice.next") : "");

  /** A question with options. */
  function choice(question, doing) {
    const view = viewOf(question, { seed: doing.seed, chosen: doing.chosen });
    const press = element("button", { type: "submit", ...PRIMARY }, word("quiz.check"));
    const dock = element("div", { class: "sg-dock" }, press);
    const missing = element("p", { class: "sg-result" }, word("quiz.choose_first"));
    let done = false;

    function reveal() {
      const ok = grade(question.right, view.chosen());
      const result = ok ? word("practice.is_right") : word("quiz.wrong", { options: listed(view.right()) });
      const said = element("p", { class: `sg-result ${ok ? "sg-is-right" : "sg-is-wrong"}`, tabindex: "-1" }, result);
      done = true;
      missing.remove();
      doing.choose(view.chosen());
      view.reveal();
      view.legend.after(said);
      dock.before(...doing.source);
      if (doing.next) press.textContent = onward(doing);
      else dock.remove();
      doing.settle(ok);
      return { result, said };
    }

    function enter() {
      if (done) return doing.next?.() ?? false;
      const number = view.chosen().length;
      if (!isComplete(question.right, view.chosen())) {
        const all = wants(question.right);
        const few = [word("quiz.choose", { count: all }), word("practice.chosen", { number, all })].join(" ");
        missing.textContent = number ? few : word("quiz.choose_first");
        dock.before(missing);
        return doing.say(missing.textContent);
      }
      const { result, said } = reveal();
      doing.say(`${result} ${word("quiz.reasons")}`);
      (doing.next ? press : said).focus({ preventScroll: true });
      said.scrollIntoView({ block: "nearest" });
      return true;
    }

    const submit = (event) => {
      event.preventDefault();
      enter();
    };
    const form = element("form", { onsubmit: submit }, view.element, ...hintFor(question), dock);
    if (doing.settled) reveal();
    return {
      element: form,
      focus: doing.settled ? press : view.legend,
      actions: {
        enter,
        space: () => (done || view.chosen().length > 0) && enter(),
        digit: view.choose,
        step: view.step,
      },
    };
  }

  /** The two ways in which a reader judges what he knew, with the keys for them where there are some. */
  const judging = (judge, keys = ["", ""]) => [
    button(`${keys[0]}${word("quiz.knew")}`, () => judge(true), PLAIN),
    button(`${keys[1]}${word("quiz.knew_not")}`, () => judge(false), PLAIN),
  ];

  /** A question without options: the reader says whether he knew it. */
  function open(question, doing) {
    const judge = (ok) => {
      doing.settle(ok);
      doing.next();
    };
    const after = doing.settled ? [button(onward(doing), doing.next, PLAIN)] : judging(judge, ["1 ", "2 "]);
    const reveal = () => {
      show.replaceWith(answerOf(question.details), ...doing.source, ...after);
      after[0].focus();
      doing.say(word("quiz.shown"));
      return true;
    };
    const show = button(word("practice.show_answer"), reveal, PRIMARY);
    const prompt = element("h3", { class: "sg-prompt", tabindex: "-1" }, question.prompt, ...leadOf(question));
    const digit = (n) => {
      if (doing.settled || show.isConnected || n > after.length) return false;
      after[n - 1].click();
      return true;
    };
    const enter = () => show.isConnected && reveal();
    return {
      element: element("div", {}, prompt, show),
      focus: prompt,
      actions: { enter, space: enter, digit, step: () => false },
    };
  }

  (guide.practice ??= {}).answering = { asking, judging };
})((globalThis.studyguide ??= {}));
