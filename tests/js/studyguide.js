/* The browser code in Node: its files run in the order in which a page would load them. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const FOLDER = path.join(__dirname, "../../plugins/studyguide/theme/assets/studyguide");

/** The words of a language, as outputs/script_words.py writes them for a site. */
function words(language) {
  const table = path.join(__dirname, `../../plugins/studyguide/language/tables/${language}.json`);
  const { scripts, format } = JSON.parse(fs.readFileSync(table, "utf8"));
  const rooms = Object.entries({ ...scripts, format });
  const said = rooms.flatMap(([room, all]) => Object.entries(all).map(([name, word]) => [`${room}.${name}`, word]));
  return { language, words: Object.fromEntries(said) };
}

const guide = (globalThis.studyguide ??= {});
guide.words = words("en");
for (const room of ["compare", "offline", "practice", "study"]) (guide[room] ??= {}).words = guide.words.words;

/** Load files by name and return the namespace. */
function load(...names) {
  for (const name of names.filter((one) => !/(?:^|\/)words$/.test(one) || one === "search/words")) {
    const offered = require(path.join(FOLDER, `${name}.js`));
    if (name === "vendor/fsrs") globalThis.FSRS = offered;
  }
  return globalThis.studyguide;
}

/** Load a part with what guide.js says that it needs, and return what it offers. */
function part(name) {
  const { PARTS, FIRST } = load("guide");
  load(...FIRST, ...(PARTS[name].after ?? []), name);
  return name.split("/").reduce((at, step) => at[step], globalThis.studyguide);
}

module.exports = { FOLDER, load, part, words };
