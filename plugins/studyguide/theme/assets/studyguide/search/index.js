/* The index: where each stem stands, and how much a document says of it. BM25F (Robertson, Zaragoza 2009, section 3.6):
   what fields say of a word is put together first, each by its length, and saturates once. */
(function (guide) {
  "use strict";

  const { packed, places } = guide.search.columns;

  const NOWHERE = { ids: new Int32Array(0), weights: new Float32Array(0) };
  const NONE = [];

  /** Index rows of {field: numbers of stems}, which are below `stems`; `fields` says of each what a hit counts (w), and how
   * much long texts lose (b). Of a stem, documents stand in rising order. */
  function index(rows, fields, stems) {
    const names = Object.keys(fields);
    const average = Object.fromEntries(names.map((name) => [name, meanLength(rows, name)]));
    const said = new Float64Array(stems);
    const met = [];
    const posted = { stems: [], ids: [], weights: [] };
    rows.forEach((row, id) => {
      for (const name of names) {
        const found = row[name] ?? NONE;
        if (!found.length) continue;
        const { w, b } = fields[name];
        const one = w / (1 - b + (b * found.length) / average[name]);
        for (const stem of found) {
          if (!said[stem]) met.push(stem);
          said[stem] += one;
        }
      }
      for (const stem of met) {
        posted.stems.push(stem);
        posted.ids.push(id);
        posted.weights.push(said[stem]);
        said[stem] = 0;
      }
      met.length = 0;
    });
    return { ...sorted(posted, stems), size: rows.length };
  }

  function sorted({ stems: keys, ids, weights }, size) {
    const { from, all } = places(keys, size);
    return {
      from,
      ids: packed(Int32Array.from(all, (place) => ids[place])),
      weights: Float32Array.from(all, (place) => weights[place]),
    };
  }

  function meanLength(rows, name) {
    const lengths = rows.map((row) => row[name]?.length ?? 0).filter(Boolean);
    return lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  }

  /** The numbers of the documents that hold a stem, and its weights there; `numbers` of an index are those of stems. */
  function where({ from, ids, weights, numbers }, stem) {
    const number = numbers.get(stem);
    if (number === undefined) return NOWHERE;
    const [start, end] = [from[number], from[number + 1]];
    return { ids: ids.subarray(start, end), weights: weights.subarray(start, end) };
  }

  /** How rare a stem is: its inverse document frequency, never below zero. */
  const rarity = (index, stem) => rarityAt(index, index.numbers.get(stem));

  function rarityAt({ from, size }, number) {
    const count = number === undefined ? 0 : from[number + 1] - from[number];
    return Math.log(1 + (size - count + 0.5) / (count + 0.5));
  }

  (guide.search ??= {}).index = { index, where, rarity, rarityAt };
})((globalThis.studyguide ??= {}));
