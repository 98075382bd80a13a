/* The service worker of a guide that a reader keeps on his device. It asks the server first, always: what is online is never
 * old. Where no server answers, the copy does. Nobody has it who did not ask for a copy. */
(function (guide) {
  "use strict";

  const { LIST, nameOf, keyOf, addressOf, keysOf, parted, whole, forget } = guide.offline.kept;
  const AT_ONCE = 6; // as many as browsers open connections to a server
  const TRIES = 3; // a guide that is published meanwhile is fetched again
  const WAIT = 10 * 60 * 1000; // milliseconds between two looks for a new version; hosts publish in minutes
  const GONE = [403, 404, 410]; // some servers keep back files by their names

  let renewing = null;
  let looked = 0;

  /** A response as it came, that a page may be made from: one that was sent on elsewhere may not. */
  async function plain(response) {
    const headers = new Headers(response.headers);
    for (const name of ["content-encoding", "content-length"]) headers.delete(name);
    return new Response(await response.blob(), { status: response.status, headers });
  }

  /** What the server has now; null where the guide is there and offers no copy any more. */
  async function listed(root) {
    const response = await fetch(root + LIST, { cache: "no-cache" });
    if (response.ok) return response.json();
    if (GONE.includes(response.status) && (await fetch(root, { cache: "no-cache" })).ok) return null;
    throw new Error(`${LIST}: ${response.status}`);
  }

  async function fetched(root, cache, [path]) {
    // The browser's own cache keeps none of it: it would show a page of today tomorrow, without a question.
    const response = await fetch(addressOf(root, path), { cache: "no-store" });
    if (response.ok) await cache.put(keyOf(root, path), await plain(response));
    else if (!GONE.includes(response.status)) throw new Error(`${path}: ${response.status}`);
  }

  async function copied(root, cache, older, file) {
    const found = await older.cache.match(keyOf(root, file[0]));
    if (found) await cache.put(keyOf(root, file[0]), found);
    else await fetched(root, cache, file);
  }

  /** Do something with all files, some at once. */
  async function each(files, act) {
    const waiting = [...files];
    const one = async () => {
      while (waiting.length) await act(waiting.shift());
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  }

  /** Fetch a version, going on where it was interrupted; then it takes the place of the last one, at once and as a whole. */
  async function fill(root, list, tell) {
    const older = await whole(root);
    const name = nameOf(root, list.version);
    if (older?.name === name) return name;
    const cache = await caches.open(name);
    const there = new Set((await cache.keys()).map(({ url }) => url));
    const work = parted(list.files, older?.list.files ?? [], (path) => there.has(keyOf(root, path)));
    let left = work.fetched.reduce((sum, [, size]) => sum + size, 0);
    tell({ part: list.bytes - left, all: list.bytes });
    await each(work.copied, (file) => copied(root, cache, older, file));
    await each(work.fetched, async (file) => {
      await fetched(root, cache, file);
      left -= file[1];
      tell({ part: list.bytes - left, all: list.bytes });
    });
    return name;
  }

  async function renew(root, tell) {
    let list = await listed(root);
    for (let tries = 0; list && tries < TRIES; tries++) {
      const name = await fill(root, list, tell);
      const now = await listed(root);
      if (now?.version === list.version) {
        const cache = await caches.open(name);
        const key = keyOf(root, LIST);
        if (!(await cache.match(key))) await cache.put(key, Response.json({ ...list, kept: Date.now() }));
        return forget(root, name);
      }
      list = now;
    }
    if (list) throw new Error("it changes all the time");
    await forget(root);
    await globalThis.registration.unregister();
  }

  /** Renew the copy, or begin one; who asks meanwhile waits for the same. */
  function renewed(root, tell) {
    const tellers = renewing?.tellers ?? new Set();
    tellers.add(tell);
    if (!renewing) {
      const done = renew(root, (how) => {
        for (const one of tellers) one(how);
      }).finally(() => (renewing = null));
      renewing = { tellers, done };
    }
    return renewing.done;
  }

  /** Look for a new version when the reader is online anyhow, and has a copy. */
  async function look(root) {
    if (Date.now() - looked < WAIT || !(await whole(root))) return;
    looked = Date.now();
    await renewed(root, () => {});
  }

  /** Find what stands for an address in the copy. */
  async function found(root, address) {
    const copy = await whole(root);
    for (const key of copy ? keysOf(root, address) : []) {
      const response = await copy.cache.match(key);
      if (response) return response;
    }
    return null;
  }

  /** Answer for a page; one whose address lacks the slash is led on, as servers do, for its links are beside it. */
  async function page(root, address) {
    const { origin, pathname, search } = new URL(address);
    const isFolder = !pathname.endsWith("/") && !(await exact(root, address));
    if (isFolder && (await found(root, `${origin}${pathname}/`)))
      return Response.redirect(`${origin}${pathname}/${search}`);
    return (await found(root, address)) ?? elsewhere(root, pathname);
  }

  /** Say whether a file has the very name that an address ends with. */
  async function exact(root, address) {
    const copy = await whole(root);
    return copy ? copy.cache.match(keysOf(root, address)[0]) : null;
  }

  /** Lead to the page that says what is kept, and there what was asked for is not; null where it is not there. */
  async function elsewhere(root, missing) {
    for (const address of [`${root}offline/`, `${root}offline.html`])
      if (await found(root, address)) return Response.redirect(`${address}?missing=${encodeURIComponent(missing)}`);
    return null;
  }

  async function answer(event, root) {
    const { request } = event;
    const isPage = request.mode === "navigate";
    try {
      // Servers that say nothing of age leave it to the browser, which may take a page for new that is not.
      const response = await (isPage && request.cache === "default"
        ? fetch(request, { cache: "no-cache" })
        : fetch(request));
      if (isPage) event.waitUntil(look(root).catch(() => {}));
      return response;
    } catch (error) {
      const kept = await (isPage ? page(root, request.url) : found(root, request.url));
      if (kept) return kept;
      throw error;
    }
  }

  /** Do what a page asks for, and tell it how that goes. */
  function heed(event, root) {
    const [port] = event.ports;
    const end = (error) => port.postMessage(error ? { failed: error.name } : { done: true });
    event.waitUntil(
      renewed(root, (how) => port.postMessage(how)).then(
        () => end(),
        (error) => end(error),
      ),
    );
  }

  function begin() {
    const root = globalThis.registration.scope;
    addEventListener("install", () => globalThis.skipWaiting());
    addEventListener("activate", (event) => event.waitUntil(globalThis.clients.claim()));
    addEventListener("message", (event) => heed(event, root));
    addEventListener("fetch", (event) => {
      const isOurs = event.request.method === "GET" && event.request.url.startsWith(root);
      if (isOurs) event.respondWith(answer(event, root));
    });
  }

  guide.offline.worker = { each, plain };
  if (globalThis.registration) begin(); // not in Node
})((globalThis.studyguide ??= {}));
