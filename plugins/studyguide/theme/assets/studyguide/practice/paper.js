/* The paper of an exam: which questions, how they count, and the clock. */
(function (guide) {
  "use strict";

  const { own } = guide.records;
  const { shuffle } = guide.practice.order;
  const { grade, sum, under } = guide.practice.answers;

  /** Share `total` by weight, by largest remainders, giving nobody more than is there. */
  function allot(weights, total, available) {
    const given = weights.map(() => 0);
    let left = Math.min(total, sum(available));
    while (left > 0) {
      const open = weights.map((weight, n) => (given[n] < available[n] ? weight : 0));
      const all = sum(open);
      const shares = open.map((weight) => (all ? (left * weight) / all : 0));
      const whole = shares.map((share, n) => Math.min(Math.floor(share), available[n] - given[n]));
      for (const [n, count] of whole.entries()) given[n] += count;
      left -= sum(whole);
      if (sum(whole)) continue;
      const order = shares
        .map((share, n) => [share, n])
        .filter(([share]) => share > 0)
        .sort((a, b) => b[0] - a[0] || a[1] - b[1]);
      if (!order.length) break;
      for (const [, n] of order.slice(0, left)) {
        given[n] += 1;
        left -= 1;
      }
    }
    return given;
  }

  /** Which domain a question counts for: the one most of its tags name; of equals the one named last, closest to it. */
  function domainOf(question, domains) {
    let best = -1;
    let most = 0;
    let latest = -1;
    domains.forEach((domain, n) => {
      const count = question.tags.filter((tag) => under(tag, domain.tag)).length;
      const last = question.tags.findLastIndex((tag) => under(tag, domain.tag));
      if (count > most || (count === most && count && last > latest)) [best, most, latest] = [n, count, last];
    });
    return best;
  }

  /** Draw the questions of an exam, weighted by domain; the same seed draws the same exam. */
  function draw(questions, exam, seed) {
    const pools = exam.domains.map(() => []);
    for (const question of questions) {
      const domain = question.right.length ? domainOf(question, exam.domains) : -1;
      if (domain >= 0) pools[domain].push(question);
    }
    const counts = allot(
      exam.domains.map((domain) => domain.weight),
      exam.questions,
      pools.map((pool) => pool.length),
    );
    const drawn = pools.flatMap((pool, n) => shuffle(pool, `${seed}/${n}`).slice(0, counts[n]));
    return shuffle(drawn, seed).map((question) => question.id);
  }

  /** Count an exam: { right, total, domains: [{ title, weight, right, total }], wrong: [ids] }. */
  function score(questions, exam, answers) {
    const domains = exam.domains.map(({ title, weight }) => ({ title, weight, right: 0, total: 0 }));
    const wrong = [];
    for (const question of questions) {
      const good = grade(question.right, own(answers, question.id) || []);
      const domain = domains[domainOf(question, exam.domains)];
      if (domain) {
        domain.total += 1;
        domain.right += good ? 1 : 0;
      }
      if (!good) wrong.push(question.id);
    }
    return { right: questions.length - wrong.length, total: questions.length, domains, wrong };
  }

  /** Write a span of time as a clock: 1:05:09. */
  function clock(milliseconds) {
    const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    return `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }

  (guide.practice ??= {}).paper = { allot, domainOf, draw, score, clock };
})((globalThis.studyguide ??= {}));
