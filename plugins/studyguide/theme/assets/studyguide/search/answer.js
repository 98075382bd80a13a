/* The answer to a query, where a fact of the notes, or a term, is one: what is named has what is asked. */
(function (guide) {
  "use strict";

  const { words } = guide.search.words;

  const ENOUGH = 0.62; // of what is asked, by the weight of its words, a fact must hold
  const SAID = 0.8 * guide.search.rank.TUNE.said; // a phrase that says nearly just what is asked
  const AHEAD = 1.6; // times the points of the second
  const MEANT = 0.1; // what such a page weighs beside those that are named
  const NEED = 3; // words that a need has at least
  const SERVED = 0.25; // of a need, by the weight of its words, what is said of a thing's use must hold
  const EXACT = 2.8; // the name of a part that is just what is asked: TUNE.exact in hits.js
  const FIRST = 5; // groups of which a fact may answer by its name alone
  const TOP = 12; // groups in which a name is looked for: what the query names is among the best
  const COUNTS = { name: 1, value: 0.5, asked: 0.8, alike: 0.6, unit: 0.7, number: 0.5, about: 0.35 }; // how much a word counts by where a fact has it

  /** Find the answer to a query among what was found; undefined if there is none. */
  function answer(found, engine) {
    const { asked } = found;
    if (!engine.whole || asked.comparing) return undefined;
    const groups = found.groups.slice(0, TOP);
    const named = groups.flatMap(({ page }) => factsOn(page, asked, engine));
    if (named.length) return best(named) ?? term(groups, asked);
    return term(groups, asked) ?? unnamed(groups, asked, engine);
  }

  /** Find the answer where the query names no page: by what a fact is called, or where the first page is surely meant. */
  function unnamed(groups, asked, engine) {
    if (
      !groups.length ||
      groups.some(({ members }) => members.some(({ doc, name }) => name >= EXACT && doc.kind !== "term"))
    )
      return undefined;
    const isAsking = asked.asked.some(({ told }) => told);
    const there = isAsking && leads(groups) ? factsOn(groups[0].page, asked, engine, true) : [];
    return best(factsCalled(groups, asked, engine)) ?? best(there) ?? need(groups, asked, engine);
  }

  /** Whether the first group is so far ahead, or says so well what is asked, that it is meant without being named. */
  function leads([first, second]) {
    const said = Math.max(...first.members.map((hit) => hit.said));
    return said > SAID || (said > SAID / 2 && first.score > AHEAD * (second?.score ?? 0));
  }

  /** The best of some facts; two that are as good and differ are none. */
  function best(told) {
    const most = Math.max(0, ...told.map(({ points }) => points));
    const [first, ...others] = told.filter(({ points }) => points === most);
    if (!first || others.some(({ one }) => one.value !== first.one.value)) return undefined;
    return {
      kind: "fact",
      of: first.doc.title,
      above: first.doc.above,
      location: first.doc.location,
      ...plainly(first.one),
    };
  }

  /** What a thing is for, where a query is just the need for it: not where it asks, compares or names something. */
  function need(groups, { query, spans, asked, lines }, engine) {
    const isAsking = lines.length || asked.some(({ told }) => told) || /[?？؟]\s*$/u.test(query);
    if (isAsking || spans.length < NEED || groups[0].score < AHEAD * (groups[1]?.score ?? 0) || groups[0].called > 1)
      return undefined;
    const { small } = engine.asks;
    const [first] = words(query);
    if (small.has(first)) return undefined; // can, does, why
    const { doc, said } = groups[0].lead; // not the page of a heading that says it
    const [one] = doc.facts.filter(({ use }) => use);
    return one && said > SAID / 2 && serves(one, spans) ? best([{ doc, one, points: 1 }]) : undefined;
  }

  /** Whether what a thing is for has enough of a need: "scratch data" is no answer to "data gone after I stopped". */
  function serves({ held }, spans) {
    const all = spans.reduce((sum, { weight }) => sum + weight, 0);
    return spans.reduce((sum, span) => sum + span.weight * standing(span, held), 0) >= all * SERVED;
  }

  /** List the facts of a page that hold enough of what is asked: of what is named, or of headings that are named in part. */
  function factsOn(page, asked, engine, isMeant) {
    const whole = engine.docs[engine.docOf.get(page)];
    const ofPage = naming(whole, asked);
    const told = [];
    for (const doc of withFacts(page, engine)) {
      const own = naming(doc, asked);
      if (!own.size && (!(ofPage.size || isMeant) || (doc !== whole && !near(doc, asked)))) continue;
      const used = new Set([...own, ...ofPage]);
      const weight = [...used].reduce((sum, span) => sum + span.weight, 0) + (own.size ? 0.1 : 0);
      const rest = asked.spans.filter((span) => !used.has(span));
      for (const one of doc.facts) {
        const share = fit(one, rest, asked, whole.about);
        if (share >= ENOUGH && meant(one, rest, engine, own.size || doc === whole))
          told.push({ doc, one, points: share * (weight || MEANT) });
      }
    }
    return told;
  }

  const withFacts = (page, { docs, docsOn, pageAt, docOf }) =>
    docsOn[pageAt[docOf.get(page)]].map((id) => docs[id]).filter(({ facts }) => facts.length);

  /** List the facts whose own names say all that is asked, such as "pass mark"; none, if others are called so as well. */
  function factsCalled(groups, asked, engine) {
    const pages = new Set(groups.slice(0, FIRST).map(({ page }) => page));
    const told = [];
    for (const { doc, one } of factsNamed(asked, engine)) {
      const called = engine.docs[engine.docOf.get(doc.page)].stems;
      if (isCalled(one, asked, called, engine)) told.push({ doc, one, points: 1, listed: pages.has(doc.page) });
      else if (asked.spans.every((span) => standing(span, one.named) > 0.9)) told.push({ doc, one, points: 1 });
      if (told.length && !told.at(-1).listed) return [];
    }
    return told;
  }

  /** List the facts in whose names enough words of the query stand: two of several, or all that the name has of its own. */
  function factsNamed({ spans, asked }, { factsNamed: by, generic }) {
    const met = [];
    for (const term of new Set(spans.flatMap(({ forms }) => forms.flatMap((form) => form.terms))))
      for (const fact of by(term)) {
        if (!fact.count) met.push(fact);
        fact.count += 1;
      }
    const isAsking = asked.some(({ told }) => told);
    const least = Math.min(2, spans.length);
    const found = met.filter((fact) => {
      fact.own ??= [...fact.one.named].filter((stem) => !generic.has(stem)).length;
      return fact.count >= least || fact.count >= (isAsking ? fact.own : fact.one.named.size);
    });
    for (const fact of met) fact.count = 0;
    return found;
  }

  /** Whether a fact's name and a query are the same, but for names of its page. */
  function isCalled({ named, value }, { spans, asked }, called, { generic }) {
    const isAsking = asked.some(({ told }) => told);
    const own = [...named].filter((stem) => !isAsking || !generic.has(stem));
    if (!own.length || named.size + asked.length < 2 || (isAsking && !isCount(value))) return false;
    const terms = spans.flatMap(({ forms }) => forms.filter(({ prefix, alike }) => !prefix && !alike));
    const met = (stem) => terms.some((form) => form.terms.includes(stem));
    return (
      own.every(met) &&
      spans.every(
        (span) => standing(span, named) > 0.5 || standing(span, called) > 0.9 || (span.asks.length && isCount(value)),
      )
    );
  }

  /** Whether some words of a title are in the query, where not all are. */
  function near({ stems: said }, { spans }) {
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
  function fit({ named, held, value }, rest, { asked }, about) {
    const counts = isCount(value) ? COUNTS.unit : 0;
    let told = false;
    let sum = 0;
    let all = 0;
    for (const span of rest.filter(({ forms, asks }) => forms.length || asks.length)) {
      const byName = Math.max(standing(span, named) * COUNTS.name, holds(span.asks, named) ? COUNTS.asked : 0);
      const part = Math.max(byName, standing(span, held) * COUNTS.value, span.asks.length ? counts : 0);
      told ||= byName > 0.5;
      sum += span.weight * part;
      all += span.weight * (part || !standing(span, about) ? 1 : COUNTS.about);
    }
    const usual = all && rest.length ? all / rest.length : 1;
    for (const { terms } of asked.filter(({ alone, told: tells }) => !alone && tells)) {
      const byName = holds(terms, named);
      told ||= byName;
      sum += usual * (byName ? 1 : holds(terms, held) ? COUNTS.unit : /\p{N}/u.test(value) ? COUNTS.number : 0);
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

  /** Whether a value tells how much: "14 days", "six". */
  const isCount = (value) => /\p{N}/u.test(value) || value.split(/\s+/).length < 4;

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
