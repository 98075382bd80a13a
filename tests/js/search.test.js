"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");

const { load, part } = require("./studyguide.js");

const { withTag } = part("search/box");
const { wordsOf } = part("search/missing");
const {
  words,
  documents,
  query,
  rank: ranking,
  show,
} = load(
  "vendor/minisearch",
  "language",
  "text",
  "search/words",
  "search/documents",
  "search/query",
  "search/rank",
  "search/show",
).search;
const rank = { ...documents, ...query, ...ranking };

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
const engine = rank.build(NAMES, TEXTS);
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
  const built = documents.build(names, null);
  assert.equal(rank.search("sqs vs sns", built).groups[0].page, "compare/standard-vs-topic/");
  assert.equal(rank.search("sqs", built).groups[0].page, "queue/");
});

test("either spelling finds the other as the same word", () => {
  const page = (url, title, ...aliases) => [url, title, "", aliases, "", [], []];
  const names = {
    ...NAMES,
    pages: [page("ou/", "Organisation"), page("data/", "Catalog"), page("edge/", "Cache behaviour")],
    terms: [],
    comparisons: [],
  };
  const built = documents.build(names, null);
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
  const from = rank.build(names, {
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

test("names alone answer before the texts are there", () => {
  const names = rank.build(NAMES, null);
  assert.equal(best("sqs", names), "sqs/");
  assert.deepEqual(rank.search("topic", names).groups, []);
  assert.equal(best("topic"), "sns/");
});

test("results have Material's form: the page and its parts, escaped and marked", () => {
  const found = rank.search("rpo", engine);
  const [first] = show.items(found, engine);
  const term = first.find(({ location }) => location === "glossary/#rpo");
  assert.ok(first.some(({ location }) => location === "dr/"));
  assert.match(term.title, /<span class="sg-search-kind">Term<\/span> <mark>RPO<\/mark>/);
  assert.match(term.text, /Recovery Point Objective/);
  assert.equal(term.terms.rpo, true);
  for (const doc of first) assert.ok(doc.score <= first[0].score);
});

test("what the notes hold is text, never markup", () => {
  const hostile = {
    ...NAMES,
    pages: [page("x/", "<img src=x onerror=alert(1)> S3", { summary: "<script>alert(1)</script> s3 &amp;" })],
    terms: [],
    comparisons: [],
  };
  const from = rank.build(hostile, null);
  const html = JSON.stringify(show.items(rank.search("s3", from), from));
  assert.doesNotMatch(html, /<img|<script/);
  assert.match(html, /&#60;script&#62;/);
});

test("an excerpt shows where most of the words are", () => {
  const text = `${"filler ".repeat(80)}the visibility timeout hides a message ${"more ".repeat(80)}`;
  const cut = show.excerpt(text, ({ whole }) => ["visibility", "timeout"].includes(whole));
  assert.match(cut, /^… .*visibility timeout.* …$/);
  assert.ok(cut.length < 300);
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
  const engine = rank.build(names, texts, "ar");
  for (const [url, , , queries] of guide)
    for (const query of queries) assert.equal(rank.search(query, engine).groups[0]?.page, url, query);
});
