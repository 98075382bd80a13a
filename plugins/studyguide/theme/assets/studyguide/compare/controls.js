/* The bar above a comparison table: chooses, sorts, filters, turns and copies it. The table is complete without it. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { FEWEST, MOST, read, write, view, grid, csv, markdown } = guide.compare.view;
  const { modelOf, addSorting, lay, cite } = guide.compare.table;

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

  /** The folded boxes above the table, which the page has. */
  function memberChooser(state, change, fold) {
    const [whole, ...boxes] = fold.querySelectorAll("input");
    // Who takes all away has chosen nothing, and sees all.
    whole.onchange = () => {
      state.members = [];
      change();
    };
    for (const box of boxes) {
      box.onchange = () => {
        state.members = toggled(state.members, box.value, box.checked);
        change();
      };
    }
    const update = () => {
      const picked = state.members;
      whole.checked = !picked.length;
      for (const box of boxes) {
        box.checked = picked.includes(box.value);
        box.disabled = !box.checked && picked.length >= MOST;
      }
      const key = picked.length ? "compare.members_some" : "compare.members_all";
      fold.querySelector("summary").textContent = word(key, { shown: picked.length, all: boxes.length });
      fold.querySelector("legend").textContent = word("compare.choose", { fewest: FEWEST, most: MOST });
    };
    return { update };
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
    const none = element("option", { value: "" }, word("compare.no_baseline"));
    // Named by itself, or its options would be part of its name.
    const select = element("select", { "aria-label": word("compare.baseline"), onchange: choose });
    const update = () => {
      const shown = view(model, state).members.map((index) => model.members[index]);
      select.replaceChildren(none, ...shown.map(({ id, name }) => element("option", { value: id }, name)));
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
    const differences = flag(word("compare.differences"), state, "differences", change);
    const folded = [
      attributeChooser(model, state, change),
      flag(word("compare.swap"), state, "swapped", change),
      finder(state, change),
      baselineSelect(model, state, change),
      copier("CSV", csv),
      copier("Markdown", markdown),
      reset,
    ];
    const options = element(
      "details",
      { class: "sg-choose", open: Boolean(state.hidden.length || state.swapped || state.find || state.baseline) },
      element("summary", {}, word("compare.options")),
      element("div", { class: "sg-settings" }, ...folded.map(({ shown }) => shown)),
    );
    const update = () => {
      for (const control of [differences, ...folded]) control.update();
    };
    return { bar: [differences.shown, options], update };
  }

  /** Say of any two that are picked which is for what, if the notes do: in the open, and in the order and the colours of
   * the columns, where no third is picked. `ids` are those of the columns that are picked, in their order. */
  function tell(comparison, ids) {
    const all = [...comparison.querySelectorAll("[data-sg-verdict]")];
    const about = (one) => one.dataset.sgVerdict.split(" ").every((id) => ids.includes(id));
    const told = all.filter(about);
    const single = told.length === 1 && ids.length === 2;
    comparison.toggleAttribute("data-sg-two", single && Boolean(told[0].querySelector("[data-sg-for]")));
    for (const one of all) {
      const shown = told.includes(one);
      // What a reader opened stays so while the same are shown.
      if (one.hidden === shown || one.classList.contains("sg-single") !== single) one.open = single;
      one.hidden = !shown;
      one.classList.toggle("sg-single", single);
      const texts = ids.map((id) => one.querySelector(`[data-sg-for="${CSS.escape(id)}"]`));
      if (shown && texts.every(Boolean)) texts[0].parentElement.prepend(...texts);
    }
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
    const sources = comparison.parentNode.querySelector("[data-sg-cited] ol");

    const picked = (id) => state.members.includes(id);

    function show() {
      const focused = document.activeElement;
      if (!view(whole.model, state).members.some((index) => whole.model.members[index].id === state.baseline)) {
        state.baseline = "";
      }
      const shown = lay(table, whole, state);
      tell(comparison, shown.members.map((index) => whole.model.members[index].id).filter(picked));
      if (sources) cite(table, whole.parts, sources);
      for (const control of [members, bar]) control.update();
      if (comparison.contains(focused)) focused.focus({ preventScroll: true });
      return spoken(shown, state);
    }

    function change() {
      const text = show();
      say(state.members.length === 1 ? word("compare.one_more", { most: MOST }) : text);
      guide.address(location.pathname + write(location.search, state) + location.hash);
    }

    const members = memberChooser(state, change, comparison.querySelector("[data-sg-pick]"));
    const bar = controls(whole.model, state, change, say);
    addSorting(whole.model, whole.parts, state, change);
    const place = comparison.querySelector("[data-sg-controls]");
    place.replaceChildren(...bar.bar, status);
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", word("compare.change"));
    show();
    comparison.dataset.sgReady = "";
  }

  (guide.compare ??= {}).controls = { mount };
})((globalThis.studyguide ??= {}));
