/* Columns: many short lists of numbers in two long arrays, which a browser keeps, and has again at once. */
(function (guide) {
  "use strict";

  /** Keep numbers, of which none is below zero, in as few bytes as the greatest needs. */
  function packed(numbers) {
    let most = 0;
    for (const number of numbers) if (number > most) most = number;
    const kind = most < 1 << 8 ? Uint8Array : most < 1 << 16 ? Uint16Array : Int32Array;
    return kind.from(numbers);
  }

  /** Put lists one behind another: list n is `all` from `from[n]` up to `from[n + 1]`. */
  function lists(many) {
    const from = new Int32Array(many.length + 1);
    many.forEach((list, at) => {
      from[at + 1] = from[at] + list.length;
    });
    const all = new Int32Array(from[many.length]);
    many.forEach((list, at) => {
      all.set(list, from[at]);
    });
    return { from, all: packed(all) };
  }

  /** List for each key below `size` the places at which it stands, in their order, or what is told of
   * each place. */
  function places(keys, size, told = (place) => place) {
    const from = new Int32Array(size + 1);
    for (const key of keys) from[key + 1] += 1;
    for (let key = 0; key < size; key++) from[key + 1] += from[key];
    const next = from.slice();
    const all = new Int32Array(keys.length);
    keys.forEach((key, at) => {
      all[next[key]++] = told(at);
    });
    return { from, all: packed(all) };
  }

  /** Name for each number of lists the list that it stands in. */
  function owners({ from, all }) {
    const found = new Int32Array(all.length);
    for (let list = 0; list + 1 < from.length; list++) found.fill(list, from[list], from[list + 1]);
    return found;
  }

  const NONE = new Int32Array(0);

  /** A list by its number; an unknown one is empty. */
  const list = ({ from, all }, number) => (number === undefined ? NONE : all.subarray(from[number], from[number + 1]));

  (guide.search ??= {}).columns = { packed, lists, places, owners, list };
})((globalThis.studyguide ??= {}));
