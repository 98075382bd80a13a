/* The way of what a browser keeps of a reader to another one: as a file. On the page to practise on, and where a reader
 * takes the guide along. */
(function (guide) {
  "use strict";

  const { element, button, records } = guide;
  const { day, word } = guide.language;
  const { merge, parseFile, writeFile } = guide.practice.kept;

  const KEPT = 60000; // milliseconds that a file stays in memory: time for a browser that asks where to save it

  const NAME = "study-progress.json";
  const SHARED = "study-progress.txt"; // browsers share no .json: it is not among the kinds of files that they let through

  function save(name, text, type) {
    const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    element("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), KEPT);
  }

  /** Join what a file holds with what is kept here. */
  function take(store, found) {
    for (const [name, entries] of Object.entries(found)) store.set(name, merge(name, store.get(name), entries));
  }

  const numbersOf = ({ sections = {}, answers = {}, cards = {}, attempts = {} }) => ({
    sections: Object.values(sections).filter(({ state }) => state).length,
    answers: Object.keys(answers).length,
    cards: Object.keys(cards).length,
    exams: Object.values(attempts).filter(({ total }) => total).length,
  });

  /** How much is kept here, by kind. */
  const counted = (store) =>
    numbersOf(Object.fromEntries(["sections", "answers", "cards", "attempts"].map((name) => [name, store.get(name)])));

  /** How much that is together, and how much of it came since it was last saved. */
  function unsaved(store) {
    const size = Object.values(counted(store)).reduce((a, b) => a + b, 0);
    return { size, since: size - (store.get("saved").size ?? 0) };
  }

  const note = (store) => store.set("saved", { size: unsaved(store).size, at: Date.now() });

  /** Say what a file held. */
  function came({ plan = {}, ...kept }) {
    const numbers = numbersOf(kept);
    const exam = plan.exam && day(Date.parse(`${plan.exam}T12:00`));
    const date = exam ? ` ${word("format.meaning", { name: word("cards.date"), meaning: exam })}.` : "";
    return `${word("progress.taken")} ${word("progress.came", numbers)}${date}`;
  }

  /** Save it, and say so: browsers do it silently, where readers look for nothing. */
  function keep(store, title, say) {
    save(NAME, writeFile(title, store), "application/json");
    note(store);
    say(word("progress.saved", { file: NAME }));
  }

  const fileOf = (store, title) => new File([writeFile(title, store)], SHARED, { type: "text/plain" });

  /** Hand it to another program of the device, as far as the browser does that; a list, for others have no such button. */
  function sharing(store, title, say) {
    if (!navigator.canShare?.({ files: [new File([""], SHARED, { type: "text/plain" })] })) return [];
    const share = async () => {
      try {
        await navigator.share({ files: [fileOf(store, title)], title });
        note(store);
        say(word("progress.shared"));
      } catch (error) {
        if (error.name !== "AbortError") keep(store, title, say); // the reader closed it: nothing to say
      }
    };
    return [button(word("progress.share"), share, { class: "md-button" })];
  }

  /** Ways out and in; `taken` is called when a file was read. `title` is the guide's. */
  function files(store, title, taken) {
    const status = element("p", { role: "status", class: "sg-status" });
    const say = (text) => status.replaceChildren(text);
    const read = async ({ currentTarget: input }) => {
      const [file] = input.files;
      if (!file) return;
      try {
        const found = parseFile(await file.text(), Date.now());
        take(store, found);
        status.textContent = came(found);
        taken(status.textContent);
      } catch (error) {
        status.textContent = error.message;
      }
      input.value = ""; // or the same file, mended, would be no change
    };
    const accept = ".json,.txt,application/json,text/plain";
    const input = element("input", { type: "file", class: "sg-offscreen", accept, onchange: read });
    const out = button(word("progress.save"), () => keep(store, title, say), { class: "md-button" });
    return element(
      "div",
      { class: "sg-files" },
      element("p", {}, word("progress.move_how")),
      element(
        "p",
        {},
        out,
        ...sharing(store, title, say),
        element("label", { class: "md-button sg-file" }, word("progress.read"), input),
      ),
      status,
    );
  }

  function mount(place) {
    place.append(
      element("h2", {}, word("progress.move")),
      files(records.here(), place.dataset.sgFiles, () => {}),
    );
  }

  (guide.practice ??= {}).files = { save, keep, counted, unsaved, came, files, mount };
})((globalThis.studyguide ??= {}));
