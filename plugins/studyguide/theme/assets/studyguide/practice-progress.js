/* How far the reader is, by domain and tag; what changed; the way in and out as a file. */
(function (root) {
  "use strict";

  const guide = root.studyguide;

  function mount(app, panel) {
    const { element } = guide.progress;
    const records = app.records();
    const pages = app.sections.filter((section) => !section.isChapter);
    const count = (state) => pages.filter((section) => guide["practice-core"].own(records.marks, section.id)?.state === state).length;
    const text = `${pages.length} sections: ${count("sure")} sure, ${count("shaky")} shaky, ${count("read")} read.`;
    const domains = app.data.exam ? app.data.exam.domains.map((domain) => [domain.tag, domain.title]) : [];
    const named = new Set(domains.map(([tag]) => tag));
    const tags = app.data.tags.filter((tag) => !named.has(tag)).map((tag) => [tag, tag]);
    panel.replaceChildren(
      element("h2", {}, "Progress"), element("p", {}, text), ...changed(app, pages, records.marks),
      ...(domains.length ? [table(app, "Readiness by exam domain", domains, records)] : []),
      ...(tags.length ? [table(app, "Readiness by tag", tags, records)] : []),
      element("p", { class: "sg-keys" }, "Readiness is the mean of two shares: sections (sure counts 1, read ½, shaky ¼) and questions answered right at the last try. Marks are set at the end of each section. All of it stays in this browser."),
      files(app, panel),
    );
  }

  function table(app, title, tags, records) {
    const { element } = guide.progress;
    const rows = tags.map(([tag, name]) => {
      const found = guide["practice-core"].readiness(tag, app.sections, app.questions, records);
      const percent = Math.round(found.value * 100);
      const bar = element("meter", { min: "0", max: "100", value: percent, "aria-label": `Readiness: ${name}` });
      const marked = found.sure + found.read + found.shaky;
      const share = (part, all) => (all ? `${part} of ${all}` : "–");
      return [name, element("span", { class: "sg-meter" }, bar, ` ${percent} %`), share(marked, found.sections), share(found.right, found.questions)];
    });
    return app.table(title, ["", "Readiness", "Sections marked", "Questions right"], rows);
  }

  /** List the sections whose words changed after the reader marked them. */
  function changed(app, pages, marks) {
    const { element, isChanged } = guide.progress;
    const found = pages.filter((section) => isChanged(guide["practice-core"].own(marks, section.id), section.hash));
    if (!found.length) return [];
    const items = found.map((section) => element("li", {}, element("a", { href: section.url }, section.title)));
    return [element("h3", {}, "Changed since you read it"), element("ul", { class: "sg-changed-list" }, ...items)];
  }

  function files(app, panel) {
    const { element, writeFile, parseFile, merge } = guide.progress;
    const said = element("p", { role: "status", class: "sg-said" });
    const out = element("button", { type: "button", class: "md-button" }, "Save progress as a file");
    out.addEventListener("click", () => {
      const stores = Object.fromEntries(["sections", "cards", "answers"].map((name) => [name, app.store.get(name)]));
      app.save("study-progress.json", writeFile(app.data.title, stores), "application/json");
    });
    const into = element("input", { type: "file", accept: ".json,application/json" });
    into.addEventListener("change", async () => {
      const [file] = into.files;
      if (!file) return;
      try {
        const found = parseFile(await file.text());
        for (const [name, entries] of Object.entries(found)) app.store.set(name, merge(app.store.get(name), entries));
        app.refresh();
        mount(app, panel);
        panel.querySelector("input[type=file]").focus(); // the one that was used is gone
        panel.querySelector(".sg-said").textContent = "Progress was read from the file; of two marks, the later one counts.";
      } catch (error) {
        said.textContent = error.message;
        into.value = ""; // or the same file, mended, would be no change
      }
    });
    return element("div", { class: "sg-files" }, out, element("label", {}, "Read progress from a file ", into), said);
  }

  guide["practice-progress"] = { mount };
})(globalThis);
