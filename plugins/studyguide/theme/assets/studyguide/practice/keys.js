/* Keys of a question, a card or an exam. */
(function (guide) {
  "use strict";

  const NAMES = {
    Enter: "enter",
    " ": "space",
    ArrowLeft: guide.language.rtl ? "right" : "left", // on, and back
    ArrowRight: guide.language.rtl ? "left" : "right",
    ArrowUp: "up",
    ArrowDown: "down",
    Backspace: "undo", // on every keyboard, whatever its letters
  };
  // By these the theme leaves the page or opens its search. While something is asked, they are its own.
  const LETTERS = { n: "right", ".": "right", p: "left", ",": "left", f: "flag", u: "undo", s: "" };
  const SIDES = ["left", "right"];
  const OPTIONS = "abcde"; // the sixth has the letter that flags, and its digit
  const TEXT = "input:not([type=radio], [type=checkbox]), textarea, select, .md-search";

  /** What a control does by itself with a key comes first; with some keys it does nothing. */
  function isTaken(control, key) {
    if (!control) return false;
    if (key === "Enter" && control.matches("input") && !control.form) return false;
    return !(key === " " && control.matches("input[type=radio]:checked"));
  }

  /** Do what a key is for; says whether it did something. */
  function act(actions, { target, key }) {
    const pressed = NAMES[key] ?? LETTERS[key];
    const control = target.closest("button, a, summary, input, [role=tab]");
    if (/^[1-9]$/.test(key)) return Boolean(actions.digit) && actions.digit(Number(key)) !== false;
    const option = /^[a-e]$/i.test(key) && !target.closest(TEXT) && OPTIONS.indexOf(key.toLowerCase()) + 1;
    if (option) return Boolean(actions.option) && actions.option(option) !== false;
    if (["enter", "space"].includes(pressed) && isTaken(control, key)) return false;
    if (["up", "down"].includes(pressed) && control?.matches("input[type=radio]")) return false;
    if (pressed && actions[pressed] && actions[pressed]() !== false) return true;
    // At the last question the arrow that leads on would move the choice instead, as browsers have it.
    const isChoice = Boolean(control?.matches("input[type=radio]"));
    return isChoice && SIDES.includes(pressed) && SIDES.some((side) => actions[side]);
  }

  /** Have keys work while something inside `stage` has the focus, or nothing on the page: digits, letters of options,
   * Enter, Space and arrows; and wherever nothing is written, letters. */
  function listen(stage, actions) {
    const answer = (some) => (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("select, textarea, input[type=file]"))
        return;
      if (!act(some, event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    stage.addEventListener("keydown", answer(actions));
    // A press beside the question leaves nothing with the focus; arrows up and down then move the page.
    const { up, down, ...others } = actions;
    const signal = guide.life(stage);
    const listener = (event) => {
      const isLetter = event.key in LETTERS && !event.target.closest(TEXT) && stage.querySelector(".sg-prompt");
      if (isLetter || event.target === document.body) answer(others)(event);
      if (isLetter && !event.ctrlKey && !event.altKey && !event.metaKey) event.stopPropagation();
    };
    document.addEventListener("keydown", listener, { signal });
  }

  (guide.practice ??= {}).keys = { listen };
})((globalThis.studyguide ??= {}));
