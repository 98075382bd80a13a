/* Labels of a diagram that are but names of pages lead there: so do the ends of a tree of decisions. */
(function (guide) {
  "use strict";

  const JOINS = /^[^\p{L}\d]*\p{L}{0,4}[^\p{L}\d]*$/u; // between two names: a comma, a short word
  const LABELS = ".node .nodeLabel :not(:has(*)), .sg-node > text tspan";

  const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

  /** What the page that a diagram is on links to, by the words of its links. */
  function linksAbout(one) {
    const links = one.closest("article")?.querySelectorAll(".sg-link[href], .sg-after a[href]") ?? [];
    return new Map([...links].map((link) => [link.textContent.trim(), link.href]));
  }

  /** Make a link of what a place in a drawing says; its own language has links of its own. */
  function link(place, href, ...said) {
    const made = document.createElementNS(place.namespaceURI, "a");
    made.setAttribute("href", href);
    made.append(...said);
    return made;
  }

  /** Make links in a drawing, by the words that lead somewhere. */
  function lead(view, links) {
    const names = [...links.keys()].filter(Boolean).sort((a, b) => b.length - a.length);
    if (!names.length) return view;
    const some = new RegExp(`(?<![\\w-])(${names.map(RegExp.escape ?? escaped).join("|")})(?![\\w-])`, "g");
    for (const label of view.querySelectorAll(LABELS)) {
      const parts = label.textContent.split(some);
      const between = parts.filter((_, n) => n % 2 === 0);
      // Nothing stands around the names, and between two of them perhaps "or".
      const [first, last] = [between.shift(), between.pop()];
      if (last === undefined || /[\p{L}\d]/u.test(first + last) || !between.every((one) => JOINS.test(one))) continue;
      label.replaceChildren(...parts.map((part) => (links.has(part) ? link(label, links.get(part), part) : part)));
    }
    return view;
  }

  /** Lead from the boxes of a chart: from all of a box that is but one name. */
  function leadFromBoxes(view, links) {
    for (const box of view.querySelectorAll(".sg-node")) {
      const href = links.get(box.textContent.trim());
      if (href) box.replaceChildren(link(box, href, ...box.childNodes));
    }
    return view;
  }

  function mount(chart) {
    const links = linksAbout(chart);
    lead(leadFromBoxes(chart, links), links);
  }

  (guide.reading ??= {}).leads = { linksAbout, lead, mount };
})((globalThis.studyguide ??= {}));
