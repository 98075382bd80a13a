/* One question on the page: read from the list that every reader gets, shown with options to choose from. */
(function (root) {
  "use strict";

  const guide = root.studyguide;
  const BLOCK = "UL OL P DIV PRE TABLE BLOCKQUOTE DETAILS".split(" ");
  const isBlock = (node) => node.nodeType === Node.ELEMENT_NODE && BLOCK.includes(node.tagName);

  function copyOf(nodes) {
    const made = document.createElement("span");
    made.append(...nodes.map((node) => node.cloneNode(true)));
    for (const marked of made.querySelectorAll("[id]")) marked.removeAttribute("id");
    return made;
  }

  /** Split text from reason at the first colon of the item's own text, as the build does. */
  function atColon(text) {
    for (const node of text.childNodes) {
      const found = node.nodeType === Node.TEXT_NODE && /^([^]*?\S)\s*:(?:\s+([^]*))?$/.exec(node.data);
      if (!found || (found[2] === undefined && !node.nextSibling)) continue;
      const reason = document.createElement("span");
      const after = [];
      for (let next = node.nextSibling; next; next = next.nextSibling) after.push(next);
      reason.append(found[2] || "", ...after);
      node.data = found[1];
      return reason;
    }
    return null;
  }

  function option(item) {
    const right = item.querySelector("input").hasAttribute("checked");
    let nodes = [...item.childNodes].filter((node) => !(node.nodeType === Node.ELEMENT_NODE && node.matches("label, input")));
    const first = nodes.findIndex(isBlock);
    let rest = [];
    if (first >= 0) {
      const loose = nodes[first].tagName === "P" && !nodes.slice(0, first).some((node) => node.textContent.trim());
      rest = nodes.slice(loose ? first + 1 : first).filter((node) => node.textContent.trim());
      nodes = loose ? [...nodes[first].childNodes].filter((node) => !(node.matches && node.matches("label, input"))) : nodes.slice(0, first);
    }
    const text = copyOf(nodes);
    const reason = rest.length ? copyOf(rest) : atColon(text);
    // Links would lead away in the middle of a question, and tell the answer.
    for (const link of text.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    return { text, reason, right };
  }

  const itemsOf = (details) => [...details.querySelectorAll("li.task-list-item")].filter((item) => !item.parentElement.closest("li"));

  /** Which options of a question are right; empty for an open one. */
  const rightOf = (details) => itemsOf(details).map((item) => item.querySelector("input").hasAttribute("checked"));

  const optionsOf = (details) => itemsOf(details).map(option);

  /** The answer of a question, as it stands in the list. */
  function answerOf(details) {
    const nodes = [...details.childNodes].filter((node) => !(node.matches && node.matches("summary, .sg-from")));
    const made = copyOf(nodes);
    return guide.progress.element("div", { class: "sg-answer" }, ...made.childNodes);
  }

  /** Where the notes explain it: the sentence itself where one was found, and the section. */
  function source(app, question) {
    const { element } = guide.progress;
    const section = app.sections[question.section];
    const url = guide["practice-core"].sentenceUrl(section.url, question.anchor, question.sentence);
    const box = element("div", { class: "sg-source" });
    if (question.sentence) box.append(element("blockquote", {}, element("p", {}, question.sentence)));
    // A target keeps instant navigation away, which would lose the words to look for.
    box.append(element("p", {}, "Read it in: ", element("a", { href: url, target: "_self" }, section.title)));
    return box;
  }

  /** Show a question. Options are numbered from 1 as they stand; chosen() and `chosen` use the order of the notes. */
  function view(app, question, { seed = question.id, chosen = [], onchange = () => {} } = {}) {
    const { element } = guide.progress;
    const options = optionsOf(question.details);
    const order = guide["practice-core"].shuffle(options.map((_, n) => n), seed);
    const several = options.filter(({ right }) => right).length > 1;
    const legend = element("legend", { class: "sg-prompt", tabindex: "-1" }, question.prompt);
    const set = element("fieldset", { class: "sg-options" }, legend);
    const items = order.map((n, index) => {
      const input = element("input", { type: several ? "checkbox" : "radio", name: `sg-${question.id}`, value: n });
      input.checked = chosen.includes(n);
      input.addEventListener("change", onchange);
      const key = element("kbd", { class: "sg-key", "aria-hidden": "true" }, index + 1);
      const item = element("div", { class: "sg-option" }, element("label", {}, input, key, options[n].text));
      set.append(item);
      return { n, input, item };
    });
    return {
      element: set,
      legend,
      inputs: items.map(({ input }) => input),
      chosen: () => items.filter(({ input }) => input.checked).map(({ n }) => n).sort((a, b) => a - b),
      reveal: () => items.forEach(({ n, input, item }) => verdict(item, input, options[n])),
      /** Name the right options as they stand: "2 and 4". */
      right: () => items.flatMap(({ n }, index) => (options[n].right ? [index + 1] : [])).join(" and "),
    };
  }

  function verdict(item, input, { right, reason }) {
    const { element } = guide.progress;
    input.disabled = true;
    item.classList.add(right ? "sg-is-right" : "sg-is-wrong");
    const words = `${right ? "✓ Right" : "✗ Wrong"}${input.checked ? ", your answer" : ""}`;
    const box = element("div", { class: "sg-verdict" }, element("strong", {}, words));
    if (reason) box.append(" ", reason);
    item.append(box);
  }

  /** Keys that work while something inside `panel` has the focus: digits, Enter, Space, left and right. */
  function keys(panel, actions) {
    panel.addEventListener("keydown", (event) => {
      const { target, key } = event;
      if (event.ctrlKey || event.altKey || event.metaKey || target.closest("select, textarea, input[type=file]")) return;
      const pressed = { Enter: "enter", " ": "space", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" }[key];
      const control = target.closest("button, a, summary, input, [role=tab]");
      // What the control does by itself comes first; some keys do nothing there.
      const own = control && !(key === "Enter" && control.matches("input") && !control.form) && !(key === " " && control.matches("input[type=radio]:checked"));
      let done = false;
      if (/^[1-9]$/.test(key)) done = actions.digit && actions.digit(Number(key)) !== false;
      else if (["enter", "space"].includes(pressed) && own) return;
      else if (["up", "down"].includes(pressed) && control && control.matches("input[type=radio]")) return;
      else if (pressed && actions[pressed]) done = actions[pressed]() !== false;
      if (!done) return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  guide["practice-question"] = { rightOf, optionsOf, answerOf, source, view, keys };
})(globalThis);
