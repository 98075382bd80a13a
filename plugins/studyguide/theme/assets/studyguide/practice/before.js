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

  /** Draw the questions of an exam, and say which of them the reader has met. */
  function drawn(app, seed) {
    const ids = draw(all(app), app.data.exam, seed, app.records());
    return { seed, ids, familiar: familiar(ids, app.records()) };
  }

  /** How much of what the exam asks is new to the reader: of this exam, and of the questions that stand nowhere else. */
  function news(app, { ids, familiar: known }) {
    const unseen = ids.length - known.length;
    const left = reserve(all(app), app.data.exam, app.records());
    return [
      unseen === ids.length ? word("exam.all_unseen") : word("exam.unseen", { count: unseen }),
      ...(left.all ? [word("exam.enough", { number: left.exams })] : []),
      ...(left.exams && app.records().step ? [word("exam.uses")] : []),
    ];
  }

  /** The lines about an exam: its size, its pass line, what is new, and what to know of the clock. */
  function facts(app, paper) {
    const { exam } = app.data;
    const number = paper.ids.length;
    return [
      word("exam.intro", { count: number, minutes: exam.minutes }),
      ...(exam.pass === null ? [] : [word("exam.pass_line", { score: scored(exam, exam.pass) })]),
      ...(number ? news(app, paper) : []),
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

  /** The page before an exam; `start` begins it. */
  function before(app, start) {
    const paper = drawn(app, "size");
    return [
      element("h2", {}, app.data.exam.title),
      ...facts(app, paper).map((text) => element("p", { class: "sg-rule" }, text)),
      ...(paper.ids.length
        ? [button(word("exam.start"), start, PRIMARY), element("p", { class: "sg-keys sg-by-key" }, word("exam.keys"))]
        : []),
      domains(app.data.exam),
    ];
  }

  (guide.practice ??= {}).before = { drawn, before };
})((globalThis.studyguide ??= {}));
