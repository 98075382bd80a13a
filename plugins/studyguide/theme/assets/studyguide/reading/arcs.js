/* The lines of the map: those of the row that is pointed at, touched or reached by keys stand out from the others. */
(function (guide) {
  "use strict";

  /** The numbers of the rows that each line joins, by where it begins and ends. */
  function joins(drawing, rows) {
    const high = drawing.viewBox.baseVal.height / rows;
    return [...drawing.querySelectorAll("path")].map((path) => {
      const { y, height } = path.getBBox();
      return { path, ends: [y, y + height].map((at) => Math.floor(at / high)) };
    });
  }

  function mount(map) {
    const rows = [...map.querySelectorAll("li")];
    const drawing = map.querySelector("svg");
    if (!drawing || !rows.length) return;
    let lines = null;
    const show = (row) => {
      lines ??= joins(drawing, rows.length); // what is folded has no form yet
      const own = lines.filter(({ ends }) => ends.includes(row));
      const joined = new Set(own.flatMap(({ ends }) => ends));
      for (const { path, ends } of lines) path.toggleAttribute("data-sg-lit", ends.includes(row));
      rows.forEach((one, n) => {
        if (own.length && joined.has(n)) one.dataset.sgLit = n === row ? "row" : "";
        else delete one.dataset.sgLit;
      });
    };
    const at = ({ clientY }) => rows.findIndex((row) => clientY <= row.getBoundingClientRect().bottom);
    for (const type of ["pointerdown", "pointermove"]) map.addEventListener(type, (event) => show(at(event)));
    map.addEventListener("focusin", ({ target }) => show(rows.indexOf(target.closest("li"))));
    map.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && show(-1)); // a finger that is lifted leaves, too
    map.addEventListener("focusout", () => show(-1));
  }

  (guide.reading ??= {}).arcs = { mount };
})((globalThis.studyguide ??= {}));
