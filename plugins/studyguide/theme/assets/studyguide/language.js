/* Says things in the language of the guide. Its words are in words.js, which the build writes: outputs/script_words.py. */
(function (guide) {
  "use strict";

  const { language, rtl, words } = guide.words;

  /** A language as Intl takes it, with the digits of the notes; one that it does not know is written as English. */
  function known(tag) {
    try {
      return `${Intl.getCanonicalLocales(tag)[0]}-u-nu-latn`;
    } catch {
      return "en";
    }
  }

  const tag = known(language);
  const plurals = new Intl.PluralRules(tag);
  const FOREIGN = rtl ? /\p{sc=Latin}|\p{sc=Cyrillic}|\p{sc=Greek}/u : /\p{sc=Arabic}|\p{sc=Hebrew}/u;

  /** Write a number, or a name: apart where it is in the other direction (Unicode TR 9, 2.4). */
  function written(value) {
    if (typeof value === "number") return value.toLocaleString(tag);
    return FOREIGN.test(value) ? `\u2068${value}\u2069` : value;
  }

  /** Say a word, filled in; a number given as `count` chooses its form. `shown` is how that number is written. */
  function word(key, values = {}, shown = values.count) {
    const text = words[key] ?? words[`${key}_${plurals.select(values.count)}`] ?? words[`${key}_other`];
    return text.replace(/\{\{(\w+)\}\}/g, (_, name) => written(name === "count" ? shown : values[name]));
  }

  const ago = (number, unit) => new Intl.RelativeTimeFormat(tag).format(-number, unit);

  const day = (time) => new Date(time).toLocaleDateString(tag, { dateStyle: "medium" });

  /** Some days, from the first to the last: times in UTC. */
  const days = (from, to) =>
    new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", timeZone: "UTC" }).formatRange(from, to);

  /** Some names in one sentence: "a, b and c". */
  const listed = (names) => new Intl.ListFormat(tag).format(names.map(written));

  guide.language = { tag, rtl, word, ago, day, days, listed };
})((globalThis.studyguide ??= {}));
