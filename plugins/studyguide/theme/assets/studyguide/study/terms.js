/* Which terms of the glossary a reader means: as typed, then in other forms of the words, then nearly. No DOM. */
(function (guide) {
  "use strict";

  const { fold, words, stem, distance, isDense } = guide.search.words;

  const SHORT = 4; // letters below which a word is not taken for another one: "RTO" is no slip of "RPO"
  const SURE = 6; // letters from which two slips are one word still
  const ENDING = 3; // letters that may follow what two forms of a word have in common

  /** Letters as they are typed: without accents and case. */
  const plain = (text) => fold(text).replace(/\s+/gu, " ").trim();

  /** Whether two words may be forms of one, in languages whose endings we do not know. */
  function akin(one, other) {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same++;
    return same >= SHORT && Math.max(one.length, other.length) - same <= ENDING;
  }

  /** Whether a word is a slip of another, or of its beginning while it is being typed. */
  function slip(typed, word) {
    const limit = typed.length < SURE ? 1 : 2;
    return distance(typed, word, limit) <= limit || distance(typed, word.slice(0, typed.length), limit) <= limit;
  }

  /** An entry for `filtered`: its name with the long form, all that it says, and its tags. */
  function entryOf(name, said, tags) {
    const lazily = (text) => {
      let found = null;
      return () => (found ??= [...new Set(words(text))]);
    };
    const text = `${name} ${said}`;
    return { name: plain(name), text: plain(text), names: lazily(name), texts: lazily(text), tags };
  }

  /** Say whether words hold another form of one. */
  function formed(all, word, english) {
    const cut = stem(word);
    return all.some((one) => one === word || (english ? stem(one) === cut : akin(one, word)));
  }

  /** The parts of a query: each as it is typed, and the words in it. */
  const partsOf = (query) =>
    plain(query)
      .split(" ")
      .filter(Boolean)
      .map((typed) => ({ typed, words: words(typed).slice(0, 1) }));

  /** Those that hold most of what was asked; "what is eventual consistency" names two of four. */
  function most(entries, parts, all, english) {
    const asked = parts.flatMap((part) => part.words);
    const slipped = (entry, word) => word.length >= SHORT && entry[all]().some((one) => slip(word, one));
    const met = (entry, word) => formed(entry[all](), word, english) || slipped(entry, word);
    const scores = entries.map((entry) => asked.filter((word) => met(entry, word)).length);
    const best = Math.max(1, ...scores);
    return entries.filter((_, n) => scores[n] === best);
  }

  /** List the entries that hold all words: in their names, and only where no name does, in what they say; else, as
   * `near`, those that come closest. */
  function filtered(entries, query, tag, english = true) {
    const there = entries.filter(({ tags }) => tag === "" || tags.includes(tag));
    const parts = partsOf(query);
    const other = (entry, all, part) => part.words.some((word) => formed(entry[all](), word, english));
    const named = (entry, part) => entry.name.includes(part.typed) || other(entry, "names", part);
    // A sentence holds many letters in a row: there, words count from their beginning.
    const begun = (entry, { typed }) =>
      isDense(typed) ? entry.text.includes(typed) : ` ${entry.text}`.includes(` ${typed}`);
    const said = (entry, part) => begun(entry, part) || other(entry, "texts", part);
    for (const holds of [named, said]) {
      const found = there.filter((entry) => parts.every((part) => holds(entry, part)));
      if (found.length) return { entries: found, near: false };
    }
    const close = most(there, parts, "names", english);
    return { entries: close.length ? close : most(there, parts, "texts", english), near: true };
  }

  (guide.study ??= {}).terms = { entryOf, filtered };
})((globalThis.studyguide ??= {}));
