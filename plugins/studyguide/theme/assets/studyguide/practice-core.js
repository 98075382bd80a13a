/* What practice computes, without a page: order, marks, draws, schedules, readiness. A question is
 * { id, section, tags, right: [booleans] }; records of the reader are objects by id. */
(function (root) {
  "use strict";

  const own = (record, id) => (Object.hasOwn(record, id) ? record[id] : undefined);
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

  /** FNV-1a, 32 bits. */
  function seedOf(text) {
    let hash = 0x811c9dc5;
    for (const unit of String(text)) hash = Math.imul(hash ^ unit.codePointAt(0), 0x01000193);
    return hash >>> 0;
  }

  /** Mulberry32: the same numbers in [0, 1) for the same seed, in every browser. */
  function random(seed) {
    let state = seedOf(seed);
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  /** Fisher and Yates: a copy in an order that only the seed decides. */
  function shuffle(items, seed) {
    const result = [...items];
    const next = random(seed);
    for (let i = result.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [result[i], result[j]] = [result[j], result[i]];
    }
    return result;
  }

  /** An answer is right when exactly the right options were chosen. */
  function grade(right, chosen) {
    const picked = new Set(chosen);
    return right.every((isRight, n) => isRight === picked.has(n));
  }

  const under = (tag, wanted) => tag === wanted || tag.startsWith(`${wanted}/`);
  const tagged = (tags, wanted) => tags.some((tag) => under(tag, wanted));

  /** Remember an answer; `right` counts the right ones in a row. */
  function record(answers, id, right, now) {
    const before = own(answers, id) || {};
    return { ...answers, [id]: { right: right ? (before.right || 0) + 1 : 0, tries: (before.tries || 0) + 1, at: now } };
  }

  const isWrong = (answers, id) => own(answers, id)?.right === 0;
  const isRight = (answers, id) => own(answers, id)?.right > 0;

  /** Does a scope ("all", "wrong", "new", "shaky", "tag:D1", "chapter:Storage", "section:s3") hold an item? */
  function inScope(scope, item, sections, { answers, marks }) {
    const [kind, ...rest] = scope.split(":");
    const value = rest.join(":");
    const section = sections[item.section];
    if (kind === "tag") return tagged(item.tags, value);
    if (kind === "chapter") return section.chapter === value;
    if (kind === "section") return section.id === value;
    if (kind === "wrong") return isWrong(answers, item.id);
    if (kind === "new") return !own(answers, item.id);
    if (kind === "shaky") return own(marks, section.id)?.state === "shaky";
    return true;
  }

  /** Count the items of every scope in one pass: guides have hundreds of tags and thousands of cards. */
  function countScopes(items, sections, records) {
    const counts = new Map();
    for (const item of items) {
      const found = new Set(["all", `chapter:${sections[item.section].chapter}`]);
      for (const scope of ["wrong", "new", "shaky"]) if (inScope(scope, item, sections, records)) found.add(scope);
      for (const tag of item.tags) {
        const parts = tag.split("/");
        parts.forEach((_, n) => found.add(`tag:${parts.slice(0, n + 1).join("/")}`));
      }
      for (const scope of found) counts.set(scope, (counts.get(scope) || 0) + 1);
    }
    return counts;
  }

  /** List the scopes that hold something, each with its number of items: [{ value, label, count, group }]. */
  function scopes(items, data, records) {
    const domains = data.exam ? data.exam.domains : [];
    const all = [
      ["all", "Everything", ""],
      ["wrong", "What I got wrong", ""],
      ["new", "Not tried yet", ""],
      ["shaky", "Sections marked shaky", ""],
      ...domains.map((domain) => [`tag:${domain.tag}`, domain.title, "Exam domains"]),
      ...data.chapters.map((chapter) => [`chapter:${chapter}`, chapter, "Chapters"]),
      ...data.tags.filter((tag) => !domains.some((domain) => domain.tag === tag)).map((tag) => [`tag:${tag}`, tag, "Tags"]),
    ];
    const counts = countScopes(items, data.sections, records);
    const counted = all.map(([value, label, group]) => ({ value, label, group, count: counts.get(value) || 0 }));
    return counted.filter(({ value, count }) => count || value === "all");
  }

  /** Share `total` by weight, by largest remainders, giving nobody more than is there. */
  function allot(weights, total, available) {
    const given = weights.map(() => 0);
    let left = Math.min(total, sum(available));
    while (left > 0) {
      const open = weights.map((weight, n) => (given[n] < available[n] ? weight : 0));
      const all = sum(open);
      const shares = open.map((weight) => (all ? (left * weight) / all : 0));
      const whole = shares.map((share, n) => Math.min(Math.floor(share), available[n] - given[n]));
      whole.forEach((count, n) => (given[n] += count));
      left -= sum(whole);
      if (sum(whole)) continue;
      const order = shares.map((share, n) => [share, n]).filter(([share]) => share > 0).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
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
    const counts = allot(exam.domains.map((domain) => domain.weight), exam.questions, pools.map((pool) => pool.length));
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

  // Schedules.

  const REVIEW = 2;
  const SETTINGS = { enable_fuzz: false };

  /** Turn a schedule of ts-fsrs into what is stored, and back. */
  const pack = (card) => ({
    due: card.due.getTime(), s: card.stability, d: card.difficulty, days: card.scheduled_days, step: card.learning_steps,
    reps: card.reps, lapses: card.lapses, state: card.state, at: card.last_review ? card.last_review.getTime() : 0,
  });
  const unpack = (kept) => ({
    due: new Date(kept.due), stability: kept.s, difficulty: kept.d, elapsed_days: 0, scheduled_days: kept.days,
    learning_steps: kept.step, reps: kept.reps, lapses: kept.lapses, state: kept.state,
    last_review: kept.at ? new Date(kept.at) : undefined,
  });

  /** Is this a schedule that we stored? A file from elsewhere may hold anything. */
  const isSchedule = (kept) =>
    Boolean(kept) && ["due", "s", "d", "days", "step", "reps", "lapses", "state", "at"].every((key) => Number.isFinite(kept[key]));

  /** What each grade (1 again … 4 easy) would do to a card now: schedules by grade. */
  function outcomes(FSRS, kept, now) {
    const card = isSchedule(kept) ? unpack(kept) : FSRS.createEmptyCard(new Date(now));
    const all = FSRS.fsrs(SETTINGS).repeat(card, new Date(now));
    const first = kept && kept.first ? kept.first : now;
    return Object.fromEntries([1, 2, 3, 4].map((rating) => [rating, { ...pack(all[rating].card), first }]));
  }

  const dayOf = (time) => new Date(time).setHours(0, 0, 0, 0);

  /** Split cards into those due now, those still new, and those being learnt that come later, the next one first. */
  function due(cards, schedules, now, limit) {
    const today = dayOf(now);
    const seen = cards.map((card) => ({ card, kept: own(schedules, card.id) })).filter(({ kept }) => isSchedule(kept));
    const isDue = ({ kept }) => (kept.state === REVIEW ? dayOf(kept.due) <= today : kept.due <= now);
    const ready = seen.filter(isDue).sort((a, b) => (a.kept.state === REVIEW) - (b.kept.state === REVIEW) || a.kept.due - b.kept.due);
    const begun = Object.values(schedules).filter((kept) => isSchedule(kept) && dayOf(kept.first || 0) === today).length;
    const known = new Set(seen.map(({ card }) => card.id));
    const fresh = cards.filter((card) => !known.has(card.id));
    const later = seen.filter((entry) => !isDue(entry) && entry.kept.state !== REVIEW).sort((a, b) => a.kept.due - b.kept.due);
    return {
      ready: ready.map(({ card }) => card),
      fresh: fresh.slice(0, Math.max(0, limit - begun)),
      unseen: fresh.length,
      early: later.map(({ card }) => card),
      learning: later.length,
      next: later.length ? later[0].kept.due : null,
    };
  }

  /** Say how long until a card comes again. */
  function until(milliseconds) {
    const minutes = Math.max(1, Math.round(milliseconds / 60000));
    if (minutes < 60) return `${minutes} min`;
    if (minutes < 1440) return `${Math.round(minutes / 60)} h`;
    const days = Math.round(minutes / 1440);
    if (days < 60) return `${days} d`;
    return days < 730 ? `${Math.round(days / 30.4)} months` : `${(days / 365).toFixed(1)} years`;
  }

  // Progress.

  const WORTH = { sure: 1, read: 0.5, shaky: 0.25 };

  /** How ready the reader is for a tag: shares of its sections and questions, and one figure of both, 0 to 1. */
  function readiness(tag, sections, questions, { marks, answers }) {
    const pages = sections.filter((section) => !section.isChapter && tagged(section.tags, tag));
    const asked = questions.filter((question) => tagged(question.tags, tag));
    const states = pages.map((section) => own(marks, section.id)?.state);
    const count = (state) => states.filter((found) => found === state).length;
    const right = asked.filter((question) => isRight(answers, question.id)).length;
    const tried = asked.filter((question) => own(answers, question.id)).length;
    const parts = [];
    if (pages.length) parts.push(sum(states.map((state) => WORTH[state] || 0)) / pages.length);
    if (asked.length) parts.push(right / asked.length);
    return {
      sections: pages.length, sure: count("sure"), shaky: count("shaky"), read: count("read"),
      questions: asked.length, tried, right, value: parts.length ? sum(parts) / parts.length : 0,
    };
  }

  // Ways out.

  const escapeHtml = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /** Cards as a text that Anki imports: the notes of the deck, known again by the card's id in either. */
  function ankiText(cards, deck) {
    const field = (text) => `"${escapeHtml(text).replace(/\r?\n/g, "<br>")}"`;
    const head = ["#separator:tab", "#html:true", "#guid column:1", "#notetype:Study guide", `#deck:${deck.replace(/\s+/g, " ")}`, "#tags column:5"];
    const tags = (card) => card.tags.map((tag) => escapeHtml(tag).replace(/\//g, "::").replace(/\s+/g, "_")).join(" ");
    const rows = cards.map((card) => [field(card.id), field(card.front), field(card.back), field(card.source), `"${tags(card)}"`].join("\t"));
    return `${[...head, ...rows].join("\n")}\n`;
  }

  /** The address of a sentence: the heading above it, and the words for browsers that can find them. */
  function sentenceUrl(url, anchor, sentence) {
    if (!sentence) return anchor ? `${url}#${encodeURIComponent(anchor)}` : url;
    const words = sentence.trim().split(/\s+/);
    const code = (some) => encodeURIComponent(some.join(" ")).replace(/-/g, "%2D");
    const text = words.length > 8 ? `${code(words.slice(0, 4))},${code(words.slice(-4))}` : code(words);
    return `${url}#${encodeURIComponent(anchor)}:~:text=${text}`;
  }

  const api = {
    own, seedOf, shuffle, grade, tagged, record, isWrong, isRight, inScope, scopes, allot, domainOf, draw, score, clock,
    pack, unpack, isSchedule, outcomes, due, until, readiness, ankiText, sentenceUrl,
  };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.studyguide["practice-core"] = api;
})(globalThis);
