/* Queries: the words to look for, the forms that may stand for each, what is asked, and the tags to keep to. */
(function (guide) {
  "use strict";

  const { fold, spans } = guide.search.words;
  const { questions } = guide.search.asks;
  const { rarity } = guide.search.index;
  const { isCode } = guide.search.vocabulary;

  /** How much a form of a word counts beside the word itself. */
  const WEIGHT = {
    other: 0.9,
    part: 0.75,
    near: 0.7,
    prefix: 0.7,
    begun: 0.35,
    longer: 0.4,
    alike: 0.6,
    typo: 0.45,
    letters: 0.8,
    faint: 0.52,
    unknown: 0.6,
    cap: 1.2,
  };
  // Of rarity, how much it decides: of a question in somebody's own words the rarest is seldom the one that matters. Chosen
  // on three sets of queries to a guide of 200 pages; in one of a dozen no word is very rare, and rarity tells.
  const RARE = { least: 0.45, few: 2.4 };
  const sharpness = ({ size }) => Math.max(RARE.least, Math.min(1, RARE.few / Math.log(1 + size)));
  const LIMIT = {
    prefixes: 12, // words that a beginning may stand for, the most frequent; more only cost time
    names: 4, // names that a few letters may stand for
    typos: 3, // words that a mistake may stand for
  };

  /** Read a query: the words to look for, each with the forms that may stand for it, what is asked, and the tags. */
  function analyse(query, engine, typing = true) {
    const { small, comparing, either } = engine.asks;
    const unsigned = query.replace(/(?:^|\s)#[^\s#]+/g, blank);
    const bare = /\S/.test(unsigned) ? unsigned : query.replace(/#/g, " "); // tags alone are also words
    const asking = questions(bare, spans(bare), engine.asks);
    const all = spans(
      asking.reduce(
        (text, { start, end }) => text.slice(0, start) + blank(text.slice(start, end)) + text.slice(end),
        bare,
      ),
    );
    const last = typing && /\S$/.test(query) ? all.at(-1) : undefined;
    const wanted = keep(
      keep(all, ({ whole }) => !comparing.has(whole) && !either.has(whole)),
      ({ whole }) => !small.has(whole),
    );
    const found = wanted.flatMap((span) => split(span, engine, span === last));
    for (const span of found)
      span.asks = asking.filter(({ word }) => word === span.start).flatMap(({ terms }) => terms);
    for (const span of found) Object.assign(span, forms(span, engine, span.end === last?.end));
    joinNeighbours(found, engine);
    addSynonyms(found, engine);
    for (const span of found)
      if (!span.forms.length) mend(span, engine);
      else if (!span.known || !engine.counts.has(span.whole)) doubt(span, engine);
    addAlike(found, [...all, ...found.filter(({ piece }) => piece)], engine);
    for (const span of found) weigh(span, engine);
    return {
      query,
      spans: found,
      small: new Set(all.map(({ whole }) => whole).filter((word) => small.has(word) || comparing.has(word))),
      comparing: all.some(({ whole }) => comparing.has(whole)) || all.some(({ whole }) => either.has(whole)),
      sides: sidesOf(all, found, engine.asks),
      lines: [...new Set(asking.filter(({ word }) => word === undefined).map(({ line }) => line))],
      asked: asking
        .map(({ terms, word, told }) => ({
          terms: terms.filter((term) => engine.stems.has(term)),
          alone: word !== undefined,
          told,
        }))
        .filter(({ terms }) => terms.length),
      ...tagsOf(query, engine),
    };
  }

  /** The words on either side of what compares: of "folder vs disk" two lists; null where there are not just two. */
  function sidesOf(all, found, { comparing, either }) {
    const sides = [[]];
    for (const { start, whole } of all) {
      if (comparing.has(whole) || either.has(whole)) {
        if (sides.at(-1).length) sides.push([]);
      } else sides.at(-1).push(...found.filter((span) => span.start === start));
    }
    const said = sides.filter(({ length }) => length);
    return said.length === 2 ? said : null;
  }

  const blank = (text) => " ".repeat(text.length);

  function keep(list, wanted) {
    const kept = list.filter(wanted);
    return kept.length ? kept : list;
  }

  /** List the tags to keep to, those with their sign; and those meant, where a query has nothing but names of tags. */
  function tagsOf(query, { tags, signed: known }) {
    const signed = Array.from(query.matchAll(/(?:^|\s)#([^\s#,]+)/g), (match) => fold(match[1]));
    const words = fold(query)
      .split(/[\s,+&#]+/)
      .filter(Boolean);
    const meant = words.length > 1 && words.every((word) => tags.has(word)) ? words : [];
    return {
      tags: signed.map((tag) =>
        tags.has(tag) ? tag : (known.get(tag) ?? [...tags].find((one) => one.startsWith(tag)) ?? tag),
      ),
      meant,
    };
  }

  /** A compound that nobody wrote, such as AccessDeniedException, is looked for by those of its words that somebody did. */
  function split(span, { counts, stems, cut }, typed) {
    if (span.dense || counts.has(span.whole) || stems.has(cut(span.whole)) || span.parts.length < 2) return [span];
    const parts = span.parts.filter((part) => stems.has(cut(part)));
    if (!parts.length || (typed && !/[^\p{L}]|\p{Ll}\p{Lu}/u.test(span.raw))) return [span];
    return parts.map((part) => ({ ...span, whole: part, parts: [], piece: true }));
  }

  /** List the ways in which a word of the query can stand in a document; `aside` are those that nobody typed. */
  function forms({ raw, whole, parts }, engine, last) {
    const { stems, cut } = engine;
    const found = [];
    const one = single(whole, engine);
    const isThere = stems.has(cut(whole)); // then its words alone are something else
    if (one) found.push({ terms: [cut(one)], weight: 1 });
    if (isThere) found.push({ terms: [cut(whole)], weight: one ? WEIGHT.near : 1, prefix: Boolean(one) });
    const apart = engine.compounds.get(whole);
    if (apart && !parts.length) found.push({ terms: apart.map(cut), weight: WEIGHT.part, aside: isThere });
    const name = engine.joined.get(whole) ?? engine.joined.get(`${whole}s`);
    if (name) found.push({ terms: name.map(cut), weight: 1 });
    if (parts.length && parts.every((part) => stems.has(cut(part))))
      found.push({ terms: parts.map(cut), weight: WEIGHT.part, aside: isThere });
    if (!engine.english)
      for (const term of relatives(whole, engine)) found.push({ terms: [term], weight: WEIGHT.near });
    const known = found.length > 0;
    if (last || !known)
      for (const term of completions(whole, engine))
        found.push({
          terms: [cut(term)],
          weight: known ? WEIGHT.begun : WEIGHT.prefix,
          prefix: true,
          aside: known && !isCode(raw), // "logical" for "log"; but AccessDeniedException for AccessDenied
        });
    else
      for (const term of longer(whole, engine))
        found.push({ terms: [term], weight: WEIGHT.longer, prefix: true, aside: true });
    return { forms: found, known };
  }

  /** What a short word in the plural is one of, where that is said more often: IPs, VMs; but DNS. */
  function single(word, { counts, english }) {
    const one = word.slice(0, -1);
    const often = (text) => counts.get(text) ?? 0;
    return english && word.length < 4 && word.endsWith("s") && often(one) > often(word) ? one : "";
  }

  /** List the words that begin so. */
  function beginning(start, engine) {
    const { low, end } = range(start, engine);
    return engine.vocabulary.slice(low, end);
  }

  /** Where in the vocabulary, which is sorted, words begin so. */
  function range(start, { vocabulary }) {
    let low = 0;
    for (let high = vocabulary.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (vocabulary[middle] < start) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < vocabulary.length && vocabulary[end].startsWith(start)) end++;
    return { low, end };
  }

  /** List what a beginning may stand for, the most frequent first. */
  function completions(start, engine) {
    const { vocabulary, frequency } = engine;
    const most = start.length < 3 ? LIMIT.prefixes / 3 : LIMIT.prefixes;
    const { low, end } = range(start, engine);
    const best = []; // their places
    for (let at = low; at < end; at++) {
      if (vocabulary[at] === start || (best.length === most && frequency[at] <= frequency[best.at(-1)])) continue;
      let place = best.length;
      while (place && frequency[best[place - 1]] < frequency[at]) place--;
      best.splice(place, 0, at);
      if (best.length > most) best.pop();
    }
    return best.map((at) => vocabulary[at]);
  }

  /** Where endings are not cut, words that share all but theirs are related: "Klasse", "Klassen". */
  function relatives(word, engine) {
    if (word.length < 5) return [];
    const start = word.slice(0, Math.max(4, word.length - 2));
    return beginning(start, engine).filter((other) => other !== word && other.length <= word.length + 2);
  }

  /** Names that go on after a whole word: who has no "servers" wants "serverless". */
  function longer(word, engine) {
    const start = engine.cut(word);
    if (start.length < 5) return [];
    const found = beginning(start, engine).filter((other) => engine.named.has(other));
    return [...new Set(found.map(engine.cut))].filter((term) => term !== start).slice(0, LIMIT.prefixes);
  }

  /** "cloud front" may be written in one word. */
  function joinNeighbours(found, { counts, cut }) {
    for (let at = 0; at + 1 < found.length; at++) {
      const joined = found[at].whole + found[at + 1].whole;
      if (found[at].piece || joined.length < 4 || !counts.has(joined)) continue;
      for (const span of [found[at], found[at + 1]]) span.forms.unshift({ terms: [cut(joined)], weight: 1 });
    }
  }

  /** Words that are together the name of a term may stand under another name of it. */
  function addSynonyms(found, { synonyms: known, cut }) {
    for (let start = 0; start < found.length; start++)
      for (let end = Math.min(found.length, start + 6); end > start; end--) {
        const others = known.get(
          found
            .slice(start, end)
            .map(({ whole }) => whole)
            .join(" "),
        );
        if (!others) continue;
        for (const terms of others)
          for (const span of found.slice(start, end))
            span.forms.push({ terms: terms.map(cut), weight: WEIGHT.other, aside: true });
        break;
      }
  }

  /** Words, alone or up to three together, may stand under what everyday language uses for the same. */
  function addAlike(found, all, { asks, stems, cut }) {
    for (let start = 0; start < all.length; start++)
      for (let size = 1; size <= Math.min(3, all.length - start); size++) {
        const run = all.slice(start, start + size);
        const others = asks.alike.get(run.map(({ whole }) => cut(whole)).join(" "));
        const meant = found.filter((span) => span.start >= run[0].start && span.end <= run.at(-1).end && !span.mended);
        for (const terms of others ?? [])
          if (terms.every((term) => stems.has(term)))
            for (const span of meant) span.forms.push({ terms, weight: WEIGHT.alike, alike: true, aside: true });
      }
  }

  /** A short word that nobody wrote may be made of letters of a name: of "CloudFormation" the initials, and others. */
  function abbreviated({ whole }, { initials }) {
    if (!/^\p{L}[\p{L}\p{N}]{1,4}$/u.test(whole)) return [];
    return initials
      .filter(({ letters, first }) => letters.startsWith(whole[0]) && within(whole, letters) && within(first, whole))
      .sort((a, b) => b.first.length - a.first.length || a.letters.length - b.letters.length)
      .slice(0, LIMIT.names)
      .map(({ stems }) => ({ terms: stems, weight: WEIGHT.letters }));
  }

  /** Whether the letters of a word stand in another one, in their order. */
  function within(word, other) {
    let at = 0;
    for (const letter of other) if (letter === word[at]) at++;
    return at === word.length;
  }

  /** Look for a word nobody wrote among those that are a few mistakes away. */
  function mend(span, engine) {
    const { whole } = span;
    span.forms = abbreviated(span, engine);
    if (span.forms.length) return;
    if (engine.asks.alike.has(engine.cut(whole))) return; // a word that everybody knows is no mistake
    const limit = whole.length < 4 ? 0 : whole.length < 6 ? 1 : whole.length < 11 ? 2 : 3;
    const near = [];
    for (const { at, edits } of limit ? engine.near(whole, limit) : []) {
      const word = engine.vocabulary[at];
      if (word.length > 2)
        near.push({
          word,
          cost: edits + (word[0] === whole[0] ? 0 : 0.6) - Math.log10(1 + engine.frequency[at]) * 0.25,
        });
    }
    near.push(...misjoined(whole, Math.min(limit, 2), engine));
    near.sort((a, b) => a.cost - b.cost);
    span.forms = near.slice(0, LIMIT.typos).map(({ word, cost }) => ({
      terms: word.split(" ").map(engine.cut),
      weight: WEIGHT.typo / (1 + Math.max(0, cost - near[0].cost)),
    }));
    span.mended = near.length ? near[0].word : "";
    if (!near.length) span.forms = known(span, engine);
  }

  /** List names that are a few mistakes away, written in one word: "stepfuntions". */
  function misjoined(whole, limit, { joined, joints, nearJoint }) {
    if (whole.length < 8) return [];
    return nearJoint(whole, limit).map(({ at, edits }) => ({ word: joined.get(joints[at]).join(" "), cost: edits }));
  }

  /** Of a compound that nobody wrote, such as "東京タワ", take what somebody did write. */
  function known({ parts }, { stems, cut }) {
    const terms = parts.map(cut).filter((part) => stems.has(part));
    return terms.length ? [{ terms, weight: (WEIGHT.part * terms.length) / parts.length }] : [];
  }

  /** A word may have a known stem by accident: "inspecter" is no inspection. A name one mistake away may be meant as well. */
  function doubt(span, { named, cut, counts, vocabulary, near: nearest }) {
    const { whole } = span;
    if (whole.length < 6 || span.dense || counts.has(whole)) return;
    const near = nearest(whole, 1)
      .map(({ at }) => vocabulary[at])
      .filter((word) => named.has(word) && word[0] === whole[0] && cut(word) !== cut(whole) && !word.startsWith(whole));
    if (!near.length) return;
    for (const word of near) span.forms.push({ terms: [cut(word)], weight: 1 });
    span.mended = near[0];
  }

  /** Say how much a word decides, by its rarity, and no word that may stand for it more than itself. */
  function weigh(span, engine) {
    const own = engine.cut(span.mended || span.whole);
    for (const form of span.forms)
      form.decides = form.terms.reduce((sum, term) => sum + deciding(term, engine), 0) / form.terms.length;
    const known = engine.stems.has(own);
    span.weight = known ? deciding(own, engine) : (span.forms[0]?.decides ?? deciding("", engine) * WEIGHT.unknown);
    if (known) for (const form of span.forms) form.decides = Math.min(form.decides, span.weight * WEIGHT.cap);
  }

  /** A word decides by its rarity, less where no page is about it. */
  const deciding = (term, { pages, strong }) =>
    rarity(pages, term) ** sharpness(pages) * (strong.has(term) ? 1 : WEIGHT.faint);

  (guide.search ??= {}).query = { analyse, WEIGHT, LIMIT };
})((globalThis.studyguide ??= {}));
