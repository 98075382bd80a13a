/* How it goes with the cards, and on which days of the last weeks the reader practised, in words and as bars. */
(function (guide) {
  "use strict";

  const { element } = guide;
  const { day, word } = guide.language;
  const { sum } = guide.practice.answers;
  const { counted, isAway, kindsOf } = guide.practice.deck;
  const { latest } = guide.practice.days;
  const { kindOf } = guide.practice.kept;

  const DAYS = 28; // four weeks: what fits beside each other on a phone, and is a plan's half
  const REVIEW = 2; // the state of a card that is learnt, as FSRS has it

  /** Count the cards of the chosen decks: { known, learning, due, unseen }. */
  function cardsOf(app, now) {
    const kinds = kindsOf(app);
    const away = app.store.get("away");
    const met = Object.entries(app.store.get("cards")).filter(
      ([id]) => kinds.includes(kindOf(id)) && !isAway(away, id),
    );
    const known = met.filter(([, { state }]) => state === REVIEW);
    const all = sum(kinds.map((kind) => counted(app)[kind] ?? 0));
    return {
      known: known.length,
      learning: met.length - known.length,
      due: met.filter(([, { due }]) => due <= now).length,
      unseen: Math.max(0, all - met.length),
    };
  }

  /** A bar for each day, as high as much was done; what they say stands above them in words. */
  function bars(days) {
    const most = Math.max(...days.map(({ answers, cards }) => answers + cards));
    return days.map(({ time, answers, cards }) => {
      const done = word("progress.done", { answers, cards });
      const bar = element("i", { title: word("format.meaning", { name: day(time), meaning: done }) });
      bar.style.setProperty("--sg-share", String((answers + cards) / most));
      return bar;
    });
  }

  /** The last weeks; nothing where nothing was done. */
  function weeks(app, now) {
    const days = latest(app.store.get("days"), DAYS, now);
    const [answers, cards] = ["answers", "cards"].map((kind) => sum(days.map((one) => one[kind])));
    const active = days.filter((one) => one.answers + one.cards).length;
    if (!active) return [];
    const said = [word("progress.days", { days: active, all: DAYS }), word("progress.done", { answers, cards })];
    const ends = [days[0], days.at(-1)].map(({ time }) => element("span", {}, day(time)));
    return [
      element(
        "figure",
        { class: "sg-days" },
        element("figcaption", {}, said.join(" ")),
        element("div", { "aria-hidden": "true" }, ...bars(days)),
        element("p", { "aria-hidden": "true" }, ...ends),
      ),
    ];
  }

  /** What was done so far: nothing where nothing was. */
  function history(app, now) {
    const found = cardsOf(app, now);
    const cards = found.known + found.learning ? [element("p", {}, word("progress.cards", found))] : [];
    return [...cards, ...weeks(app, now)];
  }

  (guide.practice ??= {}).history = { cardsOf, history };
})((globalThis.studyguide ??= {}));
