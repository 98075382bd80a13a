"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");

const { load, part } = require("./studyguide.js");

const { withTag, counted } = part("search/box");
const { wordsOf } = part("search/missing");
const {
  words,
  asks,
  engine: engines,
  prepare,
  index: bm25f,
  query,
  rank: ranking,
  answer: answers,
  absent: absence,
  phrases,
  show,
  told: messages,
} = load(
  "language",
  "text",
  "search/words",
  "search/asks",
  "search/columns",
  "search/index",
  "search/naming",
  "search/phrases",
  "search/passages",
  "search/vocabulary",
  "search/fields",
  "search/documents",
  "search/prepare",
  "search/engine",
  "search/query",
  "search/hits",
  "search/rank",
  "search/absent",
  "search/answer",
  "search/show",
  "search/told",
).search;
const rank = { ...query, ...ranking };

const TABLES = path.join(__dirname, "../../plugins/studyguide/language/tables");

/** The lists of a language, as the build writes them into the names and the texts. */
const listsOf = (language) => JSON.parse(fs.readFileSync(path.join(TABLES, `${language}.json`), "utf8")).search;
const LISTS = listsOf("en");

const page = (url, title, more = {}) => [
  url,
  title,
  more.kind || "",
  more.alias || [],
  more.summary || "",
  more.tags || [],
  more.headings || [],
];
const NAMES = {
  asks: LISTS,
  glossary: "glossary/",
  tags: ["storage", "messaging"],
  pages: [
    page("s3/", "Amazon Simple Storage Service (S3)", {
      alias: ["bucket"],
      tags: [0],
      headings: [["sse-c", "Keys of your own (SSE-C)", []]],
    }),
    page("sqs/", "Amazon Simple Queue Service (SQS)", { tags: [1] }),
    page("sns/", "Amazon Simple Notification Service (SNS)", { tags: [1] }),
    page("edge/", "CloudFront", { summary: "Caches at the edge." }),
    page("dr/", "Disaster recovery"),
    page("tokyo/", "東京タワー"),
  ],
  terms: [[4, "rpo", "RPO", "Recovery Point Objective", []]],
  comparisons: [
    [
      "compare/sqs-vs-sns/",
      "",
      [
        [1, 0],
        [2, 0],
      ],
    ],
  ],
};
const TEXTS = {
  pages: [
    ["Objects are kept & replicated.", "You send the key."],
    ["A queue holds messages."],
    ["A topic sends messages."],
    ["Caches copies."],
    ["The RPO bounds the loss."],
    ["A tower."],
  ],
  terms: ["How much data may be lost."],
  comparisons: ["ordering"],
  questions: [[1, 0, "Which one buffers orders?", "SQS"]],
};
const engine = engines.build(NAMES, TEXTS);
const best = (query, from = engine) => rank.search(query, from).groups.map((group) => group.page)[0];

test("compounds are kept whole and split", () => {
  assert.deepEqual(words.words("SSE-C"), ["ssec", "sse"]);
  assert.deepEqual(words.words("CloudFront"), ["cloudfront", "cloud", "front"]);
  assert.deepEqual(words.words("ecs.config"), ["ecsconfig", "ecs", "config"]);
  assert.deepEqual(words.words("100TB Route53"), ["100tb", "100", "tb", "route53", "route", "53"]);
});

test("scripts without spaces are cut into pairs", () => {
  assert.deepEqual(words.words("東京都 café"), ["東京都", "東京", "京都", "cafe"]);
  assert.equal(best("京タ"), "tokyo/");
});

test("stems join forms of a word, and leave short words alone", () => {
  for (const forms of [
    ["replicated", "replicating", "replication", "replicates"],
    ["policy", "policies"],
    ["scale", "scaling"],
  ])
    assert.equal(new Set(forms.map(words.stem)).size, 1, forms.join());
  assert.equal(words.stem("sns"), "sns");
  assert.equal(words.stem("東京"), "東京");
});

test("British and American spelling are one", () => {
  for (const [british, american] of [
    ["optimise", "optimize"],
    ["organisations", "organizations"],
    ["organisational", "organizational"],
    ["analysed", "analyzed"],
    ["behaviour", "behavior"],
    ["centres", "centers"],
    ["centred", "centered"],
    ["catalogues", "catalogs"],
    ["cataloguing", "cataloging"],
    ["labelled", "labeled"],
    ["enrol", "enroll"],
    ["enrolment", "enrollment"],
    ["licence", "license"],
    ["programme", "program"],
  ]) {
    assert.equal(words.spelled(british), words.spelled(american), british);
    assert.equal(words.stem(british), words.stem(american), british);
  }
  for (const [one, other] of [
    ["file", "fill"],
    ["role", "roll"],
    ["poll", "pole"],
  ])
    assert.notEqual(words.stem(one), words.stem(other), one);
  for (const word of ["hour", "source", "store", "wise", "s3", "東京都東京都"]) assert.equal(words.spelled(word), word);
});

test("a heading in a comparison is also known by its page, unless the other is on the same page", () => {
  const page = (url, title, ...headings) => [url, title, "", [], "", [], headings.map((name) => [name, name, []])];
  const names = {
    ...NAMES,
    pages: [page("queue/", "Queues (SQS)", "Standard", "Ordered"), page("topic/", "Topics (SNS)")],
    terms: [],
    comparisons: [
      [
        "compare/standard-vs-topic/",
        "",
        [
          [0, 1],
          [1, 0],
        ],
      ],
      [
        "compare/standard-vs-ordered/",
        "",
        [
          [0, 1],
          [0, 2],
        ],
      ],
    ],
  };
  const built = engines.build(names, null);
  assert.equal(rank.search("sqs vs sns", built).groups[0].page, "compare/standard-vs-topic/");
  assert.equal(rank.search("sqs", built).groups[0].page, "queue/");
});

