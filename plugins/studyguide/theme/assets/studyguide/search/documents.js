/* Documents: one for each page, heading, term, question and comparison. */
(function (guide) {
  "use strict";

  const { fold, words } = guide.search.words;

  /** The stems of a text, each once. */
  const stemsIn = (text, cut) => new Set(words(text).map(cut));

  const NONE = []; // as most documents have

  /** A fact; its words are read when a query asks for them. `cut` makes stems of words. */
  class Fact {
    #cut;
    #named = null;
    #held = null;

    constructor(name, value, place, cut) {
      this.name = name;
      this.value = value;
      this.line = place.line;
      this.file = place.file;
      this.sources = place.sources;
      this.use = place.use; // says what a thing is for
      this.#cut = cut;
    }

    get named() {
      return (this.#named ??= stemsIn(this.name, this.#cut));
    }

    get held() {
      return (this.#held ??= stemsIn(this.value, this.#cut));
    }
  }

  /** A document. What its names and the summary of its page are made of is read when a query asks for it: `calls` tells the
   * names of a document by its number, as stems. */
  class Doc {
    #reader;
    #names = null;
    #stems = null;
    #about = null;

    constructor(told, id, reader) {
      this.id = id;
      this.page = told.page;
      this.whole = told.whole ?? false;
      this.location = told.location;
      this.title = told.title;
      this.kind = told.kind;
      this.alias = told.alias ?? NONE;
      this.search = told.search ?? NONE;
      this.summary = told.summary ?? "";
      this.above = told.above;
      this.context = told.context ?? "";
      this.expansion = told.expansion ?? "";
      this.text = told.text ?? "";
      this.tags = told.tags ?? NONE;
      this.facts = told.facts ?? NONE;
      this.members = told.members ?? NONE;
      this.#reader = reader;
    }

    get names() {
      return (this.#names ??= this.#reader.calls(this.id));
    }

    get stems() {
      return (this.#stems ??= new Set(this.names.flat()));
    }

    get about() {
      const { title, alias, summary } = this;
      return (this.#about ??= stemsIn([title, ...alias, summary].join(" \n "), this.#reader.cut));
    }
  }

  /** Make documents of the two data files; without `texts` there are only names and summaries. `use` are the names of facts
   * that say what a thing is for. */
  function documents(names, texts, use, reader) {
    const pages = names.pages.map((row) => ({ url: row[0], title: row[1], alias: row[3], headings: row[6] }));
    const facts = factsBelow(texts, use, reader.cut);
    const unseen = new Map((texts?.search ?? []).map(([page, heading, some]) => [`${page} ${heading}`, some]));
    const sought = (page) => (heading) => unseen.get(`${page} ${heading}`);
    const made = [
      ...names.pages.flatMap((row, number) =>
        ofPage(row, texts?.pages[number] ?? [], names.tags, facts[number] ?? NONE, sought(number)),
      ),
      ...names.terms.map((row, number) => ofTerm(row, texts?.terms[number] ?? "", pages, names.glossary)),
      ...names.comparisons.map((row, number) => ofComparison(row, texts?.comparisons[number] ?? "", pages)),
      ...(texts?.questions ?? []).map((row) => ofQuestion(row, pages)),
    ];
    return made.map((doc, id) => new Doc(doc, id, reader));
  }

  /** Put facts below the number of their page and that of their heading. */
  function factsBelow(texts, use, cut) {
    const found = [];
    for (const [page, heading, name, value, line, file, sources] of texts?.facts ?? []) {
      const from = sources.map((number) => texts.sources[number]);
      const place = { line, file: texts.files[file], sources: from, use: use.has(fold(name)) };
      ((found[page] ??= [])[heading] ??= []).push(new Fact(name, value, place, cut));
    }
    return found;
  }

  /** A page, and each of its headings. */
  function ofPage([url, title, kind, alias, summary, tagged, headings], texts, tagNames, facts, sought) {
    const tags = tagged.map((tag) => tagNames[tag]);
    const whole = {
      page: url,
      tags,
      whole: true,
      location: url,
      title,
      kind: kind || "section",
      alias,
      search: sought(0),
      summary,
      text: texts[0] || "",
      facts: facts[0],
    };
    const context = [title, ...alias].join(" \n ");
    const parts = headings.map(([anchor, heading, others], number) => ({
      page: url,
      tags,
      location: `${url}#${anchor}`,
      title: heading,
      kind: "section",
      alias: others,
      search: sought(number + 1),
      above: title,
      context,
      text: texts[number + 1] || "",
      facts: facts[number + 1],
    }));
    return [whole, ...parts];
  }

  function ofTerm([page, anchor, title, expansion, others], text, pages, glossary) {
    const alias = [expansion, ...others].filter(Boolean);
    const { url, title: above } = pages[page];
    return { page: url, location: `${glossary}#${anchor}`, title, kind: "term", alias, expansion, text, above };
  }

  /** A comparison of many, or of a pair, which has no title of its own. */
  function ofComparison([url, title, row], text, pages) {
    const alone = new Set(row.map(([page]) => page)).size === row.length; // no other member is on the same page
    const members = row.map(([page, heading]) => (heading ? headingOf(pages[page], heading, alone) : pages[page]));
    const named = title ? { title, kind: "compare" } : { title: pairOf(members.map(short)), kind: "pair" };
    return { page: url, location: url, whole: true, ...named, members, context: members.map(calls).join(" \n "), text };
  }

  function ofQuestion([number, heading, prompt, text], pages) {
    const { url, title, headings } = pages[number];
    const anchor = heading ? `#${headings[heading - 1][0]}` : "";
    return { page: url, location: url + anchor, title: prompt, kind: "question", context: title, text, above: title };
  }

  const pairOf = ([first = "", second]) =>
    second === undefined ? first : guide.language.word("search.pair", { first, second });
  /** A heading is also known by its page: of queues the one is compared with topics, and asked for as "SQS". */
  function headingOf(page, number, alone) {
    const [, title, alias] = page.headings[number - 1];
    return { title, alias: alone ? [...alias, page.title] : alias };
  }

  const calls = ({ title, alias }) => [title, ...alias].join(" ");
  const short = ({ title }) => (title.match(/\(([A-Z0-9-]{2,6})\)$/) || ["", title])[1];

  (guide.search ??= {}).documents = { documents };
})((globalThis.studyguide ??= {}));
