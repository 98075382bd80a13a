/* One question on the page: read from the list that every reader gets, shown with options to choose from. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const { shuffle } = guide.practice.order;
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
      nodes = loose ? [...nodes[first].childNodes].filter((node) => !(node.matches?.("label, input"))) : nodes.slice(0, first);
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
    const nodes = [...details.childNodes].filter((node) => !(node.matches?.("summary, .sg-from")));
    const made = copyOf(nodes);
    return element("div", { class: "sg-answer" }, ...made.childNodes);
  }

  /** The address of a sentence: the heading above it, and the words for browsers that can find them. */
  function sentenceUrl(url, anchor, sentence) {
    if (!sentence) return anchor ? `${url}#${encodeURIComponent(anchor)}` : url;
    const words = sentence.trim().split(/\s+/);
    const code = (some) => encodeURIComponent(some.join(" ")).replace(/-/g, "%2D");
    const text = words.length > 8 ? `${code(words.slice(0, 4))},${code(words.slice(-4))}` : code(words);
    return `${url}#${encodeURIComponent(anchor)}:~:text=${text}`;
  }

  /** Where the notes explain it: the sentence itself where one was found, and the section. */
  function source(app, question) {
    const section = app.sections[question.section];
    const url = sentenceUrl(section.url, question.anchor, question.sentence);
    const box = element("div", { class: "sg-source" });
    if (question.sentence) box.append(element("blockquote", {}, element("p", {}, question.sentence)));
    // A target keeps instant navigation away, which would lose the words to look for.
    box.append(element("p", {}, "Read it in: ", element("a", { href: url, target: "_self" }, section.title)));
    return box;
  }

  /** Show a question. Options are numbered from 1 as they stand; chosen() and `chosen` use the order of the notes. */
  function view(_app, question, { seed = question.id, chosen = [], onchange = () => {} } = {}) {
    const options = optionsOf(question.details);
    const order = shuffle(options.map((_, n) => n), seed);
    const several = options.filter(({ right }) => right).length > 1;
    const legend = element("legend", { class: "sg-prompt", tabindex: "-1" }, question.prompt);
    const set = element("fieldset", { class: "sg-options" }, legend);
    const items = order.map((n, index) => {
      const kind = { type: several ? "checkbox" : "radio", name: `sg-${question.id}`, value: n };
      const input = element("input", { ...kind, checked: chosen.includes(n), onchange });
      const key = element("kbd", { "aria-hidden": "true" }, index + 1);
      const item = element("div", { class: "sg-option" }, element("label", {}, input, key, options[n].text));
      set.append(item);
      return { n, input, item };
    });
    const inputs = items.map(({ input }) => input);
    return {
      element: set,
      legend,
      inputs,
      /** Choose an option by its number, as a press on it does; says whether there is one. */
      choose(n) {
        const input = inputs[n - 1];
        if (!input || input.disabled) return false;
        input.checked = input.type === "radio" || !input.checked;
        input.focus();
        onchange();
        return true;
      },
      /** Go to the option before or after the one that has the focus. */
      step(by) {
        const at = inputs.indexOf(document.activeElement);
        const input = inputs[(Math.max(at, by > 0 ? at : inputs.length) + by) % inputs.length];
        if (!input || input.disabled) return false;
        input.focus();
        return true;
      },
      chosen: () => items.filter(({ input }) => input.checked).map(({ n }) => n).sort((a, b) => a - b),
      reveal() {
        for (const { n, input, item } of items) verdict(item, input, options[n]);
      },
      /** Name the right options as they stand: "2 and 4". */
      right: () => items.flatMap(({ n }, index) => (options[n].right ? [index + 1] : [])).join(" and "),
    };
  }

  function verdict(item, input, { right, reason }) {
    input.disabled = true;
    item.classList.add(right ? "sg-is-right" : "sg-is-wrong");
    const words = `${right ? "✓ Right" : "✗ Wrong"}${input.checked ? ", your answer" : ""}`;
    const box = element("div", { class: "sg-verdict" }, element("strong", {}, words));
    if (reason) box.append(" ", reason);
    item.append(box);
  }

  (guide.practice ??= {}).question = { sentenceUrl, rightOf, optionsOf, answerOf, source, view };
})((globalThis.studyguide ??= {}));
