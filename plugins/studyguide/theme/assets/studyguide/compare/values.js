/* Values of comparison tables: units, quantities, and the order of two values. */
(function (guide) {
  "use strict";

  const { KINDS, timesOf, measure } = guide.compare.units;

  /** How a language writes numbers: 1,500.5 in English is 1.500,5 in German. A sign before less than three digits is clear. */
  function writing(language) {
    const parts = new Intl.NumberFormat(language).formatToParts(1.5);
    const comma = parts.some(({ type, value }) => type === "decimal" && value === ",");
    const [group, decimal] = comma ? [String.raw`[.\s'’]`, ","] : [String.raw`[,\s'’]`, String.raw`\.`];
    // Two by two before the last three as well: 1,00,000 in India. Two equal signs, or both, part thousands anywhere.
    const grouped = String.raw`\d{1,3}(?:${group}\d{2})*(?:${group}\d{3})+(?!\d)(?:${decimal}\d+)?`;
    const foreign = comma
      ? String.raw`\d{1,3}(?:,\d{3}){2,}(?!\d)(?:\.\d+)?|\d{1,3},\d{3}\.\d+`
      : String.raw`\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d+)?|\d{1,3}\.\d{3},\d+`;
    const plain = String.raw`\d+(?:[.,]\d+)?(?:e[+-]?\d+(?!\d|\p{L}))?|[.,]\d+`;
    const power = String.raw`\d+(?:[⁻⁺]?[⁰¹²³⁴-⁹]+|\^[-−]?\d+)`;
    const fraction = String.raw`(?:\d+\s+)?\d+/\d+(?![\d/])|\d*\s?[½⅓⅔¼¾⅛]`;
    return {
      number: `${power}|${fraction}|${foreign}|${grouped}|${plain}`,
      grouped: new RegExp(`^(?:${grouped})$`, "u"),
      foreign: new RegExp(`^(?:${foreign})$`, "u"),
      decimal: comma ? "," : ".",
    };
  }

  const HALVES = { "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅛": 1 / 8 };

  /** The amount that digits of one writing stand for. */
  function amountOf(text, { grouped, foreign, decimal }) {
    const power = /^(\d+)(?:\^([-−]?\d+)|([⁻⁺]?[⁰¹²³⁴-⁹]+))$/u.exec(text);
    if (power) return Number(power[1]) ** Number((power[2] ?? power[3].normalize("NFKC")).replace(/[−]/u, "-"));
    const half = /^(\d*)\s?([½⅓⅔¼¾⅛])$/u.exec(text);
    if (half) return Number(half[1]) + HALVES[half[2]];
    const parts = /^(?:(\d+)\s+)?(\d+)\/(\d+)$/.exec(text);
    if (parts) return Number(parts[1] ?? 0) + Number(parts[2]) / Number(parts[3]);
    const last = foreign.test(text) ? (decimal === "," ? "." : ",") : decimal;
    if (!grouped.test(text) && !foreign.test(text)) return Number(text.replace(",", "."));
    return Number(
      [...text]
        .filter((sign) => /\d/.test(sign) || sign === last)
        .join("")
        .replace(",", "."),
    );
  }

  /** The digit of our script for one of any: each script has its ten in a row, with none before them. */
  function digit(sign) {
    let zero = sign.codePointAt(0);
    for (let n = 0; n < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1)); n++) zero--;
    return String(sign.codePointAt(0) - zero);
  }

  /** A language as Intl takes it; one that it does not know is the reader's own. */
  function known(language) {
    try {
      return Intl.getCanonicalLocales(language)[0];
    } catch {
      return undefined;
    }
  }

  // The same words, and the same cases, as guide/missing_values.py: tests/cases/compare/values.json.
  const MISSING = new RegExp(
    String.raw`^(?:[-–—−‐‒―_]+|\?+|？|…|\.{2,}|n\s?[/.]\s?[ad]\.?|k\.\s?a\.|tb[acd]|(?:unknown|not known|not available|` +
      "not applicable|not given|missing|keine angabe|nicht verfügbar|nicht bekannt|entfällt|non? disponib(?:le|ile)|" +
      "não disponível|нет данных|немає даних|不适用|不適用|暂无|該当なし|해당 없음|unbekannt|inconnue?|desconocid[oa]|desconhecid[oa]|sconosciut[oa]|onbekend|" +
      "nieznan[aey]|bilinmiyor|невідомо|неизвестно|未知|不明|알 수 없음|غير معروف|לא ידוע|अज्ञात))?[.!]?$",
    "iu",
  );

  /** Say whether a value only says that there is none: "–", "n/a", "unknown". */
  const missing = (text) => text === null || text === undefined || MISSING.test(text.trim());

  const CODES = new Set(Intl.supportedValuesOf?.("currency") ?? ["USD", "EUR", "GBP", "JPY", "CNY", "CHF", "INR"]);
  const BEFORE = new RegExp(
    String.raw`^(?:up to|at most|at least|about|around|from|over|under|approx\.?|ca\.?|circa|max\.?|min\.?|less than|` +
      "more than|bis zu|etwa|jusqu['’]à|environ|hasta|até|cerca de|fino a|tot|ongeveer|do|около|до|约|最多|至少|約|최대|약|" +
      String.raw`[A-Z]{0,3}\p{Sc}|[~≈≤≥<>+±=]|\s)*$`,
    "iu",
  );
  const ENDLESS = new RegExp(
    "^(?:∞|(?:unlimited|no limit|infinite|virtually unlimited|practically unlimited|unbegrenzt|illimitée?|" +
      String.raw`ilimitad[oa]|sin límite|sem limite|illimitat[oa]|onbeperkt|без ограничений|без обмежень)(?!\p{L})|无限|無制限|무제한)`,
    "iu",
  );
  const FREE = /^(?:free|kostenlos|gratis|gratuit|grátis|免费|無料|무료|бесплатно)$/iu;
  const word = (words) => new RegExp(String.raw`^(?:${words})(?![\p{L}\d])`, "iu");
  const NO = word(
    "[✗✘❌✕×✖☐🚫]\ufe0f?|no(?! \\p{L})|false|off|nein|non|não|nee|nie|нет|ні|hayır|否|不支持|いいえ|なし|不可|아니요|لا|לא|नहीं",
  );
  const PARTLY = word(
    "partly|partial(?:ly)?|limited|some|[◐◑🟡]|\\([✓✔]\\)|teilweise|partiel|parcial|parziale|частично",
  );
  const YES = word(
    "[✓✔✅☑🗸]\ufe0f?|yes|true|on|ja|oui|s[ií]|sì|sim|tak|да|так|evet|是|支持|はい|あり|可|예|네|نعم|כן|हाँ",
  );

  /** No before partly before yes, or null. */
  function choice(text) {
    const at = [NO, PARTLY, YES].findIndex((said) => said.test(text));
    return at < 0 ? null : { kind: KINDS.choice, amount: at };
  }

  const VERSION = /^(?:[\p{L}+#-]+\s)?(v?)\.?(\d+(?:\.\d+)*)(?:[-.+]?(\p{L}[\w.+-]*))?$/iu;

  /** The parts of a version; `sure` where nothing else is written so: "v2", "1.10.2". */
  function version(text) {
    const found = VERSION.exec(text);
    if (!found) return null;
    const parts = found[2].split(".").map(Number);
    const thousands = /^\d{1,3}(?:\.\d{3})+$/.test(found[2]);
    return { parts, before: Boolean(found[3]), sure: Boolean(found[1]) || (parts.length > 2 && !thousands) };
  }

  /** Whether plain numbers are releases: nobody writes "3.10" beside "3.9" for three and a tenth. */
  function releases(column) {
    const parts = column.map((text) => /^[1-9]\d?\.(\d{1,2})$/u.exec((text ?? "").trim())?.[1]); // null is a gap
    return parts.some((part) => /^\d0$/u.test(part)) && parts.some((part) => part?.length === 1);
  }

  /** Order two versions: part by part, and "1.0-rc1" before "1.0". */
  function byVersion(a, b) {
    for (let n = 0; n < Math.max(a.parts.length, b.parts.length); n++) {
      const difference = (a.parts[n] ?? 0) - (b.parts[n] ?? 0);
      if (difference) return difference;
    }
    return Number(b.before) - Number(a.before);
  }

  /** The names of months, in a language and in English, each with its number from 1. */
  function monthsOf(language) {
    const names = new Map([["sept", 9]]);
    for (const tag of [language, "en"])
      for (const month of ["long", "short"])
        for (const day of [undefined, "numeric"])
          for (let n = 0; n < 12; n++) {
            const parts = new Intl.DateTimeFormat(tag, { month, day, timeZone: "UTC" }).formatToParts(
              Date.UTC(2024, n, 9),
            );
            const name = parts.find(({ type }) => type === "month").value;
            if (/\p{L}{3}/u.test(name)) names.set(name.toLowerCase().replace(/\.$/, ""), n + 1);
          }
    return names;
  }

  /** Read dates of a language: a function that gives `{ kind, amount }`, in days, or null. */
  function dates(language) {
    const months = monthsOf(language);
    const name = `(${[...months.keys()].sort((a, b) => b.length - a.length).join("|")})\\.?`;
    const of = String.raw`(?:\s+(?:de|del|of|di))?`;
    const year = String.raw`(\d{4})(?!\d)`;
    const order = new Intl.DateTimeFormat(language).formatToParts(0).map(({ type }) => type);
    const american = order.indexOf("month") < order.indexOf("day");
    const forms = [
      [/^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?![\d.])/u, (f) => [f[1], f[2], f[3]]],
      [/^(\d{4})\s?[年년]\s?(?:(\d{1,2})\s?[月월])?\s?(?:(\d{1,2})\s?[日일])?/u, (f) => [f[1], f[2] ?? 1, f[3]]],
      [
        new RegExp(`^(\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?${of}\\s+${name}${of},?\\s+${year}`, "iu"),
        (f) => [f[3], f[2], f[1]],
      ],
      [new RegExp(`^${name}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+${year}`, "iu"), (f) => [f[3], f[1], f[2]]],
      [new RegExp(`^${name}${of},?\\s+${year}`, "iu"), (f) => [f[2], f[1]]],
      [new RegExp(`^[QT]([1-4])[\\s/-]+${year}`, "iu"), (f) => [f[2], 3 * f[1] - 2]],
      [new RegExp(`^${year}[\\s/-]?[QT]([1-4])`, "iu"), (f) => [f[1], 3 * f[2] - 2]],
      [/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/u, (f) => [f[3], f[2], f[1]]],
      [
        /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/u,
        (f) => ((american && f[1] <= 12) || f[2] > 12 ? [f[3], f[1], f[2]] : [f[3], f[2], f[1]]),
      ],
    ];
    const lead =
      /^(?:since|from|until|by|before|after|about|around|c\.|ca\.|seit|ab|bis|depuis|desde|dal?|[~≈<>≤≥]|\s)+(?=\S)/iu;
    return (text) => {
      const bare = text.replace(lead, "");
      for (const [form, parts] of forms) {
        const found = form.exec(bare);
        if (!found) continue;
        const [y, m, d] = parts(found);
        const month = months.get(String(m).toLowerCase()) ?? Number(m);
        if (month < 1 || month > 12 || d > 31) continue;
        return { kind: KINDS.date, amount: Date.UTC(y, month - 1, d ?? 1) / 86_400_000, upper: d ? 1 : 0 };
      }
      return null;
    };
  }

  const CLOCK = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(?!\d)/u;
  const HALF_DAY = /^(1[0-2]|0?[1-9])(?::([0-5]\d))?\s?([ap])\.?m\.?$/iu;
  const ISO_TIME = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/u;

  /** Durations in figures: "1:30" hours, "PT15M". */
  function clock(text) {
    const half = HALF_DAY.exec(text);
    if (half) {
      const hours = (half[1] % 12) + (/p/iu.test(half[3]) ? 12 : 0);
      return { kind: KINDS.time, amount: hours * 3600 + (half[2] ?? 0) * 60 };
    }
    const found = CLOCK.exec(text);
    if (found) return { kind: KINDS.time, amount: found[1] * 3600 + found[2] * 60 + Number(found[3] ?? 0) };
    const iso = text.length > 2 ? ISO_TIME.exec(text) : null;
    const seconds = iso && [86400, 3600, 60, 1].reduce((sum, step, n) => sum + step * (iso[n + 1] ?? 0), 0);
    return iso ? { kind: KINDS.time, amount: seconds } : null;
  }

  /** Make a reader of quantities: a number with its unit, a range, or several that belong together ("1 h 30 min"). */
  function quantities(language) {
    const form = writing(language);
    const times = timesOf(language);
    const one = String.raw`(${form.number})(?:-(?=\p{L})|\s*)(%|‰|[\p{L}\p{M}µ]+(?:/\p{L}+)?)?`;
    const money = String.raw`(?:[A-Z]{0,3}\p{Sc}\s?)?`;
    const first = new RegExp(`([-−]?)${one}`, "iu");
    const upTo = new RegExp(String.raw`^\s*(?:[-–—−~〜～…]|\.{2,3}|to|bis|à|a|до|до)\s*${money}([-−]?)${one}`, "iu");
    const next = new RegExp(String.raw`^[\s,]*(?:and\s+)?${one}`, "iu");

    return (value) => {
      const code = /^[A-Z]{3}(?=\s?[-−+~≈<>≤≥\d.,])/u.exec(value)?.[0];
      const bare = code && CODES.has(code) ? value.slice(3).trim() : value;
      // A dash before all is a minus, also before the sign of a currency: "–5 °C", "-$5".
      const text = bare.replace(/^[-−–]((?:[A-Z]{0,3}\p{Sc})?\s?)(?=[\d.,])/u, "$1-");
      const found = first.exec(text);
      if (!found) return null;
      // A hyphen behind a letter or digit is none: "Multi-5".
      const before = text.slice(0, found.index);
      const negative = found[1] && !/[\p{L}\d]$/u.test(before);
      let rest = text.slice(found.index + found[0].length);
      const range = upTo.exec(rest) ?? (found[3] ? upTo.exec(`${found[3]}${rest}`) : null);
      const own = measure(found[3], times);
      const far = range && measure(range[3], times);
      const { kind, factor } = far && !own.kind && own.factor === 1 ? far : own;
      // "Type 2 A" is no current.
      if ((!kind || (kind > KINDS.length && own.kind && found[3].length === 1)) && !BEFORE.test(before)) return null;
      const turn = negative ? -1 : 1;
      let amount = turn * amountOf(found[2], form) * factor;
      for (let more = next.exec(rest); kind === KINDS.time && more; more = next.exec(rest)) {
        const added = measure(more[2], times);
        if (added.kind !== kind || added.factor >= factor) break;
        amount += turn * amountOf(more[1], form) * added.factor;
        rest = rest.slice(more[0].length);
      }
      const upper = range
        ? amountOf(range[2], form) * (range[1] ? -1 : 1) * (far.kind || far.factor > 1 ? far.factor : factor)
        : amount;
      return { kind, amount, upper, bound: bound(before, text) };
    };
  }

  /** Whether a value is said to be below, at or above what is written. */
  function bound(before, text) {
    if (/<|under|less than/iu.test(before)) return -1;
    return />|over|more than/iu.test(before) || /\d\s?\+/u.test(text)
      ? 1
      : /≥|at least|min|from/iu.test(before)
        ? 0.5
        : 0;
  }

  /** Make what orders values as one language writes them. */
  function reader(language) {
    const locale = known(language);
    const collator = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
    const date = dates(locale);
    const amount = quantities(locale);
    const compared = new Map(); // a table is sorted again at every click

    function read(written) {
      const value = written.replace(/\p{Nd}/gu, digit);
      if (missing(value)) return null;
      if (ENDLESS.test(value)) return { kind: 0, amount: Number.POSITIVE_INFINITY };
      if (FREE.test(value)) return { kind: 0, amount: 0 };
      const exact = version(value);
      const told = date(value);
      if (exact?.sure && !told) return { kind: KINDS.version, amount: exact.parts[0], version: exact };
      return told ?? clock(value) ?? amount(value);
    }

    /** Read what a value means: `{ kind, amount }`, or null where it is words or missing. */
    function quantity(text) {
      if (!compared.has(text)) compared.set(text, read(text.trim()));
      return compared.get(text);
    }

    /** Read a value among others: "1.9" is a version, and "2024" a year, where the column has such. */
    function among(text, kinds, column) {
      const found = quantity(text) ?? choice(text.trim());
      if (!found || found.kind) return found;
      const exact = kinds.has(KINDS.version) || releases(column) ? version(text.trim()) : null;
      if (exact) return { kind: KINDS.version, amount: exact.parts[0], version: exact };
      if (kinds.has(KINDS.length) && /\d\s?m$/u.test(text.trim())) return { ...found, kind: KINDS.length };
      const year = kinds.has(KINDS.date) && /^[12]\d{3}$/.test(text.trim());
      return year ? { kind: KINDS.date, amount: Date.UTC(Number(text), 0) / 86_400_000, upper: -1 } : found;
    }

    /** Order two values of a column: by what they mean, then words. Something endless comes after every quantity. */
    function order(a, b, column = [a, b]) {
      const gone = Number(missing(a)) - Number(missing(b));
      if (gone || missing(a)) return gone;
      const kinds = new Set(column.filter((text) => !missing(text)).map((text) => quantity(text)?.kind));
      const x = among(a, kinds, column);
      const y = among(b, kinds, column);
      if (!x || !y) return x ? -1 : y ? 1 : collator.compare(a, b);
      if (x.amount === Number.POSITIVE_INFINITY || y.amount === Number.POSITIVE_INFINITY)
        return x.amount === y.amount ? 0 : x.amount < y.amount ? -1 : 1;
      if (x.version && y.version) return byVersion(x.version, y.version) || collator.compare(a, b);
      return (
        x.kind - y.kind ||
        x.amount - y.amount ||
        (x.bound ?? 0) - (y.bound ?? 0) ||
        (x.upper ?? x.amount) - (y.upper ?? y.amount) ||
        collator.compare(a, b)
      );
    }

    /** Say whether a column has an order that tells something: two of its values are more than words. */
    const sorts = (column) =>
      column.filter((text) => !missing(text) && (quantity(text) ?? choice(text.trim()))).length > 1;

    return { quantity, order, sorts };
  }

  const same = (a, b) => (a ?? "").trim().toLowerCase() === (b ?? "").trim().toLowerCase();

  (guide.compare ??= {}).values = { reader, same, missing };
})((globalThis.studyguide ??= {}));
