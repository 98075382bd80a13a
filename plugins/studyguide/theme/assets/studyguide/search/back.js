/* The way back to what was found: a page that is left by a result keeps the query in its address, as the theme takes it,
   and where in the list the reader was. Where the search covers the page, as on a phone, it has a place of its own in the
   history while it is open: Back closes it, and stays on the page. Elsewhere nothing is added to the history. */
(function (guide) {
  "use strict";

  const KEY = "studyguide.search.place"; // of the last result that was followed, in this tab
  const FOUND = "studyguide.search.found"; // what was found there
  const SETTLED = 200; // milliseconds; the theme closes its search an eighth of a second after the address has changed

  const COVERS = "(max-width: 59.984375em)"; // the search covers the page: as in the theme and in search.css

  /** An address with a query, which may be empty, or without one: null. */
  function withQuery(address, query) {
    const url = new URL(address);
    if (query === null) url.searchParams.delete("q");
    else url.searchParams.set("q", query);
    return url.href;
  }

  const queryOf = (address) => new URL(address).searchParams.get("q");

  /** Keep a place, and what was found there, which is shown at once when the reader comes back. */
  function write(place, found) {
    try {
      sessionStorage.removeItem(FOUND);
      sessionStorage.setItem(KEY, JSON.stringify(place));
      sessionStorage.setItem(FOUND, JSON.stringify(found));
    } catch {
      // Back then leads to the query alone, or waits until the search is loaded.
    }
  }

  /** What was found, when this page was left with a query that it has again. */
  function remembered() {
    const query = queryOf(location.href);
    try {
      const found = query && read(query) ? JSON.parse(sessionStorage.getItem(FOUND)) : null;
      return found?.query === query && Array.isArray(found.rows) ? found : null;
    } catch {
      return null;
    }
  }

  /** The place that was left on this page, with this query. */
  function read(query) {
    try {
      const { page, query: asked, at, top, own } = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
      const isHere = page === location.pathname && asked === query;
      return isHere && Number.isInteger(at) && Number.isFinite(top) ? { at, top, own: own === true } : null;
    } catch {
      return null;
    }
  }

  const isPlain = (event) =>
    event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented);

  /** The place of the open search in the history: the reader's Back leaves it, or we do, when it is closed otherwise. */
  function layer(toggle) {
    let isHere = false;
    let isGoing = false; // we have left it, which the browser does later
    function enter() {
      // Who followed a link to a query wants to go back to that link.
      if (isHere || isGoing || !toggle.checked || !matchMedia(COVERS).matches || queryOf(location.href) !== null)
        return;
      try {
        history.pushState(history.state, "", location.href);
        isHere = true;
      } catch {
        // Back then leaves the page.
      }
    }
    function leave() {
      if (!isHere) return;
      isHere = false;
      isGoing = true;
      history.back();
    }
    /** Take a step in the history that the browser has made; whether it was the reader's. */
    function step() {
      const [wasHere, wasGoing] = [isHere, isGoing];
      isHere = isGoing = false;
      if (wasGoing)
        enter(); // opened again meanwhile
      else if (wasHere && toggle.checked && queryOf(location.href) === null) toggle.click();
      return !wasGoing;
    }
    /** Say whether the current place is the search's: a page that is left, and come back to, is another or the same. */
    const be = (own) => {
      const was = isHere;
      isHere = own;
      return was;
    };
    return { enter, leave, step, be };
  }

  /** Whether the theme takes a link for the place where the reader is, and goes nowhere. */
  const isSame = ({ pathname, hash }) => pathname === location.pathname && hash === location.hash;

  /** Tell of links that lead away from a dialog; the function says whether one is being followed right now. */
  function departures(dialog, isInstant, left) {
    let isLeaving = false;
    const leads = (event) => {
      const link = event.target.closest?.("a[href]");
      return link && isPlain(event) && !(isInstant && isSame(link)) ? link : null;
    };
    // Before the theme's own listener, which closes the search and takes the query out of the address;
    const begin = (event) => {
      isLeaving = leads(event) !== null;
      setTimeout(() => (isLeaving = false));
    };
    dialog.addEventListener("click", begin, { capture: true });
    // and after it.
    dialog.addEventListener("click", (event) => leads(event) && left(leads(event)));
    return () => isLeaving;
  }

  /** Make what keeps the way back to a link that is followed: the query in the address, and the place in the list. */
  const leaving =
    ({ over, input, hits, scroller, found }) =>
    (link) => {
      const own = over.be(false);
      if (!own && !input.value) return;
      const at = [...hits.querySelectorAll("a")].indexOf(link);
      write({ page: location.pathname, query: input.value, at, top: scroller.scrollTop, own }, found());
      guide.address(withQuery(location.href, input.value));
    };

  function closed(over, isLeaving) {
    if (queryOf(location.href) !== null) guide.address(withQuery(location.href, null));
    if (!isLeaving()) over.leave();
  }

  /** Keep the way back from a dialog's results; `settle` is told when all of them are listed, and `found` tells them. */
  function mount(dialog, input, hits, { isInstant, found }) {
    const scroller = hits.closest(".md-search__scrollwrap") ?? hits.parentElement;
    const toggle = document.querySelector("[data-md-toggle=search]");
    if (!toggle) return { settle() {} };
    const signal = guide.life(dialog);
    const over = layer(toggle);
    let place = read(queryOf(location.href));

    const isLeaving = departures(dialog, isInstant, leaving({ over, input, hits, scroller, found }));
    toggle.addEventListener("change", () => (toggle.checked ? over.enter() : closed(over, isLeaving)));
    input.addEventListener("input", () => (place = null)); // the reader goes on

    function follow() {
      const query = queryOf(location.href);
      if (query === null) return;
      place = read(query);
      over.be(Boolean(place?.own));
      input.value = query;
      if (!toggle.checked) toggle.click();
      if (!place || place.at < 0) input.focus();
      input.dispatchEvent(new KeyboardEvent("keyup"));
      settle();
    }
    addEventListener("popstate", () => over.step() && setTimeout(follow, SETTLED), { signal });
    addEventListener("pageshow", ({ persisted }) => persisted && follow(), { signal });
    over.be(Boolean(place?.own));
    over.enter(); // the search that this part was loaded for is open

    function settle() {
      const isAsked = place && input.value === queryOf(location.href);
      const link = isAsked ? hits.querySelectorAll("a")[place.at] : null;
      if (!link) return;
      link.focus({ preventScroll: true });
      scroller.scrollTop = place.top;
      place = null;
    }
    return { settle };
  }

  (guide.search ??= {}).back = { withQuery, remembered, mount };
})((globalThis.studyguide ??= {}));
