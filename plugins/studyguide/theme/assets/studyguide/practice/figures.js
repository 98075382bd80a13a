/* Numbers of practice in words: shares, lists, decimals. */
(function (guide) {
  "use strict";

  const { tag, word } = guide.language;
  const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

  const percent = (number) => word("format.percent", { number });

  const of = (part, all) => word("format.of", { part, all });

  /** List numbers as a language does: "2 and 4". */
  const listed = (numbers) => new Intl.ListFormat(tag).format(numbers.map(String));

  const decimal = (number) => number.toLocaleString(tag, ONE_DECIMAL);

  (guide.practice ??= {}).figures = { percent, of, listed, decimal };
})((globalThis.studyguide ??= {}));
