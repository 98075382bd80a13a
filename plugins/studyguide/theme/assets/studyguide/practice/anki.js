/* Cards as text for Anki. */
(function (guide) {
  "use strict";

  const { escapeHtml } = guide.text;

  /** What Anki would take for a sound, for LaTeX or for a formula stays text: outputs/anki_signs.py says why. */
  const harmless = (text) =>
    escapeHtml(text)
      .replace(/\\(?=[([])/g, "\\\u2060")
      .replace(/\[/g, "&#91;");

  /** Cards as a text that Anki imports: the notes of the deck, known again by the card's id in either. */
  function ankiText(cards, deck) {
    const field = (text) => `"${harmless(text).replace(/\r?\n/g, "<br>")}"`;
    const head = [
      "#separator:tab",
      "#html:true",
      "#guid column:1",
      "#notetype:Study guide",
      `#deck:${deck.replace(/\s+/g, " ")}`,
      "#tags column:5",
    ];
    const tags = (card) => card.tags.map((tag) => escapeHtml(tag).replace(/\//g, "::").replace(/\s+/g, "_")).join(" ");
    const rows = cards.map((card) =>
      [field(card.id), field(card.front), field(card.back), field(card.source), `"${tags(card)}"`].join("\t"),
    );
    return `${[...head, ...rows].join("\n")}\n`;
  }

  (guide.practice ??= {}).anki = { ankiText };
})((globalThis.studyguide ??= {}));
