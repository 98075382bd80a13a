/* Numbers of practice: in words, as shares, lists and decimals; and which share is the lowest. */
(function (guide) {
  "use strict";

  const { tag, word } = guide.language;
  const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

  const percent = (number) => word("format.percent", { number });

  const of = (part, all) => word("format.of", { part, all });

  /** List numbers as a language does: "2 and 4". */
  const listed = (numbers) => new Intl.ListFormat(tag).format(numbers.map(String));

  /** Names behind each other: "EBS, EFS". */
  const named = (names) => new Intl.ListFormat(tag, { type: "unit" }).format(names);

  const decimal = (number) => number.toLocaleString(tag, ONE_DECIMAL);

  const SECONDS = { hour: 3600, minute: 60, second: 1 };

  /** Write a span of time with its units: "2 hr 10 min"; a clock with two parts could be either pair of them. */
  function duration(milliseconds) {
    let left = Math.max(0, Math.round(milliseconds / 1000));
    const parts = Object.entries(SECONDS).flatMap(([unit, length]) => {
      const number = Math.floor(left / length);
      left -= number * length;
      return number || (unit === "second" && milliseconds < 1000)
        ? [number.toLocaleString(tag, { style: "unit", unit, unitDisplay: "short" })]
        : [];
    });
    return new Intl.ListFormat(tag, { type: "unit", style: "narrow" }).format(parts);
  }

  const ENOUGH = 10; // answers, before one part can be called the weakest
  const SOME = 3; // answers in a part, before its share means something

  /** The part with the smallest share of right answers, of { right, tried }; null while too few are given. */
  function lowest(parts) {
    if (parts.reduce((all, { tried }) => all + tried, 0) < ENOUGH) return null;
    const share = ({ right, tried }) => right / tried;
    return parts.filter(({ tried }) => tried >= SOME).sort((a, b) => share(a) - share(b))[0] ?? null;
  }

  const Z = 1.2816; // standard errors of a normal distribution, either way: four times of five

  /** The share that another exam of as many questions would likely have, by Wilson's interval: it holds for shares
   * near none and all too, and for few questions. */
  function band(right, total) {
    const share = right / total;
    const z2 = Z * Z;
    const middle = (share + z2 / (2 * total)) / (1 + z2 / total);
    const half = (Z / (1 + z2 / total)) * Math.sqrt((share * (1 - share)) / total + z2 / (4 * total * total));
    return [Math.max(0, middle - half), Math.min(1, middle + half)];
  }

  (guide.practice ??= {}).figures = { percent, of, listed, named, decimal, duration, lowest, band };
})((globalThis.studyguide ??= {}));
