/* What a choice shows of a comparison, how it is written in the address, and the shown part as text.
 *
 * A model is { members: [{ id, name }], attributes: [{ id, name }], values: [[text or null]], order, remarks },
 * values by attribute, then by member; null is a gap. Remarks are what a cell says of its value. `fewest` members are
 * shown, or all. A state is what the reader chose; its picture is the page's query. */
(function (guide) {
  "use strict";

  const { same, missing } = guide.compare.values;
  const FEWEST = 2;
  const MOST = 5; // columns that a reader can still hold against each other; more would also not fit a screen
  const MOST_NARROW = 3; // as many as stand side by side on a phone, as in compare.css

  /** Say whether members have different values of an attribute. What is missing may be the same as what is there. */
  function differs(model, attribute, members) {
    const values = members.map((member) => model.values[attribute][member]).filter((value) => !missing(value));
    return values.some((value) => !same(value, values[0]));
  }

  /** List which members and attributes to show, in order, as indexes. */
  function view(model, state) {
    const all = model.members.map((_, index) => index);
    const picked = all.filter((index) => state.members.includes(model.members[index].id));
    const members = picked.length < (model.fewest ?? FEWEST) ? all : picked;
    const by = model.attributes.findIndex((attribute) => attribute.id === state.sort.replace(/^-/, ""));
    if (by >= 0) {
      const turn = state.sort.startsWith("-") ? -1 : 1;
      const row = model.values[by];
      members.sort(
        (a, b) =>
          Number(missing(row[a])) - Number(missing(row[b])) ||
          (missing(row[a]) ? 0 : turn * model.order(row[a], row[b], row)),
      );
    }
    const wanted = state.find.trim().toLowerCase();
    const holds = (text) => (text ?? "").toLowerCase().includes(wanted);
    const attributes = model.attributes
      .map((_, index) => index)
      .filter(
        (index) =>
          !state.hidden.includes(model.attributes[index].id) &&
          (!state.differences || differs(model, index, members)) &&
          (holds(model.attributes[index].name) || members.some((member) => holds(model.values[index][member]))),
      );
    return { members, attributes };
  }

  /** Choose whom a narrow screen begins with: two that are confused, first those of whom the notes say most. `pairs` are
   * ids, two by two; `picked` is one whom the reader comes from, or nobody. */
  function first(model, pairs, picked) {
    if (picked.length >= FEWEST) return picked;
    const told = pairs.find((pair) => picked.every((id) => pair.includes(id)));
    return told ?? [...new Set([...picked, ...model.members.map(({ id }) => id)])].slice(0, FEWEST);
  }

  /** Read a state from a query; what the table does not have is left out. */
  function read(query, model) {
    const given = new URLSearchParams(query);
    const member = (id) => model.members.some((known) => known.id === id);
    const attribute = (id) => model.attributes.some((known) => known.id === id.replace(/^-/, ""));
    return {
      members: given.getAll("with").filter(member).slice(0, MOST),
      all: given.has("all"), // asked for: a narrow screen shows few else
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
    for (const name of ["with", "all", "hide", "differences", "swap", "baseline", "sort", "find"]) given.delete(name);
    for (const id of state.members) given.append("with", id);
    if (state.all && !state.members.length) given.set("all", "1");
    for (const id of state.hidden) given.append("hide", id);
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
      const said = (member) => (model.values[attribute][member] ?? "") + (model.remarks?.[attribute][member] ?? "");
      rows.push([model.attributes[attribute].name, ...members.map(said)]);
    }
    return state.swapped ? rows[0].map((_, column) => rows.map((row) => row[column])) : rows;
  }

  /** RFC 4180. A spreadsheet must not take a note's text for a formula. */
  function csv(rows) {
    const cell = (text) => {
      const safe = /^[=+@\t\r]|^-(?![\d.,\s%]*$)/.test(text) ? `'${text}` : text;
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  }

  /** A table as GitHub reads it. */
  function markdown(rows) {
    const cell = (text) => text.replace(/[\\|<`*_[\]]/g, "\\$&").replace(/\s+/g, " ");
    const line = (row) => `| ${row.map(cell).join(" | ")} |`;
    return `${[line(rows[0]), `|${" --- |".repeat(rows[0].length)}`, ...rows.slice(1).map(line)].join("\n")}\n`;
  }

  (guide.compare ??= {}).view = { FEWEST, MOST, MOST_NARROW, differs, first, view, read, write, grid, csv, markdown };
})((globalThis.studyguide ??= {}));
