/* The list of all questions: found by words and by how they were answered, and the one that an address names stands open. */
(function (guide) {
  "use strict";

  const { element, records } = guide;
  const { word } = guide.language;
  const { entryOf, filtered } = guide.study.terms;
  const { fold } = guide.study.parts;

  const PAUSE = 250; // milliseconds without a key until the number is said

  /** What the fragment names, or null. */
  function targetIn(list) {
    try {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      return list.contains(target) ? target : null;
    } catch {
      return null; // a fragment that nobody encoded
    }
  }

  /** How a question was answered last: "right", "wrong", or "new". */
  function stateOf(id, answers) {
    const found = records.own(answers, id);
    if (!found) return "new";
    return found.right > 0 ? "right" : "wrong";
  }

  /** A question with what it is found by: what it asks, and all that its answer says. */
  function entry(node) {
    const asked = node.querySelector("summary").textContent;
    return { node, id: node.dataset.sgQuestion, ...entryOf(asked, node.textContent.slice(asked.length), []) };
  }

  /** Say beside each question how it was answered. */
  function mark(entries) {
    const answers = records.here().get("answers");
    for (const one of entries) {
      const state = stateOf(one.id, answers);
      one.tags = [state];
      one.node.querySelector(".sg-sign")?.remove();
      if (state === "new") continue;
      const look = {
        class: `sg-sign sg-no-print sg-is-${state}`,
        role: "img",
        "aria-label": word(`practice.${state}`),
      };
      one.node.querySelector("summary").prepend(element("span", look, state === "right" ? "✓" : "✗"));
    }
  }

  /** The choice of questions by how they were answered; left out where none was. */
  function chooser(entries) {
    const number = (state) => entries.filter(({ tags }) => tags.includes(state)).length;
    if (number("new") === entries.length) return null;
    const named = Object.entries({ "": "everything", wrong: "got_wrong", new: "not_tried" });
    const options = named.map(([value, name]) => {
      const count = value ? number(value) : entries.length;
      return element("option", { value }, `${word(`practice.${name}`)} (${count})`);
    });
    return element("select", { "aria-label": word("study.answered") }, ...options);
  }

  function mount(list) {
    const sections = [...list.querySelectorAll("[data-sg-part]")];
    const entries = [...list.querySelectorAll("[data-sg-question]")].map(entry);
    const folds = fold(list, sections);
    mark(entries);
    const field = element("input", {
      type: "search",
      "aria-label": word("study.filter_questions"),
      placeholder: word("study.filter_questions"),
    });
    const choice = chooser(entries);
    const status = element("p", { class: "sg-quiet", role: "status" });
    const english = document.documentElement.lang.startsWith("en");
    let waiting = 0;
    const change = () => {
      const { entries: found, near } = filtered(entries, field.value, choice?.value ?? "", english);
      const shown = new Set(found.map(({ node }) => node));
      for (const { node } of entries) node.hidden = !shown.has(node);
      for (const section of sections) section.hidden = !section.querySelector("[data-sg-question]:not([hidden])");
      folds.setAll(Boolean(field.value || choice?.value));
      const key = found.length ? (near ? "near_questions" : "questions") : "no_question";
      clearTimeout(waiting);
      waiting = setTimeout(() => status.replaceChildren(word(`study.${key}`, { number: found.length })), PAUSE);
    };
    field.addEventListener("input", change);
    choice?.addEventListener("change", change);
    const place = list.parentElement.querySelector("[data-sg-finding]");
    place.prepend(element("div", { class: "sg-tools" }, field, ...(choice ? [choice] : [])));
    list.prepend(status);

    const follow = () => {
      const target = targetIn(list);
      if (!target) return;
      if (target.closest("[hidden]:not([hidden=until-found])")) {
        field.value = "";
        if (choice) choice.value = "";
        change();
      }
      folds.reveal(target);
      if (target.matches("details")) target.open = true;
      target.scrollIntoView();
    };
    const signal = guide.life(list);
    addEventListener("hashchange", follow, { signal });
    addEventListener("storage", () => mark(entries), { signal }); // in another tab
    follow();
  }

  (guide.reading ??= {}).questions = { mount };
})((globalThis.studyguide ??= {}));
