/* Draws the diagrams of a page with the copy of Mermaid that lies with us, in a frame that may load nothing else: Mermaid
 * puts what notes say into a document before it is looked through. Both schemes are drawn, so that switching costs nothing
 * and paper is always light. What cannot be drawn stays as its text. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const LEGIBLE = 0.7; // of its natural size: letters of 11 px; a narrow screen scrolls a diagram rather than shrink it further
  const QUIET = 4000; // milliseconds, after which what is out of sight is drawn too, for paper and for jumps
  const NEAR = "300px"; // a third of a screen: time to draw before a reader who scrolls is there
  const SETTINGS = {
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    flowchart: { nodeSpacing: 24, rankSpacing: 40, padding: 9 }, // tighter than its default: phones are narrow
    sequence: { actorMargin: 12, width: 116, messageMargin: 30 },
    secure: [
      "secure",
      "securityLevel",
      "startOnLoad",
      "maxTextSize",
      "maxEdges",
      "suppressErrorRendering",
      "theme",
      "themeCSS",
    ],
  };
  const LIGHT = { theme: "default", themeVariables: {} };
  const DARK = { theme: "dark", themeVariables: { edgeLabelBackground: "#333", noteTextColor: "#fff" } }; // its own greys are too close

  let count = 0;
  let queue = Promise.resolve(); // Mermaid's settings are global: one diagram at a time
  let room = null; // the frame, and Mermaid in it when it is there

  /** Make the frame. It has the size of a page, out of sight, for texts are measured in it. */
  function frame() {
    const made = element("iframe", { sandbox: "allow-same-origin allow-scripts", title: "" });
    made.ariaHidden = "true";
    made.tabIndex = -1;
    made.style.cssText = "position:fixed;left:-200vw;top:0;width:1000px;height:1000px;border:0;visibility:hidden";
    document.body.append(made);
    return made;
  }

  /** Load Mermaid into a frame whose policy lets it load nothing. One that failed is tried again. */
  async function mermaid() {
    if (room?.made.isConnected) return room.inside;
    const made = frame();
    const inside = made.contentDocument;
    const given = guide.script("vendor/mermaid.min");
    const place = given.src.startsWith("file:") ? "file:" : given.src.replace(/;/g, "%3B").replace(/,/g, "%2C");
    const content = `default-src 'none'; style-src 'unsafe-inline'; script-src ${place}`;
    inside.head.append(element("meta", { "http-equiv": "Content-Security-Policy", content }));
    inside.head.append(element("style", {}, "*{box-sizing:border-box}body{margin:0}")); // as the theme has it
    await new Promise((resolve, reject) => {
      const tag = element("script", given);
      tag.onload = resolve;
      tag.onerror = () => reject(new Error(`${given.src} could not be loaded`));
      inside.head.append(tag);
    }).catch((error) => {
      made.remove();
      throw error;
    });
    room = { made, inside: made.contentWindow.mermaid };
    return room.inside;
  }

  async function drawn(text, look, name) {
    const engine = await mermaid();
    const id = `sg-diagram-${++count}`;
    engine.initialize({ ...SETTINGS, ...look });
    const svg = guide.reading.drawing.cleaned((await engine.render(id, text)).svg, id);
    svg.style.minWidth = `${Math.round(svg.viewBox.baseVal.width * LEGIBLE)}px`;
    return element("div", { class: `sg-drawn sg-drawn--${name}` }, svg);
  }

  /** Draw one diagram above its text, which stays for whoever wants to read or copy it. */
  async function drawOne(pre) {
    const text = pre.textContent;
    if (!pre.isConnected) return;
    const views = [await drawn(text, LIGHT, "light"), await drawn(text, DARK, "dark")];
    const figure = element(
      "div",
      {
        class: "sg-diagram-figure",
        tabindex: "0",
        role: "group",
        "aria-label": guide.language.word("reading.diagram"),
      },
      ...views,
    );
    const source = element(
      "details",
      { class: "sg-choose sg-diagram-source" },
      element("summary", {}, guide.language.word("reading.diagram_text")),
    );
    pre.replaceWith(figure, source);
    source.append(pre);
  }

  /** Draw a diagram after those that were asked for before. One that fails stays its text, and stops no other. */
  function draw(pre) {
    queue = queue.then(() => drawOne(pre)).catch((error) => console.warn("A diagram cannot be drawn:", error.message));
    return queue;
  }

  /** Wait until a diagram comes near, or the page has long been quiet: Mermaid is large, and holds a phone up for a second. */
  function whenNeeded(pre, act) {
    const watching = new AbortController();
    const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && finish(), {
      rootMargin: NEAR,
    });
    const timer = setTimeout(finish, QUIET);
    const stop = () => {
      observer.disconnect();
      clearTimeout(timer);
      watching.abort();
    };
    function finish() {
      stop();
      act();
    }
    observer.observe(pre);
    guide.life(pre).addEventListener("abort", stop, { signal: watching.signal }); // the reader left the page
  }

  /** On paper every diagram counts: the page to print draws all of them at once. */
  const mount = (pre) => (document.querySelector(".sg-print-contents") ? draw(pre) : whenNeeded(pre, () => draw(pre)));

  (guide.reading ??= {}).diagrams = { draw, all: () => queue, mount };
})((globalThis.studyguide ??= {}));
