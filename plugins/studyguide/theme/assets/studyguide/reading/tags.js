/* On a narrow screen the tags of a section are one line: what it says comes first. The rest is behind a button. */
(function (guide) {
  "use strict";

  const { button } = guide;
  const { word } = guide.language;

  /** Fold away the tags that do not fit beside the first, and say how many they are. */
  function mount(line) {
    const tags = [...line.querySelectorAll(".md-tag")];
    if (line.scrollWidth <= line.clientWidth + 1) return;
    const open = () => {
      more.remove();
      line.dataset.sgOpen = "";
      for (const tag of folded) tag.hidden = false;
      folded[0]?.focus(); // the button that was pressed is gone
    };
    const more = button("+0", open, { class: "sg-switch" });
    line.append(more);
    const folded = [];
    while (tags.length > 1 && line.scrollWidth > line.clientWidth + 1) {
      folded.unshift(tags.pop());
      folded[0].hidden = true;
      more.textContent = `+${folded.length}`;
    }
    if (!folded.length) return open();
    more.ariaLabel = word("reading.more", { number: folded.length });
  }

  (guide.reading ??= {}).tags = { mount };
})((globalThis.studyguide ??= {}));
