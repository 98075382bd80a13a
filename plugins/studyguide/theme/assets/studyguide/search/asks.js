/* How a language asks: its small words, its words for comparing, everyday words that mean the same, and what questions
   want to know. The lists come from the language's table, with the names of the guide. */
(function (guide) {
  "use strict";

  const { fold, spans, isDense } = guide.search.words;

  const listed = (text, sign) =>
    (text || "")
      .split(sign)
      .map((one) => one.trim())
      .filter(Boolean);
  const wholes = (text) => spans(text).map(({ whole }) => whole);
  const setOf = (text) => new Set(wholes(text || ""));

  /** Read the lists: `alike` has groups between semicolons, `asked` has "how long, how soon = time, minutes" between
   * them, or "who deleted ~ audit, log". */
  function read(lists = {}, cut = (word) => word) {
    const known = listed(lists.asked, ";").flatMap((line, number) => asked(line, number, cut));
    return {
      small: setOf(lists.small),
      comparing: setOf(lists.comparing),
      either: setOf(lists.either),
      alike: alike(listed(lists.alike, ";"), cut),
      asked: known,
      begun: begun(known),
      lines: listed(lists.asked, ";").length,
      use: new Set(listed(lists.use, ",").map(fold)),
    };
  }

  /** The places of what asks, by the first word; of scripts without spaces under none, for these are looked for in the text. */
  function begun(known) {
    const found = new Map();
    known.forEach(({ phrase, words: [first] }, at) => {
      const key = isDense(phrase) ? "" : first;
      found.set(key, [...(found.get(key) ?? []), at]);
    });
    return found;
  }

  /** Map words, joined by blanks, to those that mean the same; both are stems. */
  function alike(groups, cut) {
    const found = new Map();
    for (const group of groups) {
      const all = listed(group, ",").map((one) => wholes(one).map(cut));
      for (const one of all) {
        const key = one.join(" ");
        const others = all.filter((other) => other.join(" ") !== key);
        found.set(key, [...(found.get(key) ?? []), ...others]);
      }
    }
    return found;
  }

  function asked(line, number, cut) {
    const [phrases, wanted] = line.split(/[=~]/);
    const told = line.includes("="); // a fact may tell it; what stands behind ~ is only looked for
    const terms = [...new Set(wholes(wanted || "").map(cut))];
    return listed(phrases, ",").map((phrase) => ({
      phrase: fold(phrase),
      words: wholes(phrase),
      terms,
      told,
      line: number,
    }));
  }

  /** Say what a query asks for, and which of its words only ask: `from` and `to` in its spans. */
  function questions(query, found, { asked: known, begun: places }) {
    const asking = [];
    const firsts = new Set(["", ...found.map(({ whole }) => whole)]);
    const some = [...firsts].flatMap((first) => places.get(first) ?? []).sort((a, b) => a - b);
    for (const { phrase, words, terms, told, line } of some.map((at) => known[at])) {
      if (isDense(phrase)) {
        const start = fold(query).indexOf(phrase);
        if (start >= 0) asking.push({ terms, told, line, start, end: start + phrase.length });
        continue;
      }
      const at = found.findIndex((_, from) => words.every((word, step) => found[from + step]?.whole === word));
      if (at < 0) continue;
      const last = found[at + words.length - 1];
      const { start } = found[at];
      // One word, such as "cheapest", is also looked for; of "how long" nothing is.
      asking.push({
        terms,
        told,
        line,
        start,
        ...(words.length > 1 ? { end: last.end } : { end: start, word: start }),
      });
    }
    return asking;
  }

  (guide.search ??= {}).asks = { read, questions };
})((globalThis.studyguide ??= {}));