test("words that only search knows lead to their heading, and are not shown", () => {
  const headings = [["denied", "When access is refused", []]];
  const names = { ...NAMES, pages: [...NAMES.pages, page("net/", "Private networks", { headings })] };
  const at = NAMES.pages.length;
  const search = [
    [at, 0, ["vnet", "virtual network"]],
    [at, 1, ["403", "AccessDenied"]],
  ];
  const built = engines.build(names, { ...TEXTS, pages: [...TEXTS.pages, ["", ""]], search });
  for (const [query, location] of [
    ["vnet", "net/"],
    ["virtual network", "net/"],
    ["accessdenied", "net/#denied"],
  ]) {
    const [row] = show.rows(rank.search(query, built), built);
    assert.equal(row.location, location, query);
    assert.doesNotMatch(row.title + row.text, /vnet|AccessDenied/);
  }
  assert.deepEqual(show.suggest("vne", rank.search("vne", built)), []);
});

test("a phrase that says what is asked beats its words here and there", () => {
  const names = {
    ...NAMES,
    pages: [
      page("vault/", "Vault"),
      page("git/", "Repositories", { summary: "Code, and who may change its passwords." }),
      page("job/", "Jobs", { headings: [["limits", "Limits", []]] }),
    ],
    terms: [],
    comparisons: [],
  };
  const texts = {
    pages: [
      ["It hands out values."],
      ["Code is kept here. Passwords keep people out. Code is code, and out is out."],
      ["Jobs run.", "Each ends by itself."],
    ],
    terms: [],
    comparisons: [],
    questions: [],
    search: [
      [0, 0, ["keep passwords out of code", "hide credentials"]],
      [2, 1, ["how long may it run"]],
    ],
  };
  const built = engines.build(names, texts);
  assert.equal(best("keep passwords out of my code", built), "vault/");
  assert.equal(best("no passwords in code", built), "vault/");
  assert.equal(best("code repositories", built), "git/");
  assert.equal(rank.search("how long may a job run", built).groups[0].lead.doc.location, "job/#limits");
});

test("a name of several words is found in one word, also with a mistake", () => {
  const names = {
    ...NAMES,
    pages: [page("steps/", "Step Functions"), page("groups/", "Security groups"), page("run/", "Functions")],
    terms: [],
    comparisons: [],
  };
  const built = engines.build(names, { ...TEXTS, pages: [["A step."], ["A group."], ["It runs."]], questions: [] });
  assert.equal(best("stepfunctions", built), "steps/");
  assert.equal(best("securitygroup", built), "groups/");
  assert.equal(rank.search("stepfuntions", built).suggestion, "step functions");
  assert.equal(best("stepfuntions", built), "steps/");
});

test("either spelling finds the other as the same word", () => {
  const page = (url, title, ...aliases) => [url, title, "", aliases, "", [], []];
  const names = {
    ...NAMES,
    pages: [page("ou/", "Organisation"), page("data/", "Catalog"), page("edge/", "Cache behaviour")],
    terms: [],
    comparisons: [],
  };
  const built = engines.build(names, null);
  for (const [query, url] of [
    ["organization", "ou/"],
    ["organisation", "ou/"],
    ["catalogue", "data/"],
    ["cache behavior", "edge/"],
  ]) {
    const { groups, suggestion } = rank.search(query, built);
    assert.deepEqual([groups[0]?.page, suggestion], [url, ""], query);
  }
  const share = (query) => rank.search(query, built).groups[0].score;
  assert.equal(share("organization"), share("organisation"));
});

test("a swap of neighbours is one mistake", () => {
  assert.equal(words.distance("lamdba", "lambda", 2), 1);
  assert.equal(words.distance("kinises", "kinesis", 2), 2);
  assert.equal(words.distance("s3", "cloudfront", 2), 3);
});

test("the page that is called so comes first", () => {
  for (const [query, url] of [
    ["sqs", "sqs/"],
    ["simple queue service", "sqs/"],
    ["bucket", "s3/"],
    ["cloud front", "edge/"],
    ["sse-c", "s3/"],
    ["ssec", "s3/"],
  ])
    assert.equal(best(query), url, query);
});

test("acronyms and expansions find each other", () => {
  assert.equal(best("recovery point objective"), "dr/");
  assert.equal(best("rpo"), "dr/");
});

test("all words before some words", () => {
  const { groups } = rank.search("messages queue", engine);
  assert.equal(groups[0].page, "sqs/");
  assert.equal(groups[0].share, 1);
});

test("comparisons come first when one compares", () => {
  assert.equal(best("sqs vs sns"), "compare/sqs-vs-sns/");
  assert.equal(best("difference between sns and sqs"), "compare/sqs-vs-sns/");
  assert.notEqual(best("sns"), "compare/sqs-vs-sns/");
});

test("typing mistakes are forgiven, and the right word offered", () => {
  const found = rank.search("cloudfrnot", engine);
  assert.equal(found.groups[0].page, "edge/");
  assert.equal(found.suggestion, "cloudfront");
  assert.equal(rank.search("caching", engine).suggestion, "", "a known stem is no mistake");
  assert.equal(rank.search("#storage buckte", engine).suggestion, "#storage bucket");
});

test("a mistake is no word because its stem is one", () => {
  const names = {
    ...NAMES,
    terms: [],
    comparisons: [],
    pages: [page("inspector/", "Inspector"), page("firewall/", "Firewall")],
  };
  const from = engines.build(names, {
    pages: [["Scans."], ["Inspects packets; inspection is stateful."]],
    terms: [],
    comparisons: [],
    questions: [],
  });
  const { groups, suggestion } = rank.search("inspecter", from);
  assert.equal(groups[0].page, "inspector/");
  assert.equal(suggestion, "inspector");
  assert.equal(rank.search("inspecting", from).suggestion, "");
});

test("of a compound that nobody wrote the known parts are looked for", () => {
  assert.equal(best("sqs:MessageReceivedTwice"), "sqs/");
});

test("a tag keeps to its pages", () => {
  assert.deepEqual(
    new Set(rank.search("#messaging service", engine).groups.map((group) => group.page)),
    new Set(["sqs/", "sns/"]),
  );
});

test("nonsense, signs and nothing find nothing and break nothing", () => {
  for (const query of ["", "   ", "zzqqxxzzqqxx", "***", '"', "#", "\\", "constructor __proto__"])
    assert.deepEqual(rank.search(query, engine).groups, [], query);
});

