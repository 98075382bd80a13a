/* Orders that only a seed decides: the same after a reload, and in every browser. */
(function (guide) {
  "use strict";

  const { fnv } = guide.text;

  /** Mulberry32: the same numbers in [0, 1) for the same seed, in every browser. */
  function random(seed) {
    let state = fnv(String(seed));
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  /** Fisher and Yates: a copy in an order that only the seed decides. */
  function shuffle(items, seed) {
    const result = [...items];
    const next = random(seed);
    for (let i = result.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [result[i], result[j]] = [result[j], result[i]];
    }
    return result;
  }

  (guide.practice ??= {}).order = { shuffle };
})((globalThis.studyguide ??= {}));
