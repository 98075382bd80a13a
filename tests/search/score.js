/* Score a search on queries with known answers. Usage: node score.js <ours|stock> <input.json>; prints [[query, rank], …].
   The input has {queries: [[query, [page, …]], …]} and for ours {names, texts} (files), for stock {worker, index}. */
"use strict";

const fs = require("node:fs");
const vm = require("node:vm");

const { load } = require("../js/studyguide.js");

function ours({ names, texts }) {
  const data = {};
  const take = vm.createContext({
    studyguide: {
      take: (kind, value) => {
        data[kind] = value;
      },
    },
  });
  for (const file of [names, texts].filter(Boolean)) vm.runInContext(fs.readFileSync(file, "utf8"), take);
  const { engine: engines, rank } = load(
    "language",
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
  ).search;
  const engine = engines.build(data.names, data.texts || null);
  return async (query) => rank.search(query, engine).groups.map(({ page }) => page);
}

/** Run Material's own worker as it is: it only wants a scope to listen and answer in. */
async function stock({ worker, index }) {
  let listen;
  let answered;
  const scope = {
    console: { warn() {} },
    addEventListener: (_, listener) => (listen = listener),
    postMessage: (message) => answered(message),
  };
  scope.self = scope.window = scope.globalThis = scope;
  vm.runInContext(fs.readFileSync(worker, "utf8"), vm.createContext(scope));
  const ask = (data) =>
    new Promise((resolve) => {
      answered = resolve;
      listen({ data });
    });
  await ask({ type: 0, data: { ...JSON.parse(fs.readFileSync(index, "utf8")), options: { suggest: false } } });
  return async (query) => {
    const { data } = await ask({ type: 2, data: query });
    return data.items.map((docs) => docs[0].location.split("#")[0]);
  };
}

async function main([kind, input]) {
  const given = JSON.parse(fs.readFileSync(input, "utf8"));
  const search = await (kind === "ours" ? ours(given) : stock(given));
  const ranks = [];
  for (const [query, wanted] of given.queries)
    ranks.push([query, (await search(query)).findIndex((page) => wanted.includes(page)) + 1]);
  process.stdout.write(JSON.stringify(ranks));
}

main(process.argv.slice(2));
