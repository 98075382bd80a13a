/* Follows addresses that moved to another page, and marks a review that is old. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const { word, ago: since } = guide.language;
  const DAY = 86400000; // milliseconds

  /** Days from an ISO date to a time in milliseconds. */
  const age = (date, now) => Math.floor((now - Date.parse(date)) / DAY);

  /** Say how long ago a review was. */
  function ago(days) {
    if (days >= 730) return since(Math.floor(days / 365), "year");
    return days >= 365 ? word("reading.over_a_year") : since(days, "day");
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

  function follow() {
    const find = (id) => document.getElementById(id)?.closest(".sg-contents li[data-sg-moved]")?.dataset.sgMoved;
    const page = () => document.querySelector(".sg-redirect[data-sg-moved]")?.dataset.sgMoved;
    const target = moved(location.hash, find, location) || moved("#page", page, location);
    if (target) location.replace(target);
  }

  function markStale(review) {
    const time = review.querySelector("time:only-child");
    const days = time ? age(time.dateTime, Date.now()) : 0;
    if (days > Number(review.dataset.sgStale)) time.after(" ", element("strong", { class: "sg-stale" }, ago(days)));
  }

  function mount(part) {
    if (part.matches("[data-sg-stale]")) return markStale(part);
    follow();
    addEventListener("hashchange", follow, { signal: guide.life(part) });
  }

  (guide.reading ??= {}).page = { age, ago, moved, mount };
})((globalThis.studyguide ??= {}));
