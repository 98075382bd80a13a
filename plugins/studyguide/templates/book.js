/* Prepares the book for paper, and writes the numbers of pages behind links once they are known: see outputs/book/pdf.py. */
(function (guide) {
  "use strict";

  const SCREEN =
    ".footnote-backref, .sg-diagram-source, .sg-chart-text, .sg-drawn--dark, .sg-switch, .tabbed-set > input, .tabbed-labels";
  const PAGE = 979; // pixels of text on a page of A4
  const places = () => document.querySelectorAll('a[href^="#"]:not(.sg-term, .footnote-ref, .footnote-backref)');

  /** Open what readers of a screen open themselves, draw the diagrams, and guess the numbers of pages. */
  async function prepare() {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const set of document.querySelectorAll(".tabbed-set")) nameTabs(set);
    for (const image of document.images) image.loading = "eager";
    for (const link of document.querySelectorAll('a[href^="http"]'))
      if (!shows(link)) link.dataset.host = link.hostname;
    for (const pre of document.querySelectorAll(".sg-diagram")) guide.reading.diagrams.draw(pre);
    await guide.reading?.diagrams.all();
    for (const element of document.querySelectorAll(SCREEN)) element.remove(); // hidden ones would cost memory still
    await Promise.all(Array.from(document.images, (image) => image.decode().catch(() => {}))); // a broken one stays its words
    for (const table of document.querySelectorAll("table"))
      table.classList.toggle("sg-narrow", table.scrollWidth > table.parentElement.clientWidth + 1);
    for (const link of document.querySelectorAll("a[href]")) if (leadsToFile(link)) link.removeAttribute("href");
    guess();
  }

  /** Guess the numbers by where targets stand on a page without an end: those with as many digits take as much room. */
  function guess() {
    const found = Array.from(places(), (link) => [link, document.getElementById(target(link))]);
    const tops = found.map(([link, element]) => [link, element?.getBoundingClientRect().top]);
    for (const [link, top] of tops) if (top !== undefined) link.dataset.page = 1 + Math.floor(top / PAGE);
  }

  /** Name the element that a link leads to; a name from raw HTML may hold a lone percent sign. */
  function target({ hash }) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return hash.slice(1);
    }
  }

  /** A tab's title is a label that paper leaves out. */
  function nameTabs(set) {
    const labels = set.querySelectorAll(":scope > .tabbed-labels > label");
    set.querySelectorAll(":scope > .tabbed-content > .tabbed-block").forEach((block, index) => {
      block.prepend(
        Object.assign(document.createElement("p"), { className: "sg-tab", textContent: labels[index].textContent }),
      );
    });
  }

  /** Say whether a link leads to a file that lies beside the pages of the site: not beside a book. */
  const leadsToFile = (link) => link.origin === location.origin && !link.getAttribute("href").startsWith("#");

  /** Say whether a link's text names already where it leads. */
  const shows = (link) => link.textContent.includes(link.hostname);

  /** Write on which page each link's target stands; in the index every page once. */
  function number(pages) {
    for (const link of places()) {
      const page = pages[target(link)];
      if (page) link.dataset.page = page;
      else delete link.dataset.page;
    }
    for (const entry of document.querySelectorAll(".sg-pages")) {
      const seen = new Set([undefined]);
      for (const link of entry.children) {
        link.hidden = seen.has(link.dataset.page);
        seen.add(link.dataset.page);
      }
    }
  }

  guide.book = { prepare, number };
})((globalThis.studyguide ??= {}));
