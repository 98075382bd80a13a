/* Previews that a reader keeps in sight while he reads on: a pile of cards in a corner of the window, each with a link to
 * the page that it is about. They go with the page. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;

  /** The pile of an article; it is there when the first card is asked for. Screen readers say what is laid on it. */
  function pileOf(article) {
    const found = article.querySelector(":scope > .sg-pins");
    if (found) return found;
    const pile = element("div", {
      class: "sg-pins sg-no-print",
      role: "region",
      "aria-label": word("reading.pins"),
      "aria-live": "polite",
      hidden: true,
    });
    article.append(pile);
    return pile;
  }

  function close(card, link) {
    const pile = card.parentElement;
    const had = card.contains(document.activeElement);
    card.remove();
    pile.hidden = !pile.childElementCount;
    if (had && link.isConnected) link.focus({ preventScroll: true });
  }

  /** Lay what a link says on the pile, or bring it to the top if it is there. */
  function mount(article, link) {
    const pile = pileOf(article);
    const title = link.textContent.trim();
    for (const one of pile.children) if (one.dataset.sgAbout === link.href) one.remove();
    const card = element("div", { class: "sg-pin", "data-sg-about": link.href });
    card.append(
      button("×", () => close(card, link), { "aria-label": word("reading.unpin", { title }) }),
      element("p", {}, element("a", { href: link.href }, title)),
      ...guide.reading.terms.told(link.dataset.sgTitle),
    );
    card.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close(card, link);
    });
    pile.prepend(card);
    pile.hidden = false;
    pile.scrollTop = 0;
  }

  (guide.reading ??= {}).pins = { mount };
})((globalThis.studyguide ??= {}));
