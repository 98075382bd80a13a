/* On paper no answer stands beside its question: they follow at the end of what is printed, by number and letter. */
(function (guide) {
  "use strict";

  const { element } = guide;

  const ASKED = "[data-sg-asked], details[data-sg-question]";
  const OPTION = "li.task-list-item";
  const DRAWN = "img, svg, math, table, pre";

  const letterOf = (n) => (n < 26 ? String.fromCharCode(65 + n) : String(n + 1));

  /** Copy nodes; names of places stay with the original. */
  function copies(nodes) {
    const made = element("div", {}, ...Array.from(nodes, (node) => node.cloneNode(true)));
    for (const marked of made.querySelectorAll("[id]")) marked.removeAttribute("id");
    return made;
  }

  /** The options of a question, each with its letter, whether it is right, and why. */
  function optionsOf(question) {
    const inside = (item) => !question.contains(item.parentElement.closest(OPTION));
    return [...question.querySelectorAll(OPTION)].filter(inside).map((item, n) => ({
      letter: letterOf(n),
      right: Boolean(item.querySelector("input[checked]")),
      reason: item.querySelector("[data-sg-reason]"),
    }));
  }

  function reasonOf({ letter, right, reason }) {
    return element("li", {}, element("b", {}, letter), right ? " ✓ " : " ", ...copies(reason.childNodes).childNodes);
  }

  /** What an answer says besides its options. */
  function restOf(question) {
    const folded = question.matches("details") ? [question] : [...question.querySelectorAll("details")];
    const outer = folded.filter((one) => !folded.includes(one.parentElement.closest("details")));
    const made = copies(outer.flatMap((one) => [...one.childNodes]));
    made.querySelector(OPTION)?.closest("ul, ol").remove();
    for (const gone of made.querySelectorAll("summary, .sg-from, .sg-asked-here, .headerlink")) gone.remove();
    return made.textContent.trim() || made.querySelector(DRAWN) ? [...made.childNodes] : [];
  }

  function answerTo(question, number) {
    const options = optionsOf(question);
    const right = options.filter((option) => option.right).map((option) => option.letter);
    const reasons = options.filter((option) => option.reason).map(reasonOf);
    const head = element("p", {}, element("strong", {}, [`${number}.`, right.join(", ")].join(" ")));
    return element(
      "div",
      { class: "sg-answer" },
      head,
      ...(reasons.length ? [element("ul", {}, ...reasons)] : []),
      ...restOf(question),
    );
  }

  /** Number the questions that are shown, and write their answers into a section; returns what takes it all back. */
  function write(section) {
    const shown = [...section.closest("article").querySelectorAll(ASKED)].filter((one) => one.checkVisibility());
    const added = shown.flatMap((question, n) => {
      const number = element("span", {}, `${n + 1}. `);
      question.querySelector("summary")?.prepend(number);
      const answer = answerTo(question, n + 1);
      section.append(answer);
      return [number, answer];
    });
    section.hidden = !shown.length;
    return () => {
      section.hidden = true;
      for (const one of added) one.remove();
    };
  }

  function mount(section) {
    let undo = () => {};
    const signal = guide.life(section);
    addEventListener(
      "beforeprint",
      () => {
        undo();
        undo = write(section);
      },
      { signal },
    );
    addEventListener("afterprint", () => undo(), { signal });
  }

  (guide.reading ??= {}).paper = { write, mount };
})((globalThis.studyguide ??= {}));
