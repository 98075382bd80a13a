/* Runs on every page: small marks, and the loader of the scripts that a page's parts need.
 *
 * A part is an element that one of the selectors below finds. Its script lies beside this one and puts
 * `{ mount(element) }` under its name into `studyguide`; mount is called once for each element, again after every
 * instant navigation. Classic scripts, because modules do not load from a folder (file://). */
(function (root) {
  "use strict";

  const PARTS = {
    terms: "article .sg-term[title], article .sg-link[title]",
    diagrams: "pre.sg-diagram",
    compare: "[data-sg-compare]",
    practice: "[data-sg-practice]",
    progress: "article.md-content__inner",
  };
  const WHOLE = new Set(["terms"]); // mounted once for all its elements on a page

  /** Days from an ISO date to a time in milliseconds. */
  function age(date, now) {
    return Math.floor((now - Date.parse(date)) / 86400000);
  }

  /** Say how long ago a review was. */
  function ago(days) {
    if (days >= 730) return `${Math.floor(days / 365)} years ago`;
    return days >= 365 ? "over a year ago" : `${days} days ago`;
  }

  /** Where an anchor that moved to another page is now, or null. Only addresses of this site count. */
  function moved(hash, find, here) {
    if (hash.length < 2) return null;
    let id = hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      return null; // a fragment that nobody encoded
    }
    const target = find(id);
    if (!target) return null;
    const url = new URL(target, here);
    return url.protocol === here.protocol && url.host === here.host ? url.href : null;
  }

  const api = { age, ago, moved };
  if (typeof module === "object" && module.exports) {
    module.exports = api;
    return;
  }

  const guide = (root.studyguide = root.studyguide || {});
  const folder = new URL(".", document.currentScript.src);
  const loading = new Map();
  const mounted = Object.fromEntries(Object.keys(PARTS).map((name) => [name, new WeakSet()])); // parts share elements

  guide.folder = folder.href;

  /** Load a script from this folder once. */
  guide.load = (name) => {
    if (!loading.has(name)) {
      loading.set(
        name,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = new URL(`${name}.js`, folder).href;
          script.onload = resolve;
          script.onerror = () => reject(new Error(`${script.src} is not there`));
          document.head.append(script);
        }),
      );
    }
    return loading.get(name);
  };

  function mountParts() {
    for (const [name, selector] of Object.entries(PARTS)) {
      const found = [...document.querySelectorAll(selector)];
      const elements = WHOLE.has(name) && found.length ? [found[0].closest("article")] : found;
      const fresh = elements.filter((element) => !mounted[name].has(element));
      if (!fresh.length) continue;
      fresh.forEach((element) => mounted[name].add(element));
      guide.load(name).then(() => fresh.forEach((element) => guide[name].mount(element)));
    }
  }

  function followMoved() {
    const find = (id) => document.getElementById(id)?.closest(".sg-contents li[data-sg-moved]")?.dataset.sgMoved;
    const page = () => document.querySelector(".sg-redirect[data-sg-moved]")?.dataset.sgMoved;
    const target = moved(location.hash, find, location) || moved("#page", page, location);
    if (target) location.replace(target);
  }

  function markStale() {
    for (const time of document.querySelectorAll(".sg-reviewed[data-sg-stale] time:only-child")) {
      const days = age(time.dateTime, Date.now());
      if (!(days > Number(time.parentElement.dataset.sgStale))) continue;
      const mark = document.createElement("strong");
      mark.className = "sg-stale";
      mark.textContent = ago(days);
      time.after(" ", mark);
    }
  }

  /** Name what the theme leaves without a name. */
  function nameControls() {
    const search = document.querySelector(".md-search[role=dialog]:not([aria-label])");
    search?.setAttribute("aria-label", search.querySelector("input[aria-label]")?.getAttribute("aria-label") || "Search");
  }

  /** Put a real button into the labels that the theme uses as buttons on narrow screens, for the keyboard. */
  function addButtons() {
    const names = { __drawer: "Navigation", __search: "Search" };
    const labels = ".md-header label.md-header__button:is([for=__drawer], [for=__search]), .md-nav--primary label.md-nav__title[for^=__nav_]";
    for (const label of document.querySelectorAll(labels)) {
      if (label.querySelector("button")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sg-press";
      button.setAttribute("aria-label", names[label.htmlFor] ?? `Back from ${label.textContent.trim()}`);
      button.append(label.querySelector(".md-nav__icon, svg"));
      // A label does not act for a button inside it.
      button.addEventListener("click", () => document.getElementById(label.htmlFor).click());
      label.prepend(button);
    }
  }

  function closeDrawer(event) {
    const drawer = document.getElementById("__drawer");
    if (event.key !== "Escape" || !drawer?.checked) return;
    drawer.click();
    document.querySelector(".md-header label[for=__drawer] button")?.focus();
  }

  /** Paper is light. The palette comes from an attribute, so it is that which is changed, and put back. */
  function printLight() {
    const scheme = document.body.dataset.mdColorScheme;
    if (scheme !== "slate") return;
    document.body.dataset.mdColorScheme = "default";
    root.addEventListener("afterprint", () => (document.body.dataset.mdColorScheme = scheme), { once: true });
  }

  function start() {
    followMoved();
    nameControls();
    addButtons();
    markStale();
    mountParts();
  }

  root.addEventListener("hashchange", followMoved);
  root.addEventListener("beforeprint", printLight);
  document.addEventListener("keydown", closeDrawer);
  if (root.document$) root.document$.subscribe(start);
  else start();
})(globalThis);
