/* What a drawn diagram may hold. Its text comes from notes, and Mermaid knows many ways to name a picture; so the drawing is
 * looked through, in a document that loads nothing, and what is on no list here does not come into the page. */
(function (guide) {
  "use strict";

  const list = (text) => new Set(text.trim().split(/\s+/));
  const ELEMENTS = list(`
    svg g defs marker path rect circle ellipse line polyline polygon text tspan textpath title desc style symbol use
    lineargradient radialgradient stop pattern clippath mask switch foreignobject a
    filter fedropshadow fegaussianblur feoffset femerge femergenode feflood fecomposite fecolormatrix feblend
    div span p br b i em strong small code pre sub sup u s ul ol li hr table thead tbody tr th td center`);
  const SILENT = list("script template noscript noembed noframes iframe object embed xmp plaintext textarea select");
  const ATTRIBUTES = list(`
    class id style d x y x1 y1 x2 y2 cx cy r rx ry dx dy fx fy width height viewbox preserveaspectratio transform points
    fill opacity color display visibility overflow orient refx refy markerwidth markerheight markerunits text-anchor
    clip-path mask filter clippathunits maskunits gradientunits gradienttransform spreadmethod patternunits
    patterntransform offset in in2 result stddeviation operator values type mode textlength lengthadjust startoffset
    rotate pathlength paint-order vector-effect shape-rendering text-rendering letter-spacing word-spacing
    dominant-baseline alignment-baseline baseline-shift cursor pointer-events requiredextensions xml:space
    role title lang dir colspan rowspan href xlink:href
    data-look data-id data-et data-node data-edge data-type data-points data-color-id`);
  const FAMILIES = /^(?:aria|fill|stroke|font|marker|stop|flood)-[a-z-]+$/;
  const FUNCTIONS = list(`
    rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix var calc min max clamp translate translatex translatey
    scale scalex scaley rotate skewx skewy matrix cubic-bezier steps linear-gradient radial-gradient drop-shadow blur
    brightness contrast saturate grayscale invert opacity not is where nth-child nth-of-type`);
  const LINKS = list("http: https: mailto:");

  /** Say whether CSS, as a browser writes it, names nothing outside the drawing. */
  function tame(css) {
    const text = css.replace(/url\(\s*(["']?)#[\w.:-]+\1\s*\)/gi, "");
    if (/[\\<]|@(?!(?:-webkit-)?keyframes\b)/.test(text)) return false; // an escape may spell any word
    return Array.from(text.matchAll(/([\w-]+)\(/g)).every(([, name]) => FUNCTIONS.has(name.toLowerCase()));
  }

  /** Say whether a reader may follow an address; what an element takes in by itself is of this drawing. */
  function reachable(tag, address) {
    if (tag !== "a") return /^#[\w.:-]+$/.test(address);
    try {
      return LINKS.has(new URL(address, "https://here.invalid/").protocol);
    } catch {
      return false;
    }
  }

  /** Keep the rules of a drawing that are about this drawing. They are read by the browser, which writes escapes out. */
  function tameSheet(css, id) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    const own = ({ selectorText, cssText }) =>
      selectorText === undefined
        ? /^@(?:-webkit-)?keyframes /.test(cssText)
        : selectorText.split(",").every((one) => one.trim().startsWith(`#${id}`));
    return Array.from(sheet.cssRules)
      .filter((rule) => own(rule) && tame(rule.cssText))
      .map(({ cssText }) => cssText)
      .join("\n");
  }

  function cleanStyle(style) {
    for (const name of Array.from(style)) if (!tame(style.getPropertyValue(name))) style.removeProperty(name);
  }

  function keeps(element, name, value, id) {
    if (!ATTRIBUTES.has(name) && !FAMILIES.test(name)) return false;
    if (name === "href" || name === "xlink:href") return reachable(element.localName, value);
    if (name === "id") return value.startsWith(id) || !/^(?:__|sg-)/.test(value); // what scripts of the page look up
    return name === "class" || name === "title" || name.startsWith("aria-") || tame(value);
  }

  function cleanAttributes(element, id) {
    for (const { name, value } of Array.from(element.attributes)) {
      const kept = name === "style" || name.startsWith("xmlns") || keeps(element, name.toLowerCase(), value, id);
      if (!kept) element.removeAttribute(name);
    }
    if (element.hasAttribute("style")) cleanStyle(element.style);
  }

  /** Take an element that is on no list away; words in it stay, where it is one that shows them. */
  function unwrap(element) {
    if (SILENT.has(element.localName)) element.remove();
    else element.replaceWith(...element.childNodes);
  }

  /** Return the drawing in a text of SVG, clean, as an element that belongs to no page yet. `id` is the drawing's own. */
  function cleaned(text, id) {
    const svg = new DOMParser().parseFromString(text, "text/html").querySelector("svg");
    for (const element of svg ? [svg, ...svg.querySelectorAll("*")] : []) {
      if (!ELEMENTS.has(element.localName.toLowerCase())) unwrap(element);
      else cleanAttributes(element, id);
      if (element.localName === "style") element.textContent = tameSheet(element.textContent, id);
    }
    return svg;
  }

  (guide.reading ??= {}).drawing = { tame, reachable, cleaned };
})((globalThis.studyguide ??= {}));
