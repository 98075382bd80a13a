/* The way of what a browser keeps of a reader to another one: as a file. On the page to practise on, and where a reader
 * takes the guide along. */
(function (guide) {
  "use strict";

  const { element, button, records } = guide;
  const { word } = guide.language;
  const { merge, parseFile, writeFile } = guide.practice.kept;

  const KEPT = 60000; // milliseconds that a file stays in memory: time for a browser that asks where to save it

  function save(name, text, type) {
    const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    element("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), KEPT);
  }

  /** Join what a file holds with what is kept here. */
  function take(store, found) {
    for (const [name, entries] of Object.entries(found)) store.set(name, merge(name, store.get(name), entries));
  }

  /** Two ways, out and in; `taken` is called when a file was read. `title` is the guide's. */
  function files(store, title, taken) {
    const status = element("p", { role: "status", class: "sg-status" });
    const write = () => save("study-progress.json", writeFile(title, store), "application/json");
    const read = async ({ currentTarget: input }) => {
      const [file] = input.files;
      if (!file) return;
      try {
        take(store, parseFile(await file.text(), Date.now()));
        status.textContent = word("progress.taken");
        taken();
      } catch (error) {
        status.textContent = error.message;
      }
      input.value = ""; // or the same file, mended, would be no change
    };
    const input = element("input", { type: "file", accept: ".json,application/json", onchange: read });
    const out = button(word("progress.save"), write, { class: "md-button" });
    return element(
      "div",
      { class: "sg-files" },
      element("p", {}, word("progress.move_how")),
      out,
      element("label", {}, `${word("progress.read")} `, input),
      status,
    );
  }

  function mount(place) {
    place.append(
      element("h2", {}, word("progress.move")),
      files(records.here(), place.dataset.sgFiles, () => {}),
    );
  }

  (guide.practice ??= {}).files = { save, files, mount };
})((globalThis.studyguide ??= {}));
