/* Mends what Material leaves without a name, out of a keyboard's reach or dark on paper. */
(function (guide) {
  "use strict";

  const { button } = guide;
  const { word } = guide.language;
  const NAMES = { __drawer: word("material.navigation"), __search: word("material.search") };
  const LABELS =
    ".md-header label.md-header__button:is([for=__drawer], [for=__search]), .md-nav--primary label.md-nav__title[for^=__nav_]";

  /** Name what the theme leaves without a name. */
  function nameControls() {
    const search = document.querySelector(".md-search[role=dialog]:not([aria-label])");
    search?.setAttribute(
      "aria-label",
      search.querySelector("input[aria-label]")?.getAttribute("aria-label") || word("material.search"),
    );
  }

  /** Put a real button into the labels that the theme uses as buttons on narrow screens, for the keyboard. */
  function addButtons() {
    for (const label of document.querySelectorAll(LABELS)) {
      if (label.querySelector("button")) continue;
      const name = NAMES[label.htmlFor] ?? word("material.back", { place: label.textContent.trim() });
      // A label does not act for a button inside it.
      const press = () => document.getElementById(label.htmlFor).click();
      label.prepend(
        button(label.querySelector(".md-nav__icon, svg"), press, { class: "sg-press", "aria-label": name }),
      );
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
    const { dataset } = document.body;
    if (dataset.mdColorScheme !== "slate") return;
    const back = () => {
      dataset.mdColorScheme = "slate";
    };
    dataset.mdColorScheme = "default";
    addEventListener("afterprint", back, { once: true });
  }

  function mount(container) {
    nameControls();
    addButtons();
    const signal = guide.life(container);
    addEventListener("beforeprint", printLight, { signal });
    document.addEventListener("keydown", closeDrawer, { signal });
  }

  (guide.material ??= {}).repairs = { mount };
})((globalThis.studyguide ??= {}));
