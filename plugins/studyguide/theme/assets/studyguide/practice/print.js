/* The page to practise on on paper: a menu is of no use there, so the questions are printed, with their answers at the end. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const { write } = guide.reading.paper;

  /** Have the questions that nobody asked for yet, at once: a print does not wait. Says whether they are there. */
  function comeNow(digest) {
    const { src } = guide.script("practice/held", digest);
    const asking = new XMLHttpRequest();
    try {
      asking.open("GET", src, false);
      asking.send();
      if (asking.status === 200) guide.practice.held = JSON.parse(/\{".*\}/su.exec(asking.responseText)[0]);
      return asking.status === 200;
    } catch {
      return false; // from a folder, or without a network: the link to the list is printed
    }
  }

  /** The questions of a chapter under its name. */
  function chapterOf(title, questions) {
    const listed = questions.map(({ id, details }) => {
      const copy = details.cloneNode(true);
      copy.dataset.sgQuestion = id;
      copy.className = "question sg-question";
      return copy;
    });
    return [element("h2", {}, title), ...listed];
  }

  /** Write all questions by chapter. */
  function listOf({ data: { chapters, sections } }, questions) {
    const inside = (chapter) => questions.filter(({ section }) => sections[section].chapter === chapter);
    const parts = chapters.map((chapter) => [chapter, inside(chapter)]).filter(([, some]) => some.length);
    return element("div", {}, ...parts.flatMap(([title, some]) => chapterOf(title, some)));
  }

  /** Print them where nothing else is shown that is worth paper: not within a quiz or an exam, nor progress. */
  const isMenu = (practice) =>
    !practice.querySelector(".sg-stage") && practice.querySelector("#sg-tab-today[aria-selected=true]");

  function printed(practice, app) {
    const answers = practice.querySelector("[data-sg-on-paper]");
    let undo = () => {};
    const signal = guide.life(practice);
    const before = () => {
      undo();
      if (!isMenu(practice) || !app.questions.length) return;
      if (!app.byId.size && !comeNow(practice.dataset.sgHeld)) return;
      app.take();
      const list = listOf(app, app.questions);
      answers.before(list);
      practice.dataset.sgPrinted = "";
      const back = write(answers);
      undo = () => {
        back();
        list.remove();
        delete practice.dataset.sgPrinted;
        undo = () => {};
      };
    };
    addEventListener("beforeprint", before, { signal });
    addEventListener("afterprint", () => undo(), { signal });
  }

  (guide.practice ??= {}).print = { printed };
})((globalThis.studyguide ??= {}));
