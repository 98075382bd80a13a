/* What an exam says of its reader: shares by domain and task, an estimate with its error, and what cost most. */
(function (guide) {
  "use strict";

  const { own } = guide.records;
  const { band } = guide.practice.figures;
  const { grade, sum } = guide.practice.answers;
  const { domainOf, taskOf } = guide.practice.paper;

  const FEW = 20; // questions: below, the band of an estimate is wider than what it could tell

  /** Count what is right: { right, total, wrong: [ids], blank: [those of them without an answer], domains: [{ title, weight, right, total, tasks: [same] }] }. */
  function score(questions, exam, answers) {
    const domains = exam.domains.map(({ tag, title, weight, tasks = [] }) => ({
      title,
      weight,
      right: 0,
      total: 0,
      tasks: tasks.map(([task, name]) => ({ tag: task, title: name, right: 0, total: 0 })),
      tag,
    }));
    const [wrong, blank] = [[], []];
    for (const question of questions) {
      const chosen = own(answers, question.id) ?? [];
      const good = grade(question.right, chosen);
      const domain = domains[domainOf(question, exam.domains)];
      const task = domain?.tasks.find(({ tag }) => tag === taskOf(question, domain));
      for (const counted of [domain, task].filter(Boolean)) {
        counted.total += 1;
        counted.right += good ? 1 : 0;
      }
      if (!good) wrong.push(question.id);
      if (!chosen.length) blank.push(question.id);
    }
    return { right: questions.length - wrong.length, total: questions.length, domains, wrong, blank };
  }

  /** Where a result lies on the exam's scale: { at, low, high, low_end, high_end, pass, verdict }, or null where the
   * questions are too few to tell. */
  function estimate(right, total, { pass = null, scale = [0, 100] }) {
    if (total < FEW) return null;
    const [from, to] = scale;
    const scaled = (share) => Math.round(from + share * (to - from));
    const [low, high] = band(right, total).map(scaled);
    const verdict = pass === null ? null : low >= pass ? "above" : high < pass ? "below" : "near";
    return { at: scaled(right / total), low, high, from, to, pass, verdict };
  }

  /** The sections that cost most: what was wrong, each by what a question of its domain weighs; [{ section, lost }]. */
  function costliest(questions, exam, wrong, count) {
    const weights = exam.domains.map(({ weight }) => weight);
    const asked = weights.map((_, n) => questions.filter((question) => domainOf(question, exam.domains) === n).length);
    const missed = new Set(wrong);
    const found = new Map();
    for (const question of questions.filter(({ id }) => missed.has(id))) {
      const domain = domainOf(question, exam.domains);
      const worth = domain < 0 ? 0 : weights[domain] / asked[domain] / sum(weights);
      const { lost, cost } = found.get(question.section) ?? { lost: 0, cost: 0 };
      found.set(question.section, { section: question.section, lost: lost + 1, cost: cost + worth });
    }
    return [...found.values()].sort((a, b) => b.cost - a.cost || b.lost - a.lost).slice(0, count);
  }

  /** Which questions of an exam a choice of its review holds. */
  const CHOICES = {
    wrong: ({ wrong, blank }, id) => wrong.includes(id) && !blank.includes(id),
    blank: ({ blank }, id) => blank.includes(id),
    flagged: ({ flags }, id) => flags.includes(id),
    unsure: ({ unsure }, id) => unsure.includes(id),
    every: () => true,
  };

  /** The attempts that are kept, the oldest first. */
  const attemptsOf = (kept) =>
    Object.entries(kept)
      .map(([seed, attempt]) => ({ seed, ...attempt }))
      .filter(({ total }) => total > 0)
      .sort((a, b) => a.at - b.at);

  (guide.practice ??= {}).marking = { score, band, estimate, costliest, CHOICES, attemptsOf };
})((globalThis.studyguide ??= {}));
