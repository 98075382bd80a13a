/* Fields: what a document is called, what it says, and what a whole page puts together of its documents, as stems. */
(function (guide) {
  "use strict";

  /** What a field says of a document: w, how much a hit counts; b, how much long ones lose. */
  const PART = {
    title: { w: 5, b: 0.4 },
    alias: { w: 4, b: 0.2 },
    context: { w: 2, b: 0.4 },
    search: { w: 2, b: 0.5 },
    summary: { w: 2.5, b: 0.4 },
    use: { w: 2.5, b: 0.3 },
    facts: { w: 1.5, b: 0.5 },
    tags: { w: 1.5, b: 0.3 },
    text: { w: 1, b: 0.6 },
  };
  const WHOLE = {
    title: { w: 6, b: 0.4 },
    alias: { w: 4, b: 0.2 },
    heads: { w: 2, b: 0.5 },
    search: { w: 2, b: 0.5 },
    summary: { w: 3, b: 0.4 },
    use: { w: 3, b: 0.3 },
    facts: { w: 1.5, b: 0.5 },
    tags: { w: 2, b: 0.3 },
    text: { w: 1, b: 0.7 },
    terms: { w: 1, b: 0.5 },
    asked: { w: 0.8, b: 0.7 },
  };

  // All phrases of a page, as one text: people say in many ways what they look for, each in a few of these words.
  const SOUGHT = { search: { w: 0.37, b: 0.75 } };
  const STRONG = ["title", "alias", "heads", "search", "summary", "use", "facts", "tags"]; // what a page is about stands here

  const said = (facts) => facts.map(({ name, value }) => `${name} \n ${value}`).join(" \n ");

  function fieldsOf(doc, vocabulary) {
    const naming = doc.kind !== "question";
    const read = (text, how) => vocabulary.read(text, doc.id, how);
    return {
      title: read(doc.title, { naming }),
      alias: read(doc.alias.join(" \n "), { naming }),
      context: read(doc.context),
      summary: read(doc.summary),
      use: read(said(doc.facts.filter(({ use }) => use))),
      facts: read(said(doc.facts.filter(({ use }) => !use))),
      tags: read(doc.tags.join(" \n "), { naming }),
      ...readLines(doc, vocabulary),
    };
  }

  function readLines(doc, vocabulary) {
    const read = doc.text.split("\n").map((line) => vocabulary.read(line, doc.id));
    const sought = vocabulary.readAll(doc.search, doc.id, { unseen: true });
    const facts = doc.facts.map(({ name, value }) => vocabulary.again(`${name} \n ${value}`));
    const title = vocabulary.again(doc.title);
    const one = doc.kind === "question" || doc.kind === "term";
    const summary = doc.whole && doc.summary ? [vocabulary.again(doc.summary)] : [];
    const lines = one ? [[...title, ...read.flat()]] : [...summary, ...sought, ...read, ...facts];
    return { search: sought.flat(), text: read.flat(), lines };
  }

  /** Put what stands on each page together, in the order of the pages, and mark the stems that say what pages are about. */
  function wholePages(docs, parts, stems) {
    const found = new Map();
    docs.forEach((doc, id) => {
      const fields = found.get(doc.page) ?? {};
      found.set(doc.page, fields);
      for (const [field, some] of Object.entries(wholeFields(doc, parts[id]))) (fields[field] ??= []).push(some);
    });
    const rows = Array.from(found.values(), (fields) =>
      Object.fromEntries(Object.entries(fields).map(([field, some]) => [field, some.flat()])),
    );
    const strong = new Uint8Array(stems);
    for (const row of rows) for (const field of STRONG) for (const one of row[field] ?? []) strong[one] = 1;
    return { rows, strong };
  }

  /** Say in which fields of its page a document's words stand. */
  function wholeFields({ kind, whole }, { title, alias, context, lines, ...rest }) {
    if (kind === "question") return { asked: [...title, ...rest.text] };
    if (kind === "term") return { terms: [...title, ...alias, ...rest.text] };
    if (whole) return { title, alias: [...alias, ...context], ...rest };
    return { heads: [...title, ...alias], ...rest, tags: [] };
  }

  (guide.search ??= {}).fields = { fieldsOf, wholePages, PART, WHOLE, SOUGHT };
})((globalThis.studyguide ??= {}));
