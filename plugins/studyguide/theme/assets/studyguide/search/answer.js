/* The answer to a query, where a fact of the notes, or a term, is one: what is named has what is asked. */
(function (guide) {
  "use strict";

  const ENOUGH = 0.62; // of what is asked, by the weight of its words, a fact must hold
  const TOP = 12; // groups in which a name is looked for: what the query names is among the best
  const COUNTS = { name: 1, value: 0.5, asked: 0.8, alike: 0.6, unit: 0.7, about: 0.35 }; // how much a word counts by where a fact has it

  /** Find the answer to a query among what was found; undefined if there is none. */
  function answer(found, engine) {
    const { asked } = found;
    if (!engine.whole || asked.comparing) return undefined;
    const groups = found.groups.slice(0, TOP);
    return fact(groups, asked, engine) ?? term(groups, asked);
  }

  /** The best fact of what the query names; two that are as good and differ are none. */
  function fact(groups, asked, engine) {
    const told = groups.flatMap(({ page }) => factsOn(page, asked, engine));
    const best = Math.max(0, ...told.map(({ points }) => points));
    const [first, ...others] = told.filter(({ points }) => points === best);
    if (!first || others.some(({ one }) => one.value !== first.one.value)) return undefined;
    return {
      kind: "fact",
      of: first.doc.title,
      above: first.doc.above,
      location: first.doc.location,
      ...plainly(first.one),
    };
  }

  /** List the facts of a page that hold enough of what is asked: of what is named, or of headings that are named in part. */
  function factsOn(page, asked, engine) {
    const whole = engine.docs[engine.docOf.get(page)];
    const ofPage = naming(whole, asked);
    const told = [];
    for (const doc of engine.factsOn.get(page) ?? []) {
      const own = naming(doc, asked);
      if (!own.size && (!ofPage.size || (doc !== whole && !near(doc, asked)))) continue;
      const used = new Set([...own, ...ofPage]);
      const weight = [...used].reduce((sum, span) => sum + span.weight, 0) + (own.size ? 0.1 : 0);
      const rest = asked.spans.filter((span) => !used.has(span));
      for (const one of doc.facts) {
        const share = fit(one, rest, asked, whole.about);
        if (share >= ENOUGH && meant(one, rest, engine, own.size || doc === whole))
          told.push({ doc, one, points: share * weight });
      }
    }
    return told;
  }

  /** Whether some words of a title are in the query, where not all are. */
  function near({ names }, { spans }) {
    const said = new Set(names.flat());
    return spans.some(({ forms }) => forms.some(({ terms, alike }) => !alike && terms.every((one) => said.has(one))));
  }

  const plainly = ({ name, value, line, file, sources }) => ({ name, value, line, file, sources });

  /** The words of a query by which a document is named: those of its longest name that stands there whole. */
  function naming(doc, { spans }) {
    let best = new Set();
    for (const name of doc.names) {
      const used = new Set();
      const met = new Set();
      for (const span of spans) {
        const form = span.forms.find(
          ({ terms, prefix, alike }) => !prefix && !alike && terms.every((term) => name.includes(term)),
        );
        if (!form) continue;
        used.add(span);
        for (const one of form.terms) met.add(one);
      }
      if (name.length && met.size === name.length && used.size > best.size) best = used;
    }
    return best;
  }

  /** Say how much of what is asked a fact holds; nothing, unless its name has some of it. `about` is what its page is about. */
  function fit({ named, held }, rest, { asked }, about) {
    let told = false;
    let sum = 0;
    let all = 0;
    for (const span of rest.filter(({ forms, asks }) => forms.length || asks.length)) {
      const byName = Math.max(standing(span, named) * COUNTS.name, holds(span.asks, named) ? COUNTS.asked : 0);
      const part = Math.max(byName, standing(span, held) * COUNTS.value);
      told ||= byName > 0.5;
      sum += span.weight * part;
      all += span.weight * (part || !standing(span, about) ? 1 : COUNTS.about);
    }
    const usual = all && rest.length ? all / rest.length : 1;
    for (const { terms } of asked.filter(({ alone, told: tells }) => !alone && tells)) {
      const byName = holds(terms, named);
      told ||= byName;
      sum += usual * (byName ? 1 : holds(terms, held) ? COUNTS.unit : 0);
      all += usual;
    }
    return told && all ? sum / all : 0;
  }

  /** Whether a fact is of what is asked, and not of more: "published apps" is not "apps". Words that questions ask for,
   * such as "max", are no more; below a heading that the query names in part, they don't tell that it is meant. */
  function meant({ named, held }, rest, { generic }, sure) {
    const own = [...named].filter((stem) => !generic.has(stem));
    const forms = rest.flatMap((span) => span.forms);
    const met = [...named].filter((stem) => forms.some(({ terms }) => terms.includes(stem)));
    const count = sure ? met.length : met.filter((stem) => !generic.has(stem)).length;
    return count > own.length / 2 || !own.length || rest.some((span) => standing(span, held) >= COUNTS.unit);
  }

  const holds = (terms, where) => terms.some((one) => where.has(one));

  /** How well a word of the query stands among stems, from 0 to 1. */
  function standing({ forms }, where) {
    const there = forms.filter(({ terms }) => terms.every((one) => where.has(one)));
    return Math.min(1, Math.max(0, ...there.map(({ alike, weight }) => (alike ? COUNTS.alike : weight))));
  }

  /** The term that a query names, and nothing else; what it is does not tell how long or how much. */
  function term(groups, asked) {
    if (asked.asked.some(({ told, alone }) => told && !alone)) return undefined;
    for (const { members } of groups)
      for (const { doc } of members)
        if (doc.kind === "term" && doc.text && naming(doc, asked).size === asked.spans.length)
          return {
            kind: "term",
            of: doc.title,
            name: doc.expansion,
            value: doc.text,
            location: doc.location,
            sources: [],
          };
    return undefined;
  }

  (guide.search ??= {}).answer = { answer };
})((globalThis.studyguide ??= {}));
