/* The paper of an exam: which questions, and the clock. */
(function (guide) {
  "use strict";

  const { shuffle } = guide.practice.order;
  const { sum, under } = guide.practice.answers;

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

  /** When a reader last met a question, by its id: in a quiz, an exam or as a card; never where it is not in it. */
  function metOf({ answers = {}, cards = {}, met = {} }) {
    const last = new Map();
    for (const kept of [answers, cards, met])
      for (const [id, { at }] of Object.entries(kept)) last.set(id, Math.max(last.get(id) ?? 1, at ?? 1));
    return last;
  }

  const parted = (items, isFirst) => [items.filter(isFirst), items.filter((item) => !isFirst(item))];

  /** How many questions with several right answers each domain gives: their share of all that there are, as far as
   * that repeats nothing before its time. */
  function mixOf(pools, counts, met) {
    const shares = pools.map((pool, n) => (counts[n] * pool.filter(several).length) / Math.max(1, pool.length));
    const limits = pools.map((pool, n) => {
      const [many, one] = parted(pool, several);
      const [manyNew, oneNew] = [many, one].map((some) => some.filter(({ id }) => !met.has(id)).length);
      const again = Math.max(0, counts[n] - manyNew - oneNew); // everything new is taken, and so many are repeated
      const least = again ? manyNew + Math.max(0, again - (one.length - oneNew)) : Math.max(0, counts[n] - oneNew);
      const most = again ? manyNew + Math.min(again, many.length - manyNew) : Math.min(counts[n], manyNew);
      return { least, most };
    });
    const wanted = allot(
      shares,
      Math.round(sum(shares)),
      limits.map(({ most }) => most),
    );
    return wanted.map((count, n) => Math.max(count, limits[n].least));
  }

  /** Take so many of what is new, that every task has its share; first what only exams ask. */
  function byTask(questions, domain, count, seed) {
    const tasks = new Map();
    const order = shuffle(questions, seed).sort((a, b) => Boolean(b.examOnly) - Boolean(a.examOnly));
    for (const question of order) {
      const task = taskOf(question, domain);
      tasks.set(task, [...(tasks.get(task) ?? []), question]);
    }
    const groups = shuffle([...tasks.values()], `${seed}/tasks`); // which of equal shares is rounded up is chance
    const sizes = groups.map((group) => group.length);
    const counts = allot(sizes, count, sizes);
    return groups.flatMap((group, n) => group.slice(0, counts[n]));
  }

  /** Take so many questions of one kind of a domain: what is new, then what was met longest ago. */
  function newest(questions, domain, count, seed, met) {
    const [known, unknown] = parted(questions, ({ id }) => met.has(id));
    const drawn = byTask(unknown, domain, count, seed);
    const order = shuffle(known, seed).sort((a, b) => met.get(a.id) - met.get(b.id));
    return [...drawn, ...order.slice(0, count - drawn.length)];
  }

  /** Draw the questions of an exam: domains, tasks and kinds of question have their share, and what was met in
   * `records` comes again when nothing else is left. The same seed and records draw the same exam. */
  function draw(questions, exam, seed, records = {}) {
    const met = metOf(records);
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
    const mix = mixOf(pools, counts, met);
    const drawn = pools.flatMap((pool, n) => {
      const [many, one] = parted(pool, several);
      const domain = exam.domains[n];
      return [
        ...newest(many, domain, mix[n], `${seed}/${n}/several`, met),
        ...newest(one, domain, counts[n] - mix[n], `${seed}/${n}`, met),
      ];
    });
    return shuffle(drawn, seed).map((question) => question.id);
  }

  /** Which questions of an exam its reader has met before. */
  function familiar(ids, records) {
    const met = metOf(records);
    return ids.filter((id) => met.has(id));
  }

  /** What is left of the questions that only exams ask: { all, unseen, exams: how many these are enough for by the share
   * of each domain }. */
  function reserve(questions, exam, records) {
    const met = metOf(records);
    const choices = questions.filter(({ right }) => right.length);
    const inside = exam.domains.map((_, n) => choices.filter((one) => domainOf(one, exam.domains) === n));
    const counts = allot(
      exam.domains.map(({ weight }) => weight),
      exam.questions,
      inside.map((some) => some.length),
    );
    const hidden = inside.map((some) => some.filter(({ examOnly }) => examOnly));
    const unseen = hidden.map((some) => some.filter(({ id }) => !met.has(id)).length);
    const exams = counts.flatMap((count, n) => (count ? [Math.floor(unseen[n] / count)] : []));
    return {
      all: sum(hidden.map((some) => some.length)),
      unseen: sum(unseen),
      exams: exams.length ? Math.min(...exams) : 0,
    };
  }

  /** Write a span of time as a clock: 1:05:09. */
  function clock(milliseconds) {
    const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    return `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }

  (guide.practice ??= {}).paper = { allot, domainOf, taskOf, metOf, draw, familiar, reserve, clock };
})((globalThis.studyguide ??= {}));
