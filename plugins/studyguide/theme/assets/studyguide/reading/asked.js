/* Questions below a section: the answer waits until the reader has chosen one, or says that he knew it. */
(function (guide) {
  "use strict";

  const OPTION = "li.task-list-item";

  /** Keep back what a question hides: a style sheet does, on screens. Text by itself gets an element, to be kept back too. */
  function keepBack(details) {
    for (const node of [...details.childNodes]) {
      if (node.nodeType === Node.TEXT_NODE && node.data.trim()) node.replaceWith(guide.element("span", {}, node.data));
    }
    details.dataset.sgWaits = "";
  }

  /** Bring what options look like; a plugin that puts pages together would not find what a page names. */
  function dress() {
    const id = "sg-question-style";
    const href = new URL("practice/question.css", guide.folder).href;
    if (!document.getElementById(id)) document.head.append(guide.element("link", { id, rel: "stylesheet", href }));
  }

  function mount(box) {
    dress();
    const details = box.querySelector(":scope > details");
    if (details.querySelector(OPTION)) keepBack(details);
    const ask = () =>
      guide.part("practice/here").then(
        ({ mount: put }) => put(box),
        () => delete details.dataset.sgWaits, // as it is without scripts
      );
    if (details.open) ask();
    else details.addEventListener("toggle", ask, { once: true });
  }

  (guide.reading ??= {}).asked = { mount };
})((globalThis.studyguide ??= {}));
