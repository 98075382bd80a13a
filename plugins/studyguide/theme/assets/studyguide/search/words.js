/* Words: how the search cuts text, folds and stems it, and measures typing mistakes. No DOM, no network. */
(function (guide) {
  "use strict";

  const DENSE =
    "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}ー\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}";
  const LETTER = `(?:(?![${DENSE}])[\\p{L}\\p{N}\\p{M}])`;
  const WORD = new RegExp(`[${DENSE}]+|${LETTER}+(?:[.\\-_/&'’:+]+${LETTER}+)*`, "gu");
  const IS_DENSE = new RegExp(`^[${DENSE}]`, "u");

  // The same for texts whose letters are all Latin, as most are: in a quarter of the time, which is most of what an index takes.
  const LATIN_LETTERS =
    "0-9A-Za-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00bc-\u00be\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f";
  const LATIN = new RegExp(`[${LATIN_LETTERS}]+(?:[.\\-_/&'’:+]+[${LATIN_LETTERS}]+)*`, "g");
  const NOT_LATIN = /[^\0-\u024f\u2000-\u206f\u20a0-\u20cf\u2190-\u23ff\u2500-\u2775]/; // beside signs, which are no letters

  // What Arabic and Hebrew write together with a word: conjunctions, prepositions, the article.
  const PREFIX = /^(?:[وف]?(?:[بك]?ال|لل)(?=\p{sc=Arabic}{2})|[وف](?=\p{sc=Arabic}{4})|[והבכלמש](?=\p{sc=Hebrew}{4}))/u;

  const isDense = (text) => IS_DENSE.test(text);

  /** Return text without accents, in small letters; other marks belong to their letters. */
  function fold(text) {
    return text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]/g, "") // points of Hebrew and Arabic too
      .normalize("NFC")
      .toLowerCase();
  }

  /** Remember what a function said of each word: texts repeat theirs. */
  function remembered(read) {
    const known = new Map();
    return (word) => {
      let found = known.get(word);
      if (found === undefined) known.set(word, (found = read(word)));
      return found;
    };
  }

  const wordsIn = (text) => (NOT_LATIN.test(text) ? WORD : LATIN);

  /** Cut text at its words: where each stands, as a whole ("SSE-C" is ssec) and in parts (sse). */
  function spans(text) {
    const found = [];
    const pattern = wordsIn(text);
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const [raw] = match;
      const { whole, parts, dense } = reading(raw);
      found.push({ raw, start: match.index, end: match.index + raw.length, whole, parts, dense });
    }
    return found;
  }

  /** List the words of a text as they are written. */
  const raws = (text) => text.match(wordsIn(text)) ?? [];

  const reading = remembered((raw) => (isDense(raw) ? pairs(raw) : compound(raw)));

  /** Scripts without spaces are searched by pairs of characters. */
  function pairs(raw) {
    const characters = Array.from(fold(raw));
    const parts = characters.slice(1).map((character, index) => characters[index] + character);
    return {
      whole: parts.length === 1 ? parts[0] : characters.join(""),
      parts: parts.length > 1 ? parts : [],
      dense: true,
    };
  }

  function compound(raw) {
    const pieces = raw
      .replace(/['’]s$/i, "")
      .replace(/['’]/g, "")
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .filter(Boolean);
    const whole = fold(pieces.join(""));
    const parts = new Set();
    for (const piece of pieces) {
      parts.add(fold(piece)).add(fold(piece).replace(PREFIX, ""));
      // AccessDeniedException, HTTPError: where small letters end, and where the last of several capitals begins a word.
      for (const part of piece.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)) parts.add(fold(part));
      const mixed = piece.match(/^(\d+)(\p{L}{1,4})$/u) || piece.match(/^(\p{L}{3,})(\d+)$/u); // 100TB, Route53
      if (mixed) parts.add(fold(mixed[1])).add(fold(mixed[2]));
    }
    parts.delete(whole);
    return { whole, parts: [...parts].filter((part) => part.length > 1), dense: false };
  }

  const keys = remembered((raw) => {
    const { whole, parts } = reading(raw);
    return [whole, ...parts];
  });

  /** List the words under which text is found. */
  const words = (text) => raws(text).flatMap(keys);

  // Endings in which British and American spelling differ, and what stands for both. It need not be a word.
  const SPELLINGS = [
    [/(?<=[a-z]{2})is(?=(?:e[drs]?|ers|ing|able|ations?|ational)$)/, "iz"], // optimise, organisation
    [/lys(?=(?:e[drs]?|ers|ing)$)/, "lyz"], // analyse
    [/(?<=[a-z]{2})our(?=(?:s|ed|ing|al|able|ful|ite)?$)/, "or"], // behaviour; not hour, source
    [/(?<=[bt])re(?=s?$)/, "er"], // centre
    [/(?<=[bt])red$/, "ered"],
    [/ogu(?:e(?=s?$)|(?=(?:ed|ing)$))/, "og"], // catalogue
    [/(?<=[a-z]{4})ll(?=(?:ed|ing|ers?|ment|s)?$)/, "l"], // labelled, enroll; not rolling
    [/(?<=(?:def|off|lic))enc(?=e[ds]?$)/, "ens"], // defence
    [/(?<=gr)amme(?=s?$)/, "am"], // programme
  ];

  /** Bring the British and the American spelling of an English word together. */
  const spelled = remembered((word) =>
    word.length > 4 && /^[a-z]+$/.test(word)
      ? SPELLINGS.reduce((found, [british, both]) => found.replace(british, both), word)
      : word,
  );

  const SUFFIX = /^(.{3,}?)(?:ations?|ating|ated|ates?|ators?|ions?|ings?|ed|ments?|est|ly)$/;

  /** Cut the endings of an English word, so that "replicated", "replicating" and "replication" meet. */
  const stem = remembered((word) => {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
    let found = spelled(word).replace(/ies$/, "y").replace(/ied$/, "y");
    found = found.replace(/ability$/, "able").replace(/(?<=.{5})(?:ance|ence|anc|enc|ant|ent)(?:y|s)?$/, "");
    if (/(?:sh|ch|x|ss|z)es$/.test(found)) found = found.slice(0, -2);
    else if (/[^sui]s$/.test(found)) found = found.slice(0, -1);
    for (let times = 0; times < 2; times++) {
      const cut = found.match(SUFFIX);
      if (cut) found = cut[1].replace(/([^aeiouylsz])\1$/, "$1");
      else found = found.replace(/^(.{4,})er$/, "$1");
    }
    return found.length > 3 ? found.replace(/e$/, "") : found;
  });

  /** Count the edits from one word to another, swaps of neighbours as one (Damerau 1964); `limit` + 1 if there are more. */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let [before, last, row] = [0, 1, 2].map(() => new Uint16Array(b.length + 1));
    for (let j = 0; j <= b.length; j++) last[j] = j;
    for (let i = 1; i <= a.length; i++) {
      let least = (row[0] = i);
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1];
        let cost = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (same ? 0 : 1));
        if (!same && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          cost = Math.min(cost, before[j - 2] + 1);
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > limit) return limit + 1;
      [before, last, row] = [last, row, before];
    }
    return last[b.length];
  }

  /** Which letters a word has, a bit for each of 32 groups of letters. */
  function lettersOf(word) {
    let bits = 0;
    for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
    return bits;
  }

  function countOf(bits) {
    let count = 0;
    for (let left = bits; left; left &= left - 1) count++;
    return count;
  }

  /** Return a function that finds which of many words are at most some edits away from one: {at, edits}. An edit changes
   * one letter, so that words with more letters of their own need not be read. */
  function neighbours(many) {
    let letters = null; // seldom is a word misspelt
    return (word, limit) => {
      letters ??= Int32Array.from(many, lettersOf);
      const own = lettersOf(word);
      const found = [];
      for (let at = 0; at < many.length; at++) {
        const both = letters[at] & own;
        if (letters[at] !== both && countOf(letters[at] ^ both) > limit) continue;
        if (own !== both && countOf(own ^ both) > limit) continue;
        const edits = distance(word, many[at], limit);
        if (edits <= limit) found.push({ at, edits });
      }
      return found;
    };
  }

  (guide.search ??= {}).words = { fold, spans, raws, keys, words, spelled, stem, distance, neighbours, isDense };
})((globalThis.studyguide ??= {}));
