/* The parts of a long list. On a phone each is folded behind its heading, so that the headings are what a reader chooses
 * from; what he looks for, and where an address leads, is opened. */
(function (guide) {
  "use strict";

  const { button } = guide;

  const NARROW = "(max-width: 45em)"; // as in study.css, which keeps the parts shut until this is there

  /** One part: its heading becomes what opens it. A browser that looks for words in the page opens it too. */
  function folded(section) {
    const head = section.querySelector("h2");
    const body = head.nextElementSibling;
    const toggle = button("", () => set(!isOpen()), { class: "sg-part-head" });
    const isOpen = () => toggle.ariaExpanded === "true";
    function set(open) {
      toggle.ariaExpanded = String(open);
      if (open) body.removeAttribute("hidden");
      else body.setAttribute("hidden", "until-found");
    }
    toggle.append(...head.childNodes);
    head.append(toggle);
    body.addEventListener("beforematch", () => set(true));
    set(false);
    return { section, set, isOpen };
  }

  /** Fold the parts of a list on a phone; returns how to open all or none, and that in which something stands. */
  function fold(owner, sections) {
    const parts = matchMedia(NARROW).matches ? sections.map(folded) : [];
    for (const section of sections) section.dataset.sgReady = "";
    const setAll = (open) => {
      for (const { set } of parts) set(open);
    };
    const reveal = (target) => parts.find(({ section }) => section.contains(target))?.set(true);
    let shut = [];
    const print = () => {
      shut = parts.filter(({ isOpen }) => !isOpen());
      setAll(true);
    };
    const back = () => {
      for (const { set } of shut) set(false);
      shut = [];
    };
    const signal = guide.life(owner);
    // Before those who look at what is shown and is to be printed.
    addEventListener("beforeprint", print, { signal, capture: true });
    addEventListener("afterprint", back, { signal });
    return { setAll, reveal };
  }

  (guide.study ??= {}).parts = { fold };
})((globalThis.studyguide ??= {}));
