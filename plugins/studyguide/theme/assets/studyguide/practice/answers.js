/* What answers and marks say: grades, records, scopes and readiness. A question is
 * { id, section, tags, right: [booleans] }; records of the reader are objects by id. */
(function (guide) {
  "use strict";

  const { own } = guide.records;
  const { word } = guide.language;
  const { lowest, named } = guide.practice.figures;
  const { shuffle } = guide.practice.order;
  const NAMED = 3; // sections that say what a quiz is about: a line on a phone
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

  /** An answer is right when exactly the right options were chosen. */
  function grade(right, chosen) {
    const picked = new Set(chosen);
    return right.every((isRight, n) => isRight === picked.has(n));
  }

  /** How many options a question wants; of one that wants a single one, an answer has that. */
  const wants = (right) => right.filter(Boolean).length;

  /** Has a question as many options chosen as it wants? */
  const isComplete = (right, chosen) => (wants(right) > 1 ? chosen.length === wants(right) : chosen.length > 0);

  const under = (tag, wanted) => tag === wanted || tag.startsWith(`${wanted}/`);
  const tagged = (tags, wanted) => tags.some((tag) => under(tag, wanted));

  /** Remember an answer; `right` counts the right ones in a row. */
  function record(answers, id, right, now) {
    const before = own(answers, id) || {};
    return {
      ...answers,
      [id]: { right: right ? (before.right || 0) + 1 : 0, tries: (before.tries || 0) + 1, at: now },
    };
  }

  const isWrong = (answers, id) => own(answers, id)?.right === 0;
  const isRight = (answers, id) => own(answers, id)?.right > 0;

  /** Draw questions: first those that were never answered, then what was wrong, then what was right longest ago. The seed
   * decides among equals, and in which order they come. */
  function drawn(questions, answers, size, seed) {
    const rank = ({ id }) => (own(answers, id) ? 1 + isRight(answers, id) : 0);
    const age = (one) => (rank(one) === 2 ? own(answers, one.id).at : 0);
    const sorted = shuffle(questions, seed).sort((a, b) => rank(a) - rank(b) || age(a) - age(b));
    return shuffle(sorted.slice(0, size), seed);
  }

  const KNOWN = ["read", "sure", "shaky"];

  /** Does a scope ("all", "step", "read", "wrong", "new", "shaky", "tag:D1", "chapter:Storage", "section:s3") hold an item?
   * `step` is that of the plan which the reader is at. */
  function inScope(scope, item, sections, { answers, marks, cards, met, step }) {
    const [kind, ...rest] = scope.split(":");
    const value = rest.join(":");
    const section = sections[item.section];
    if (kind === "tag") return tagged(item.tags, value);
    if (kind === "chapter") return section.chapter === value;
    if (kind === "section") return section.id === value;
    if (kind === "wrong") return isWrong(answers, item.id);
    if (kind === "new") return ![answers, cards, met].some((kept) => kept && own(kept, item.id));
    if (kind === "shaky") return own(marks, section.id)?.state === "shaky";
    if (kind === "read") return KNOWN.includes(own(marks, section.id)?.state);
    if (kind === "step") return Boolean(step?.numbers.includes(item.section));
    return true;
  }

  const OF_RECORDS = ["step", "read", "wrong", "new", "shaky"];

  /** The scopes of some tags: of each and of those that it is nested in. */
  function tagScopes(tags) {
    const names = tags.flatMap((tag) => {
      const parts = tag.split("/");
      return parts.map((_, n) => `tag:${parts.slice(0, n + 1).join("/")}`);
    });
    return [...new Set(names)];
  }

  /** Count the items of every scope in one pass: guides have hundreds of tags and thousands of cards, and all cards of a
   * section have one list of tags. */
  function countScopes(items, sections, records) {
    const counts = new Map();
    const count = (scope) => counts.set(scope, (counts.get(scope) || 0) + 1);
    const known = new Map();
    for (const item of items) {
      const { section, tags } = item;
      if (!known.has(tags)) known.set(tags, tagScopes(tags));
      const { chapter, id } = sections[section];
      for (const scope of ["all", `chapter:${chapter}`, `section:${id}`]) count(scope);
      for (const scope of OF_RECORDS) if (inScope(scope, item, sections, records)) count(scope);
      known.get(tags).forEach(count);
    }
    return counts;
  }

  /** One scope by itself, or null where it holds nothing. */
  function scopeOf(items, value, { sections, records }) {
    const found = items.filter((item) => inScope(value, item, sections, records()));
    const exams = found.filter(({ examOnly }) => examOnly).length;
    const label = value.replace(/^\w+:/, "");
    return found.length ? { value, label, count: found.length, exams, group: "", inner: [] } : null;
  }

  /** List the scopes that hold something, each with its number of items and with those inside of it, one level deep:
   * [{ value, label, count, group, inner }]. Where there is an exam, its domains say more than other tags. */
  function scopes(items, data, records) {
    const counts = countScopes(items, data.sections, records);
    const exams = countScopes(
      items.filter(({ examOnly }) => examOnly),
      data.sections,
      records,
    );
    const listed = (entries) =>
      entries
        .map(([value, label, group = "", inner = []]) => ({
          value,
          label,
          group,
          inner,
          count: counts.get(value) || 0,
          exams: exams.get(value) || 0,
        }))
        .filter(({ value, count }) => count || value === "all");
    const inChapter = (chapter) =>
      data.sections.filter((section) => section.chapter === chapter && section.title !== chapter);
    const sectionsOf = (chapter) => listed(inChapter(chapter).map(({ id, title }) => [`section:${id}`, title]));
    const inner = (found) => (found.length > 1 ? found : []);
    return listed([
      ["all", word("practice.everything")],
      ["step", records.step ? word("today.plan", { step: records.step.title }) : ""],
      ["read", word("practice.have_read")],
      ["wrong", word("practice.got_wrong")],
      ["new", word("practice.not_tried")],
      ["shaky", word("practice.marked_shaky")],
      ...(data.exam?.domains ?? []).map(({ tag, title, tasks = [] }) => {
        const named = tasks.map(([task, name]) => [`tag:${task}`, name]);
        return [`tag:${tag}`, title, word("practice.domains"), listed(named)];
      }),
      ...data.chapters.map((chapter) => {
        return [`chapter:${chapter}`, chapter, word("practice.chapters"), inner(sectionsOf(chapter))];
      }),
      ...(data.exam ? [] : tagsOf(data.tags, listed)),
    ]);
  }

  /** What a scope is called. */
  function labelOf(value, app) {
    const found = scopes(app.asked(), app.data, app.records()).flatMap((one) => [one, ...one.inner]);
    return found.find((one) => one.value === value)?.label ?? value.replace(/^\w+:/, "");
  }

  /** What a quiz is about, in words: its scope, or the first sections that its questions are of. */
  function aboutOf(app, scope, questions) {
    if (scope) return labelOf(scope, app);
    const titles = [...new Set(questions.map(({ section }) => app.sections[section].title))];
    return `${named(titles.slice(0, NAMED))}${titles.length > NAMED ? " …" : ""}`;
  }

  /** Tags by themselves, and those nested in each. */
  function tagsOf(tags, listed) {
    const outer = tags.filter((tag) => !tag.includes("/") || !tags.includes(tag.split("/")[0]));
    return outer.map((tag) => {
      const nested = tags.filter((other) => other.startsWith(`${tag}/`));
      return [`tag:${tag}`, tag, word("practice.tags"), listed(nested.map((one) => [`tag:${one}`, one]))];
    });
  }

  /** Questions by domain, or by chapter where there is no exam: [{ label, scope, questions }]. */
  function grouped(questions, { exam, chapters, sections }) {
    if (!exam) {
      return chapters.map((chapter) => ({
        label: chapter,
        scope: `chapter:${chapter}`,
        questions: questions.filter(({ section }) => sections[section].chapter === chapter),
      }));
    }
    return exam.domains.map(({ tag, title }) => ({
      label: title,
      scope: `tag:${tag}`,
      questions: questions.filter(({ tags }) => tagged(tags, tag)),
    }));
  }

  /** The part with the smallest share of right answers: { label, scope, tried, right }; null while too few are given. */
  function weakest(groups, answers) {
    const shares = groups.map(({ label, scope, questions }) => {
      const tried = questions.filter(({ id }) => own(answers, id));
      return { label, scope, tried: tried.length, right: tried.filter(({ id }) => isRight(answers, id)).length };
    });
    return lowest(shares);
  }

  /** How far the reader is with a tag: its sections by their marks, and its questions, answered and right. */
  function readiness(tag, sections, questions, { marks, answers }) {
    const pages = sections.filter((section) => !section.isChapter && tagged(section.tags, tag));
    const asked = questions.filter((question) => tagged(question.tags, tag));
    const states = pages.map((section) => own(marks, section.id)?.state);
    const count = (state) => states.filter((found) => found === state).length;
    const right = asked.filter((question) => isRight(answers, question.id)).length;
    const tried = asked.filter((question) => own(answers, question.id)).length;
    return {
      sections: pages.length,
      sure: count("sure"),
      shaky: count("shaky"),
      read: count("read"),
      questions: asked.length,
      exams: asked.filter(({ examOnly }) => examOnly).length,
      tried,
      right,
    };
  }

  (guide.practice ??= {}).answers = {
    sum,
    under,
    grade,
    wants,
    isComplete,
    tagged,
    record,
    isWrong,
    isRight,
    drawn,
    inScope,
    grouped,
    weakest,
    scopeOf,
    scopes,
    labelOf,
    aboutOf,
    readiness,
  };
})((globalThis.studyguide ??= {}));
