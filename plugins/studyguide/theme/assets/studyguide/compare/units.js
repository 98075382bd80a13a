/* Units of comparison tables: what they measure, and how much one of them is. */
(function (guide) {
  "use strict";

  const KINDS = { number: 0, bytes: 1, rate: 2, time: 3, date: 4, version: 5, choice: 6, length: 7 };

  // By what they measure, in bytes, seconds and bits a second.
  const STEPS = ["", "k", "m", "g", "t", "p", "e"];
  const BYTES = new Map(STEPS.flatMap((p, n) => [[`${p}b`, 1000 ** n], ...(p ? [[`${p}ib`, 1024 ** n]] : [])]));
  const BITS = new Map(
    STEPS.map((p, n) => [`${p}bps`, 1000 ** n]).concat(STEPS.map((p, n) => [`${p}bit/s`, 1000 ** n])),
  );
  const FACTORS = new Map(
    Object.entries({
      k: 1e3,
      K: 1e3,
      thousand: 1e3,
      M: 1e6,
      million: 1e6,
      billion: 1e9,
      mio: 1e6,
      mrd: 1e9,
      bn: 1e9,
      tsd: 1e3,
      万: 1e4,
      亿: 1e8,
      億: 1e8,
      만: 1e4,
      억: 1e8,
      тыс: 1e3,
      млн: 1e6,
      млрд: 1e9,
    }),
  ); // m may be metres
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
      w: 604800,
      wk: 604800,
      month: 2629800,
      mo: 2629800,
      year: 31557600,
      yr: 31557600,
    }),
  );

  // Small and large letters differ: mW and MW. Each of these measures something of its own.
  const PREFIXES = { n: 1e-9, µ: 1e-6, μ: 1e-6, u: 1e-6, m: 1e-3, "": 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9, T: 1e12 };
  const LENGTHS = { nm: 1e-9, µm: 1e-6, μm: 1e-6, mm: 1e-3, cm: 1e-2, km: 1e3 };
  const MASSES = { mg: 1e-3, g: 1, kg: 1e3, t: 1e6 };
  const SI = new Map(
    ["Hz", "W", "Wh", "V", "A", "Ah", "J", "Pa", "Ω", "L", "eV", "F", "mol", "eV", "F", "mol"].flatMap((base, n) =>
      Object.entries(PREFIXES).map(([prefix, factor]) => [prefix + base, { kind: KINDS.length + 2 + n, factor }]),
    ),
  );
  for (const [name, factor] of Object.entries(LENGTHS)) SI.set(name, { kind: KINDS.length, factor });
  for (const [name, factor] of Object.entries(MASSES)) SI.set(name, { kind: KINDS.length + 1, factor });

  // Bytes as languages write them: "5 Mo", "5 МБ".
  const OCTETS = { fr: STEPS.map((p) => `${p}o`), ru: ["б", "кб", "мб", "гб", "тб", "пб"] };
  OCTETS.uk = OCTETS.be = OCTETS.bg = OCTETS.ru;

  /** The units that a language writes out or abbreviates: "Tage", "heures", "Mo". */
  function timesOf(language) {
    const units = ["second", "minute", "hour", "day", "week", "month", "year"];
    const named = units.flatMap((unit) =>
      [1, 2, 5].flatMap((count) =>
        ["long", "short"].map((unitDisplay) => {
          const parts = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay }).formatToParts(count);
          const name = parts.find(({ type }) => type === "unit")?.value ?? unit;
          return [name.toLowerCase().replace(/\.$/, ""), TIME.get(unit)];
        }),
      ),
    );
    const octets = OCTETS[new Intl.Locale(language ?? "en").language] ?? [];
    return new Map([
      ...named
        .filter(([name]) => /^[\p{L}\p{M}]+$/u.test(name))
        .map(([name, factor]) => [name, { kind: KINDS.time, factor }]),
      ...octets.slice(1).map((name, n) => [name, { kind: KINDS.bytes, factor: 1000 ** (n + 1) }]),
    ]);
  }

  /** The size of a unit and what it measures, or null. Data rates are bytes a second, beside bits a second. */
  function unit(text, times) {
    if (SI.has(text)) return SI.get(text);
    const name = text.toLowerCase();
    const single = name.replace(/s$/, "");
    if (BITS.has(name)) return { kind: KINDS.rate, factor: BITS.get(name) / 8 };
    const [size, per] = name.split("/");
    if (per && BYTES.has(size) && ["s", "sec", "second"].includes(per))
      return { kind: KINDS.rate, factor: BYTES.get(size) };
    // A lone "b" or "m" is seldom a unit in notes.
    if (BYTES.has(name) && name.length > 1) return { kind: KINDS.bytes, factor: BYTES.get(name) };
    if (times.has(name)) return times.get(name);
    if (TIME.has(name)) return { kind: KINDS.time, factor: TIME.get(name) };
    if (TIME.has(single)) return { kind: KINDS.time, factor: TIME.get(single) };
    return null;
  }

  /** The unit or written-out factor behind a number. A factor counts where no unit fits: "16k IOPS", "5 million". */
  function measure(text, times) {
    const measured = text ? unit(text, times) : null;
    return measured ?? { kind: 0, factor: FACTORS.get(text?.length > 1 ? text.toLowerCase() : text) ?? 1 };
  }

  (guide.compare ??= {}).units = { KINDS, timesOf, measure };
})((globalThis.studyguide ??= {}));
