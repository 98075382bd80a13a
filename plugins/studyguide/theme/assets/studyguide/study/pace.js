/* The date of the exam, and what it makes of a plan: the days of each step, what is for today, and whether that is in
 * time. */
(function (guide) {
  "use strict";

  const { button, element, records } = guide;
  const { word, day, days, tag } = guide.language;
  const { DAY, dayAt, isoOf, timeFor, daysOf, aimOf, goalOf, shorter, misfit } = guide.study.calendar;
  const { nextIn } = guide.study.state;
  const PLAIN = { class: "md-button" };

  const dated = (number) => days(number * DAY, number * DAY);

  /** Whether a reader is in time: what he is behind, and when that is made up, or that it is too much. */
  function paceOf({ behind, ahead, fits, until, daily, room }) {
    if (room) return word("study.too_full", room);
    if (behind && !fits) return word("study.too_much", { number: behind, minutes: daily });
    if (behind) return word("study.behind", { number: behind, day: dated(until) });
    return ahead ? word("study.ahead", { number: ahead }) : word("study.on_time");
  }

  /** What is for today: the goal as it was when the plan was first looked at on this day, kept until another day, plan or
   * date; { aim, done, all, left, minutes, isReached }. null without a date. */
  function today(plan, known, dates) {
    const time = plan && timeFor(dates, Date.now());
    if (!time) return null;
    const aim = aimOf(plan, known, time);
    const store = records.here();
    const mine = { day: isoOf(time.today), plan: plan.id, exam: dates.exam };
    const kept = store.get("goal");
    const isKept = kept.ids && Object.keys(mine).every((name) => kept[name] === mine[name]);
    const ids = isKept ? kept.ids : aim.share.map(([id]) => id);
    if (!isKept) store.set("goal", { ...mine, ids, at: Date.now() });
    return { aim, ...goalOf(plan, known, ids, aim) };
  }

  const isReached = (plan, known, dates) => Boolean(today(plan, known, dates)?.isReached);

  /** Say what is for today, and calmly how far ahead or behind that is: a paragraph; nothing without a date. */
  function said(plan, known, dates) {
    const found = today(plan, known, dates);
    if (!found) return [];
    const { aim, done, all, left, minutes, isReached } = found;
    const rest = isReached ? [word("study.reached")] : minutes ? [word("study.aim_left", { minutes })] : [];
    const first = all ? [element("b", {}, [word("study.aim", { done, all }), ...rest].join(" · ")), element("br")] : [];
    const read = aim.isRead && aim.next ? `${word("study.step_read", { day: dated(aim.next) })} ` : "";
    return [element("p", { class: "sg-aim" }, ...first, `${read}${paceOf(aim)}`), ...share(left)];
  }

  /** The sections that are left for today, by name, folded: the first of them is what a button leads to. */
  function share(sections) {
    if (sections.length < 2) return [];
    const items = sections.map(([, title, url]) => element("li", {}, element("a", { href: url }, title)));
    const summary = element("summary", {}, word("study.share"));
    return [element("details", { class: "sg-choose sg-no-print" }, summary, element("ol", {}, ...items))];
  }

  /** Say where a plan is made for another time than there is, and offer one that fits, or at least asks for less; `follow`
   * takes it. */
  function fitting(plan, plans, known, dates, follow) {
    const time = plan && timeFor(dates, Date.now());
    if (!time) return [];
    const { wanted, days: number, better: fits } = misfit(plan, plans, time, tag) ?? {};
    const better = fits ?? (aimOf(plan, known, time).room ? shorter(plan, plans, time) : null);
    const told = wanted ? [word("study.made_for", { wanted, number }), " "] : [];
    const offer = better ? [button(word("study.instead", { title: better.title }), () => follow(better), PLAIN)] : [];
    return told.length + offer.length ? [element("p", { class: "sg-quiet" }, ...told, ...offer)] : [];
  }

  /** The days of each step as they are said, with whether today is one of them; nothing without a date. */
  function spans(steps, dates) {
    const time = timeFor(dates, Date.now());
    if (!time) return [];
    return daysOf(steps, time).map(({ from, to }) => ({
      text: days(from * DAY, to * DAY),
      now: from <= time.today && time.today <= to,
    }));
  }

  const noon = (iso) => Date.parse(`${iso}T12:00`);

  /** Say what a date that was set now means: the days until then, what is for today, and what the plan begins with. */
  function answer(plan, known, dates) {
    const { today, last } = timeFor(dates, Date.now()) ?? {};
    if (!plan || last === undefined) return [];
    const next = nextIn(plan, known);
    const left = word("study.days_left", { number: last + 1 - today });
    const first = next && element("a", { href: next.section[2] }, next.section[1]);
    const step =
      next && word("format.meaning", { name: word("study.next_in", { step: next.step.title }), meaning: "" });
    const panel = document.getElementById("sg-today")
      ? [" ", element("a", { href: "#sg-today" }, word("study.today"))]
      : [];
    return [`${day(noon(dates.exam))}. ${left}.`, ...(next ? [" ", step, first, "."] : []), ...panel];
  }

  /** The date on paper, which has no field for it. */
  const written = ({ exam }) =>
    exam
      ? [
          element(
            "p",
            { class: "sg-on-paper" },
            word("format.meaning", { name: word("study.exam_on"), meaning: day(noon(exam)) }),
          ),
        ]
      : [];

  /** Let the reader say when the exam is; an empty date takes it away. The first day is kept too: the plan begins there.
   * `again` draws what follows from it; `tell` then has the words that say it, for those who see no more than the field. */
  function field(again, tell = () => []) {
    const store = records.here();
    const keep = ({ currentTarget: { value } }) => {
      const before = store.get("plan");
      const today = isoOf(dayAt(Date.now()));
      const isOver = before.exam && before.exam < today; // another try begins anew
      const start = value && ((!isOver && before.start) || today);
      store.set("plan", { ...before, exam: value, start, at: Date.now() });
      again();
      place.scrollIntoView({ block: "nearest" }); // what came above it has moved it
      said.replaceChildren(...(value ? tell() : [use]));
    };
    const use = word("study.date_use");
    const input = element("input", { type: "date", value: store.get("plan").exam ?? "", onchange: keep });
    const label = element("label", { class: "sg-date" }, `${word("study.exam_on")} `, input);
    const said = element("p", { class: "sg-date-said", role: "status" }, ...(input.value ? [] : [use]));
    const place = element("div", { class: "sg-dating sg-no-print" }, label, said);
    return place;
  }

  (guide.study ??= {}).pace = { said, isReached, fitting, spans, answer, written, field };
})((globalThis.studyguide ??= {}));
