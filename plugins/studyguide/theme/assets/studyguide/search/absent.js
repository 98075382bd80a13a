/* Absent: what a query asks for that is not in the guide. Said above results that hold little of it, so that nobody takes
   the nearest page for what was asked. */
(function (guide) {
  "use strict";

  // Measured on the queries of tests/search/queries.yml, which the guide can answer, and on names of other subjects.
  const TUNE = {
    holds: 0.75, // of a query, what the best page has at least where a word that nobody wrote does not matter
    apart: 0.55, // and where every word was written somewhere: below, no page has enough of them together
    named: 1, // what a page is called at least to be what a misspelt word meant
  };

  /** List the words of a query that nobody wrote, as they were typed, and say whether no page has the others together. */
  function absent({ groups, asked }) {
    const [best] = groups;
    const share = best?.share ?? 0;
    const isNamed = best?.called >= TUNE.named; // "dynmodb" is in the guide, but for a letter
    const lost = asked.spans.filter(({ forms, mended }) => !forms.length || (mended && !isNamed));
    if (lost.length) return { words: share < TUNE.holds ? typed(lost, asked) : [], apart: false };
    return { words: [], apart: Boolean(best) && !isNamed && share < TUNE.apart };
  }

  const typed = (spans, { query }) => [...new Set(spans.map(({ start, end }) => query.slice(start, end)))];

  (guide.search ??= {}).absent = { absent, TUNE };
})((globalThis.studyguide ??= {}));
