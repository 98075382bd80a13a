/* The bar above a comparison table: chooses, sorts, filters, turns and copies it. The table is complete without it. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { FEWEST, MOST, MOST_NARROW, first, read, write, view, grid, csv, markdown } = guide.compare.view;
  const { modelOf, sorting, addSorting, lay, cite } = guide.compare.table;
  const NARROW = 34; // rem, as in compare.css: below it, what is compared stands above two or three columns

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

  /** The folded boxes above the table, which the page has; a screen on which few fit begins with them, until two are chosen. */
  function memberChooser(model, state, change, fold) {
    const [whole, ...boxes] = fold.querySelectorAll("input");
    const most = model.narrow ? MOST_NARROW : MOST;
    const pick = (members) => {
      Object.assign(state, { members, all: model.narrow && !members.length });
      change();
    };
    // Who takes all away has chosen nothing, and sees all.
    whole.onchange = () => pick([]);
    // Where no more fit, who was picked first makes room.
    for (const box of boxes) box.onchange = () => pick(toggled(state.members, box.value, box.checked).slice(-most));
    fold.open = model.narrow && !state.all && read(location.search, model).members.length < FEWEST;
    const update = () => {
      const picked = state.members;
      whole.checked = !picked.length;
      for (const box of boxes) box.checked = picked.includes(box.value);
      const some = picked.length >= model.fewest;
      const key = some ? "compare.members_some" : "compare.members_all";
      fold.querySelector("summary").textContent = word(key, { shown: picked.length, all: boxes.length });
      fold.querySelector("legend").textContent = word("compare.choose", { fewest: FEWEST, most });
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

  /** A list to choose from; `listed` gives the choices, which change with what is shown. */
  function select(label, none, listed, state, name, change) {
    const choose = () => {
      state[name] = box.value;
      change();
    };
    // Named by itself, or its options would be part of its name.
    const box = element("select", { "aria-label": label, onchange: choose });
    const update = () => {
      const options = listed().map(({ id, name: text }) => element("option", { value: id }, text));
      box.replaceChildren(element("option", { value: "" }, none), ...options);
      box.value = state[name];
    };
    return { shown: element("label", {}, `${label} `, box), update };
  }

  function baselineSelect(model, state, change) {
    const shown = () => view(model, state).members.map((index) => model.members[index]);
    return select(word("compare.baseline"), word("compare.no_baseline"), shown, state, "baseline", change);
  }

  /** The order of the columns, also for those who have no pointer to press the head of a row with. */
  function orderSelect(model, state, change) {
    const ways = ({ id, name }) => [
      { id, name: `${name} ↑` },
      { id: `-${id}`, name: `${name} ↓` },
    ];
    const all = sorting(model, state).flatMap(ways);
    return select(word("compare.order"), word("compare.as_written"), () => all, state, "sort", change);
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

  /** What few ask for: folded in what is folded. */
  function extras(model, state, change, say) {
    const copier = (name, print) =>
      press(word("compare.copy", { format: name }), () =>
        copy(print(grid(model, state))).then(() => say(word("compare.copied", { format: name }))),
      );
    const folded = [
      flag(word("compare.swap"), state, "swapped", change),
      finder(state, change),
      baselineSelect(model, state, change),
      copier("CSV", csv),
      copier("Markdown", markdown),
    ];
    const shown = settings(word("compare.more"), folded, Boolean(state.swapped || state.find || state.baseline));
    const update = () => {
      for (const control of folded) control.update();
    };
    return { shown, update };
  }

  function settings(title, parts, open) {
    const inside = element("div", { class: "sg-settings" }, ...parts.map(({ shown }) => shown));
    return element("details", { class: "sg-choose", open }, element("summary", {}, title), inside);
  }

  /** The bar; on a narrow screen all of it is folded, with `sources`, the box that the page has. */
  function controls(model, state, change, say, sources) {
    const differences = flag(word("compare.differences"), state, "differences", change);
    const beside = model.narrow && sources ? [{ shown: sources, update() {} }] : [];
    const more = extras(model, state, change, say);
    const folded = [
      ...(model.narrow ? [differences] : []),
      ...beside,
      attributeChooser(model, state, change),
      ...(sorting(model, state).length ? [orderSelect(model, state, change)] : []),
      press(word("compare.reset"), () => {
        Object.assign(state, begun("", model));
        change();
      }),
      more,
    ];
    const options = settings(word("compare.options"), folded, Boolean(state.hidden.length || more.shown.open));
    const update = () => {
      for (const control of [differences, ...folded]) control.update();
    };
    return { bar: model.narrow ? [options] : [differences.shown, options], update };
  }

  /** What a screen begins with: a narrow one with few, unless a reader asked for all. */
  function begun(query, model) {
    const state = read(query, model);
    return model.narrow && !state.all ? { ...state, members: first(model, model.pairs, state.members) } : state;
  }

  /** Say how much room there is, and who is confused with whom. */
  function placed(model, comparison) {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const narrow = model.members.length > MOST_NARROW && comparison.clientWidth < NARROW * rem;
    const pairs = [...comparison.querySelectorAll("[data-sg-verdict]")].map((one) => one.dataset.sgVerdict.split(" "));
    return Object.assign(model, { narrow, pairs, fewest: narrow ? 1 : FEWEST });
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
    const { model } = whole;
    placed(model, comparison);
    const state = begun(here.search, model);
    const status = element("p", { class: "sg-status", role: "status" });
    const say = (text) => status.replaceChildren(text);
    const sources = comparison.parentNode.querySelector("[data-sg-cited] ol");

    const picked = (id) => state.members.includes(id);

    function show() {
      const focused = document.activeElement;
      if (!view(model, state).members.some((index) => model.members[index].id === state.baseline)) {
        state.baseline = "";
      }
      const shown = lay(table, whole, state);
      tell(comparison, shown.members.map((index) => model.members[index].id).filter(picked));
      if (sources) cite(table, whole.parts, sources);
      for (const control of [members, bar]) control.update();
      if (comparison.contains(focused)) focused.focus({ preventScroll: true });
      return spoken(shown, state);
    }

    function change() {
      const text = show();
      say(state.members.length === 1 ? word("compare.one_more", { most: model.narrow ? MOST_NARROW : MOST }) : text);
      guide.address(location.pathname + write(location.search, state) + location.hash);
    }

    const members = memberChooser(model, state, change, comparison.querySelector("[data-sg-pick]"));
    const bar = controls(model, state, change, say, comparison.querySelector(".sg-check"));
    addSorting(model, whole.parts, state, change);
    const place = comparison.querySelector("[data-sg-controls]");
    place.replaceChildren(...bar.bar, status);
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", word("compare.change"));
    show();
    comparison.dataset.sgReady = "";
  }

  (guide.compare ??= {}).controls = { mount };
})((globalThis.studyguide ??= {}));
