/* Passages: what they are called, and which are new since a mark. */
(function (guide) {
  "use strict";

  const { fnv, oneLine } = guide.text;

  /** Name the passages of a page by their words. */
  const namesOf = (texts) => texts.map(oneLine).map((text) => (text ? fnv(text).toString(36) : ""));

  /** Return the numbers of the passages that were not there when the mark was made. */
  function fresh(names, before) {
    const old = new Set((before || "").split(" "));
    return names.flatMap((name, n) => (name && !old.has(name) ? [n] : []));
  }

  (guide.reading ??= {}).passages = { namesOf, fresh };
})((globalThis.studyguide ??= {}));
