/* What the worker says of what it found, in one message. */
(function (guide) {
  "use strict";

  const ENOUGH = 0.75; // of a query's words, by their weight: then the names' answer is worth showing before the texts'
  const PATIENCE = 1500; // milliseconds that a reader waits for the texts where the names are not sure

  /** Say what a query found below the rows that are shown already; with `whole`, of all texts there are. Of many rows, the
   * first can come at once, and the others by `rest`, which is no part of the message. */
  function told(query, from, found, first, whole, inTwo = false) {
    const { show, answer, absent } = guide.search;
    const known = new Set(first.map(({ page }) => page));
    const places = [...found.groups.keys()].filter((place) => !known.has(found.groups[place].page));
    const most = inTwo ? Math.max(0, show.TOP - first.length) : places.length;
    const rest = places.length > most ? () => show.rows(found, from, places.slice(most)) : null;
    const data = {
      query,
      whole,
      rows: [...first, ...show.rows(found, from, places.slice(0, most))],
      listed: first.length + places.length,
      again: first.length > 0,
      suggest: show.suggest(query, found),
      answer: whole && !first.length ? answer.answer(found, from) : undefined,
      tags: show.facets(found, from),
      total: found.total,
      suggestion: found.suggestion,
      meanings: from.meanings,
      signs: from.signs,
      lacks: from.whole && query.trim() ? absent.absent(found, from) : undefined, // only all texts can tell
    };
    return { data, rest };
  }

  /** Send the rows behind the first; who asks again for what was told gets all. */
  function goOn(data, rest) {
    const rows = rest();
    data.rows = [...data.rows, ...rows];
    globalThis.postMessage({ type: 7, data: { query: data.query, rows } });
  }

  const after = (time) => new Promise((resolve) => setTimeout(resolve, time));

  /** Show what the names are sure of, or all they have when the texts are late; the rows that are shown. `coming` are
   * the texts, `isOver` says whether they are there or another query is. */
  async function begun(found, { coming, isOver, show }) {
    const certain = { ...found, groups: found.groups.filter(guide.search.rank.sure) };
    if (certain.groups.length) return show(certain);
    await Promise.race([coming, after(PATIENCE)]);
    return isOver() || !(found.groups[0]?.share >= ENOUGH) ? [] : show(found);
  }

  /** Answer from the names where they are sure, and go on below that when the texts are there: nothing that a reader
   * sees moves. Where they are not, the texts are waited for, for a while. */
  async function answer(query, { coming, engines, reply, isLatest }) {
    const { search } = guide.search.rank;
    let first = [];
    if (!engines.texts) {
      const { names } = engines;
      const found = search(query, names);
      if (!isLatest()) return;
      const isOver = () => engines.texts || !isLatest();
      first = await begun(found, { coming, isOver, show: (one) => reply(query, names, one, [], false) });
    }
    const { texts, error } = await coming;
    if (!isLatest()) return;
    if (error) console.warn(error);
    const from = texts ?? engines.names; // better than nothing
    reply(query, from, search(query, from), first);
  }

  (guide.search ??= {}).told = { told, goOn, begun, answer };
})((globalThis.studyguide ??= {}));
