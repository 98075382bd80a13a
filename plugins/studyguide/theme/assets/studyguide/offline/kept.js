/* The copies of the guide that a browser keeps: what they are called, and what is in them. For pages and for the service
 * worker. Only one that was fetched as a whole holds the list of its files: pages and scripts of two versions never meet. */
(function (guide) {
  "use strict";

  const LIST = "studyguide-copy.json";
  const WORKER = "studyguide-sw.js";

  /** Name the copy of a version. The root is in it: other guides of the same server have copies of their own. */
  const nameOf = (root, version) => `studyguide ${root} ${version}`;

  const isOurs = (root, name) => name.startsWith(`${nameOf(root, "")}`);

  /** The key of a file in a copy: its address below the root, with the name that it has on the disk. */
  const keyOf = (root, path) => root + path.split("/").map(encodeURIComponent).join("/");

  /** The address that pages have for a file; servers send those who ask for `index.html` there. */
  const addressOf = (root, path) => keyOf(root, path).replace(/(^|\/)index\.html$/, "$1");

  /** The files that an address may stand for, the likeliest first; none where it is not below the root. */
  function keysOf(root, address) {
    const url = new URL(address);
    const bare = url.origin + url.pathname;
    if (!bare.startsWith(root)) return [];
    if (bare.endsWith("/")) return [`${bare}index.html`];
    return [bare, `${bare}/index.html`, `${bare}.html`];
  }

  /** What of a list is to be fetched, where some is there already, and what an older copy has alike. */
  function parted(list, older, isThere) {
    const had = new Map(older.map(([path, , digest]) => [path, digest]));
    const missing = list.filter(([path]) => !isThere(path));
    const isAlike = ([path, , digest]) => had.get(path) === digest;
    return { fetched: missing.filter((file) => !isAlike(file)), copied: missing.filter(isAlike) };
  }

  /** The names of all copies of this guide, whole or not. */
  const names = async (root) => (await caches.keys()).filter((name) => isOurs(root, name));

  /** The copy that is whole: its cache and its list; null where there is none. */
  async function whole(root) {
    for (const name of (await names(root)).reverse()) {
      const cache = await caches.open(name);
      const list = await cache.match(keyOf(root, LIST));
      if (list) return { name, cache, list: await list.json() };
    }
    return null;
  }

  /** Forget all copies but one. */
  async function forget(root, but = "") {
    for (const name of await names(root)) if (name !== but) await caches.delete(name);
  }

  (guide.offline ??= {}).kept = { LIST, WORKER, nameOf, isOurs, keyOf, addressOf, keysOf, parted, whole, forget };
})((globalThis.studyguide ??= {}));
