/* How far the reader is with a section: marked, read to the end, or begun. */
(function (guide) {
  "use strict";

  const { element, records } = guide;
  const { word } = guide.language;
  const { own, stateOf } = records;

  /** What the browser keeps of sections, read once for a page. */
  const kept = (store) => ({ marks: store.get("sections"), places: store.get("places") });

  /** "done" for a section that was marked, in whatever way, or read to its end; "begun" for one that was opened. */
  function of(id, { marks, places }) {
    if (stateOf(own(marks, id)) || own(places, id)?.end) return "done";
    return own(places, id) ? "begun" : "";
  }

  const done = (ids, known) => ids.filter((id) => of(id, known) === "done").length;

  /** A sign beside a section; an empty one keeps the others in line. */
  function sign(state) {
    const said = state ? { role: "img", "aria-label": word(`study.${state}`) } : { "aria-hidden": "true" };
    return element("span", { class: "sg-state", "data-state": state || "open", ...said });
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

  (guide.study ??= {}).state = { kept, of, done, sign, meter };
})((globalThis.studyguide ??= {}));
