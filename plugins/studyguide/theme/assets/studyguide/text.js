/* Text: what several rooms need of it, in pages and in the search worker. */
(function (guide) {
  "use strict";

  /** FNV-1a, 32 bits, over UTF-16 units: short names for passages and seeds, not for secrets. */
  function fnv(text) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return hash >>> 0;
  }

  const escapeHtml = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

  const oneLine = (text) => text.replace(/\s+/g, " ").trim();

  /** What an element says in a line; a formula, its source. */
  function said(node) {
    const copy = node.cloneNode(true);
    for (const math of copy.querySelectorAll("math")) {
      math.replaceWith(`$${(math.querySelector("annotation") ?? math).textContent}$`);
    }
    return oneLine(copy.textContent);
  }

  guide.text = { fnv, escapeHtml, oneLine, said };
})((globalThis.studyguide ??= {}));
