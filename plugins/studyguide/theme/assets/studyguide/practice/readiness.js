/* How far the reader is, by domain and tag; what changed; the way in and out as a file. */
(function (guide) {
  "use strict";

  const { element, button, records } = guide;
  const { merge, parseFile, writeFile } = guide.practice.kept;
  const { readiness } = guide.practice.answers;
  const { table, save } = guide.practice.items;

  const HELP =
    "Readiness is the mean of two shares: sections (sure counts 1, read ½, shaky ¼) and questions answered right at the last try. Marks are set at the end of each section. All of it stays in this browser.";

  function mount(app, panel) {
    const known = app.records();
    const pages = app.sections.filter((section) => !section.isChapter);
    const count = (state) => pages.filter((section) => records.own(known.marks, section.id)?.state === state).length;
    const text = `${pages.length} sections: ${count("sure")} sure, ${count("shaky")} shaky, ${count("read")} read.`;
    const domains = (app.data.exam?.domains ?? []).map((domain) => [domain.tag, domain.title]);
    const named = new Set(domains.map(([tag]) => tag));
    const tags = app.data.tags.filter((tag) => !named.has(tag)).map((tag) => [tag, tag]);
    panel.replaceChildren(
      element("h2", {}, "Progress"),
      element("p", {}, text),
      ...changed(pages, known.marks),
      ...(domains.length ? [shares(app, "Readiness by exam domain", domains, known)] : []),
      ...(tags.length ? [shares(app, "Readiness by tag", tags, known)] : []),
      element("p", { class: "sg-keys" }, HELP),
      files(app, panel),
    );
  }

  function shares(app, title, tags, known) {
    const share = (part, all) => (all ? `${part} of ${all}` : "–");
    const rows = tags.map(([tag, name]) => {
      const found = readiness(tag, app.sections, app.questions, known);
      const percent = Math.round(found.value * 100);
      const bar = element("meter", { min: "0", max: "100", value: percent, "aria-label": `Readiness: ${name}` });
      const marked = found.sure + found.read + found.shaky;
      return [
        name,
        element("span", { class: "sg-meter" }, bar, ` ${percent} %`),
        share(marked, found.sections),
        share(found.right, found.questions),
      ];
    });
    return table(title, ["", "Readiness", "Sections marked", "Questions right"], rows);
  }

  /** List the sections whose words changed after the reader marked them. */
  function changed(pages, marks) {
    const found = pages.filter((section) => records.isChanged(records.own(marks, section.id), section.hash));
    if (!found.length) return [];
    const items = found.map((section) => element("li", {}, element("a", { href: section.url }, section.title)));
    return [element("h3", {}, "Changed since you read it"), element("ul", { class: "sg-changed-list" }, ...items)];
  }

  function files(app, panel) {
    const status = element("p", { role: "status", class: "sg-status" });
    const write = () => save("study-progress.json", writeFile(app.data.title, app.store), "application/json");
    const read = async ({ currentTarget: input }) => {
      const [file] = input.files;
      if (!file) return;
      try {
        take(app, parseFile(await file.text(), Date.now()));
        mount(app, panel);
        panel.querySelector("input[type=file]").focus(); // the one that was used is gone
        panel.querySelector(".sg-status").textContent =
          "Progress was read from the file; of two marks, the later one counts.";
      } catch (error) {
        status.textContent = error.message;
        input.value = ""; // or the same file, mended, would be no change
      }
    };
    const input = element("input", { type: "file", accept: ".json,application/json", onchange: read });
    const out = button("Save progress as a file", write, { class: "md-button" });
    return element(
      "div",
      { class: "sg-files" },
      out,
      element("label", {}, "Read progress from a file ", input),
      status,
    );
  }

  function take(app, found) {
    for (const [name, entries] of Object.entries(found)) app.store.set(name, merge(app.store.get(name), entries));
    app.follow();
  }

  (guide.practice ??= {}).readiness = { mount };
})((globalThis.studyguide ??= {}));
