/* What the browser keeps of a reader. Storage may hold anything, so every record is read by its fields; what is none of
 * them is left out. */
(function (guide) {
  "use strict";

  const VERSION = 1; // of the stored values
  const STATES = { read: "✓", shaky: "?", sure: "✓✓" };

  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isText = (value) => typeof value === "string";
  const isFlag = (value) => typeof value === "boolean";
  const isTime = (value) => Number.isFinite(value) && value >= 0 && value <= 8.64e15; // the last time that a Date can hold
  const isShare = (value) => Number.isFinite(value) && value >= 0 && value <= 1;
  const isDay = (value) =>
    value === "" || (isText(value) && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)));
  const isState = (value) => value === "" || Object.hasOwn(STATES, value);
  const own = (record, id) => (Object.hasOwn(record, id) ? record[id] : undefined);

  /** What is kept: the fields of each record, and whether it is one record by id for each item. practice/kept.js has more.
   * `at` is when it was kept: of two browsers' records, the later one counts. */
  const KINDS = {
    sections: { byId: true, fields: { state: isState, hash: isText, url: isText, passages: isText, at: isTime } },
    terms: { fields: { off: isFlag, at: isTime } },
    places: {
      byId: true,
      fields: { url: isText, title: isText, anchor: isText, share: isShare, end: isFlag, at: isTime },
    },
    plan: { fields: { id: isText, exam: isDay, start: isDay, at: isTime } },
    tasks: { byId: true, fields: { done: isFlag, at: isTime } },
  };

  /** Keep the fields that a record has and that hold what they should. */
  function fieldsOf(value, fields) {
    return Object.fromEntries(
      Object.keys(fields)
        .filter((name) => Object.hasOwn(value, name) && fields[name](value[name]))
        .map((name) => [name, value[name]]),
    );
  }

  /** Read one of many records. A time to come would win every merge: it counts as now. */
  function entryOf(value, fields, now) {
    const entry = fieldsOf(value, fields);
    return entry.at > now ? { ...entry, at: now } : entry;
  }

  /** Read what stands under a name, whoever wrote it. */
  function checked(name, value, now) {
    const { byId, fields, fits = () => true } = KINDS[name];
    if (!isRecord(value)) return {};
    if (!byId) return fieldsOf(value, fields);
    const entries = Object.entries(value).filter(([id, entry]) => id !== "__proto__" && isRecord(entry) && fits(entry));
    return Object.fromEntries(entries.map(([id, entry]) => [id, entryOf(entry, fields, now)]));
  }

  // Marks of sections belong to the id of a section, so one that moves keeps its mark.

  /** Set a mark, or take it away; an empty state is kept, or an import would bring the old mark back. */
  const mark = (marks, id, fields) => ({ ...marks, [id]: { ...marks[id], ...fields } });

  const stateOf = (found) => found?.state || "";

  const isChanged = (found, hash) => Boolean(stateOf(found) && found.hash && hash && found.hash !== hash);

  // The store.

  /** The browser's store, under the address of this guide; what it refuses is kept until the reader leaves the page. */
  class Store {
    refused = new Map();
    tell = null; // whom to tell, once, that something is not kept

    /** `storage` gives the browser's storage, or throws. */
    constructor(base, storage) {
      Object.assign(this, { base, storage });
    }

    key(name) {
      return `${this.base}:studyguide:${name}`;
    }

    /** What is stored, with its version; values without one are older than versions. */
    stored(name) {
      try {
        const value = JSON.parse(this.storage().getItem(this.key(name)));
        return isRecord(value) && Number.isInteger(value.version) ? value : { version: VERSION, value };
      } catch {
        return { version: VERSION };
      }
    }

    get(name) {
      if (this.refused.has(name)) return this.refused.get(name);
      const { version, value } = this.stored(name);
      return version > VERSION ? {} : checked(name, value, Date.now());
    }

    /** Keep a value; says whether it could be. One that a newer version of the guide wrote is left alone. */
    set(name, value) {
      try {
        if (this.stored(name).version > VERSION) throw new Error("not ours to change");
        this.storage().setItem(this.key(name), JSON.stringify({ version: VERSION, value }));
        this.refused.delete(name);
        return true;
      } catch {
        this.refused.set(name, value);
        this.tell?.();
        this.tell = null;
        return false;
      }
    }

    /** Have a listener told once when something is not kept: at once where nothing can be. */
    watch(listener) {
      this.tell = listener;
      try {
        this.storage().setItem(this.key("probe"), "");
        this.storage().removeItem(this.key("probe"));
        if (!this.refused.size) return;
      } catch {
        // the same as refused
      }
      this.tell = null;
      listener();
    }
  }

  const storeAt = (base, storage) => new Store(base, storage);

  let store;

  /** The store of this guide. */
  const here = () => (store ??= storeAt(new URL("../../", guide.folder).pathname, () => globalThis.localStorage));

  /** The address of a page below a root, or null where it lies elsewhere. */
  function addressIn(root, href) {
    const page = href.split(/[?#]/)[0].replace(/(^|\/)index\.html$/, "$1");
    return page.startsWith(root) ? page.slice(root.length) : null;
  }

  /** The address of a page below the root of this guide. */
  const pathOf = (url) => addressIn(new URL("../../", guide.folder).href, url.href);

  guide.records = {
    KINDS,
    STATES,
    isRecord,
    isText,
    isFlag,
    isTime,
    own,
    checked,
    mark,
    stateOf,
    isChanged,
    storeAt,
    here,
    addressIn,
    pathOf,
  };
})((globalThis.studyguide ??= {}));
