/* What a reader is told before an exam begins: how long, how many, where the pass line is, what is new, and the rules. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { percent } = guide.practice.figures;
  const { scored } = guide.practice.attempts;
  const { draw, familiar, reserve } = guide.practice.paper;

  const PRIMARY = { class: "md-button md-button--primary" };

  /** Everything that an exam may ask: also what no list shows. */
  const all = (app) => [...app.questions, ...app.pool];

  const LEAST = 10; // questions that tell something

  /** How long an exam may be: the whole, and one for an evening, with half of its questions in half of its time; the shares
   * of domains are the same. */
  function sizes({ exam }) {
    const half = { ...exam, questions: Math.ceil(exam.questions / 2), minutes: Math.ceil(exam.minutes / 2) };
    return half.questions < LEAST ? [exam] : [exam, half];
  }

  /** Draw the questions of an exam, and say which of them the reader has met. */
  function drawn(app, seed, exam) {
    const ids = draw(all(app), exam, seed, app.records());
    return { seed, ids, familiar: familiar(ids, app.records()), minutes: exam.minutes };
  }

  /** How much of what the exam asks is new to the reader: of this exam, and of the questions that stand nowhere else. */
  function news(app, { ids, familiar: known }, exam) {
    const unseen = ids.length - known.length;
    const left = reserve(all(app), exam, app.records());
    return [
      unseen === ids.length ? word("exam.all_unseen") : word("exam.unseen", { count: unseen }),
      ...(left.all ? [word("exam.enough", { number: left.exams })] : []),
      ...(left.exams && app.records().step ? [word("exam.uses")] : []),
    ];
  }

  /** The lines about an exam: its size, its pass line, what is new, and what to know of the clock. */
  function facts(app, paper, exam) {
    const number = paper.ids.length;
    return [
      word("exam.intro", { count: number, minutes: exam.minutes }),
      ...(exam.pass === null ? [] : [word("exam.pass_line", { score: scored(exam, exam.pass) })]),
      ...(number ? news(app, paper, exam) : []),
      ...(number < exam.questions ? [word("exam.fewer", { number: exam.questions })] : []),
      ...(number ? [word("exam.clock"), word("exam.flagging")] : []),
    ];
  }

  function domains({ domains: parts }) {
    const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
    const share = ({ weight }) => percent(Math.round((100 * weight) / whole)).replace(" ", "\u00a0");
    return element(
      "ul",
      {},
      ...parts.map((domain) =>
        element("li", {}, word("format.meaning", { name: domain.title, meaning: share(domain) })),
      ),
    );
  }

  /** The page before an exam; `start` begins one of the chosen size. */
  function before(app, start) {
    const all = sizes(app.data);
    let exam = all[0];
    const told = element("div", {});
    const tell = () => {
      const paper = drawn(app, "size", exam);
      told.replaceChildren(...facts(app, paper, exam).map((text) => element("p", { class: "sg-rule" }, text)));
      return paper.ids.length > 0;
    };
    const change = ({ currentTarget }) => {
      exam = all[currentTarget.value];
      tell();
    };
    const names = all.map(({ questions, minutes }) => word("today.asked", { number: questions, minutes }));
    const choice = element(
      "select",
      { onchange: change },
      ...names.map((name, n) => element("option", { value: n }, name)),
    );
    const length = element("p", {}, element("label", {}, `${word("exam.length")} `, choice));
    const asks = tell();
    return [
      element("h2", {}, app.data.exam.title),
      ...(asks && all.length > 1 ? [length] : []),
      told,
      ...(asks
        ? [
            button(word("exam.start"), () => start(exam), PRIMARY),
            element("p", { class: "sg-keys sg-by-key" }, word("exam.keys")),
          ]
        : []),
      domains(app.data.exam),
    ];
  }

  (guide.practice ??= {}).before = { drawn, before };
})((globalThis.studyguide ??= {}));
