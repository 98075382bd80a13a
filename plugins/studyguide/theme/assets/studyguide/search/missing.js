/* At an address that is not there: offers to search for its words. */
(function (guide) {
  "use strict";

  const { element } = guide;

  /** Words of the last part of a path: what a reader looked for at an address that is not there. */
  function wordsOf(path) {
    const last = path
      .replace(/(?:\/index)?(?:\.html)?\/*$/, "")
      .split("/")
      .pop();
    try {
      return decodeURIComponent(last)
        .split(/[\s_-]+/)
        .filter(Boolean)
        .join(" ");
    } catch {
      return "";
    }
  }

  function mount(missing, here) {
    const words = wordsOf(here.pathname);
    if (!words || words === "404") return;
    const asking = new URL(here);
    asking.searchParams.set("q", words); // the theme opens its search for that
    missing.append(element("a", { href: asking.href }, guide.language.word("search.for", { words })));
    missing.hidden = false;
  }

  (guide.search ??= {}).missing = { wordsOf, mount };
})((globalThis.studyguide ??= {}));
