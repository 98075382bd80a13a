/* What runs, a quiz, cards or an exam, has a place of its own in the history, above the tab that it was started from: Back
 * leads to that tab and forward into it again, and a reload goes on with it. Tabs take each other's place, so that Back
 * from a tab leads to where the reader came from. */
(function (guide) {
  "use strict";

  const NAMES = ["mode", "scope", "begin", "quiz", "run"];

  /** Keep the mode and its scope in the address, so that it can be linked: ?mode=quiz&scope=tag:D1. `run` is what runs:
   * the key of a quiz, or "" for what there is one of; null for the tab by itself. */
  function addressOf(mode, scope, run = null) {
    const url = new URL(location.href);
    for (const name of NAMES) url.searchParams.delete(name);
    if (mode !== "today") url.searchParams.set("mode", mode);
    if (scope && scope !== "all") url.searchParams.set("scope", scope);
    if (run !== null) url.searchParams.set("run", run);
    url.hash = "";
    return url;
  }

  /** Which mode an address asks for, and whether to begin at once: ?mode=quiz&scope=section:s3&begin, or &begin=all with
   * every question of the scope; or what to go on with, ?mode=quiz&quiz=… by a link, &run=… where it runs. */
  function wanted({ searchParams: asked }, modes) {
    const mode = asked.get("mode");
    if (!modes.includes(mode)) return { mode: "today", scope: "", begin: false };
    const key = ["run", "quiz", "begin"].map((name) => asked.get(name)).find(Boolean);
    const begin = key || ["begin", "run"].some((name) => asked.has(name));
    return { mode, scope: asked.get("scope") || "", begin };
  }

  const isSame = (one, other) => NAMES.every((name) => one.searchParams.get(name) === other.searchParams.get(name));

  /** Keep the places of the tabs and of what runs above them; `came` draws one that the reader went back or forward to. */
  function places(owner, came) {
    const { pathname } = location;
    const here = () => new URL(location.href);
    const runs = (url) => url.searchParams.has("run");
    let shown = here();
    let isAbove = false; // this place lies above a tab of ours, which Back leads to, and not to another page
    let left = null; // whom to tell that we went back ourselves

    function remember(mode, scope) {
      shown = addressOf(mode, scope);
      guide.address(shown);
    }

    /** Take a place for what runs; what runs already has one. */
    function run(mode, scope, key = "") {
      const address = addressOf(mode, scope, key);
      const before = here();
      if (isSame(address, before)) return;
      shown = address;
      if (runs(before)) return guide.address(address);
      try {
        history.pushState(null, "", address);
        isAbove = true;
      } catch {
        // Some browsers do not let a page in a folder change its address: Back then leaves the page.
      }
    }

    /** Go back to the place of the tab, which then may become another tab's. */
    function leave() {
      if (!isAbove) return Promise.resolve();
      isAbove = false;
      return new Promise((resolve) => {
        left = resolve;
        history.back();
      });
    }

    function step() {
      const tell = left;
      left = null;
      if (tell) return tell();
      // The theme swaps pages by the same event, and the search has places of its own.
      if (location.pathname !== pathname || isSame(here(), shown)) return;
      shown = here();
      isAbove = runs(shown);
      came(shown, isAbove);
    }

    addEventListener("popstate", step, { signal: guide.life(owner) });
    return { remember, run, leave };
  }

  (guide.practice ??= {}).back = { addressOf, wanted, places };
})((globalThis.studyguide ??= {}));
