/* How far the reader is with a section: what he marked it as, else whether he opened it. */
(function (guide) {
  "use strict";

  const { element, records } = guide;
  const { word } = guide.language;
  const { own, stateOf } = records;

  /** What the browser keeps of sections, read once for a page. */
  const kept = (store) => ({ marks: store.get("sections"), places: store.get("places") });

  /** "done" for a section that the reader marked as read or sure: nobody but he says so, every page says the same, and
   * taking the mark away undoes it. "shaky" for one to be read again; "begun" for one that was opened, however far. */
  function of(id, { marks, places }) {
    const state = stateOf(own(marks, id));
    if (state) return state === "shaky" ? state : "done";
    return own(places, id) ? "begun" : "";
  }

  const done = (ids, known) => ids.filter((id) => of(id, known) === "done").length;

  /** How much of a step is done, and what of it is to be read again, in words. */
  function told(ids, known) {
    const shaky = ids.filter((id) => of(id, known) === "shaky").length;
    const text = word("study.done_of", { done: done(ids, known), all: ids.length });
    return shaky ? `${text} · ${word("format.meaning", { name: word("reading.shaky"), meaning: shaky })}` : text;
  }

  /** The plan that the reader follows, else the first. */
  const planOf = (plans, followed) => plans.find(({ id }) => id === followed) ?? plans[0] ?? null;

  /** What comes next in a plan: the first section that is not read, after all of them the first that is shaky; with its
   * step. */
  function nextIn(plan, known, but) {
    for (const wanted of [["", "begun"], ["shaky"]]) {
      for (const step of plan?.steps ?? []) {
        const section = step.sections.find(([id]) => id !== but && wanted.includes(of(id, known)));
        if (section) return { step, section };
      }
    }
    return null;
  }

  const nameOf = (state) => (state === "shaky" ? word("reading.shaky") : state && word(`study.${state}`));

  /** A sign beside a section; an empty one keeps the others in line. */
  function sign(state, name = nameOf(state)) {
    const said = name ? { role: "img", "aria-label": name } : { "aria-hidden": "true" };
    return element("span", { class: "sg-state", "data-state": state || "open", ...said });
  }

  /** What the signs beside some sections mean, in words: who has no mouse sees no names of signs. */
  function legend(ids, known) {
    const found = new Set(ids.map((id) => of(id, known)));
    const states = ["begun", "shaky", "done"].filter((state) => found.has(state));
    const entries = states.map((state) => element("span", {}, sign(state, ""), nameOf(state)));
    return entries.length ? [element("p", { class: "sg-legend sg-quiet" }, ...entries)] : [];
  }

  /** A bar is never alone: the words beside it have the numbers. */
  function meter(text, part, all) {
    const bar = element("meter", {
      min: "0",
      max: "100",
      value: all ? Math.round((part / all) * 100) : 0,
      "aria-hidden": "true",
    });
    return element("p", { class: "sg-share" }, element("span", {}, text), bar);
  }

  (guide.study ??= {}).state = { kept, of, done, told, planOf, nextIn, sign, legend, meter };
})((globalThis.studyguide ??= {}));
