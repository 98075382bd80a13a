/* The date of the exam, and what it makes of a plan: the days of each step, what is for today, and whether that is in
 * time. */
(function (guide) {
  "use strict";

  const { button, element, records } = guide;
  const { word, days, tag } = guide.language;
  const { DAY, dayAt, isoOf, timeFor, daysOf, aimOf, misfit } = guide.study.calendar;
  const PLAIN = { class: "md-button" };

  const dated = (number) => days(number * DAY, number * DAY);

  /** Whether a reader is in time: what he is behind, and when that is made up, or that it is too much. */
  function paceOf({ behind, ahead, fits, until, daily }) {
    if (behind && !fits) return word("study.too_much", { number: behind, minutes: daily });
    if (behind) return word("study.behind", { number: behind, day: dated(until) });
    return ahead ? word("study.ahead", { number: ahead }) : word("study.on_time");
  }

  /** Say what is for today, and calmly how far ahead or behind that is: a paragraph; nothing without a date. */
  function said(plan, known, dates) {
    const time = plan && timeFor(dates, Date.now());
    if (!time) return [];
    const aim = aimOf(plan, known, time);
    const { done, all, minutes, next, isRead } = aim;
    const lines = [word("study.aim", { done, all }), ...(minutes ? [word("study.aim_left", { minutes })] : [])];
    const first = all ? [element("b", {}, lines.join(" · ")), element("br")] : [];
    const read = isRead && next ? `${word("study.step_read", { day: dated(next) })} ` : "";
    return [element("p", { class: "sg-aim" }, ...first, `${read}${paceOf(aim)}`)];
  }

  /** Say where a plan is made for another time than there is, and offer the one that fits; `follow` takes it. */
  function fitting(plan, plans, dates, follow) {
    const time = plan && timeFor(dates, Date.now());
    const found = time && misfit(plan, plans, time, tag);
    if (!found) return [];
    const { wanted, days: number, better } = found;
    const offer = better && button(word("study.instead", { title: better.title }), () => follow(better), PLAIN);
    return [
      element("p", { class: "sg-quiet" }, word("study.made_for", { wanted, number }), ...(offer ? [" ", offer] : [])),
    ];
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

  /** Let the reader say when the exam is; an empty date takes it away. The first day is kept too: the plan begins there. */
  function field(again) {
    const store = records.here();
    const keep = ({ currentTarget: { value } }) => {
      const before = store.get("plan");
      const today = isoOf(dayAt(Date.now()));
      const isOver = before.exam && before.exam < today; // another try begins anew
      const start = value && ((!isOver && before.start) || today);
      store.set("plan", { ...before, exam: value, start, at: Date.now() });
      again();
    };
    const input = element("input", { type: "date", value: store.get("plan").exam ?? "", onchange: keep });
    return element("label", { class: "sg-date sg-no-print" }, `${word("study.exam_on")} `, input);
  }

  (guide.study ??= {}).pace = { said, fitting, spans, field };
})((globalThis.studyguide ??= {}));
