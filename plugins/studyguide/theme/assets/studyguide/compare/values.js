/* Values of comparison tables: units, quantities, and the order of two values. */
(function (guide) {
  "use strict";

  // Units by what they measure, in bytes, seconds and bits a second.
  const STEPS = ["", "k", "m", "g", "t", "p", "e"];
  const BYTES = new Map(STEPS.flatMap((p, n) => [[`${p}b`, 1000 ** n], ...(p ? [[`${p}ib`, 1024 ** n]] : [])]));
  const BITS = new Map(
    STEPS.map((p, n) => [`${p}bps`, 1000 ** n]).concat(STEPS.map((p, n) => [`${p}bit/s`, 1000 ** n])),
  );
  const FACTORS = new Map(Object.entries({ k: 1e3, K: 1e3, thousand: 1e3, M: 1e6, million: 1e6, billion: 1e9 })); // m may be metres
  const TIME = new Map(
    Object.entries({
      ns: 1e-9,
      µs: 1e-6,
      us: 1e-6,
      microsecond: 1e-6,
      ms: 1e-3,
      millisecond: 1e-3,
      s: 1,
      sec: 1,
      second: 1,
      min: 60,
      minute: 60,
      h: 3600,
      hr: 3600,
      hour: 3600,
      d: 86400,
      day: 86400,
      week: 604800,
      month: 2629800,
      year: 31557600,
    }),
  );
  const PLAIN = String.raw`\d+(?:[.,]\d+)?`;

  /** How a language writes numbers: 1,500.5 in English is 1.500,5 in German. A sign before less than three digits is clear. */
  function writing(language) {
    const parts = new Intl.NumberFormat(language).formatToParts(1.5);
    const comma = parts.some(({ type, value }) => type === "decimal" && value === ",");
    const [group, decimal] = comma ? [String.raw`[.\s]`, ","] : [String.raw`[,\s]`, String.raw`\.`];
    const grouped = String.raw`\d{1,3}(?:${group}\d{3})+(?!\d)(?:${decimal}\d+)?`;
    const number = `${grouped}|${PLAIN}`;
    const quantity = String.raw`([-−]?)(${number})(?:\s*[–-]\s*(?:${number}))?\s*(%|[a-zµ]+(?:/[a-z]+)?)?`;
    return {
      quantity: new RegExp(quantity, "iu"),
      grouped: new RegExp(`^${grouped}$`, "u"),
      group: new RegExp(group, "gu"),
    };
  }

  /** A language as Intl takes it; one that it does not know is the reader's own. */
  function known(language) {
    try {
      return Intl.getCanonicalLocales(language)[0];
    } catch {
      return undefined;
    }
  }

  const BEFORE = /^(?:up to|at most|at least|about|around|from|max\.?|min\.?|over|under|[~≈≤≥<>$€£+]|\s)*$/iu;
  const ENDLESS = /^(?:unlimited|no limit|infinite|virtually unlimited|practically unlimited)\b/iu;

  /** The size of a unit and what it measures, or null. Data rates are bytes a second, beside bits a second. */
  function unit(text) {
    const name = text.toLowerCase();
    const single = name.replace(/s$/, "");
    if (BITS.has(name)) return { kind: 2, factor: BITS.get(name) / 8 };
    const [size, per] = name.split("/");
    if (per && BYTES.has(size) && ["s", "sec", "second"].includes(per)) return { kind: 2, factor: BYTES.get(size) };
    // A lone "b" or "m" is seldom a unit in notes.
    if (BYTES.has(name) && name.length > 1) return { kind: 1, factor: BYTES.get(name) };
    if (TIME.has(name)) return { kind: 3, factor: TIME.get(name) };
    if (TIME.has(single)) return { kind: 3, factor: TIME.get(single) };
    return null;
  }

  /** The unit or written-out factor behind a number. A factor counts where no unit fits: "16k IOPS", "5 million". */
  function measure(text) {
    const measured = text ? unit(text) : null;
    return measured ?? { kind: 0, factor: FACTORS.get(text?.length > 1 ? text.toLowerCase() : text) ?? 1 };
  }

  /** Make what orders values as one language writes them. */
  function reader(language) {
    const { quantity: pattern, grouped, group } = writing(known(language));
    const collator = new Intl.Collator(known(language), { numeric: true, sensitivity: "base" });
    const compared = new Map(); // a table is sorted again at every click

    /** Read the quantity of a value: `{ kind, amount }`, or null where it is words. */
    function read(value) {
      if (ENDLESS.test(value)) return { kind: 0, amount: Infinity };
      const found = pattern.exec(value);
      if (!found) return null;
      const { kind, factor } = measure(found[3]);
      if (!kind && !BEFORE.test(value.slice(0, found.index))) return null;
      const digits = grouped.test(found[2]) ? found[2].replace(group, "") : found[2];
      const number = Number(digits.replace(",", "."));
      return { kind, amount: number * factor * (found[1] ? -1 : 1) };
    }

    function quantity(text) {
      if (!compared.has(text)) compared.set(text, read(text.trim()));
      return compared.get(text);
    }

    /** Order two values: quantities by size, then words; something endless after every quantity. Gaps are not compared. */
    function order(a, b) {
      const x = quantity(a);
      const y = quantity(b);
      if (!x || !y) return x ? -1 : y ? 1 : collator.compare(a, b);
      if (x.amount === Infinity || y.amount === Infinity)
        return x.amount === y.amount ? 0 : x.amount < y.amount ? -1 : 1;
      return x.kind - y.kind || x.amount - y.amount || collator.compare(a, b);
    }

    return { quantity, order };
  }

  const same = (a, b) => (a ?? "").trim().toLowerCase() === (b ?? "").trim().toLowerCase();

  (guide.compare ??= {}).values = { reader, same };
})((globalThis.studyguide ??= {}));
