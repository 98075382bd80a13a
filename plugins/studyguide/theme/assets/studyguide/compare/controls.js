/* The bar above a comparison table: chooses, sorts, filters, turns and copies it. The table is complete without it. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { FEWEST, MOST, read, write, grid, csv, markdown } = guide.compare.view;
  const { modelOf, addSorting, lay } = guide.compare.table;

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // An insecure origin, or no permission: the old way, which needs a selection.
      const area = element("textarea", { class: "sg-offscreen" }, text);
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  function checkbox(label, checked, onchange) {
    const input = element("input", { type: "checkbox", checked, onchange: () => onchange(input.checked) });
    return { input, label: element("label", {}, input, ` ${label}`) };
  }

  /** A folded list of checkboxes. */
  function chooser(title, boxes, hint) {
    const summary = element("summary", {}, title);
    const legend = element("legend", { class: hint ? false : "sg-offscreen" }, hint ?? title);
    const set = element("fieldset", {}, legend, ...boxes.map((box) => box.label));
    return { summary, shown: element("details", { class: "sg-choose" }, summary, set) };
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
    const { summary, shown } = chooser(
      word("compare.members"),
      boxes,
      word("compare.choose", { fewest: FEWEST, most: MOST }),
    );
    const update = () => {
      boxes.forEach(({ input }, index) => {
        input.checked = state.members.includes(model.members[index].id);
        input.disabled = !input.checked && state.members.length >= MOST;
      });
      const shown = state.members.length;
      const key = shown ? "compare.members_some" : "compare.members_all";
      summary.textContent = word(key, { shown, all: boxes.length });
    };
    return { shown, update };
  }

  function attributeChooser(model, state, change) {
    const boxes = model.attributes.map(({ id, name }) =>
      checkbox(name, true, (on) => {
        state.hidden = toggled(state.hidden, id, !on);
        change();
      }),
    );
    const { summary, shown } = chooser(word("compare.facts"), boxes);
    const update = () => {
      boxes.forEach(({ input }, index) => {
        input.checked = !state.hidden.includes(model.attributes[index].id);
      });
      summary.textContent = word("compare.facts_some", {
        shown: boxes.length - state.hidden.length,
        all: boxes.length,
      });
    };
    return { shown, update };
  }

  function baselineSelect(model, state, change) {
    const choose = () => {
      state.baseline = select.value;
      change();
    };
    const options = model.members.map(({ id, name }) => element("option", { value: id }, name));
    // Named by itself, or its options would be part of its name.
    const select = element(
      "select",
      { "aria-label": word("compare.baseline"), onchange: choose },
      element("option", { value: "" }, word("compare.no_baseline")),
      ...options,
    );
    const update = () => {
      select.value = state.baseline;
    };
    return { shown: element("label", {}, `${word("compare.baseline")} `, select), update };
  }

  function finder(state, change) {
    const find = () => {
      state.find = input.value;
      change();
    };
    const input = element("input", {
      type: "search",
      placeholder: word("compare.filter"),
      size: 12,
      "aria-label": word("compare.filter_facts"),
      oninput: find,
    });
    const update = () => {
      if (input.value !== state.find) input.value = state.find;
    };
    return { shown: input, update };
  }

  function flag(label, state, name, change) {
    const box = checkbox(label, false, (on) => {
      state[name] = on;
      change();
    });
    const update = () => {
      box.input.checked = state[name];
    };
    return { shown: box.label, update };
  }

  const press = (label, action) => ({ shown: button(label, action), update() {} });

  function controls(model, state, change, say) {
    const copier = (name, print) =>
      press(word("compare.copy", { format: name }), () =>
        copy(print(grid(model, state))).then(() => say(word("compare.copied", { format: name }))),
      );
    const reset = press(word("compare.reset"), () => {
      Object.assign(state, read("", model));
      change();
    });
    const found = [
      ...(model.members.length > FEWEST ? [memberChooser(model, state, change)] : []),
      attributeChooser(model, state, change),
      flag(word("compare.differences"), state, "differences", change),
      flag(word("compare.swap"), state, "swapped", change),
      finder(state, change),
      baselineSelect(model, state, change),
      copier("CSV", csv),
      copier("Markdown", markdown),
      reset,
    ];
    const bar = element(
      "div",
      { class: "sg-controls", role: "group", "aria-label": word("compare.change") },
      ...found.map(({ shown }) => shown),
    );
    const update = () => {
      for (const control of found) control.update();
    };
    return { bar, update };
  }

  /** Say what a state shows, for those who do not see it. */
  function spoken({ members, attributes }, { find }) {
    if (!attributes.length) return find ? word("compare.none_holds", { text: find }) : word("compare.none_left");
    return word("compare.shown", { count: attributes.length, members: members.length });
  }

  function mount(comparison, here) {
    const table = comparison.querySelector("table.sg-compare");
    const whole = modelOf(table);
    const state = read(here.search, whole.model);
    const status = element("p", { class: "sg-status", role: "status" });
    const say = (text) => status.replaceChildren(text);

    function show() {
      const focused = document.activeElement;
      const shown = lay(table, whole, state);
      update();
      if (comparison.contains(focused)) focused.focus({ preventScroll: true });
      return spoken(shown, state);
    }

    function change() {
      const text = show();
      say(state.members.length === 1 ? word("compare.one_more", { most: MOST }) : text);
      guide.address(location.pathname + write(location.search, state) + location.hash);
    }

    const { bar, update } = controls(whole.model, state, change, say);
    addSorting(whole.model, whole.parts, state, change);
    comparison.querySelector("[data-sg-controls]").replaceChildren(bar, status);
    show();
  }

  (guide.compare ??= {}).controls = { mount };
})((globalThis.studyguide ??= {}));
