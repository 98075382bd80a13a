/* Absent: what a query asks for that is not in the guide. Said above results that hold little of it, so that nobody takes
   the nearest page for what was asked. */
(function (guide) {
  "use strict";

  const { where } = guide.search.index;
  const { TUNE: RANK } = guide.search.rank;

  // Measured on the queries of tests/search/queries.yml, which the guide can answer, and on names of other subjects.
  const TUNE = {
    holds: 0.75, // of a query, what the best page has at least where a word that nobody wrote does not matter
    apart: 0.55, // and where every word was written somewhere: below, no page has enough of them together;
    names: 0.65, // the same of a query that is nothing but names, as of a product and its parts
    hinted: 0.2, // of such a query, what a phrase must say at least so that the page is meant nevertheless,
    told: 0.6, // and that a word may stand in phrases alone
    named: 1, // what a page is called at least to be what a misspelt word meant
    few: 3, // pages whose phrases have a word that is a name; what more have is everyday language
    short: 4, // words that a query of names has at most
  };

  /** List the words of a query that nobody wrote where readers see it, as they were typed, and say whether no page has
   * the others together. */
  function absent({ groups, asked }, engine) {
    const [best] = groups;
    const share = best?.share ?? 0;
    const isNamed = best?.called >= TUNE.named; // "dynmodb" is in the guide, but for a letter
    const lost = asked.spans.filter(({ forms, mended }) => !forms.length || (mended && !isNamed));
    if (lost.length) return { words: share < TUNE.holds ? typed(lost, asked) : [], apart: false };
    if (!best) return { words: [], apart: false };
    const isOfNames = ofNames(asked);
    const said = isOfNames ? Math.max(...best.members.map((hit) => hit.said)) / RANK.said : 0;
    const unseen = isOfNames && said < TUNE.told ? asked.spans.filter((span) => isUnseen(span, engine)) : [];
    if (unseen.length)
      return { words: shown(share, unseen, asked) < TUNE.holds ? typed(unseen, asked) : [], apart: false };
    const apart = isOfNames && said < TUNE.hinted ? TUNE.names : TUNE.apart;
    return { words: [], apart: !isNamed && share < apart };
  }

  /** Whether a query is nothing but names: a few words, without those that make a sentence. */
  const ofNames = ({ spans, small, lines, comparing }) =>
    spans.length <= TUNE.short && !small.size && !lines.length && !comparing;

  /** Whether no page shows a word, and few phrases know it: it finds what is nearest to it, but that is something else. */
  function isUnseen({ forms }, engine) {
    const own = forms.filter(({ prefix, alike }) => !prefix && !alike);
    const isRare = ({ terms }) => terms.every((term) => where(engine.sought, term).ids.length <= TUNE.few);
    return own.length > 0 && own.every((form) => !form.terms.every((term) => engine.shown.has(term)) && isRare(form));
  }

  /** What a page that holds a share of a query holds of it without some words. */
  function shown(share, without, { spans }) {
    const sum = (some) => some.reduce((all, { weight }) => all + weight, 0);
    return share - sum(without) / (sum(spans) || 1);
  }

  const typed = (spans, { query }) => [...new Set(spans.map(({ start, end }) => query.slice(start, end)))];

  (guide.search ??= {}).absent = { absent, TUNE };
})((globalThis.studyguide ??= {}));
