/* What was prepared of a guide, kept in the browser: the next page has its search at once. Where a browser keeps nothing, it
   is prepared again. No DOM. */
(function (guide) {
  "use strict";

  const STORE = "prepared"; // {version, names, texts, columns} of each guide, by its address
  const PATIENCE = 2000; // milliseconds, after which what is kept is no longer waited for

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => reject(request.error);
    });

  /** Do something with the store of all guides of this origin. */
  async function within(mode, act) {
    const opening = indexedDB.open("studyguide.search", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    const database = await done(opening);
    try {
      return await done(act(database.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      database.close();
    }
  }

  const late = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));

  /** Return what is kept of a guide, if it is of this version; no failure of the browser's is one of the search. */
  async function read(place, version) {
    try {
      const found = await Promise.race([within("readonly", (store) => store.get(place)), late()]);
      if (found?.version !== version) return null;
      return { ...found, names: JSON.parse(found.names), texts: JSON.parse(found.texts) };
    } catch {
      return null;
    }
  }

  /** Keep what was prepared, in place of an older version. Phrases are not read again: what they say is in the columns. Text
   * is had again sooner than many small values. */
  async function write(place, version, { names, texts, columns }) {
    const { search, ...shown } = texts;
    const record = { version, names: JSON.stringify(names), texts: JSON.stringify(shown), columns };
    try {
      await within("readwrite", (store) => store.put(record, place));
    } catch {
      // The browser keeps nothing, or has no room.
    }
  }

  (guide.search ??= {}).kept = { read, write };
})((globalThis.studyguide ??= {}));
