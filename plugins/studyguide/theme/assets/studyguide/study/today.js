/* The home page of a reader who was here before: what to do today, and the plan as far as it is done. */
(function (guide) {
  "use strict";

  const { element, records } = guide;
  const { word, day } = guide.language;
  const { kept, done, told, of, planOf, nextIn, sign } = guide.study.state;
  const { said, isReached, fitting, spans, answer, field } = guide.study.pace;
  const { short, pieces, cardsDue, lastPlace, weakest, changed } = guide.study.due;
  const { daysTo } = guide.practice.schedule;
  const { sitting, underWay } = guide.practice.kept;

  const LISTED = 3; // changed sections by their names, and quizzes under way; practice has all
  const SHORT = short("").length;
  const RECENT = 7 * 86400000; // milliseconds that the result of an exam is news: a week of going over it

  const root = () => new URL("../../", guide.folder).href;

  /** What the browser keeps, read once. */
  function read() {
    const store = records.here();
    const names = ["cards", "answers", "plan", "away", "exam", "attempts", "quizzes"];
    const found = Object.fromEntries(names.map((name) => [name, store.get(name)]));
    return { store, ...kept(store), ...found, decks: { kinds: store.get("decks").kinds, away: found.away } };
  }

  const was = ({ marks, places, cards, answers, exam, plan, quizzes }) =>
    [marks, places, cards, answers, exam, underWay(quizzes)].some((one) => Object.keys(one).length > 0) ||
    Boolean(plan.id || plan.exam);

  /** A row: what it is, a quiet line about it, and one thing to do. */
  const row = (title, about, link) =>
    element(
      "li",
      {},
      element(
        "div",
        { class: "sg-row" },
        element("b", {}, title),
        ...(about ? [element("span", { class: "sg-quiet" }, about)] : []),
      ),
      ...(link ? [link] : []),
    );

  /** A link that looks like a button; read aloud, it says what it is about. */
  const action = (text, href, about, main) =>
    element(
      "a",
      {
        class: main ? "md-button md-button--primary" : "md-button",
        href,
        "aria-label": word("format.meaning", { name: text, meaning: about }),
      },
      text,
    );

  /** What the reader was at. */
  const continuing = (title, what, name, href, main) => [
    element("p", { class: "sg-eyebrow" }, title),
    element("p", { class: "sg-what" }, what),
    element("p", { class: "sg-acts" }, action(name, href, what, main)),
  ];

  const practising = (data, mode, scope, begin) =>
    `${data.practice}?${new URLSearchParams({ mode, ...(scope && { scope }), ...(begin && { begin: "" }) })}`;

  /** What the plan says next, for who follows one: he keeps to its order, and what he looked at beside it comes after. */
  function planned(data, mine) {
    const plan = planOf(data.plans, mine.plan.id);
    const ids = plan ? plan.steps.flatMap(({ sections }) => sections.map(([id]) => id)) : [];
    return mine.plan.id || mine.plan.exam || done(ids, mine) ? nextIn(plan, mine) : null;
  }

  /** An exam under way, whose clock runs, what the plan says next, else where the reader was: the first of them has the
   * one filled button, but for more than what was for today. */
  function begun(data, mine, place, next, isDone) {
    const exam = data.domains.length ? sitting(mine.exam, Date.now()) : null;
    const going = word("today.exam");
    const reading = place && (place.title || place.url);
    const href = place && root() + place.url + (place.anchor ? `#${encodeURIComponent(place.anchor)}` : "");
    return [
      ...(exam
        ? continuing(
            going,
            word(exam.minutes ? "today.left" : "today.up", exam),
            word("practice.go_on"),
            practising(data, "exam"),
            true,
          )
        : []),
      ...(next
        ? continuing(
            word("study.next_in", { step: next.step.title }),
            next.section[1],
            word("study.read"),
            next.section[2],
            !exam && !isDone,
          )
        : []),
      ...(place && next ? [quietly(reading, href)] : []),
      ...(place && !next ? continuing(word("study.continue"), reading, word("study.read"), href, !exam) : []),
    ];
  }

  /** Where the reader was, beside what comes first. */
  const quietly = (what, href) =>
    element(
      "p",
      { class: "sg-quiet" },
      word("format.meaning", { name: word("study.continue"), meaning: "" }),
      element("a", { href }, what),
    );

  /** A quiz that was left: each stays until it ends. */
  function left(data, { key, ids, place = 0, scope, about }) {
    const title = word("today.quiz");
    const at = word("practice.where", { number: Math.min(place + 1, ids.length), all: ids.length });
    const where = [about, at].filter(Boolean).join(" · ");
    const href = `${practising(data, "quiz", scope)}&${new URLSearchParams({ quiz: key })}`;
    return row(title, where, action(word("practice.go_on"), href, `${title}, ${where}`));
  }

  /** Quizzes that were left, and what came of the exam of the last days. */
  function practised(data, { exam, attempts, quizzes }) {
    const found = underWay(quizzes)
      .slice(0, LISTED)
      .map((quiz) => left(data, quiz));
    const last = records.own(attempts, exam.seed ?? "");
    if (last && exam.done > Date.now() - RECENT) {
      const title = word("exam.last");
      const score = word("practice.score", { right: last.right, all: last.total });
      found.push(row(title, score, action(word("exam.review"), practising(data, "exam", "last"), title)));
    }
    return found;
  }

  function rows(data, mine, place, { first, isToday, said: isSaid }) {
    const found = practised(data, mine);
    const now = Date.now();
    const due = cardsDue(data.cards, mine.cards, mine.decks, now);
    if (due) {
      const text = word("study.cards", { number: due });
      found.push(row(text, "", action(word("practice.cards"), practising(data, "cards", "", true), text)));
    }
    const plan = planOf(data.plans, mine.plan.id);
    const next = isSaid || isToday ? null : nextIn(plan, mine, place?.id);
    if (next) {
      const [, title, url] = next.section;
      found.push(
        row(title, word("study.next_in", { step: next.step.title }), action(word("study.read"), url, title, first)),
      );
    } else if (plan && !nextIn(plan, mine)) found.push(row(word("study.all_done"), ""));
    const weak = weakest(data.domains, mine.answers);
    if (weak) {
      const href = practising(data, "quiz", `tag:${weak.tag}`, true);
      const share = word("study.right_of", { right: weak.right, all: weak.tried });
      found.push(
        row(word("study.weakest", { name: weak.title }), share, action(word("study.practise"), href, weak.title)),
      );
    }
    const other = changed(data.sections, mine.marks);
    if (other.length) found.push(changes(other, mine, titles(data.plans)));
    return found;
  }

  const titles = (plans) =>
    new Map(plans.flatMap(({ steps }) => steps.flatMap(({ sections }) => sections.map(([id, title]) => [id, title]))));

  /** Sections whose words are others now, by their names in a plan, or those that they had when the reader was there. */
  function changes(ids, { marks, places }, known) {
    const links = ids.slice(0, LISTED).map((id) => {
      const { url = "" } = records.own(marks, id);
      return element("a", { href: root() + url }, known.get(id) || records.own(places, id)?.title || url);
    });
    const line = row(word("study.changed", { number: ids.length }), "");
    line.firstChild.append(element("span", { class: "sg-quiet" }, ...links.flatMap((link) => [link, " "])));
    return line;
  }

  /** Ask how an exam went whose day is over, and for the next one. */
  const over = (exam, again) => [
    element("p", { class: "sg-what" }, word("study.exam_over", { day: day(Date.parse(`${exam}T12:00`)) })),
    element("p", { class: "sg-acts" }, field(again)),
  ];

  /** The panel. Where nothing is to continue, the next section is what the button leads to. On the day of the exam there
   * is nothing new to read. */
  function panel(data, mine, again) {
    const place = lastPlace(mine.places, mine.marks);
    const days = data.domains.length ? daysTo(mine.plan.exam, Date.now()) : null;
    const isToday = days === 0;
    const isOver = days !== null && days < 0;
    const next = isToday || isOver ? null : planned(data, mine);
    const plan = planOf(data.plans, mine.plan.id);
    const dates = data.domains.length ? mine.plan : {};
    const isDone = isReached(plan, mine, dates);
    const doing = begun(data, mine, isToday || isOver ? null : place, next, isDone);
    const follow = ({ id }) => {
      mine.store.set("plan", { ...mine.store.get("plan"), id, at: Date.now() });
      again();
    };
    const aim = [...said(plan, mine, dates), ...fitting(plan, data.plans, mine, dates, follow)];
    const left = isToday ? word("study.exam_today") : word("study.days_left", { number: days ?? 0 });
    return element(
      "section",
      { class: "sg-panel-now", "aria-labelledby": "sg-today" },
      element("h2", { id: "sg-today" }, word("study.today")),
      element("p", { class: "sg-quiet" }, day(Date.now()), ...(days !== null && days >= 0 ? [` · ${left}`] : [])),
      ...(isOver ? over(mine.plan.exam, again) : []),
      ...aim,
      ...doing,
      element(
        "ul",
        { class: "sg-rows" },
        ...rows(data, mine, place, { first: !doing.length && !isOver, isToday, said: Boolean(next) }),
      ),
    );
  }

  /** Tick the steps of the plan that the reader follows, which may be another than the page has. */
  function drawPlan(section, data, mine) {
    const plan = planOf(data.plans, mine.plan.id);
    if (!section || !plan) return;
    const title = section.querySelector("h2 a");
    title.textContent = plan.title;
    title.href = plan.url;
    const days = spans(plan.steps, data.domains.length ? mine.plan : {});
    const steps = plan.steps.map((step, n) => {
      const ids = step.sections.map(([id]) => id);
      const count = done(ids, mine);
      const state =
        count === ids.length ? "done" : ids.some((id) => ["done", "shaky"].includes(of(id, mine))) ? "begun" : "";
      const when = days[n] ? [" ", element("span", { class: "sg-quiet" }, days[n].text)] : [];
      const link = element("a", { class: "sg-row", href: step.url }, element("b", {}, step.title), ...when);
      const share = element("span", { class: "sg-aside" }, told(ids, mine));
      return element("li", {}, sign(state), link, share);
    });
    section.querySelector(".sg-plan").replaceChildren(...steps);
    const chip = document.querySelector("[data-sg-followed]");
    if (chip) Object.assign(chip, { textContent: plan.title, href: plan.url });
    const others = data.plans.filter((other) => other !== plan);
    const links = others.flatMap((other) => [" · ", element("a", { href: other.url }, other.title)]);
    const named = section.querySelector("[data-sg-others]");
    named?.replaceChildren(named.firstElementChild, ...links);
  }

  /** Say in the list of chapters how much of each is read. */
  function drawChapters(article, mine) {
    const ids = [...new Set([...Object.keys(mine.marks), ...Object.keys(mine.places)])];
    const read = new Set(ids.filter((id) => of(id, mine) === "done").map(short));
    for (const chapter of article.querySelectorAll("[data-sg-chapter]")) {
      const inside = pieces(chapter.dataset.sgChapter, SHORT);
      const count = inside.filter((id) => read.has(id)).length;
      const aside = chapter.querySelector(".sg-aside");
      if (count && aside) aside.textContent = word("study.done_of", { done: count, all: inside.length });
    }
  }

  /** Put what every visit begins with first: the words for newcomers are folded away below it. */
  function foldIntro(box, article, overview) {
    if (overview === article || article.querySelector(":scope > [data-sg-about]")) return;
    const intro = [];
    for (let one = box.nextElementSibling; one && one !== overview; one = one.nextElementSibling) intro.push(one);
    const told = [...intro, ...overview.querySelectorAll(".sg-totals")];
    const summary = element("summary", {}, word("study.about"));
    const fold = element("details", { class: "sg-fold sg-folds", "data-sg-about": true }, summary);
    box.after(fold);
    fold.append(...told);
  }

  function mount(box) {
    const data = JSON.parse(box.querySelector("template").content.textContent);
    const article = box.closest("article") ?? box.parentElement;
    const overview = box.parentElement;
    article.querySelector("h1")?.after(box);
    const dated =
      article.querySelector("[aria-labelledby=sg-plan]") ?? article.querySelector("[aria-labelledby=sg-exam]");
    const tell = () => {
      const mine = read();
      return answer(planOf(data.plans, mine.plan.id), mine, mine.plan);
    };
    const again = () => {
      const mine = read();
      const known = was(mine);
      box.hidden = !known;
      for (const first of article.querySelectorAll(".sg-begin")) first.hidden = known;
      if (known) {
        box.replaceChildren(panel(data, mine, again));
        foldIntro(box, article, overview);
        drawPlan(article.querySelector("[aria-labelledby=sg-plan]"), data, mine);
        drawChapters(article, mine);
      }
      const input = dated?.querySelector(".sg-date input");
      if (input)
        input.value = mine.plan.exam ?? ""; // the panel has a field of its own when the day is over
      else if (data.domains.length) dated?.append(field(again, tell));
    };
    again();
    addEventListener("storage", again, { signal: guide.life(box) }); // in another tab
    addEventListener("pageshow", ({ persisted }) => persisted && again(), { signal: guide.life(box) });
  }

  (guide.study ??= {}).today = { mount };
})((globalThis.studyguide ??= {}));
