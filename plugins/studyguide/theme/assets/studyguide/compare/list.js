/* The field above the list of comparisons: it leaves what is called so, and opens what holds it. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const { word } = guide.language;

  const folded = (text) => text.replace(/\s+/g, " ").trim().toLowerCase();

  /** Whether all words of a wish stand in what a comparison is called, in any order. */
  const holds = (called, wish) => wish.split(" ").every((part) => called.includes(part));

  function mount(list) {
    const entries = [...list.querySelectorAll("[data-sg-names]")].map((item) => ({
      item,
      called: folded(`${item.querySelector("a").textContent} ${item.dataset.sgNames}`),
    }));
    const groups = [...list.querySelectorAll("details")].map((group) => ({ group, open: group.open }));
    const status = element("p", { class: "sg-status", role: "status" });

    function filter() {
      const wish = folded(input.value);
      for (const { item, called } of entries) item.hidden = !holds(called, wish);
      for (const { group, open } of groups) {
        group.hidden = !group.querySelector("[data-sg-names]:not([hidden])");
        group.open = wish ? true : open;
      }
      list.classList.toggle("sg-filtered", Boolean(wish));
      const found = entries.filter(({ item }) => !item.hidden).length;
      status.textContent = wish ? word("compare.found", { number: found }) : "";
    }

    const name = word("compare.find");
    const input = element("input", { type: "search", placeholder: name, "aria-label": name, oninput: filter });
    list.querySelector("[data-sg-filter]").replaceChildren(input, status);
  }

  (guide.compare ??= {}).list = { holds, folded, mount };
})((globalThis.studyguide ??= {}));
