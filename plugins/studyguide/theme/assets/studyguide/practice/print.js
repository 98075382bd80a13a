/* The page to practise on on paper: a menu is of no use there, so the questions are printed, with their answers at the end. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const { write } = guide.reading.paper;
  const { drawn } = guide.practice.answers;

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

  const MENUS_CHOSEN = ":is(#sg-tab-today, #sg-tab-quiz)[aria-selected=true]";
  const A_FEW = 10;

  /** What is printed where nothing else is shown that is worth paper: what the reader chose for a quiz, or a few questions;
   * nothing within a quiz or an exam, nor of progress. A whole guide would be a hundred sheets that nobody asked for. */
  function chosen(practice, app) {
    const isMenu = !practice.querySelector(".sg-stage") && practice.querySelector(MENUS_CHOSEN);
    if (!isMenu) return [];
    if (app.forPaper && practice.querySelector("#sg-panel-quiz .sg-setup")) return app.forPaper();
    return drawn(app.questions, app.store.get("answers"), A_FEW, String(Date.now()));
  }

  const LETTERS = 2000; // on a sheet of A4, as the browser prints questions with their answers

  /** How many sheets of paper questions take, about. */
  function sheets(questions) {
    const letters = questions.reduce((sum, { details }) => sum + details.textContent.length, 0);
    return Math.max(1, Math.ceil(letters / LETTERS));
  }

  function printed(practice, app) {
    const answers = practice.querySelector("[data-sg-on-paper]");
    let undo = () => {};
    const signal = guide.life(practice);
    const before = () => {
      undo();
      const wanted = chosen(practice, app);
      if (!wanted.length || !(app.isWhole || comeNow(practice.dataset.sgHeld))) return;
      app.take();
      const ids = new Set(wanted.map(({ id }) => id));
      const all = [...app.questions, ...app.pool]; // on paper they stand in the order of the guide
      const list = listOf(
        app,
        all.filter(({ id }) => ids.has(id)),
      );
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

  (guide.practice ??= {}).print = { printed, sheets };
})((globalThis.studyguide ??= {}));
