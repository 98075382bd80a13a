/* Tells the style sheets what a theme other than Material looks like: its colours, and whether it is dark. */
(function (guide) {
  "use strict";

  const CLEAR = /^(?:transparent|rgba\(.*,\s*0\))$/;
  const LIGHT = 140; // of 255: text that is lighter than that stands on a dark ground

  /** The colour behind an element. */
  function ground(element) {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!CLEAR.test(backgroundColor)) return backgroundColor;
    }
    return "Canvas";
  }

  /** Whether a colour, as browsers write it, is light. Weights of ITU-R BT.709. */
  function isLight(colour) {
    const [red, green, blue] = (colour.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > LIGHT;
  }

  function tell(element) {
    const link = element.appendChild(guide.element("a", { href: "#" }));
    const { color } = getComputedStyle(element);
    element.style.setProperty("--md-default-fg-color", color);
    element.style.setProperty("--md-default-bg-color", ground(element.parentElement));
    element.style.setProperty("--md-typeset-a-color", getComputedStyle(link).color);
    element.dataset.mdColorScheme = isLight(color) ? "slate" : "default";
    link.remove();
  }

  /** Again when the theme changes its scheme, which themes write into an attribute of the page. */
  function mount(element) {
    tell(element);
    const changes = new MutationObserver(() => tell(element));
    for (const one of [document.documentElement, document.body]) changes.observe(one, { attributes: true });
    guide.life(element).addEventListener("abort", () => changes.disconnect());
  }

  guide.elsewhere = { ground: { mount, isLight } };
})((globalThis.studyguide ??= {}));
