/* One question on the page: read from the list that every reader gets, shown with options to choose from. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const { shuffle } = guide.practice.order;

  /** Copy what an element holds; names of places stay with the original. */
  function copyOf(nodes) {
    const made = element("span", {}, ...Array.from(nodes, (node) => node.cloneNode(true)));
    for (const marked of made.querySelectorAll("[id]")) marked.removeAttribute("id");
    return made;
  }

  const rightIn = (item) => item.querySelector("input").hasAttribute("checked");

  /** Read one option; the build has put its text and its reason into elements of their own. */
  function option(item) {
    const text = copyOf(item.querySelector("[data-sg-option]")?.childNodes ?? []);
    const reason = item.querySelector("[data-sg-reason]");
    // Links would lead away in the middle of a question, and tell the answer.
    for (const link of text.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    return { text, reason: reason && copyOf(reason.childNodes), right: rightIn(item) };
  }

  const itemsOf = (details) =>
    [...details.querySelectorAll("li.task-list-item")].filter((item) => !item.parentElement.closest("li"));

  /** Which options of a question are right; empty for an open one. */
  const rightOf = (details) => itemsOf(details).map(rightIn);

  const optionsOf = (details) => itemsOf(details).map(option);

  /** The answer of a question, as it stands in the list. */
  function answerOf(details) {
    const nodes = [...details.childNodes].filter((node) => !node.matches?.("summary, .sg-from"));
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
  function view(question, { seed = question.id, chosen = [], onchange = () => {} } = {}) {
    const options = optionsOf(question.details);
    const order = shuffle(
      options.map((_, n) => n),
      seed,
    );
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
      chosen: () =>
        items
          .filter(({ input }) => input.checked)
          .map(({ n }) => n)
          .sort((a, b) => a - b),
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
