/* Says things in the language of the guide. Its words are in words.js, which the build writes: see outputs/script_words.py. */
(function (guide) {
  "use strict";

  const { language, words } = guide.words;

  /** A language as Intl takes it; of one that it does not know, numbers and lists are written as in English. */
  function known(tag) {
    try {
      return Intl.getCanonicalLocales(tag)[0];
    } catch {
      return "en";
    }
  }

  const tag = `${known(language)}-u-nu-latn`; // digits as in the notes
  const plurals = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag);
  const decimals = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const lists = new Intl.ListFormat(tag);
  const spans = new Intl.RelativeTimeFormat(tag);

  const written = (value) => (typeof value === "number" ? numbers.format(value) : String(value));

  /** Say a word, filled in; a number given as `count` chooses its form. `shown` is that number as it is to be written. */
  function word(key, values = {}, shown = values.count) {
    const text = words[key] ?? words[`${key}_${plurals.select(values.count)}`] ?? words[`${key}_other`];
    const filled = { ...values, count: shown };
    return text.replace(/\{\{(\w+)\}\}/g, (_, name) => written(filled[name]));
  }

  const percent = (number) => word("format.percent", { number });

  const of = (part, all) => word("format.of", { part, all });

  const listed = (items) => lists.format(items.map(written));

  const decimal = (number) => decimals.format(number);

  /** Say how long ago something was, in a unit of time. */
  const ago = (number, unit) => spans.format(-number, unit);

  const day = (time) => new Date(time).toLocaleDateString(tag, { dateStyle: "medium" });

  guide.language = { word, percent, of, listed, decimal, ago, day };
})((globalThis.studyguide ??= {}));
