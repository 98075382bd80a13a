/* The cells of a comparison table: read once, then laid out anew for every choice, with marks at what differs. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const { word } = guide.language;
  const { reader, same, missing } = guide.compare.values;
  const { said } = guide.text;
  const { FEWEST, differs, view } = guide.compare.view;
  const FITTING = [3, 5, 8, 11]; // as in compare.css

  /** What a cell says, without the marks that we put beside it. */
  function textOf(cell) {
    if (cell.classList.contains("sg-gap")) return null;
    const copy = cell.cloneNode(true);
    for (const extra of copy.querySelectorAll(".sg-line, sup, .sg-hint, .sg-unchecked")) extra.remove();
    return said(copy);
  }

  /** What a cell says of its value, as text; a copied table has no legend. */
  const remarkOf = (cell) => cell.querySelector(".sg-unchecked .sg-offscreen")?.textContent ?? "";

  function modelOf(table) {
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const rows = [...table.tBodies[0].rows];
    const named = (cell) => ({ id: cell.dataset.sgId, name: textOf(cell) });
    const cells = rows.map((row) => [...row.cells].slice(1));
    const { order, sorts } = reader(document.documentElement.lang);
    return {
      model: {
        order,
        sorts,
        members: heads.map(named),
        attributes: rows.map((r) => named(r.cells[0])),
        values: cells.map((r) => r.map(textOf)),
        remarks: cells.map((r) => r.map(remarkOf)),
      },
      parts: { corner: table.tHead.rows[0].cells[0], members: heads, attributes: rows.map((r) => r.cells[0]), cells },
    };
  }

  /** List the attributes by which columns are ordered: not those of words, whose order tells nothing. */
  function sorting(model, state) {
    return model.attributes
      .map(({ id, name }, index) => ({ id, name, index }))
      .filter(({ id, index }) => model.sorts(model.values[index]) || state.sort.replace(/^-/, "") === id);
  }

  /** Put a sort button into the heads of these attributes. Not where fingers scroll: one that slips orders all anew. */
  function addSorting(model, parts, state, change) {
    if (!matchMedia("(hover: hover)").matches) return;
    for (const { id, index } of sorting(model, state)) {
      const label = parts.attributes[index].querySelector(".sg-attribute");
      const name = [...label.childNodes];
      const sort = () => {
        state.sort = state.sort === id ? `-${id}` : state.sort === `-${id}` ? "" : id;
        change();
      };
      label.append(
        element("button", { type: "button", class: "sg-sort", title: word("compare.sort"), onclick: sort }, ...name),
      );
    }
  }

  function turn(head, scope, role) {
    head.scope = scope;
    head.setAttribute("role", role);
  }

  /** Lay the kept cells out anew: which, in which order, in which orientation. */
  function lay(table, { model, parts }, state) {
    const { members, attributes } = view(model, state);
    const base = model.members.findIndex((member) => member.id === state.baseline);
    const [across, down] = state.swapped ? [attributes, members] : [members, attributes];
    const heads = state.swapped ? [parts.attributes, parts.members] : [parts.members, parts.attributes];
    const cell = (x, y) => (state.swapped ? parts.cells[x][y] : parts.cells[y][x]);
    for (const index of across) turn(heads[0][index], "col", "columnheader");
    for (const index of down) turn(heads[1][index], "row", "rowheader");
    for (const index of attributes) mark(model, parts, state, index, members, base);
    for (const [index, head] of parts.members.entries()) head.classList.toggle("sg-baseline", index === base);
    const row = { role: "row" }; // as the page has it
    table.tHead.replaceChildren(element("tr", row, parts.corner, ...across.map((x) => heads[0][x])));
    table.tBodies[0].replaceChildren(
      ...down.map((y) => element("tr", row, heads[1][y], ...across.map((x) => cell(x, y)))),
    );
    fit(table, across.length);
    copyHeads(table);
    return { members, attributes };
  }

  /** Say how many columns there are; the style sheet knows from which width on they fit. */
  function fit(table, columns) {
    table.style.setProperty("--sg-columns", columns);
    table.closest("[data-sg-fitting]").dataset.sgFitting = FITTING.find((most) => columns <= most) ?? "more";
  }

  /** Copy the heads to where they stay in sight while the table scrolls on the page, and move both sideways together. */
  function copyHeads(table) {
    const scroller = table.closest(".sg-scroll");
    const heads = scroller.previousElementSibling;
    const copy = table.cloneNode();
    copy.append(table.tHead.cloneNode(true));
    for (const one of copy.querySelectorAll("a, button")) one.tabIndex = -1;
    heads.replaceChildren(copy);
    heads.onscroll = () => {
      scroller.scrollLeft = heads.scrollLeft;
    };
    scroller.onscroll = () => {
      heads.scrollLeft = scroller.scrollLeft;
    };
    scroller.onscroll();
  }

  /** List only the sources that a shown cell refers to, under their numbers. */
  function cite(table, { cells }, list) {
    const refers = new Map(); // the id of a source: whether a shown cell refers to it
    for (const cell of cells.flat()) {
      for (const ref of cell.querySelectorAll("a.footnote-ref")) {
        const id = ref.getAttribute("href").slice(1);
        refers.set(id, refers.get(id) || table.contains(cell));
      }
    }
    for (const [index, item] of [...list.children].entries()) {
      item.value = index + 1;
      item.hidden = refers.get(item.id) === false;
    }
  }

  /** Show how an attribute is sorted, whether two members differ in it, and what differs from the baseline. */
  function mark(model, parts, state, attribute, members, base) {
    const head = parts.attributes[attribute];
    const sorted = {
      [model.attributes[attribute].id]: "ascending",
      [`-${model.attributes[attribute].id}`]: "descending",
    };
    head.setAttribute("aria-sort", sorted[state.sort] ?? "none");
    // Of two, what is alike steps back.
    const alike = members.length === FEWEST && !differs(model, attribute, members);
    for (const member of members) {
      const compared = base >= 0 && member !== base && !missing(model.values[attribute][base]);
      const equal = compared && same(model.values[attribute][member], model.values[attribute][base]);
      parts.cells[attribute][member].classList.toggle("sg-equal", equal || alike);
      parts.cells[attribute][member].classList.toggle("sg-unequal", compared && !equal);
    }
  }

  (guide.compare ??= {}).table = { modelOf, sorting, addSorting, lay, cite };
})((globalThis.studyguide ??= {}));
