/* The list of all questions: the one that an address names stands open. */
(function (guide) {
  "use strict";

  /** What the fragment names, or null. */
  function targetIn(list) {
    try {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      return list.contains(target) ? target : null;
    } catch {
      return null; // a fragment that nobody encoded
    }
  }

  function mount(list) {
    const follow = () => {
      const target = targetIn(list);
      if (!target?.matches("details")) return;
      target.open = true;
      target.scrollIntoView();
    };
    addEventListener("hashchange", follow, { signal: guide.life(list) });
    follow();
  }

  (guide.reading ??= {}).questions = { mount };
})((globalThis.studyguide ??= {}));
