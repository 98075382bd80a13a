/* The vocabulary: which words a guide has, which of them name something, and how many texts have each. */
(function (guide) {
  "use strict";

  const { fold, raws, keys } = guide.search.words;

  // What programs call something: AccessDenied, access_denied, aws.region, s3:GetObject. Signs alone make no such name.
  const CODE = /\p{Ll}\p{Lu}|\p{L}[._:]+\p{L}/u;
  const isCode = (raw) => CODE.test(raw);

  /** The words of a guide: how many documents hold each, which name something, and which stems there are. */
  class Vocabulary {
    constructor(cut) {
      this.cut = cut;
      this.known = new Map(); // words as they are written
      this.words = new Map(); // each with how many texts have it, and the last of them
      this.numbers = new Map(); // of stems, in the order in which they are met,
      this.ends = []; // and the same of them as of words
      this.texts = 0;
      this.compounds = new Map(); // "realtime" to the words of "real-time"
      this.codes = new Map(); // the stems of names as programs write them, and the documents that show each
    }

    /** The number of a stem; a new one gets the next. */
    numberOf(stem) {
      let number = this.numbers.get(stem);
      if (number === undefined) {
        this.numbers.set(stem, (number = this.ends.length));
        this.ends.push(unmet());
      }
      return number;
    }

    /** Say of a word as it is written under which words and stems it is found; texts repeat theirs. */
    reading(raw) {
      let found = this.known.get(raw);
      if (found) return found;
      const own = keys(raw);
      const stems = own.map((word) => this.numberOf(this.cut(word)));
      found = {
        stems,
        codes: codes(raw).map((one) => this.cut(fold(one))),
        met: [...own.map((word) => noted(this.words, word)), ...stems.map((one) => this.ends[one])],
      };
      this.known.set(raw, found);
      if (own.length > 2 && /^\p{L}+-\p{L}+$/u.test(raw)) this.compounds.set(own[0], raw.split("-").map(fold));
      return found;
    }

    /** Cut text of a document into numbers of stems; its words become known. `unseen` is what only search knows, and no page shows. */
    read(text, id, how) {
      if (!text) return [];
      this.texts += 1;
      return this.cutUp(text, id, how);
    }

    /** The same of several lines that are one text. */
    readAll(lines, id, how) {
      this.texts += 1;
      return lines.map((line) => this.cutUp(line, id, how));
    }

    cutUp(text, id, { naming = false, unseen = false } = {}) {
      const found = [];
      for (const raw of raws(text)) {
        const { stems, met, codes: names } = this.reading(raw);
        if (!unseen) for (const name of names) this.shows(name, id);
        for (const one of met) {
          if (one.last !== this.texts) one.count += 1; // once in each text
          one.last = this.texts;
          if (naming) one.naming = true;
          if (!unseen) one.shown = true;
        }
        for (const stem of stems) found.push(stem);
      }
      return found;
    }

    shows(name, id) {
      const some = this.codes.get(name);
      if (some) some.add(id);
      else this.codes.set(name, new Set([id]));
    }

    /** Cut text into numbers of stems that are known from elsewhere. */
    again(text) {
      const found = [];
      for (const raw of raws(text)) for (const stem of this.reading(raw).stems) found.push(stem);
      return found;
    }

    /** What a browser keeps: the words, sorted, how many texts have each, and which name something; the stems by their
     * numbers, and which of them a page shows. */
    get columns() {
      const words = [...this.words.keys()].sort();
      const notes = words.map((word) => this.words.get(word));
      return {
        words,
        frequency: Int32Array.from(notes, ({ count }) => count),
        named: Uint8Array.from(notes, ({ naming }) => naming),
        stems: [...this.numbers.keys()],
        shown: Uint8Array.from(this.ends, ({ shown }) => shown),
        compounds: this.compounds,
        codes: this.codes,
      };
    }
  }

  /** List the names of programs in a word: of "s3:GetObject" also "GetObject". */
  function codes(raw) {
    if (!isCode(raw)) return NONE;
    const whole = raw.replace(/[^\p{L}\p{N}\p{M}]+/gu, "");
    const pieces = raw.split(/[^\p{L}\p{N}\p{M}]+/u).filter(isCode);
    return [...new Set([whole, ...pieces])];
  }

  const NONE = []; // as most words have

  function noted(all, word) {
    let found = all.get(word);
    if (!found) all.set(word, (found = unmet()));
    return found;
  }

  /** How many texts have a word, the last of them, whether it names something, and whether a page shows it. */
  const unmet = () => ({ count: 0, last: 0, naming: false, shown: false });

  (guide.search ??= {}).vocabulary = { Vocabulary, isCode };
})((globalThis.studyguide ??= {}));
