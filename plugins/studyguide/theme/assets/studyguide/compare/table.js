/* The cells of a comparison table: read once, then laid out anew for every choice, with marks at what differs. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const { word } = guide.language;
  const { reader, same, missing } = guide.compare.values;
  const { said } = guide.text;
  const { FEWEST, differs, view } = guide.compare.view;

  /** What a cell says, without the marks that we put beside it. */
  function textOf(cell) {
    if (cell.classList.contains("sg-gap")) return null;
    const copy = cell.cloneNode(true);
    for (const extra of copy.querySelectorAll(".sg-line, sup, .sg-hint, .sg-badge")) extra.remove();
    return said(copy);
  }

  function modelOf(table) {
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const rows = [...table.tBodies[0].rows];
    const named = (cell) => ({ id: cell.dataset.sgId, name: textOf(cell) });
    const cells = rows.map((row) => [...row.cells].slice(1));
    const { order } = reader(document.documentElement.lang);
    return {
      model: {
        order,
        members: heads.map(named),
        attributes: rows.map((r) => named(r.cells[0])),
        values: cells.map((r) => r.map(textOf)),
      },
      parts: { corner: table.tHead.rows[0].cells[0], members: heads, attributes: rows.map((r) => r.cells[0]), cells },
    };
  }

  /** Put a sort button into the head of every attribute. */
  function addSorting(model, parts, state, change) {
    model.attributes.forEach(({ id }, index) => {
      const label = parts.attributes[index].querySelector(".sg-attribute");
      const name = [...label.childNodes];
      const sort = () => {
        state.sort = state.sort === id ? `-${id}` : state.sort === `-${id}` ? "" : id;
        change();
      };
      label.append(
        element("button", { type: "button", class: "sg-sort", title: word("compare.sort"), onclick: sort }, ...name),
      );
    });
  }

  /** Lay the kept cells out anew: which, in which order, in which orientation. */
  function lay(table, { model, parts }, state) {
    const { members, attributes } = view(model, state);
    const base = model.members.findIndex((member) => member.id === state.baseline);
    const [across, down] = state.swapped ? [attributes, members] : [members, attributes];
    const heads = state.swapped ? [parts.attributes, parts.members] : [parts.members, parts.attributes];
    const cell = (x, y) => (state.swapped ? parts.cells[x][y] : parts.cells[y][x]);
    for (const index of across) heads[0][index].scope = "col";
    for (const index of down) heads[1][index].scope = "row";
    for (const index of attributes) mark(model, parts, state, index, members, base);
    for (const [index, head] of parts.members.entries()) head.classList.toggle("sg-baseline", index === base);
    table.tHead.replaceChildren(element("tr", {}, parts.corner, ...across.map((x) => heads[0][x])));
    table.tBodies[0].replaceChildren(
      ...down.map((y) => element("tr", {}, heads[1][y], ...across.map((x) => cell(x, y)))),
    );
    return { members, attributes };
  }

  /** Show how an attribute is sorted, whether two members differ in it, and what differs from the baseline. */
  function mark(model, parts, state, attribute, members, base) {
    const head = parts.attributes[attribute];
    const sorted = {
      [model.attributes[attribute].id]: "ascending",
      [`-${model.attributes[attribute].id}`]: "descending",
    };
    head.setAttribute("aria-sort", sorted[state.sort] ?? "none");
    head.querySelector(".sg-badge")?.remove();
    const apart = members.length === FEWEST && differs(model, attribute, members);
    head.classList.toggle("sg-differs", apart);
    if (apart)
      head
        .querySelector(".sg-attribute")
        .after(
          " ",
          element(
            "span",
            { class: "sg-badge" },
            "≠",
            element("span", { class: "sg-offscreen" }, word("compare.differs")),
          ),
        );
    for (const member of members) {
      const compared = base >= 0 && member !== base && !missing(model.values[attribute][base]);
      const equal = compared && same(model.values[attribute][member], model.values[attribute][base]);
      parts.cells[attribute][member].classList.toggle("sg-equal", equal);
      parts.cells[attribute][member].classList.toggle("sg-unequal", compared && !equal);
    }
  }

  (guide.compare ??= {}).table = { modelOf, addSorting, lay };
})((globalThis.studyguide ??= {}));
