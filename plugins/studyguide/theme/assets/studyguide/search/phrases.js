/* Phrases: the words in which readers ask for a page or a heading, beside those of the notes. They stand below `search`.
   A phrase says more the more of the query it holds, and the more of it the query has. */
(function (guide) {
  "use strict";

  const { spans } = guide.search.words;
  const { questions } = guide.search.asks;
  const { packed, lists, places, owners, list } = guide.search.columns;
  const { rarityAt } = guide.search.index;

  const TUNE = {
    share: 2, // of the query, how much a phrase holds: the more sharply, the less a part counts
    met: 0.5, // and of the phrase, how much the query has
    above: 0.8, // of a word that stands in the names above a phrase, beside one in the phrase
    asked: 2, // what "how long" is worth beside rare words
    floor: 0.5, // what a word of a phrase is worth at least
    enough: 0.3, // of a query, what a phrase can hold at least that is read
  };
  const MOST = 1500; // phrases that are read for one query, those that can say the most; of 18,000 seldom more can say enough
  const STEPS = 64; // in which what phrases can say is told apart, to find the most

  /** Read the phrases of documents: their stems, by numbers, and what they ask for, by numbers below zero. */
  function read(docs, asks, cut, numberOf) {
    const found = { stems: [], owners: [] };
    const number = (one) => (typeof one === "number" ? -1 - one : numberOf(one));
    for (const { id, search } of docs)
      for (const phrase of search) {
        found.stems.push(stemsOf(phrase, asks, cut).map(number));
        found.owners.push(id);
      }
    return found;
  }

  /** Put them into columns, and where each stem stands; what is asked for gets the numbers behind those of stems. `pages` is
   * an index, for rarity. */
  function prepared({ stems, owners: docs }, pages, lines) {
    const known = pages.from.length - 1;
    const columns = lists(stems.map((some) => some.map((one) => (one < 0 ? known - 1 - one : one))));
    const rarityOf = (number) => (number < known ? Math.max(TUNE.floor, rarityAt(pages, number)) : TUNE.asked);
    const rare = Float64Array.from({ length: known + lines }, (_, number) => rarityOf(number));
    const own = owners(columns);
    const whole = Float64Array.from(stems, (_, number) =>
      list(columns, number).reduce((sum, one) => sum + rare[one], 0),
    );
    const by = places(columns.all, rare.length, (place) => own[place]);
    return { stems: columns, by, owners: packed(docs), rare, whole };
  }

  /** Open what was prepared. */
  function opened(columns, { docs, numbers, pageAt, wholeAt }) {
    return {
      ...columns,
      numberOf: (stem) => (typeof stem === "number" ? numbers.size + stem : (numbers.get(stem) ?? UNKNOWN)),
      wholeAt: pageAt.map((page, id) => (wholeAt[page] < 0 ? id : wholeAt[page])), // the page that a document is on
      held: new Float32Array(columns.owners.length),
      met: new Int32Array(columns.owners.length),
      of: new Float64Array(docs.length),
      filled: [],
      above: new Float32Array(docs.length).fill(UNKNOWN),
      known: [], // documents of which it is known what stands above them
      read: 0, // phrases that the last search read
    };
  }

  const UNKNOWN = -1;

  /** Read a phrase as a query is read: without small words, and with what it asks for. */
  function stemsOf(phrase, asks, cut) {
    const asking = questions(phrase, spans(phrase), asks);
    const asked = asking.filter(({ word }) => word === undefined);
    const all = spans(phrase).filter(({ start }) => !asked.some((one) => one.start <= start && start < one.end));
    const own = all.filter(({ whole }) => ![asks.small, asks.comparing, asks.either].some((some) => some.has(whole)));
    const words = (own.length || asked.length ? own : all).map(({ whole }) => cut(whole));
    return [...new Set([...words, ...asked.map(({ line }) => line)])];
  }

  /** Say how well a phrase of each document says what is asked, from 0 to 1; good until the next query. */
  function saying(asked, engine, names) {
    const { phrases } = engine;
    for (const id of phrases.filled) phrases.of[id] = 0;
    phrases.filled = [];
    const reader = reading(asked, engine, names);
    const found = promising(reader, phrases);
    phrases.read = found.length;
    for (const number of found) {
      const id = phrases.owners[number];
      const worth = reader.worth(id, number);
      if (worth <= phrases.of[id]) continue;
      if (!phrases.of[id]) phrases.filled.push(id);
      phrases.of[id] = worth;
    }
    return phrases.of;
  }

  /** List the phrases that may hold enough of a query to say something, of many those that may hold the most. */
  function promising({ forms, bound, all }, { by, owners, held, met, above, known }) {
    let length = 0;
    for (const [stem, weight] of forms)
      for (const number of list(by, stem)) {
        if (!held[number]) met[length++] = number;
        held[number] += weight;
      }
    const sizes = new Int32Array(STEPS + 1);
    const step = (number) => Math.min(STEPS, Math.floor((held[number] / all) * (STEPS / 2))); // forms of a word add up
    let count = 0;
    for (let at = 0; at < length; at++) {
      const number = met[at];
      const id = owners[number];
      if (above[id] === UNKNOWN) {
        above[id] = bound(id);
        known.push(id);
      }
      held[number] += above[id];
      if (held[number] >= all * TUNE.enough) {
        sizes[step(number)] += 1;
        met[count++] = number;
      } else held[number] = 0;
    }
    const least = leastOf(sizes);
    const found = [];
    for (let at = 0; at < count; at++) {
      if (step(met[at]) >= least) found.push(met[at]);
      held[met[at]] = 0;
    }
    for (const id of known) above[id] = UNKNOWN;
    known.length = 0;
    return found;
  }

  /** The lowest step that can be read: those above it together are no more than may be read, or it is the highest. */
  function leastOf(sizes) {
    let least = STEPS;
    for (let sum = sizes[STEPS]; least > 0 && sum + sizes[least - 1] <= MOST; least--) sum += sizes[least - 1];
    return least;
  }

  /** Read phrases beside a query: what each is worth, and the most that it can be. */
  function reading({ spans: wanted, lines }, { passages, phrases }, names) {
    const { numberOf, wholeAt, rare } = phrases;
    const all = wanted.reduce((sum, { weight }) => sum + weight, lines.length * TUNE.asked) || 1;
    const strong = wanted.map(({ forms, weight }) =>
      forms.map((form) => ({
        numbers: form.terms.map(numberOf),
        strength: form.weight * Math.min(1, form.decides / (weight || 1)),
      })),
    );
    const asking = lines.map(numberOf);
    const forms = new Map(asking.map((line) => [line, TUNE.asked])); // a stem, and what it can be worth
    wanted.forEach(({ weight }, at) => {
      for (const { numbers, strength } of strong[at])
        for (const one of numbers) if (one !== UNKNOWN) forms.set(one, (forms.get(one) ?? 0) + weight * strength);
    });
    const isNamed = (id) => names[id] > 0 || names[wholeAt[id]] > 0; // else nothing of the query stands above
    const held = [...forms];
    const bound = (id) => {
      if (!isNamed(id)) return 0;
      const isAbove = passages.above(id);
      return held.reduce((sum, [stem, weight]) => sum + (isAbove(stem) ? TUNE.above * weight : 0), 0);
    };
    const used = []; // the numbers of the stems of a phrase that the query has
    const worth = (id, phrase) => {
      const stems = list(phrases.stems, phrase);
      const isAbove = isNamed(id) && passages.above(id);
      used.length = 0;
      for (const number of asking) if (stems.includes(number)) used.push(number);
      let held = used.length * TUNE.asked;
      for (let at = 0; at < wanted.length; at++) held += wanted[at].weight * standing(strong[at], stems, isAbove, used);
      if (!used.length) return 0;
      let met = 0;
      for (let at = 0; at < stems.length; at++) if (used.includes(stems[at])) met += rare[stems[at]];
      return (held / all) ** TUNE.share * (met / phrases.whole[phrase]) ** TUNE.met;
    };
    return { forms, bound, all, worth };
  }

  /** How much of a word stands in a phrase, or in the names above it; the stems that do are used. */
  function standing(forms, stems, isAbove, used) {
    let most = 0;
    for (const { numbers, strength } of forms) {
      const isThere = (number) => number !== UNKNOWN && stems.includes(number);
      if (numbers.every(isThere)) {
        for (const number of numbers) if (!used.includes(number)) used.push(number);
        most = Math.max(most, strength);
      } else if (isAbove && TUNE.above * strength > most) {
        if (numbers.every((number) => isThere(number) || isAbove(number))) most = TUNE.above * strength;
      }
    }
    return most;
  }

  (guide.search ??= {}).phrases = { read, prepared, opened, saying, TUNE, MOST };
})((globalThis.studyguide ??= {}));
