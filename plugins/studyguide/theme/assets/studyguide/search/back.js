/* The way back to what was found: a page that is left by a result keeps the query in its address, as the theme takes it,
   and where in the list the reader was. Nothing is added to the history. */
(function (guide) {
  "use strict";

  const KEY = "studyguide.search.place"; // of the last result that was followed, in this tab
  const SETTLED = 200; // milliseconds; the theme closes its search an eighth of a second after the address has changed

  /** An address with a query, or without one. */
  function withQuery(address, query) {
    const url = new URL(address);
    if (query) url.searchParams.set("q", query);
    else url.searchParams.delete("q");
    return url.href;
  }

  const queryOf = (address) => new URL(address).searchParams.get("q") ?? "";

  function write(place) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(place));
    } catch {
      // Back then leads to the query alone.
    }
  }

  /** The place that was left on this page, with this query. */
  function read(query) {
    try {
      const { page, query: asked, at, top } = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
      const isHere = page === location.pathname && asked === query;
      return isHere && Number.isInteger(at) && Number.isFinite(top) ? { at, top } : null;
    } catch {
      return null;
    }
  }

  const isPlain = (event) =>
    event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented);

  /** Keep the way back from a dialog's results; `settle` is told when all of them are listed. */
  function mount(dialog, input, hits) {
    const scroller = hits.closest(".md-search__scrollwrap") ?? hits.parentElement;
    const toggle = document.querySelector("[data-md-toggle=search]");
    const signal = guide.life(dialog);
    let place = read(queryOf(location.href));

    // After the theme's own listener, which closes the search and takes the query out of the address.
    dialog.addEventListener("click", (event) => {
      const link = event.target.closest?.("a");
      const at = [...hits.querySelectorAll("a")].indexOf(link);
      if (at < 0 || !isPlain(event)) return;
      write({ page: location.pathname, query: input.value, at, top: scroller.scrollTop });
      guide.address(withQuery(location.href, input.value));
    });
    toggle?.addEventListener("change", () => {
      if (!toggle.checked && queryOf(location.href)) guide.address(withQuery(location.href, ""));
    });
    input.addEventListener("input", () => (place = null)); // the reader goes on

    function follow() {
      const query = queryOf(location.href);
      if (!query || !toggle) return;
      place = read(query);
      input.value = query;
      if (!toggle.checked) toggle.click();
      if (!place) input.focus();
      input.dispatchEvent(new KeyboardEvent("keyup"));
      settle();
    }
    addEventListener("popstate", () => setTimeout(follow, SETTLED), { signal });
    addEventListener("pageshow", ({ persisted }) => persisted && follow(), { signal });

    function settle() {
      const link = place && input.value === queryOf(location.href) ? hits.querySelectorAll("a")[place.at] : null;
      if (!link) return;
      link.focus({ preventScroll: true });
      scroller.scrollTop = place.top;
      place = null;
    }
    return { settle };
  }

  (guide.search ??= {}).back = { withQuery, mount };
})((globalThis.studyguide ??= {}));