test("what nobody wrote is said to be absent, a slip of a name is not, and words of far pages stand apart", () => {
  const absent = (query) => absence.absent(rank.search(query, engine, false), engine);
  assert.deepEqual(absent("Zeppelin mooring").words, ["Zeppelin", "mooring"]);
  assert.deepEqual(absent("zeppelin queue"), { words: ["zeppelin"], apart: false });
  assert.deepEqual(absent("cloudfrnt"), { words: [], apart: false });
  assert.deepEqual(absent("queue"), { words: [], apart: false });
  assert.deepEqual(absent("tower bounds copies"), { words: [], apart: true });
});

test("of more pages than are listed, their number is said", () => {
  const translations = { "search.result.other": "# matching documents", "search.result.one": "one" };
  const rows = [{}, {}];
  const found = { query: "a", rows, whole: true, total: 2 };
  assert.equal(counted(found, translations), "2 matching documents");
  assert.equal(counted({ ...found, total: 33 }, translations), "The best 2 of 33 pages");
  assert.equal(counted({ ...found, total: 33, whole: false }, translations), "The search is loading…"); // more is coming
});

test("names alone answer before the texts are there", () => {
  const names = engines.build(NAMES, null);
  assert.equal(best("sqs", names), "sqs/");
  assert.deepEqual(rank.search("topic", names).groups, []);
  assert.equal(best("topic"), "sns/");
});

const rowsOf = (query, from = engine) => show.rows(rank.search(query, from), from);

test("a result leads to the heading that matches, and names its page and more of it", () => {
  const [first] = rowsOf("send the key");
  assert.equal(first.location, "s3/#sse-c");
  assert.equal(first.above, "Amazon Simple Storage Service (S3)");
  assert.match(first.text, /You <mark>send<\/mark> the <mark>key<\/mark>/);
  assert.deepEqual(
    first.more.map(({ location }) => location),
    ["s3/"],
  );
  assert.equal(first.terms.key, true);
  assert.ok(!("the" in first.terms) && !("you" in first.terms), "small words are not marked on the page");
  assert.equal(rowsOf("s3")[0].location, "s3/", "who names a page wants its beginning");
});

test("on the page is marked what was typed, in any form, and not what stands for it", () => {
  assert.deepEqual(rowsOf("rpo")[0].terms, { rpo: true });
  assert.deepEqual(rowsOf("keys")[0].terms, { key: true, keys: true });
});

test("a term of a page stands below the page, and says that it is one", () => {
  const [first] = rowsOf("rpo");
  const term = first.more.find(({ location }) => location === "glossary/#rpo");
  assert.equal(first.location, "dr/");
  assert.deepEqual([term.label, term.title], ["Term", "<mark>RPO</mark>"]);
});

test("Enter, which opens the highest score, opens the first", () => {
  const scores = rowsOf("service messages").flatMap(({ score, more }) => [score, ...more.map((one) => one.score)]);
  assert.equal(Math.max(...scores), scores[0]);
  assert.equal(scores.filter((one) => one === scores[0]).length, 1);
});

