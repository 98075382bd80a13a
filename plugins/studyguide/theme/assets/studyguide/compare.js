/* Works on a comparison table: chooses, sorts, filters, turns and copies it. The table is complete without it.
 *
 * A model is { members: [{ id, name }], attributes: [{ id, name }], values: [[text or null]] }, values by attribute, then
 * by member; null is a gap. A state is what the reader chose; its picture is the page's query. */
(function (root) {
  "use strict";

  const FEWEST = 2;
  const MOST = 5;

  // Units by what they measure, in bytes, seconds and bits a second.
  const STEPS = ["", "k", "m", "g", "t", "p", "e"];
  const BYTES = new Map(STEPS.flatMap((p, n) => [[`${p}b`, 1000 ** n], ...(p ? [[`${p}ib`, 1024 ** n]] : [])]));
  const BITS = new Map(STEPS.map((p, n) => [`${p}bps`, 1000 ** n]).concat(STEPS.map((p, n) => [`${p}bit/s`, 1000 ** n])));
  const TIME = new Map(
    Object.entries({
      ns: 1e-9, µs: 1e-6, us: 1e-6, microsecond: 1e-6, ms: 1e-3, millisecond: 1e-3, s: 1, sec: 1, second: 1, min: 60,
      minute: 60, h: 3600, hr: 3600, hour: 3600, d: 86400, day: 86400, week: 604800, month: 2629800, year: 31557600,
    }),
  );
  const NUMBER = String.raw`\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
  const QUANTITY = new RegExp(
    String.raw`([-−]?)(${NUMBER})(?:\s*[–-]\s*(?:${NUMBER}))?\s*(%|[a-zµ]+(?:/[a-z]+)?)?`,
    "iu",
  );
  const BEFORE = /^(?:up to|at most|at least|about|around|from|max\.?|min\.?|over|under|[~≈≤≥<>$€£+]|\s)*$/iu;
  const ENDLESS = /^(?:unlimited|no limit|infinite|virtually unlimited|practically unlimited)\b/iu;

  /** The size of a unit and what it measures, or null. Data rates are bytes a second, beside bits a second. */
  function unit(text) {
    const name = text.toLowerCase();
    const single = name.replace(/s$/, "");
    if (BITS.has(name)) return { kind: 2, factor: BITS.get(name) / 8 };
    const [size, per] = name.split("/");
    if (per && BYTES.has(size) && ["s", "sec", "second"].includes(per)) return { kind: 2, factor: BYTES.get(size) };
    // A lone "b" or "m" is seldom a unit in notes.
    if (BYTES.has(name) && name.length > 1) return { kind: 1, factor: BYTES.get(name) };
    if (TIME.has(name)) return { kind: 3, factor: TIME.get(name) };
    if (TIME.has(single)) return { kind: 3, factor: TIME.get(single) };
    return null;
  }

  /** Read the quantity of a value: `{ kind, amount }`, or null where it is words. */
  function quantity(text) {
    const value = text.trim();
    if (ENDLESS.test(value)) return { kind: 0, amount: Infinity };
    const found = QUANTITY.exec(value);
    if (!found) return null;
    const measured = found[3] ? unit(found[3]) : null;
    if (!measured && !BEFORE.test(value.slice(0, found.index))) return null;
    const amount = Number(found[2].replace(/[,  ]/g, "")) * (found[1] ? -1 : 1);
    return { kind: measured?.kind ?? 0, amount: amount * (measured?.factor ?? 1) };
  }

  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  /** Order two values: quantities by size, then words; something endless after every quantity. Gaps are not compared. */
  function order(a, b) {
    const x = quantity(a);
    const y = quantity(b);
    if (x && y) {
      if (x.amount === Infinity || y.amount === Infinity) return x.amount === y.amount ? 0 : x.amount < y.amount ? -1 : 1;
      return x.kind - y.kind || x.amount - y.amount || collator.compare(a, b);
    }
    return x ? -1 : y ? 1 : collator.compare(a, b);
  }

  const same = (a, b) => (a ?? "").trim().toLowerCase() === (b ?? "").trim().toLowerCase();

  /** Say whether members have different values of an attribute. What is missing may be the same as what is there. */
  function differs(model, attribute, members) {
    const values = members.map((member) => model.values[attribute][member]).filter((value) => value !== null);
    return values.some((value) => !same(value, values[0]));
  }

  /** List which members and attributes to show, in order, as indexes. */
  function view(model, state) {
    const all = model.members.map((_, index) => index);
    const picked = all.filter((index) => state.members.includes(model.members[index].id));
    const members = picked.length < FEWEST ? all : picked;
    const by = model.attributes.findIndex((attribute) => attribute.id === state.sort.replace(/^-/, ""));
    if (by >= 0) {
      const turn = state.sort.startsWith("-") ? -1 : 1;
      const row = model.values[by];
      members.sort((a, b) => (row[a] === null) - (row[b] === null) || (row[a] === null ? 0 : turn * order(row[a], row[b])));
    }
    const wanted = state.find.trim().toLowerCase();
    const holds = (text) => (text ?? "").toLowerCase().includes(wanted);
    const attributes = model.attributes.map((_, index) => index).filter(
      (index) =>
        !state.hidden.includes(model.attributes[index].id) &&
        (!state.differences || differs(model, index, members)) &&
        (holds(model.attributes[index].name) || members.some((member) => holds(model.values[index][member]))),
    );
    return { members, attributes };
  }

  /** Read a state from a query; what the table does not have is left out. */
  function read(query, model) {
    const given = new URLSearchParams(query);
    const member = (id) => model.members.some((known) => known.id === id);
    const attribute = (id) => model.attributes.some((known) => known.id === id.replace(/^-/, ""));
    return {
      members: given.getAll("with").filter(member).slice(0, MOST),
      hidden: given.getAll("hide").filter(attribute),
      differences: given.has("differences"),
      swapped: given.has("swap"),
      baseline: [given.get("baseline") ?? ""].find(member) ?? "",
      sort: [given.get("sort") ?? ""].find(attribute) ?? "",
      find: given.get("find") ?? "",
    };
  }

  /** Write a state as a query, beside whatever else stands in the query. */
  function write(query, state) {
    const given = new URLSearchParams(query);
    for (const name of ["with", "hide", "differences", "swap", "baseline", "sort", "find"]) given.delete(name);
    state.members.forEach((id) => given.append("with", id));
    state.hidden.forEach((id) => given.append("hide", id));
    if (state.differences) given.set("differences", "1");
    if (state.swapped) given.set("swap", "1");
    for (const name of ["baseline", "sort", "find"]) if (state[name]) given.set(name, state[name]);
    const text = given.toString();
    return text ? `?${text}` : "";
  }

  /** The shown part as rows of texts, with heads, in the shown orientation. */
  function grid(model, state) {
    const { members, attributes } = view(model, state);
    const rows = [["", ...members.map((member) => model.members[member].name)]];
    for (const attribute of attributes) {
      rows.push([model.attributes[attribute].name, ...members.map((member) => model.values[attribute][member] ?? "")]);
    }
    return state.swapped ? rows[0].map((_, column) => rows.map((row) => row[column])) : rows;
  }

  /** RFC 4180. A spreadsheet must not take a note's text for a formula. */
  function csv(rows) {
    const cell = (text) => {
      const safe = /^[=+@\t\r]|^-(?![\d.,\s%]*$)/.test(text) ? `'${text}` : text;
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
  }

  /** A table as GitHub reads it. */
  function markdown(rows) {
    const cell = (text) => text.replace(/[\\|<`*_[\]]/g, "\\$&").replace(/\s+/g, " ");
    const line = (row) => `| ${row.map(cell).join(" | ")} |`;
    return [line(rows[0]), `|${" --- |".repeat(rows[0].length)}`, ...rows.slice(1).map(line)].join("\n") + "\n";
  }

  const api = { FEWEST, MOST, quantity, order, differs, view, read, write, grid, csv, markdown };
  if (typeof module === "object" && module.exports) {
    module.exports = api;
    return;
  }

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  /** What a cell says, without the marks that we put beside it. */
  function textOf(cell) {
    if (cell.classList.contains("sg-gap")) return null;
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(".sg-line, sup, .sg-hint, .sg-badge").forEach((extra) => extra.remove());
    return copy.textContent.trim().replace(/\s+/g, " ");
  }

  function modelOf(table) {
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const rows = [...table.tBodies[0].rows];
    const named = (cell) => ({ id: cell.dataset.sgId, name: textOf(cell) });
    const cells = rows.map((row) => [...row.cells].slice(1));
    return {
      model: { members: heads.map(named), attributes: rows.map((r) => named(r.cells[0])), values: cells.map((r) => r.map(textOf)) },
      parts: { corner: table.tHead.rows[0].cells[0], members: heads, attributes: rows.map((r) => r.cells[0]), cells },
    };
  }

  /** Put a sort button into the head of every attribute. */
  function addSorting(model, parts, state, change) {
    model.attributes.forEach(({ id }, index) => {
      const label = parts.attributes[index].querySelector(".sg-attribute");
      const button = make("button", { type: "button", className: "sg-sort", title: "Sort by this" }, ...label.childNodes);
      button.addEventListener("click", () => {
        state.sort = state.sort === id ? `-${id}` : state.sort === `-${id}` ? "" : id;
        change();
      });
      label.append(button);
    });
  }

  /** Lay the kept cells out anew: which, in which order, in which orientation. */
  function lay(table, { model, parts }, state) {
    const { members, attributes } = view(model, state);
    const base = model.members.findIndex((member) => member.id === state.baseline);
    const [across, down] = state.swapped ? [attributes, members] : [members, attributes];
    const heads = state.swapped ? [parts.attributes, parts.members] : [parts.members, parts.attributes];
    const cell = (x, y) => (state.swapped ? parts.cells[x][y] : parts.cells[y][x]);
    across.forEach((index) => (heads[0][index].scope = "col"));
    down.forEach((index) => (heads[1][index].scope = "row"));
    for (const index of attributes) mark(model, parts, state, index, members, base);
    parts.members.forEach((head, index) => head.classList.toggle("sg-baseline", index === base));
    table.tHead.replaceChildren(make("tr", {}, parts.corner, ...across.map((x) => heads[0][x])));
    table.tBodies[0].replaceChildren(...down.map((y) => make("tr", {}, heads[1][y], ...across.map((x) => cell(x, y)))));
    return { members, attributes };
  }

  /** Show how an attribute is sorted, whether two members differ in it, and what differs from the baseline. */
  function mark(model, parts, state, attribute, members, base) {
    const head = parts.attributes[attribute];
    const sorted = { [model.attributes[attribute].id]: "ascending", [`-${model.attributes[attribute].id}`]: "descending" };
    head.setAttribute("aria-sort", sorted[state.sort] ?? "none");
    head.querySelector(".sg-badge")?.remove();
    const apart = members.length === FEWEST && differs(model, attribute, members);
    head.classList.toggle("sg-differs", apart);
    if (apart) head.querySelector(".sg-attribute").after(" ", make("span", { className: "sg-badge" }, "≠", make("span", { className: "sg-offscreen", textContent: "differs" })));
    for (const member of members) {
      const compared = base >= 0 && member !== base && model.values[attribute][base] !== null;
      const equal = compared && same(model.values[attribute][member], model.values[attribute][base]);
      parts.cells[attribute][member].classList.toggle("sg-equal", equal);
      parts.cells[attribute][member].classList.toggle("sg-unequal", compared && !equal);
    }
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // An insecure origin, or no permission: the old way, which needs a selection.
      const area = make("textarea", { value: text, className: "sg-offscreen" });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  function checkbox(label, checked, onchange) {
    const input = make("input", { type: "checkbox", checked });
    input.addEventListener("change", () => onchange(input.checked));
    return { input, label: make("label", {}, input, ` ${label}`) };
  }

  /** A folded list of checkboxes. */
  function chooser(title, boxes, hint) {
    const summary = make("summary", { textContent: title });
    const set = make("fieldset", {}, make("legend", { textContent: hint ?? title, className: hint ? "" : "sg-offscreen" }));
    set.append(...boxes.map((box) => box.label));
    return { summary, element: make("details", { className: "sg-choose" }, summary, set) };
  }

  function toggled(list, value, on) {
    return on ? [...list, value] : list.filter((other) => other !== value);
  }

  function memberChooser(model, state, change) {
    const boxes = model.members.map(({ id, name }) =>
      checkbox(name, false, (on) => {
        state.members = toggled(state.members, id, on);
        change();
      }),
    );
    const { summary, element } = chooser("Members", boxes, `Choose ${FEWEST}–${MOST}`);
    const update = () => {
      boxes.forEach(({ input }, index) => {
        input.checked = state.members.includes(model.members[index].id);
        input.disabled = !input.checked && state.members.length >= MOST;
      });
      const count = state.members.length;
      summary.textContent = count ? `Members: ${count} of ${boxes.length}` : `Members: all ${boxes.length}`;
    };
    return { element, update };
  }

  function attributeChooser(model, state, change) {
    const boxes = model.attributes.map(({ id, name }) =>
      checkbox(name, true, (on) => {
        state.hidden = toggled(state.hidden, id, !on);
        change();
      }),
    );
    const { summary, element } = chooser("Facts", boxes);
    const update = () => {
      boxes.forEach(({ input }, index) => (input.checked = !state.hidden.includes(model.attributes[index].id)));
      summary.textContent = `Facts: ${boxes.length - state.hidden.length} of ${boxes.length}`;
    };
    return { element, update };
  }

  function baselineSelect(model, state, change) {
    const select = make("select", {}, make("option", { value: "", textContent: "none" }));
    select.append(...model.members.map(({ id, name }) => make("option", { value: id, textContent: name })));
    select.setAttribute("aria-label", "Baseline"); // or its options would be part of its name
    select.addEventListener("change", () => {
      state.baseline = select.value;
      change();
    });
    return { element: make("label", {}, "Baseline ", select), update: () => (select.value = state.baseline) };
  }

  function finder(state, change) {
    const input = make("input", { type: "search", placeholder: "Filter", size: 12 });
    input.setAttribute("aria-label", "Filter the facts");
    input.addEventListener("input", () => {
      state.find = input.value;
      change();
    });
    const update = () => {
      if (input.value !== state.find) input.value = state.find;
    };
    return { element: input, update };
  }

  function flag(label, state, name, change) {
    const box = checkbox(label, false, (on) => {
      state[name] = on;
      change();
    });
    return { element: box.label, update: () => (box.input.checked = state[name]) };
  }

  function press(label, action) {
    const button = make("button", { type: "button", textContent: label });
    button.addEventListener("click", action);
    return { element: button, update() {} };
  }

  function controls(model, state, change, say) {
    const copier = (name, print) =>
      press(`Copy ${name}`, () => copy(print(grid(model, state))).then(() => say(`Copied as ${name}.`)));
    const reset = press("Reset", () => {
      Object.assign(state, read("", model));
      change();
    });
    const found = [
      ...(model.members.length > FEWEST ? [memberChooser(model, state, change)] : []),
      attributeChooser(model, state, change),
      flag("Only differences", state, "differences", change),
      flag("Swap axes", state, "swapped", change),
      finder(state, change),
      baselineSelect(model, state, change),
      copier("CSV", csv),
      copier("Markdown", markdown),
      reset,
    ];
    const bar = make("div", { className: "sg-controls" }, ...found.map((control) => control.element));
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Change the table");
    return { bar, update: () => found.forEach((control) => control.update()) };
  }

  api.mount = (element) => {
    const table = element.querySelector("table.sg-compare");
    const whole = modelOf(table);
    const state = read(location.search, whole.model);
    const status = make("p", { className: "sg-status" });
    status.setAttribute("role", "status");
    const say = (text) => (status.textContent = text);

    function show() {
      const focused = document.activeElement;
      const { members, attributes } = lay(table, whole, state);
      update();
      if (table.contains(focused) || element.contains(focused)) focused.focus({ preventScroll: true });
      if (!attributes.length) return state.find ? `No fact holds “${state.find}”.` : "No fact is left to show.";
      return `${attributes.length} ${attributes.length === 1 ? "fact" : "facts"} of ${members.length} members shown.`;
    }

    function change() {
      say(state.members.length === 1 ? "Choose one more, up to five." : show());
      if (state.members.length === 1) show();
      try {
        history.replaceState(history.state, "", location.pathname + write(location.search, state) + location.hash);
      } catch {
        // Some browsers forbid it in a folder (file://): the state is then not kept.
      }
    }

    const { bar, update } = controls(whole.model, state, change, say);
    addSorting(whole.model, whole.parts, state, change);
    element.prepend(bar, status);
    show();
  };
  root.studyguide.compare = api;
})(globalThis);
