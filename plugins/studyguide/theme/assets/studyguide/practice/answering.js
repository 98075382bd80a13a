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

  /** What the button below a question that was judged says. */
  const onward = ({ next, last }) => (next ? word(last ? "quiz.finish" : "practice.next") : "");

  /** A question with options. */
  function choice(question, doing) {
    const view = viewOf(question, { seed: doing.seed, chosen: doing.chosen, onchange: () => missing.remove() });
    const press = element("button", { type: "submit", ...PRIMARY }, word("quiz.check"));
    // How many are to be chosen, and that some are missing, is said at the button, which may lie over the question's end.
    const dock = element("div", { class: "sg-dock" }, ...view.count.lines, press);
    const missing = element("p", { class: "sg-chosen" }, word("quiz.choose_first"));
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

    function lacking() {
      const all = wants(question.right);
      if (all > 1) return view.count.tell(word("quiz.choose", { count: all }));
      dock.prepend(missing);
      return doing.say(missing.textContent);
    }

    function enter() {
      if (done) return doing.next?.() ?? false;
      if (!isComplete(question.right, view.chosen())) return lacking();
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
    const form = element("form", { onsubmit: submit }, view.element, dock);
    if (doing.settled) reveal();
    return {
      element: form,
      focus: doing.settled ? press : view.legend,
      actions: {
        enter,
        space: () => (done || view.chosen().length > 0) && enter(),
        digit: view.choose,
        option: view.choose,
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