test("what the notes hold is text, never markup", () => {
  const hostile = {
    ...NAMES,
    pages: [page("x/", "<img src=x onerror=alert(1)> S3", { summary: "<script>alert(1)</script> s3 &amp;" })],
    terms: [],
    comparisons: [],
  };
  const html = JSON.stringify(rowsOf("s3", engines.build(hostile, null)));
  assert.doesNotMatch(html, /<img|<script/);
  assert.match(html, /&#60;script&#62;/);
});

test("between rows, items and facts of an excerpt stands a sign, and none after a sentence", () => {
  const names = { ...NAMES, tags: [], pages: [page("dms/", "DMS")], terms: [], comparisons: [] };
  const texts = {
    pages: [["It moves data (once).\nschema: native; convert\ndata: DMS\nThe end."]],
    facts: [
      [0, 0, "price", "$1", 1, 0, []],
      [0, 0, "kind", "move", 2, 0, []],
    ],
    files: ["a.md"],
    sources: [],
    terms: [],
    comparisons: [],
    questions: [],
  };
  const from = engines.build(names, texts);
  const [{ text }] = show.rows(rank.search("DMS", from), from);
  assert.equal(
    text.replaceAll(/<.*?>/g, ""),
    "It moves data (once). schema: native; convert · data: DMS · The end. · price: $1 · kind: move",
  );
});

test("a heading of several pages is named after its page", () => {
  const part = (name) => [name.toLowerCase(), name, []];
  const names = {
    ...NAMES,
    tags: [],
    pages: [
      page("a/", "<A> queue", { headings: [part("Errors"), part("Order")] }),
      page("b/", "Bucket", { headings: [part("errors")] }),
    ],
    terms: [],
    comparisons: [],
  };
  const texts = {
    pages: [
      ["", "timeout", "sorted"],
      ["", "full"],
    ],
    terms: [],
    comparisons: [],
    questions: [],
  };
  const from = engines.build(names, texts);
  const first = (query) => show.rows(rank.search(query, from), from).map(({ title, above }) => [title, above])[0];
  assert.deepEqual(first("queue timeout"), ["&#60;A&#62; <mark>queue</mark> – Errors", ""]);
  assert.deepEqual(first("sorted"), ["Order", "<A> queue"]);
});

test("what was typed is marked, in any form, and not what stands for it or only begins so", () => {
  const lines = {
    "migrate logs": "Moves log files of a logical copy; migration of logs.",
    AccessDenied: "Access is denied: AccessDenied, AccessDeniedException.",
    timeouts: "A timeout of time, a time-out.",
  };
  const names = { ...NAMES, tags: [], pages: [page("a/", "Page")], terms: [], comparisons: [] };
  const texts = { asks: LISTS, pages: [[Object.values(lines).join("\n")]], terms: [], comparisons: [], questions: [] };
  const from = engines.build(names, texts);
  const marks = (query) => {
    const [{ text }] = show.rows(rank.search(query, from), from);
    return [...new Set(Array.from(text.matchAll(/<mark>(.*?)<\/mark>/g), ([, marked]) => marked))];
  };
  assert.deepEqual(marks("migrate logs"), ["log", "migration", "logs"]);
  assert.deepEqual(marks("AccessDenied"), ["AccessDenied", "AccessDeniedException"]);
  assert.deepEqual(marks("timeouts"), ["timeout", "time-out"]);
});

test("an excerpt shows where most of the words are, and rather what was typed than what stands for it", () => {
  const text = `${"moves ".repeat(60)}a migration ${"more ".repeat(60)}`;
  const { html } = show.excerpt(text, ({ whole }) => ({ moves: 0.5, migration: 1 })[whole] ?? 0);
  assert.match(html, /<mark>migration<\/mark>/);
  assert.doesNotMatch(html, /<mark>moves/);
});

test("an excerpt shows where most of the words are", () => {
  const text = `${"filler ".repeat(80)}the visibility timeout hides a message ${"more ".repeat(80)}`;
  const { html } = show.excerpt(text, ({ whole }) => ["visibility", "timeout"].includes(whole));
  assert.match(html, /^… .*<mark>visibility timeout<\/mark>.* …$/);
  assert.ok(html.length < 320);
});

test("the last word is completed by a name of the best pages", () => {
  const completed = (query) => show.suggest(query, rank.search(query, engine));
  assert.deepEqual(completed("clou"), ["cloudfront"]);
  assert.deepEqual(completed("amazon simple q"), [], "one letter is none to complete");
  assert.deepEqual(completed("zzqq"), []);
  assert.deepEqual(completed("recovery obj"), ["objective"]);
});

test("a name in parentheses stands for the whole in the title of a pair", () => {
  const pair = engine.docs.find(({ kind }) => kind === "pair");
  assert.equal(pair.title, "SQS vs SNS");
});

test("facets are the tags that narrow the results down", () => {
  const found = rank.search("service", engine);
  assert.deepEqual(show.facets(found, engine), [["messaging", 2]]);
  assert.equal(withTag("sqs", "messaging"), "sqs #messaging");
  assert.equal(withTag("sqs #Messaging", "messaging"), "sqs");
});

test("a missing page is looked for by the last words of its address", () => {
  const words = {
    "/guide/compare/sqs-vs-sns/": "sqs vs sns",
    "/s3_glacier.html": "s3 glacier",
    "/a/b/index.html": "b",
    "/%E6%9D%B1%E4%BA%AC/": "東京",
    "/%E0%A4/": "",
    "/": "",
  };
  for (const [path, expected] of Object.entries(words)) assert.equal(wordsOf(path), expected, path);
});

test("words are found in scripts without capitals, without points, and with what is written together with them", () => {
  const guide = [
    ["a/", "التخزين", "يُحفظ أحمد الملفات والصور", ["تخزين", "بالتخزين", "احمد", "صور"]],
    ["b/", "אחסון", "הקבצים נשמרים בתיקייה", ["אחסון", "באחסון", "תיקייה"]],
    ["c/", "भंडारण", "फ़ाइलें सुरक्षित रहती हैं", ["भंडारण", "सुरक्षित"]],
    ["d/", "저장소", "파일은 안전하게 보관된다", ["저장소", "파일"]],
    ["e/", "存储", "文件安全地保存", ["存储", "安全地"]],
    ["f/", "ストレージ", "ファイルを安全に保存する", ["ストレージ", "保存する"]],
  ];
  const names = { ...NAMES, pages: guide.map(([url, title]) => page(url, title)), terms: [], comparisons: [] };
  const texts = { pages: guide.map(([, , text]) => [text]), terms: [], comparisons: [], questions: [] };
  const engine = engines.build(names, texts, "ar");
  for (const [url, , , queries] of guide)
    for (const query of queries) assert.equal(rank.search(query, engine).groups[0]?.page, url, query);
});

// The answer line.

const factsIn = (language, { pages, facts, terms = [], definitions = [] }) => {
  const asked = listsOf(language);
  const names = { ...NAMES, asks: asked, pages, terms, comparisons: [] };
  const texts = {
    asks: asked,
    pages: pages.map(() => [""]),
    terms: definitions,
    comparisons: [],
    questions: [],
    facts,
    files: ["notes.md"],
    sources: [["Quotas", "https://example.org/quotas"]],
  };
  return engines.build(names, texts, language);
};
const asking = (from) => (text) => answers.answer(rank.search(text, from), from);
const clouds = factsIn("en", {
  pages: [
    page("lambda/", "AWS Lambda", { alias: ["Lambda"], summary: "Runs code." }),
    page("sqs/", "Simple Queue Service (SQS)", {
      summary: "Keeps messages.",
      headings: [
        ["standard", "SQS standard queue", []],
        ["fifo", "SQS FIFO queue", []],
      ],
    }),
    page("kms/", "Key service (KMS)", {
      headings: [
        ["owned", "KMS owned key", []],
        ["managed", "KMS managed key", []],
      ],
    }),
  ],
  facts: [
    [0, 0, "max run time", "15 minutes", 7, 0, [0]],
    [0, 0, "pricing basis", "requests and seconds", 8, 0, []],
    [0, 0, "published apps", "private", 9, 0, []],
    [1, 1, "retention", "14 days", 20, 0, []],
    [1, 2, "retention", "14 days", 30, 0, []],
    [2, 1, "rotation", "by itself", 40, 0, []],
    [2, 2, "rotation", "every year", 50, 0, []],
  ],
  terms: [[0, "cold-start", "Cold start", "", []]],
  definitions: ["The wait for the first run."],
});

test("a fact answers when what is named has what is asked, with its source and line", () => {
  const ask = asking(clouds);
  assert.deepEqual(ask("how long can lambda run"), {
    kind: "fact",
    of: "AWS Lambda",
    above: undefined,
    location: "lambda/",
    name: "max run time",
    value: "15 minutes",
    line: 7,
    file: "notes.md",
    sources: [["Quotas", "https://example.org/quotas"]],
  });
  for (const [query, value] of [
    ["how long can lambda run at most", "15 minutes"],
    ["lambda timeout", "15 minutes"],
    ["what does lambda cost", "requests and seconds"],
    ["Lambda price", "requests and seconds"],
    ["sqs retention", "14 days"],
    ["how long does sqs keep messages", "14 days"],
    ["kms managed key rotation", "every year"],
  ])
    assert.equal(ask(query)?.value, value, query);
});

test("no fact answers what it does not say, or what two say differently", () => {
  const ask = asking(clouds);
  for (const query of [
    "lambda",
    "lambda memory",
    "how long",
    "run time",
    "kms key rotation",
    "lambda apps", // the fact is of published ones
    "lambda vs sqs",
    "",
    "zzqq",
  ])
    assert.equal(ask(query)?.kind === "fact", false, query);
});

test("a term answers when it is all that is asked", () => {
  const ask = asking(clouds);
  assert.equal(ask("what is a cold start?").value, "The wait for the first run.");
  assert.equal(ask("how to avoid a cold start"), undefined);
  assert.equal(ask("how long is a cold start"), undefined);
});

test("a fact answers by its own name, and what a thing is for answers a need", () => {
  const names = {
    ...NAMES,
    pages: [page("exam/", "The exam"), page("graph/", "Neptune"), page("table/", "DynamoDB")],
    terms: [],
    comparisons: [],
  };
  const fact = (number, name, value) => [number, 0, name, value, 3, 0, []];
  const texts = {
    pages: [["It takes a while."], ["Edges."], ["Keys."]],
    terms: [],
    comparisons: [],
    questions: [],
    search: [[1, 0, ["friends of friends", "social network", "answers lost when the cluster broke"]]],
    facts: [fact(0, "pass mark", "720"), fact(1, "best for", "relationships"), fact(2, "size limit", "400 KB")],
    files: ["notes.md"],
    sources: [],
    asks: LISTS,
  };
  const ask = asking(engines.build(names, texts));
  assert.equal(ask("what is the pass mark")?.value, "720");
  assert.equal(ask("find friends of friends in a social network")?.value, "relationships");
  assert.equal(ask("can friends of friends be found?"), undefined); // it asks for more than what it is for
  assert.equal(ask("answers lost when the cluster broke"), undefined); // what it is for has nothing of that
  assert.equal(ask("size limit of an exam"), undefined); // what is named has no such fact
});

test("nothing answers before the texts are there", () => {
  const names = engines.build({ ...NAMES, terms: [[0, "rpo", "RPO", "", []]] }, null);
  assert.equal(asking(names)("rpo"), undefined);
});

test("other languages ask in their own words", () => {
  for (const [language, title, fact, value, query] of [
    ["de", "Warteschlange", "Dauer", "14 Tage", "wie lange hält die Warteschlange"],
    ["fr", "File", "durée", "14 jours", "combien de temps pour la file"],
    ["es", "Cola", "duración", "14 días", "cuánto tiempo dura la cola"],
    ["pl", "Kolejka", "czas", "14 dni", "jak długo kolejka"],
    ["uk", "Черга", "тривалість", "14 днів", "як довго черга"],
    ["tr", "Kuyruk", "süre", "14 gün", "kuyruk ne kadar sürer"],
    ["he", "תור", "משך", "14 ימים", "כמה זמן תור"],
    ["ar", "طابور", "مدة", "14 يوما", "كم من الوقت طابور"],
    ["hi", "कतार", "अवधि", "14 दिन", "कतार कितने समय"],
    ["ja", "東京タワー", "時間", "14 日", "東京タワー 何時間"],
    ["ko", "대기열", "시간", "14일", "대기열 얼마나 오래"],
    ["zh-Hans", "队列", "时间", "14 天", "队列多长时间"],
  ]) {
    const from = factsIn(language, {
      pages: [page("q/", title), page("x/", "S3")],
      facts: [[0, 0, fact, value, 3, 0, []]],
    });
    const found = rank.search(query, from);
    assert.equal(found.groups[0]?.page, "q/", `${language}: ${query}`);
    assert.equal(answers.answer(found, from)?.value, value, `${language}: ${query}`);
  }
});

// What queries are understood by.

test("every language has lists that can be read", () => {
  for (const file of fs.readdirSync(TABLES)) {
    const { small, comparing, alike, asked, use } = asks.read(listsOf(path.basename(file, ".json")));
    assert.ok(small.size > 20 && comparing.size > 2 && alike.size > 30 && use.size > 2, file);
    for (const { phrase, terms } of asked) assert.ok(phrase && terms.length, `${file}: ${phrase}`);
    assert.ok(asked.some(({ told }) => told) && asked.some(({ told }) => !told), file);
  }
});

test("everyday words stand for those of the notes, and less than the words themselves", () => {
  const names = {
    ...NAMES,
    pages: [page("a/", "Price list"), page("b/", "Cheap rooms"), page("c/", "Rooms")],
    terms: [],
    comparisons: [],
  };
  const texts = { asks: LISTS, pages: [[""], [""], [""]], terms: [], comparisons: [], questions: [] };
  const pages = (query) => rank.search(query, engines.build(names, texts)).groups.map((group) => group.page);
  assert.deepEqual(pages("cheap"), ["b/", "a/"]);
  assert.deepEqual(pages("which is the cheapest"), ["b/", "a/"]);
});

test("an error is found by the words it is made of", () => {
  const names = { ...NAMES, pages: [page("iam/", "Access"), page("s3/", "Buckets")], terms: [], comparisons: [] };
  const texts = {
    asks: LISTS,
    pages: [["A request can be denied."], ["Objects."]],
    terms: [],
    comparisons: [],
    questions: [],
  };
  const from = engines.build(names, texts);
  for (const query of [
    "AccessDeniedException",
    "accessDenied",
    "ACCESS_DENIED",
    "s3:AccessDenied",
    "HTTPAccessDeniedError",
  ])
    assert.equal(rank.search(query, from).groups[0]?.page, "iam/", query);
  assert.deepEqual(words.words("HTTPError"), ["httperror", "http", "error"]);
});

test("a name as programs write it is found where it is shown, before what only its words or phrases say", () => {
  const names = {
    ...NAMES,
    tags: [],
    pages: [
      page("access/", "Access to keys, access denied", { alias: ["denied access"] }),
      page("pods/", "Pods"),
      page("iam/", "Identities", { headings: [["errors", "Errors", []]] }),
      page("kms/", "Keys", { headings: [["errors", "Errors", []]] }),
      page("query/", "Queries"),
    ],
    terms: [],
    comparisons: [],
  };
  const texts = {
    asks: LISTS,
    pages: [
      ["Access is denied to who has no access."],
      ["They run."],
      ["Who may do what.", ""],
      ["Keys.", "AccessDeniedException: no key policy lets you in."],
      ["A call of s3:GetObject. Set aws.request_id."],
    ],
    search: [
      [1, 0, ["AccessDenied", "pod gets AccessDenied"]],
      [3, 0, ["AccessDenied", "access denied"]],
    ],
    facts: [[2, 1, "AccessDenied", "a policy denies", 1, 0, []]],
    files: ["a.md"],
    sources: [],
    terms: [],
    comparisons: [],
    questions: [],
  };
  const from = engines.build(names, texts);
  const found = (query) => rank.search(query, from).groups.map(({ lead }) => lead.doc.location);
  for (const query of ["AccessDenied", "accessdenied", "ACCESS_DENIED"])
    assert.deepEqual(found(query).slice(0, 2), ["iam/#errors", "kms/#errors"], query);
  assert.equal(found("access denied")[0], "access/", "two words are no such name");
  assert.deepEqual(
    ["GetObject", "aws.request_id"].map((query) => found(query)[0]),
    ["query/", "query/"],
  );
});

test("a tag that means something is asked for in its words, unless these are another tag", () => {
  const names = {
    ...NAMES,
    tags: ["D3/3.1", "D3/3.2", "Storage"],
    meanings: { "D3/3.1": "High-performing, fast Größe", "D3/3.2": "storage" },
    pages: [
      page("a/", "A lamp", { tags: [0] }),
      page("b/", "B lamp", { tags: [1] }),
      page("c/", "C lamp", { tags: [2] }),
    ],
    terms: [],
    comparisons: [],
  };
  const from = engines.build(names, null);
  assert.deepEqual([...from.signs], [["d3/3.1", "high-performing-fast-größe"]]);
  const found = (query) => rank.search(query, from).groups.map((group) => group.page);
  assert.deepEqual(found("lamp #high-performing-fast-größe"), ["a/"]);
  assert.deepEqual(found("lamp #D3/3.1"), ["a/"]);
  assert.deepEqual(found("lamp #storage"), ["c/"]);
});

test("tags alone, with or without their sign, find what carries all of them", () => {
  const tags = ["storage", "security", "D1/1.3"];
  const names = {
    ...NAMES,
    tags,
    pages: [
      page("a/", "Storage", { tags: [0] }),
      page("b/", "Locks", { tags: [0, 1] }),
      page("c/", "Doors", { tags: [1, 2] }),
    ],
    terms: [],
    comparisons: [],
  };
  const from = engines.build(names, null);
  const pages = (query) => rank.search(query, from).groups.map((group) => group.page);
  for (const query of ["#storage #security", "#security #stor", "#Storage, #security"])
    assert.deepEqual(pages(query), ["b/"], query);
  for (const query of ["storage security", "security + storage"]) assert.equal(pages(query)[0], "b/", query);
  assert.deepEqual(pages("#D1/1.3"), ["c/"]);
});

test("BM25F: fields are put together before they saturate, and long ones lose", () => {
  const fields = { title: { w: 3, b: 0 }, text: { w: 1, b: 1 } };
  const [a, b] = [0, 1]; // numbers of stems
  const made = bm25f.index([{ title: [a], text: [a, b] }, { text: [a, b, b, b] }], fields, 2);
  const posted = { ...made, numbers: new Map(Object.entries({ a, b })) };
  const { ids, weights } = bm25f.where(posted, "a");
  assert.deepEqual([...ids], [0, 1]);
  assert.deepEqual([...weights], [3 + 1 / (2 / 3), 1 / (4 / 3)]);
  assert.ok(bm25f.rarity(posted, "a") < bm25f.rarity(posted, "z"));
});

test("a word in a name decides more than common words in long texts", () => {
  const long = "timeout limit error request ".repeat(40);
  const names = {
    ...NAMES,
    pages: [page("x/", "Gateway"), page("y/", "Queue"), page("z/", "Function")],
    terms: [],
    comparisons: [],
  };
  const texts = {
    asks: LISTS,
    pages: [[long], [long], ["It has a timeout."]],
    terms: [],
    comparisons: [],
    questions: [],
  };
  assert.equal(best("function timeout limit", engines.build(names, texts)), "z/");
});

test("results are sure only where a page is called as the query says", () => {
  const sure = (query) =>
    rank
      .search(query, engine)
      .groups.filter(ranking.sure)
      .map((group) => group.page);
  assert.deepEqual(sure("sqs"), ["sqs/"]);
  assert.deepEqual(sure("messages"), []);
});

/** An engine of pages that have a title and lines of text. */
const told = (...given) =>
  engines.build(
    { ...NAMES, pages: given.map(([title, , more]) => page(`${title}/`, title, more)), terms: [], comparisons: [] },
    { asks: {}, pages: given.map(([, text]) => [text]), terms: [], comparisons: [], questions: [] },
  );

test("words that stand together in a line say more than the same words here and there", () => {
  const apart = "A guest reads.\nMany things happen.\nThe door is blue.\nA badge is green.";
  const together = "A guest opens the door with a badge.\nMany things happen.\nAll is blue.\nAll is green.";
  const from = told(["Apart", apart], ["Together", together], ["Else", "Nothing."]);
  const { groups } = rank.search("guest door badge", from);
  assert.deepEqual(
    groups.map(({ page }) => page),
    ["Together/", "Apart/"],
  );
  assert.ok(groups[0].score > 1.3 * groups[1].score);
});

test("a short name has a plural, and words with a hyphen may be written in one", () => {
  const from = told(
    ["Addresses", "Each IP is public.\nAn IP costs."],
    ["Intrusions", "The IPS watches."],
    ["Streams", "They are real-time."],
    ["Clocks", "The real time is told."],
  );
  assert.equal(best("ips", from), "Addresses/");
  assert.equal(best("ip", from), "Addresses/");
  const found = rank.search("realtime", from).groups.map(({ page }) => page);
  assert.deepEqual(found.sort(), ["Clocks/", "Streams/"]);
});

test("a name of small words and another is not just the other", () => {
  const from = told(["Cloud", "It is rented.", { alias: ["pay as you go"] }], ["Bills", "You pay here."], ["Else", ""]);
  const called = (query) => rank.search(query, from).groups.find(({ page }) => page === "Cloud/").called;
  assert.ok(called("pay") < called("pay as you go"));
});

test("of two, only those that a query compares come before the page that has all", () => {
  const names = {
    ...NAMES,
    pages: ["Disk", "Share", "Bucket"]
      .map((title) => page(`${title}/`, title))
      .concat([page("choose/", "Disk, share or bucket")]),
    terms: [],
    comparisons: [
      [
        "compare/disk-vs-share/",
        "",
        [
          [0, 0],
          [1, 0],
        ],
      ],
    ], // prettier-ignore
  };
  const built = engines.build(names, null);
  assert.equal(best("disk or share", built), "compare/disk-vs-share/");
  assert.equal(best("disk or share or bucket", built), "choose/");
});

test("where each side of a comparison names one of two, in part, it comes before a page that has the words of both", () => {
  const names = {
    ...NAMES,
    pages: [
      page("standby/", "Multi-Zone database (one standby)"),
      page("copy/", "Read copy"),
      page("both/", "Multi-Zone, read copy and global tables", {
        headings: [["which", "Multi-zone or not, read copy or not", []]],
      }),
    ],
    terms: [],
    comparisons: [["compare/both/", "", [0, 1].map((number) => [number, 0])]],
  };
  const which = "Take multi-zone to survive, and a read copy to read more.";
  const texts = { pages: [["It waits."], ["It reads."], [which, `${which}\n${which}`]], terms: [], comparisons: [""] };
  const built = engines.build(names, { ...texts, questions: [], asks: LISTS });
  for (const query of ["multi zone vs read copy", "read copy vs multi-zone"])
    assert.equal(best(query, built), "compare/both/", query);
  assert.equal(best("multi zone read copy", built), "both/");
  assert.equal(best("multi read vs zone copy", built), "both/"); // no side names one of them
});

/** Numbers that look random, the same in each run (Lehmer 1951). */
function dice(seed) {
  let last = seed;
  return (sides) => {
    last = (last * 48271) % 2147483647;
    return last % sides;
  };
}

test("Latin text is cut as any other text is", () => {
  const roll = dice(3);
  const letters = ["a", "B", "é", "ß", "9", "½", "³", "-", ".", "’", "'", "/", " ", " ", "→", "“", "€", "…", "_", "ø"];
  for (let times = 0; times < 500; times++) {
    const text = Array.from({ length: 30 }, () => letters[roll(letters.length)]).join("");
    const plain = words.spans(text);
    assert.deepEqual(words.spans(`${text} 東`).slice(0, -1), plain, text);
    assert.deepEqual(
      words.raws(text),
      plain.map(({ raw }) => raw),
    );
  }
});

test("words a few mistakes away are found without reading all", () => {
  const roll = dice(5);
  const word = () => Array.from({ length: 4 + roll(5) }, () => "abcdeé"[roll(6)]).join("");
  const many = Array.from({ length: 400 }, word);
  const near = words.neighbours(many);
  for (let times = 0; times < 40; times++) {
    const asked = word();
    for (const limit of [1, 2]) {
      const all = many.flatMap((other, at) => {
        const edits = words.distance(asked, other, limit);
        return edits <= limit ? [{ at, edits }] : [];
      });
      assert.deepEqual(near(asked, limit), all);
    }
  }
});

/** A guide of many pages whose words are as unlike in how often they stand as those of a language (Zipf). */
function large(count) {
  const roll = dice(7);
  const word = () => `w${Math.floor(20000 ** (roll(10000) / 10000)).toString(36)}x`;
  const text = (length) => Array.from({ length }, word).join(" ");
  const headings = () => Array.from({ length: 6 }, (_, at) => [`h${at}`, text(3), []]);
  const names = {
    ...NAMES,
    pages: Array.from({ length: count }, (_, at) => page(`p${at}/`, text(3), { headings: headings() })),
    terms: [],
    comparisons: [],
  };
  const texts = { ...TEXTS, pages: names.pages.map(() => Array.from({ length: 7 }, () => `${text(12)}\n${text(12)}`)) };
  const search = names.pages.map((_, at) => [at, at % 7, [text(5), text(6)]]);
  return { built: engines.build(names, { ...texts, questions: [], terms: [], comparisons: [], search }), text };
}

test("in a large guide a letter costs little, because only the best pages are looked at closely", () => {
  const { built, text } = large(1500);
  const times = [];
  for (let asked = 0; asked < 60; asked++) {
    const query = text(2 + (asked % 6));
    const before = process.cpuUsage();
    const found = rank.search(query, built);
    show.rows(found, built);
    answers.answer(found, built);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
    assert.ok(built.parts.room.found.length <= ranking.LIMIT.parts * 7, query);
    assert.ok(found.total >= found.groups.length);
    const pages = found.groups.map((group) => group.page);
    assert.equal(new Set(pages).size, pages.length);
  }
  const usual = times.sort((a, b) => a - b)[30];
  assert.ok(usual < 60, `${usual} ms`); // 5 on a machine with nothing else to do
});

test("a name that stands in phrases alone finds what is nearest, and is said to be absent", () => {
  const texts = { ...TEXTS, search: [[1, 0, ["celery broker for tasks", "jobs for later", "broker"]]] };
  const built = engines.build(NAMES, texts);
  const asked = (query) => {
    const found = rank.search(query, built, false);
    return { first: found.groups[0].page, ...absence.absent(found, built) };
  };
  assert.deepEqual(asked("celery flower"), { first: "sqs/", words: ["flower"], apart: false });
  assert.deepEqual(asked("celery queue"), { first: "sqs/", words: ["celery"], apart: false });
  assert.deepEqual(asked("celery broker tasks"), { first: "sqs/", words: [], apart: false }); // a phrase says just that
  assert.deepEqual(asked("broker"), { first: "sqs/", words: [], apart: false });
  assert.deepEqual(asked("what is the celery of a queue"), { first: "sqs/", words: [], apart: false }); // a sentence
});

test("the first rows come alone, and the others go on below them", () => {
  const names = { ...NAMES, pages: Array.from({ length: 20 }, (_, at) => page(`p${at}/`, `Lantern ${at}`)), terms: [] };
  const built = engines.build({ ...names, comparisons: [] }, null);
  const found = rank.search("lantern", built);
  const locations = (rows) => rows.map(({ location }) => location);
  const whole = messages.told("lantern", built, found, [], true).data;
  const { data, rest } = messages.told("lantern", built, found, [], true, true);
  assert.equal(data.rows.length, show.TOP);
  assert.equal(data.listed, 20);
  assert.deepEqual(locations([...data.rows, ...rest()]), locations(whole.rows));
  const later = messages.told("lantern", built, found, data.rows.slice(0, 3), true, true);
  assert.deepEqual(locations([...later.data.rows, ...later.rest()]), locations(whole.rows));
});

test("of many phrases only those are read that can say the most, and the best of all is among them", () => {
  const size = phrases.MOST + 500;
  const pages = Array.from({ length: size }, (_, number) => page(`p${number}/`, `Page ${number}`));
  const search = pages.map((_, number) => [
    number,
    0,
    [number === size - 1 ? "keep passwords hidden" : "keep passwords"],
  ]);
  const texts = { ...TEXTS, pages: pages.map(() => ["Text."]), search, terms: [], questions: [], comparisons: [] };
  const built = engines.build({ ...NAMES, tags: [], pages, terms: [], comparisons: [] }, texts);
  assert.equal(best("keep passwords hidden", built), `p${size - 1}/`);
  assert.ok(built.phrases.read > 0 && built.phrases.read <= phrases.MOST, `${built.phrases.read}`);
  assert.equal(best("keep passwords hidden", built), `p${size - 1}/`); // nothing is left of the first
  rank.search("page", built);
  assert.equal(built.phrases.read, 0);
});

test("a search leaves nothing behind for the next one", () => {
  const seen = (query) =>
    rank.search(query, engine).groups.map((group) => [group.page, group.score, group.lead.doc.id]);
  const queries = ["sqs", "queue holds messages", "how long topic", "keys of your own", "bucket s3", "tower"];
  const first = queries.map(seen);
  for (const query of [...queries].reverse()) seen(query);
  assert.deepEqual(queries.map(seen), first);
});

test("what a question asks for counts as a word of it where a page can tell", () => {
  const names = { ...NAMES, pages: ["Fleet", "Nights", "Records"].map((title) => page(`${title}/`, title)), terms: [] };
  const texts = {
    pages: [
      ["Servers run.\nThey start in a minute."],
      ["Quiet hours."],
      ["An audit log of each call.\nServers are named."],
    ],
    terms: [],
    comparisons: ["", ""],
    questions: [],
    asks: LISTS,
  };
  const from = engines.build({ ...names, comparisons: [] }, texts);
  const share = (query) => rank.search(query, from).groups.find(({ page }) => page === "Records/").share;
  assert.equal(best("who deleted servers", from), "Records/");
  assert.ok(share("who deleted servers named quiet") > share("servers named quiet"));
});

test("pages beside the notes come after sections that say the same", () => {
  const pages = [page("about/", "About", { kind: "own" }), page("costs/", "Costs")];
  const texts = { pages: [["Budgets warn."], ["Budgets warn."]], terms: [], comparisons: [], questions: [] };
  const ahead = () => {
    const from = engines.build({ ...NAMES, pages, terms: [], comparisons: [] }, texts);
    const [first, second] = rank.search("budgets", from).groups;
    assert.equal(first.page, "costs/");
    return first.score / second.score;
  };
  const weighed = ahead();
  const { own } = rank.KIND;
  rank.KIND.own = 1;
  const alike = ahead();
  rank.KIND.own = own;
  assert.ok(weighed > 1.2 * alike, `${weighed} ${alike}`);
});

test("a page counts more whose phrases, all together, hold what a query describes in several words", () => {
  const pages = [page("lamps/", "Lamps"), page("tools/", "Tools")];
  const search = [
    [0, 0, ["broken lamp of an old house wiped at night by somebody"]],
    [1, 0, ["broken phone", "wipe a phone", "lost and broken", "laptop wiped"]],
  ];
  const texts = {
    pages: [["A wiped laptop broken."], ["A wiped laptop broken."]],
    terms: [],
    comparisons: [],
    questions: [],
    search,
  };
  const from = engines.build({ ...NAMES, pages, terms: [], comparisons: [] }, texts);
  const ratio = (query) => {
    const { groups } = rank.search(query, from);
    const score = (wanted) => groups.find(({ page }) => page === wanted).score;
    return score("tools/") / score("lamps/");
  };
  const { sought } = rank.TUNE;
  const [described, named] = ["wipe broken laptop", "broken laptop"].map((query) => {
    const now = ratio(query);
    rank.TUNE.sought = 0;
    const without = ratio(query);
    rank.TUNE.sought = sought;
    return now / without;
  });
  assert.ok(described > 1.1, `${described}`);
  assert.equal(named, 1); // two words are a name
});

test("what was prepared can be kept, and opened again without the phrases", () => {
  const search = [[1, 0, ["celery broker for tasks"]]];
  const steps = prepare.prepared(NAMES, { ...TEXTS, search }, "en");
  let step = steps.next();
  while (!step.done) step = steps.next();
  const kept = structuredClone(step.value);
  const again = engines.open(NAMES, TEXTS, kept, "en");
  const built = engines.build(NAMES, { ...TEXTS, search });
  for (const query of ["sqs vs sns", "celery tasks", "how long a queue holds", "cloudfrnot", "rpo", "queue holds"]) {
    const [one, other] = [again, built].map((from) => {
      const found = rank.search(query, from);
      return { rows: show.rows(found, from), answer: answers.answer(found, from), meant: found.suggestion };
    });
    assert.ok(one.rows.length > 0, query);
    assert.deepEqual(one, other, query);
  }
});
