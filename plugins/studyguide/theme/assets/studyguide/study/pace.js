/* The date of the exam, and what it makes of a plan: the days of each step, what is for today, and whether that is in
 * time. */
(function (guide) {
  "use strict";

  const { element, records } = guide;
  const { word, days } = guide.language;
  const { DAY, dayAt, isoOf, timeFor, daysOf, aimOf } = guide.study.calendar;

  /** Say what is for today, and calmly how far ahead or behind that is: a paragraph; nothing without a date. */
  function said(plan, known, dates) {
    const time = plan && timeFor(dates, Date.now());
    if (!time) return [];
    const { done, all, minutes, ahead } = aimOf(plan, known, time);
    const late = ahead < 0 ? "behind" : "ahead";
    const today = [word("study.aim", { done, all }), ...(minutes ? [word("study.aim_left", { minutes })] : [])];
    const pace = ahead ? word(`study.${late}`, { number: Math.abs(ahead) }) : word("study.on_time");
    return [element("p", { class: "sg-aim" }, element("b", {}, today.join(" · ")), element("br"), pace)];
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
      const start = value && (before.start || isoOf(dayAt(Date.now())));
      store.set("plan", { ...before, exam: value, start, at: Date.now() });
      again();
    };
    const input = element("input", { type: "date", value: store.get("plan").exam ?? "", onchange: keep });
    return element("label", { class: "sg-date sg-no-print" }, `${word("study.exam_on")} `, input);
  }

  (guide.study ??= {}).pace = { said, spans, field };
})((globalThis.studyguide ??= {}));
