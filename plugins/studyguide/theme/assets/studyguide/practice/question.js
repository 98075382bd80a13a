/* One question on the page: read from the list that every reader gets, shown with options to choose from. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const { word } = guide.language;
  const { shuffle } = guide.practice.order;

  /** Copy what an element holds; names of places stay with the original. */
  function copyOf(nodes) {
    const made = element("span", {}, ...Array.from(nodes, (node) => node.cloneNode(true)));
    for (const marked of made.querySelectorAll("[id]")) marked.removeAttribute("id");
    return made;
  }

  /** What an option is called, on the screen and on paper (reading/paper.js). */
  const letterOf = (n) => (n < 26 ? String.fromCharCode(65 + n) : String(n + 1));

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

  /** What is asked about: the code, picture or table between a prompt and its answer; a list, for there may be none. */
  const leadOf = (question) =>
    question?.lead ? [element("div", { class: "sg-lead" }, ...copyOf([...question.lead.childNodes]).childNodes)] : [];

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

  /** The way to the section that explains it. */
  function readIn(app, question) {
    const section = app.sections[question.section];
    const url = sentenceUrl(section.url, question.anchor, question.sentence);
    // A target keeps instant navigation away, which would lose the words to look for.
    return element(
      "p",
      {},
      `${word("practice.read_in")} `,
      element("a", { href: url, target: "_self" }, section.title),
    );
  }

  /** Where the notes explain it: the sentence itself where one was found, and the section. */
  function source(app, question) {
    const box = element("div", { class: "sg-source" });
    if (question.sentence) box.append(element("blockquote", {}, element("p", {}, question.sentence)));
    box.append(readIn(app, question));
    return box;
  }

  /** The options in an order that the seed decides, each with its place in the notes. */
  function shown(question, { seed, chosen, change }) {
    const options = optionsOf(question.details).map((option, n) => ({ ...option, n }));
    const several = options.filter(({ right }) => right).length > 1;
    return shuffle(options, seed).map((option, index) => {
      const { n, text } = option;
      const kind = { type: several ? "checkbox" : "radio", name: `sg-${question.id}`, value: n };
      const onchange = ({ target }) => change(target);
      const input = element("input", { ...kind, checked: chosen.includes(n), onchange });
      const key = element("kbd", { "aria-hidden": "true" }, letterOf(index));
      const item = element("div", { class: "sg-option" }, element("label", {}, input, key, text));
      return { ...option, input, item };
    });
  }

  /** Count what is chosen of a question that wants several, and take back what would be too many: { lines, change, tell };
   * `tell` says something before the count. */
  function counted(items, onchange) {
    const all = items.filter(({ right }) => right).length;
    const line = element("p", { class: "sg-chosen", role: "status" });
    const number = () => items.filter(({ input }) => input.checked).length;
    const tell = (first = "") =>
      line.replaceChildren(`${first} ${word("practice.chosen", { number: number(), all })}`.trim());
    const change = (input) => {
      if (all < 2) return onchange();
      const over = input.checked && number() > all;
      if (over) input.checked = false;
      else onchange();
      tell(over ? word("practice.enough", { all }) : "");
    };
    if (all > 1) tell();
    return { lines: all > 1 ? [line] : [], change, tell };
  }

  /** Show a question. Options have letters as they stand; chosen() and `chosen` use the order of the notes. */
  function view(question, { seed = question.id, chosen = [], onchange = () => {} } = {}) {
    const items = shown(question, { seed, chosen, change: (input) => count.change(input) });
    const count = counted(items, onchange);
    const inputs = items.map(({ input }) => input);
    const prompt = question.shown?.() ?? question.prompt;
    const legend = element("legend", { class: "sg-prompt", tabindex: "-1" }, prompt, ...leadOf(question));
    const numbers = (list) => list.map(({ n }) => n).sort((a, b) => a - b);
    return {
      element: element("fieldset", { class: "sg-options" }, legend, ...items.map(({ item }) => item), ...count.lines),
      legend,
      choose: (n) => choose(inputs[n - 1], count.change),
      step: (by) => step(inputs, by),
      chosen: () => numbers(items.filter(({ input }) => input.checked)),
      count,
      reveal: () => {
        for (const line of count.lines) line.remove();
        for (const item of items) verdict(item);
      },
      /** The letters of the right options as they stand. */
      right: () => items.flatMap(({ right }, index) => (right ? [letterOf(index)] : [])),
      /** The right options in their words, which are said before the reasons of all. */
      answers: () => items.filter(({ right }) => right).map(({ text }) => element("p", {}, text.cloneNode(true))),
    };
  }

  /** Choose an option by a key, as a press on it does; says whether there is one. */
  function choose(input, change) {
    if (!input || input.disabled) return false;
    input.checked = input.type === "radio" || !input.checked;
    input.focus();
    change(input);
    return true;
  }

  /** Take the reader to a question: the focus to `focus`, and its first line, `where`, out from under the header or up
   * from below the fold. */
  function arrive(where, focus) {
    focus.focus({ preventScroll: true });
    const isLow = where.getBoundingClientRect().top > innerHeight / 2;
    where.scrollIntoView({ block: isLow ? "start" : "nearest" });
  }

  /** Go to the option before or after the one that has the focus. */
  function step(inputs, by) {
    const at = inputs.indexOf(document.activeElement);
    const input = inputs[(Math.max(at, by > 0 ? at : inputs.length) + by) % inputs.length];
    if (!input || input.disabled) return false;
    input.focus();
    return true;
  }

  function verdict({ item, input, right, reason }) {
    input.disabled = true;
    item.classList.add(right ? "sg-is-right" : "sg-is-wrong");
    const said = right ? `✓ ${word("practice.right")}` : `✗ ${word("practice.wrong")}`;
    const words = input.checked ? word("practice.yours", { verdict: said }) : said;
    const box = element("div", { class: "sg-verdict" }, element("strong", {}, words));
    if (reason) box.append(" ", reason);
    item.append(box);
  }

  (guide.practice ??= {}).question = {
    copyOf,
    sentenceUrl,
    rightOf,
    optionsOf,
    answerOf,
    leadOf,
    readIn,
    source,
    view,
    arrive,
  };
})((globalThis.studyguide ??= {}));
