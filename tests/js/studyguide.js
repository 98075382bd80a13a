/* The browser code in Node: its files run in the order in which a page would load them. */
"use strict";
const path = require("node:path");

const FOLDER = path.join(__dirname, "../../plugins/studyguide/theme/assets/studyguide");

/** Load files by name and return the namespace. */
function load(...names) {
  for (const name of names) {
    const offered = require(path.join(FOLDER, `${name}.js`));
    if (name === "vendor/fsrs") globalThis.FSRS = offered;
    if (name === "vendor/minisearch") globalThis.MiniSearch = offered;
  }
  return globalThis.studyguide;
}

/** Load a part with what guide.js says that it needs, and return what it offers. */
function part(name) {
  const { PARTS } = load("guide");
  load(...(PARTS[name].after ?? []), name);
  return name.split("/").reduce((at, step) => at[step], globalThis.studyguide);
}

module.exports = { FOLDER, load, part };
