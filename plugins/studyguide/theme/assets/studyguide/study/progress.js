/* The page of a tag: how far the reader is with its sections and questions. */
(function (guide) {
  "use strict";

  const { records } = guide;
  const { word } = guide.language;
  const { kept, of, done, sign, legend, meter } = guide.study.state;

  /** Put a sign beside each row of a list, anew where there is one. */
  function mark(rows, known) {
    for (const row of rows) {
      row.querySelector(".sg-state")?.remove();
      row.prepend(sign(of(row.dataset.sgSection, known)));
    }
  }

  /** Say what is done, once there is something to say. */
  function draw(box, rows) {
    const store = records.here();
    const known = kept(store);
    const answers = store.get("answers");
    const met = store.get("met");
    const [always, exam] = [box.dataset.sgAsked, box.dataset.sgPool].map((ids) =>
      (ids ?? "").split(" ").filter(Boolean),
    );
    const asked = [...always, ...exam.filter((id) => [answers, met].some((some) => records.own(some, id)))];
    const total = box.parentElement.querySelector("[data-sg-total]");
    if (total) total.textContent = asked.length; // those that an exam asked are practised too
    const right = asked.filter((id) => records.own(answers, id)?.right > 0).length;
    const ids = rows.map((row) => row.dataset.sgSection);
    const read = done(ids, known);
    const lines = [
      ids.length && meter(word("study.sections_of", { done: read, all: ids.length }), read, ids.length),
      asked.length && meter(word("study.questions_of", { done: right, all: asked.length }), right, asked.length),
    ];
    box.replaceChildren(...lines.filter(Boolean), ...legend(ids, known));
    box.hidden = !ids.some((id) => of(id, known)) && !asked.some((id) => records.own(answers, id));
    if (!box.hidden) mark(rows, known);
  }

  function mount(box) {
    const rows = [...box.parentElement.querySelectorAll("[data-sg-section]")];
    const again = () => draw(box, rows);
    again();
    addEventListener("storage", again, { signal: guide.life(box) }); // in another tab
  }

  (guide.study ??= {}).progress = { mark, mount };
})((globalThis.studyguide ??= {}));
