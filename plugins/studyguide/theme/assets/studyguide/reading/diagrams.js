/* Draws the diagrams of a page with the copy of Mermaid that lies with us, in a frame that may load nothing else: Mermaid
 * puts what notes say into a document before it is looked through. The other scheme is drawn later, so that switching costs
 * nothing and paper is always light. What cannot be drawn stays as its text. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const LEGIBLE = 0.7; // of its natural size: letters of 11 px; a narrow screen scrolls a diagram rather than shrink it further
  const QUIET = 15000; // milliseconds, after which what nobody sees yet is drawn too, for paper and for jumps
  const IDLE = 2000; // milliseconds after which a page that is loaded counts as idle, whatever else it does
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
  /** Boxes, frames, actors and notes as those of flowcharts that are drawn at build: in the colours of text and code. */
  const inked = (ink, ground, box) => ({
    ...named("mainBkg actorBkg labelBoxBkgColor activationBkgColor noteBkgColor", box),
    ...named("nodeBorder clusterBorder actorBorder labelBoxBorderColor activationBorderColor noteBorderColor", ink),
    ...named("lineColor textColor titleColor nodeTextColor actorTextColor actorLineColor signalColor", ink),
    ...named("signalTextColor labelTextColor loopTextColor noteTextColor", ink),
    ...named("clusterBkg edgeLabelBackground", ground),
  });
  const named = (names, colour) => Object.fromEntries(names.split(" ").map((name) => [name, colour]));
  const LIGHT = { theme: "default", themeVariables: inked("#222222", "#ffffff", "#f5f5f5") };
  const DARK = { theme: "dark", themeVariables: inked("#d3d6dd", "#1e2129", "#272a35") };

  let count = 0;
  let queue = Promise.resolve(); // Mermaid's settings are global: one diagram at a time
  const waiting = new Set(); // what draws those that are out of sight
  let listening = false;
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

  /** Where Mermaid comes from, as an element and as a policy have it. The frame is nobody's page: a service worker does not
   * answer for it, so where one is in charge, this page asks for the file. */
  async function source() {
    const given = guide.script("vendor/mermaid.min");
    if (given.src.startsWith("file:")) return { given, place: "file:" };
    if (!navigator.serviceWorker?.controller) {
      return { given, place: given.src.replace(/;/g, "%3B").replace(/,/g, "%2C") };
    }
    const response = await fetch(given.src);
    if (!response.ok) throw new Error(`${given.src} could not be loaded`);
    return { given: { ...given, src: URL.createObjectURL(await response.blob()) }, place: "blob:" };
  }

  /** Load Mermaid into a frame whose policy lets it load nothing. One that failed is tried again. */
  async function mermaid() {
    if (room?.made.isConnected) return room.inside;
    const { given, place } = await source();
    const made = frame();
    const inside = made.contentDocument;
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

  /** Where what follows an element begins in the window, in pixels. */
  const topBelow = (one) =>
    (one.nextElementSibling ?? one.parentElement.nextElementSibling)?.getBoundingClientRect().top;

  /** Draw one diagram, in the scheme that is on, above its text, which stays for whoever wants to read or copy it.
   * Returns what draws the other scheme. */
  async function drawOne(pre) {
    const text = pre.textContent;
    if (!pre.isConnected) return null;
    const views = [() => drawn(text, LIGHT, "light"), () => drawn(text, DARK, "dark")];
    if (isDark()) views.reverse();
    const { lead, linksAbout } = guide.reading.leads;
    const links = linksAbout(pre);
    const figure = element(
      "div",
      {
        class: "sg-diagram-figure",
        tabindex: "0",
        role: "group",
        "aria-label": guide.language.word("reading.diagram"),
      },
      lead(await views[0](), links),
    );
    const source = element(
      "details",
      { class: "sg-choose sg-diagram-source" },
      element("summary", {}, guide.language.word("reading.diagram_text")),
    );
    const place = topBelow(pre);
    const isFocused = pre.contains(document.activeElement);
    pre.replaceWith(figure, source);
    source.append(pre);
    if (isFocused) figure.focus({ preventScroll: true }); // who goes by keys is at it
    const moved = place - topBelow(source);
    // What is in sight below stays where it is: a reader may be at it.
    if (moved > 0 && place < innerHeight) figure.style.setProperty("--sg-spare", `${moved}px`);
    return async () => figure.append(lead(await views[1](), links));
  }

  /** Draw a diagram after those that were asked for before. One that fails stays its text, and stops no other. */
  const draw = (pre) => next(() => drawOne(pre));

  function next(act) {
    queue = queue.then(act).catch((error) => console.warn("A diagram cannot be drawn:", error.message));
    return queue;
  }

  /** Call when the page is loaded and has nothing else to do. Returns what calls that off. */
  function whenIdle(act) {
    let timer = 0;
    const idle = globalThis.requestIdleCallback ?? setTimeout; // Safari has none
    const wait = () => (timer = idle(act, globalThis.requestIdleCallback ? { timeout: IDLE } : IDLE));
    if (document.readyState === "complete") wait();
    else addEventListener("load", wait, { once: true });
    return () => {
      removeEventListener("load", wait);
      (globalThis.cancelIdleCallback ?? clearTimeout)(timer);
    };
  }

  function whenLongQuiet(act) {
    const timer = setTimeout(act, QUIET);
    return () => clearTimeout(timer);
  }

  const isDark = () => document.body.dataset.mdColorScheme === "slate";

  /** Wait until the page is quiet, as `quiet` knows, or all are asked for. Returns what does it at once. */
  function whenQuiet(part, quiet, act) {
    const watching = new AbortController();
    const callOff = quiet(finish);
    const { signal } = watching;
    function stop() {
      waiting.delete(finish);
      callOff();
      watching.abort();
    }
    function finish() {
      stop();
      act();
    }
    waiting.add(finish);
    guide.life(part).addEventListener("abort", stop, { signal }); // the reader left the page
    return { finish, signal };
  }

  /** Wait until a diagram comes near a page that is at rest, or nobody has needed it for long: Mermaid is large, and holds
   * a phone up for a second. */
  function whenNeeded(pre, act) {
    const { finish, signal } = whenQuiet(pre, whenLongQuiet, act);
    const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && finish(), {
      rootMargin: NEAR,
    });
    const callOff = whenIdle(() => observer.observe(pre));
    signal.addEventListener("abort", () => {
      callOff();
      observer.disconnect();
    });
  }

  /** Draw all that wait, as paper needs them. */
  async function all() {
    while (waiting.size) {
      for (const finish of Array.from(waiting)) finish();
      await queue; // each that is drawn waits to be drawn in the other scheme
    }
    await queue;
  }

  async function drawBoth(pre) {
    const other = await drawOne(pre).catch((error) => {
      pre.classList.add("sg-as-text");
      throw error;
    });
    // Paper is light: who reads in the dark and prints needs both.
    if (other) whenQuiet(document.body, isDark() ? whenIdle : whenLongQuiet, () => next(other));
  }

  /** Wait for paper and for the other scheme, once. Drawing takes longer than a browser waits for at `beforeprint`: it
   * begins at the key. */
  function listen() {
    if (listening) return;
    listening = true;
    addEventListener("keydown", (event) => (event.ctrlKey || event.metaKey) && all());
    addEventListener("beforeprint", all);
    new MutationObserver(all).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  }

  function mount(pre) {
    listen();
    whenNeeded(pre, () => next(() => drawBoth(pre)));
  }

  (guide.reading ??= {}).diagrams = { draw, all, mount };
})((globalThis.studyguide ??= {}));
