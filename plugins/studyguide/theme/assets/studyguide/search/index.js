/* The index: where each stem stands, and how much a document says of it. BM25F (Robertson, Zaragoza 2009, section 3.6):
   what fields say of a word is put together first, each by its length, and saturates once. */
(function (guide) {
  "use strict";

  /** Index rows of {field: stems}; `fields` says of each what a hit counts (w), and how much long texts lose (b). */
  function index(rows, fields) {
    const names = Object.keys(fields);
    const average = Object.fromEntries(names.map((name) => [name, meanLength(rows, name)]));
    const posted = new Map();
    rows.forEach((row, id) => {
      const said = new Map();
      for (const name of names) {
        const stems = row[name] ?? [];
        if (!stems.length) continue;
        const { w, b } = fields[name];
        const one = w / (1 - b + (b * stems.length) / average[name]);
        for (const stem of stems) said.set(stem, (said.get(stem) ?? 0) + one);
      }
      for (const [stem, weight] of said) {
        const list = posted.get(stem);
        if (list) list.push(id, weight);
        else posted.set(stem, [id, weight]);
      }
    });
    return { posted, size: rows.length };
  }

  function meanLength(rows, name) {
    const lengths = rows.map((row) => row[name]?.length ?? 0).filter(Boolean);
    return lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  }

  /** How rare a stem is: its inverse document frequency, never below zero. */
  function rarity({ posted, size }, stem) {
    const count = (posted.get(stem)?.length ?? 0) / 2;
    return Math.log(1 + (size - count + 0.5) / (count + 0.5));
  }

  (guide.search ??= {}).index = { index, rarity };
})((globalThis.studyguide ??= {}));
