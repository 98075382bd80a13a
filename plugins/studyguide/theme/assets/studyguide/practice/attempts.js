/* What earlier exams came to, with what changed from one to the next. One that was a mistake can be taken out. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { day, word, tag } = guide.language;
  const { percent, of } = guide.practice.figures;
  const { table } = guide.practice.items;
  const { attemptsOf } = guide.practice.marking;
  const { twice } = guide.practice.twice;

  /** A score as the exam has it: per cent where it names no scale. */
  const scored = ({ scale: [from, to] }, number) => (from === 0 && to === 100 ? percent(number) : String(number));

  /** Take an attempt out, and what it alone kept of the questions that were left open in it. What is left of it has no
   * result: gone altogether, it would come back from another browser's file. */
  function without({ attempts, met, exam }, { seed, at }, now) {
    return {
      attempts: { ...attempts, [seed]: { at: now } },
      met: Object.fromEntries(Object.entries(met).filter(([, kept]) => kept.at !== at)),
      exam: exam.seed === seed ? { at: now } : exam,
    };
  }

  function remove(app, attempt) {
    const kept = Object.fromEntries(["attempts", "met", "exam"].map((name) => [name, app.store.get(name)]));
    for (const [name, value] of Object.entries(without(kept, attempt, Date.now()))) app.store.set(name, value);
  }

  /** The attempts as a table, the latest first; with `removed`, which is called after it, each can be taken out. */
  function attempts(app, removed) {
    const found = attemptsOf(app.store.get("attempts"));
    if (!found.length) return [];
    const asking = element("div");
    const ask = (attempt, { currentTarget }) =>
      twice(asking, {
        text: word("exam.remove_now", { day: moment(attempt.at), score: scoreOf(attempt) }),
        name: word("exam.remove"),
        act: () => {
          remove(app, attempt);
          removed();
        },
        stay: () => {
          asking.replaceChildren();
          currentTarget.focus();
        },
        back: word("practice.back"),
      });
    const rows = found.map((attempt, n) => [
      ...cells(app.data.exam, attempt, found[n - 1]),
      ...(removed ? [button(word("exam.remove"), (event) => ask(attempt, event), nameOf(attempt))] : []),
    ]);
    const head = ["", ...["estimate", "change", "right", "new"].map((name) => word(`exam.${name}`))];
    return [table(word("exam.attempts"), removed ? [...head, ""] : head, rows.reverse()), asking];
  }

  /** Day and time: two exams may be of one day. */
  const moment = (at) => new Date(at).toLocaleString(tag, { dateStyle: "medium", timeStyle: "short" });

  const scoreOf = ({ right, total }) => word("practice.score", { right, all: total });

  const nameOf = ({ at }) => ({
    class: "sg-quiet-button",
    "aria-label": word("format.meaning", { name: word("exam.remove"), meaning: moment(at) }),
  });

  /** What one attempt came to: when, the estimate, how it changed, what was right and what was new. */
  function cells(exam, attempt, before) {
    const [from, to] = exam.scale;
    const reached = ({ right, total }) => Math.round(from + (right / total) * (to - from));
    const change = before && reached(attempt) - reached(before);
    return [
      day(attempt.at),
      scored(exam, reached(attempt)),
      before ? change.toLocaleString(tag, { signDisplay: "exceptZero" }) : "–",
      of(attempt.right, attempt.total),
      of(attempt.fresh ?? 0, attempt.total),
    ];
  }

  (guide.practice ??= {}).attempts = { scored, without, attempts };
})((globalThis.studyguide ??= {}));
