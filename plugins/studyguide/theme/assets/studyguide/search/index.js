/* The index: where each stem stands, and how much a document says of it. BM25F (Robertson, Zaragoza 2009, section 3.6):
   what fields say of a word is put together first, each by its length, and saturates once. */
(function (guide) {
  "use strict";

  const NOWHERE = { ids: new Int32Array(0), weights: new Float32Array(0) };

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
    for (const [stem, list] of posted) posted.set(stem, packed(list));
    return { posted, size: rows.length };
  }

  /** Numbers of documents in rising order, and their weights. */
  function packed(list) {
    const ids = new Int32Array(list.length / 2);
    const weights = new Float32Array(ids.length);
    for (let at = 0; at < ids.length; at++) {
      ids[at] = list[2 * at];
      weights[at] = list[2 * at + 1];
    }
    return { ids, weights };
  }

  function meanLength(rows, name) {
    const lengths = rows.map((row) => row[name]?.length ?? 0).filter(Boolean);
    return lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  }

  const where = ({ posted }, stem) => posted.get(stem) ?? NOWHERE;

  /** How rare a stem is: its inverse document frequency, never below zero. */
  function rarity(index, stem) {
    const count = where(index, stem).ids.length;
    return Math.log(1 + (index.size - count + 0.5) / (count + 0.5));
  }

  (guide.search ??= {}).index = { index, where, rarity };
})((globalThis.studyguide ??= {}));
