/* Draws the diagrams of a page with the copy of Mermaid that lies beside this file. Both schemes are drawn, so that
 * switching costs nothing and paper is always light. What cannot be drawn stays as its text. */
(function (root) {
  "use strict";

  const FOREIGN = /<img|url\s*\(|\bimg\s*:|@import/i;
  const LEGIBLE = 0.7; // of its natural size: letters of 11 px; a narrow screen scrolls a diagram rather than shrink it further
  const QUIET = 4000; // milliseconds, after which what is out of sight is drawn too, for paper and for jumps
  let count = 0;

  /** Say whether a diagram loads nothing from elsewhere; notes come from anybody. */
  const harmless = (text) => !FOREIGN.test(text);

  const api = { harmless };
  if (typeof module === "object" && module.exports) {
    module.exports = api;
    return;
  }

  async function draw(text, dark) {
    root.mermaid.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      suppressErrorRendering: true,
      flowchart: { nodeSpacing: 24, rankSpacing: 40, padding: 9 }, // tighter than its default: phones are narrow
      sequence: { actorMargin: 12, width: 116, messageMargin: 30 },
      theme: dark ? "dark" : "default",
      themeVariables: dark ? { edgeLabelBackground: "#333", noteTextColor: "#fff" } : {}, // its own greys are too close
      secure: ["secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering", "theme", "themeCSS"],
    });
    const view = document.createElement("div");
    view.className = dark ? "sg-drawn sg-drawn--dark" : "sg-drawn sg-drawn--light";
    view.innerHTML = (await root.mermaid.render(`sg-diagram-${++count}`, text)).svg;
    const svg = view.querySelector("svg");
    svg.style.minWidth = `${Math.round(svg.viewBox.baseVal.width * LEGIBLE)}px`;
    return view;
  }

  /** Draw one diagram above its text, which stays for whoever wants to read or copy it. */
  async function mountOne(pre) {
    const text = pre.textContent;
    if (!harmless(text)) return;
    const figure = document.createElement("div");
    figure.className = "sg-diagram-figure";
    figure.tabIndex = 0;
    figure.setAttribute("role", "group");
    figure.setAttribute("aria-label", "Diagram");
    try {
      figure.append(await draw(text, false), await draw(text, true));
    } catch (error) {
      console.warn("A diagram cannot be drawn:", error.message); // its author sees the text, and why
      return;
    }
    const source = document.createElement("details");
    source.className = "sg-choose sg-diagram-source";
    source.append(Object.assign(document.createElement("summary"), { textContent: "Diagram as text" }));
    pre.replaceWith(figure, source);
    source.append(pre);
  }

  let queue = Promise.resolve(); // Mermaid's settings are global: one diagram at a time

  /** Wait until a diagram comes near, or the page has long been quiet: Mermaid is large, and holds a phone up for a second. */
  function needed(pre) {
    return new Promise((resolve) => {
      const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && resolve(), { rootMargin: "300px" });
      observer.observe(pre);
      setTimeout(resolve, QUIET);
    });
  }

  api.draw = (pre) => {
    queue = queue.then(() => root.studyguide.load("vendor/mermaid.min")).then(() => mountOne(pre));
    return queue;
  };
  api.mount = (pre) => (document.querySelector(".sg-print-contents") ? api.draw(pre) : needed(pre).then(() => api.draw(pre)));
  api.drawn = () => queue;
  root.studyguide.diagrams = api;
})(globalThis);
