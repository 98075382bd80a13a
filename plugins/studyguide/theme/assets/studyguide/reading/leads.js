/* Labels of a diagram that are but names of pages lead there: so do the ends of a tree of decisions. */
(function (guide) {
  "use strict";

  const JOINS = /^[^\p{L}\d]*\p{L}{0,4}[^\p{L}\d]*$/u; // between two names: a comma, a short word
  const AROUND = /^[^\p{L}\d]+|[^\p{L}\d]+$/gu;
  const LABELS = ".node .nodeLabel :not(:has(*)), .sg-node > text tspan";

  const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

  /** What the section that a diagram is in links to, by the words of its links. */
  function linksAbout(one) {
    const links =
      one.closest(".sg-print-section, article")?.querySelectorAll(".sg-link[href], .sg-after a[href]") ?? [];
    return new Map([...links].map((link) => [link.textContent.trim(), link.href]));
  }

  /** Go where a link of a drawing leads as one of the page would: the theme stumbles over the other kind. */
  function follow(event) {
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const way = Object.assign(document.createElement("a"), { href: this.getAttribute("href"), hidden: true });
    this.closest("article").append(way);
    way.click();
    way.remove();
  }

  /** Make a link of what a place in a drawing says; its own language has links of its own. */
  function link(place, href, ...said) {
    const made = document.createElementNS(place.namespaceURI, "a");
    made.setAttribute("href", href);
    if (made instanceof SVGElement) made.addEventListener("click", follow);
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

  /** Lead from the boxes of a chart: from all of a box that is but one name, whatever signs are around it. */
  function leadFromBoxes(view, links) {
    for (const box of view.querySelectorAll(".sg-node")) {
      const text = box.textContent.trim();
      const href = links.get(text) ?? links.get(text.replace(AROUND, ""));
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
