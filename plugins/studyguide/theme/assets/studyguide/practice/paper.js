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

  const several = ({ right }) => right.filter(Boolean).length > 1;

  /** The part of a domain that a question is about: its deepest tag there; "" where it has none below the domain. */
  function taskOf(question, domain) {
    const inner = question.tags.filter((tag) => tag !== domain.tag && under(tag, domain.tag));
    return inner.at(-1) ?? "";
  }

  /** Take so many of equally fresh questions, that every task and both kinds of question have their share. */
  function balanced(questions, domain, count, seed) {
    const strata = new Map();
    for (const question of shuffle(questions, seed)) {
      const key = `${several(question)} ${taskOf(question, domain)}`;
      strata.set(key, [...(strata.get(key) ?? []), question]);
    }
    const groups = [...strata.values()];
    const sizes = groups.map((group) => group.length);
    const counts = allot(sizes, count, sizes);
    return groups.flatMap((group, n) => group.slice(0, counts[n]));
  }

  /** How stale a question is: 0 never seen and only for exams, 1 never seen, 2 seen. */
  const staleness = (question, answers) => (own(answers, question.id) ? 2 : question.examOnly ? 0 : 1);

  /** Take the freshest questions of a domain; nothing is repeated before all were seen, the longest ago first. */
  function freshest(questions, domain, count, seed, answers) {
    const drawn = [];
    for (const stale of [0, 1]) {
      const tier = questions.filter((question) => staleness(question, answers) === stale);
      drawn.push(...balanced(tier, domain, count - drawn.length, `${seed}/${stale}`));
    }
    const seen = questions.filter((question) => staleness(question, answers) === 2);
    const order = shuffle(seen, seed).sort((a, b) => answers[a.id].at - answers[b.id].at);
    return [...drawn, ...order.slice(0, count - drawn.length)];
  }

  /** Draw the questions of an exam, weighted by domain; the same seed and answers draw the same exam. */
  function draw(questions, exam, seed, answers = {}) {
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
    const drawn = pools.flatMap((pool, n) => freshest(pool, exam.domains[n], counts[n], `${seed}/${n}`, answers));
    return shuffle(drawn, seed).map((question) => question.id);
  }

  /** How many questions of an exam its reader meets for the first time. */
  const fresh = (ids, answers) => ids.filter((id) => !own(answers, id)).length;

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

  (guide.practice ??= {}).paper = { allot, domainOf, draw, fresh, score, clock };
})((globalThis.studyguide ??= {}));
