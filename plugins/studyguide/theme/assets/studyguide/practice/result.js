/* The result of an exam: what it says of the reader, what to read first, what to practise, and how it went before. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { percent, of, duration } = guide.practice.figures;
  const { table } = guide.practice.items;
  const { attempts, scored } = guide.practice.attempts;
  const { costliest, estimate, score } = guide.practice.marking;
  const { review } = guide.practice.review;

  const FIRST = 5; // sections to read: what fits into an evening
  const MINUTE = 60000; // milliseconds
  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };

  const share = (a, b) => (b ? percent(Math.round((100 * a) / b)) : "–");

  /** What is counted of an exam that was sat. */
  function counted(app, state) {
    const questions = state.ids.map((id) => app.byId.get(id));
    const found = score(questions, app.data.exam, state.answers);
    const known = new Set(state.familiar);
    const fresh = state.ids.filter((id) => !known.has(id));
    return {
      questions,
      ...found,
      fresh: fresh.length,
      freshRight: fresh.filter((id) => !found.wrong.includes(id)).length,
    };
  }

  /** Keep an attempt with what it came to, so that the next can be held against it. */
  function keep(app, state) {
    const { right, total, fresh, blank } = counted(app, state);
    const attempt = { at: state.done, right, total, fresh, blank: blank.length };
    app.store.set("attempts", { ...app.store.get("attempts"), [state.seed]: attempt });
  }

  /** Show the result; `again` leads to another exam. */
  function finish(app, panel, state, again) {
    const { exam } = app.data;
    const found = counted(app, state);
    const { right, total } = found;
    const likely = estimate(right, total, exam);
    const text = word("exam.result", { right, all: total, percent: share(right, total) });
    const said = likely?.verdict ? word(`exam.${likely.verdict}`) : text;
    const head = element("h3", { tabindex: "-1" }, said);
    const sat = { ...state, wrong: found.wrong, blank: found.blank };
    panel.replaceChildren(
      element("h2", {}, exam.title),
      head,
      ...(likely ? estimated(exam, likely) : []),
      ...(said === text ? [] : [element("p", {}, text)]),
      // What to do comes before the figures.
      actions(app, found.wrong, again),
      ...first(app, found),
      ...parts(found),
      element("p", {}, used(exam, state)),
      element("p", {}, word("exam.new_right", { fresh: found.fresh, all: total, right: found.freshRight })),
      table(word("exam.by_domain"), [word("exam.domain"), word("exam.right"), ""], rowsOf(found.domains)),
      ...(likely ? [element("p", { class: "sg-keys" }, word("exam.even"))] : []),
      ...review(app, sat),
      ...attempts(app),
    );
    head.focus();
    app.say(said === text ? text : `${said}. ${text}`);
  }

  /** How much of its time an exam took; it runs from the start to the end, whatever the reader did meanwhile. */
  function used(exam, { deadline, done, minutes = exam.minutes }) {
    const all = minutes * MINUTE;
    const spent = Math.min(all, Math.max(0, done - deadline + all));
    return word("exam.used", { time: duration(spent), all: duration(all) });
  }

  /** What was wrong, apart from what was not answered. */
  function parts({ wrong, blank }) {
    if (!blank.length) return [];
    const numbers = { wrong: wrong.length - blank.length, blank: blank.length };
    const said = Object.entries(numbers).map(([name, number]) => word(`exam.${name}`, { number }));
    return [element("p", {}, said.join(" · ")), element("p", { class: "sg-keys" }, word("exam.blank_counts"))];
  }

  /** The estimate in figures, as a line with its band, and in words. */
  function estimated(exam, likely) {
    const { at, low, high, from, to, pass } = likely;
    const named = { score: scored(exam, at), low: scored(exam, low), high: scored(exam, high) };
    const line = element("div", { class: "sg-scale", "aria-hidden": "true" });
    const place = (name, value) => line.style.setProperty(`--sg-${name}`, String((value - from) / (to - from)));
    for (const [name, value] of Object.entries({ at, low, high, pass: pass ?? from })) place(name, value);
    line.append(element("i", { class: "sg-scale-band" }), element("i", { class: "sg-scale-at" }));
    if (pass !== null) line.append(element("i", { class: "sg-scale-pass" }));
    return [
      element("p", { class: "sg-estimate" }, word("exam.estimated", named)),
      line,
      element(
        "p",
        { class: "sg-keys" },
        word("exam.likely", named),
        pass === null ? "" : ` ${word("exam.pass_line", { score: scored(exam, pass) })}`,
      ),
    ];
  }

  /** A row for each domain, and below it one for each of its tasks that was asked about. */
  function rowsOf(domains) {
    const row = ({ title, right, total }, name) => [name ?? title, of(right, total), share(right, total)];
    return domains.flatMap((domain) => [
      row(domain),
      ...domain.tasks
        .filter(({ total }) => total)
        .map((task) => row(task, element("span", { class: "sg-task" }, task.title))),
    ]);
  }

  function actions(app, wrong, again) {
    const missed = word("format.meaning", { name: app.data.exam.title, meaning: word("practice.got_wrong") });
    const practise = button(word("exam.practise", { number: wrong.length }), () => app.ask(wrong, missed), PRIMARY);
    return element("div", {}, ...(wrong.length ? [practise] : []), button(word("exam.another"), again, PLAIN));
  }

  /** The sections that cost most, the worst first. */
  function first(app, { questions, wrong }) {
    const found = costliest(questions, app.data.exam, wrong, FIRST);
    if (!found.length) return [];
    const items = found.map(({ section, lost }) => {
      const { title, url, chapter } = app.sections[section];
      const cost = element("span", { class: "sg-where" }, ` ${chapter} · ${word("exam.lost", { number: lost })}`);
      return element("li", {}, element("a", { href: url }, title), cost);
    });
    return [
      element("h3", {}, word("exam.first")),
      element("p", { class: "sg-keys" }, word("exam.cost")),
      element("ol", { class: "sg-first" }, ...items),
    ];
  }

  (guide.practice ??= {}).result = { finish, keep };
})((globalThis.studyguide ??= {}));
