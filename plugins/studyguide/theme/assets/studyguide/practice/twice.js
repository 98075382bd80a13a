/* What cannot be taken back is asked for twice. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;

  const PLAIN = { class: "md-button" };
  const PRIMARY = { class: "md-button md-button--primary" };

  /** Ask in a place whether to do something, with the focus on yes: { text, name: what yes is called, act, stay, back }. */
  function twice(place, { text, name, act, stay, back = word("practice.go_on") }) {
    const yes = button(name, act, PRIMARY);
    place.replaceChildren(element("p", { role: "alert" }, text), yes, button(back, stay, PLAIN));
    yes.focus();
  }

  (guide.practice ??= {}).twice = { twice };
})((globalThis.studyguide ??= {}));
