/* How far the reader is, by domain and tag; what changed; the way in and out as a file. */
(function (guide) {
  "use strict";

  const { element, button, records } = guide;
  const { word } = guide.language;
  const { percent, of } = guide.practice.figures;
  const { merge, parseFile, writeFile } = guide.practice.kept;
  const { readiness } = guide.practice.answers;
  const { table, save } = guide.practice.items;

  function mount(app, panel) {
    const known = app.records();
    const pages = app.sections.filter((section) => !section.isChapter);
    const count = (state) => pages.filter((section) => records.own(known.marks, section.id)?.state === state).length;
    const counted = { sure: count("sure"), shaky: count("shaky"), read: count("read") };
    const text = word("progress.counts", { count: pages.length, ...counted });
    const domains = (app.data.exam?.domains ?? []).map((domain) => [domain.tag, domain.title]);
    const named = new Set(domains.map(([tag]) => tag));
    const tags = app.data.tags.filter((tag) => !named.has(tag)).map((tag) => [tag, tag]);
    panel.replaceChildren(
      element("h2", {}, word("practice.progress")),
      element("p", {}, text),
      ...changed(pages, known.marks),
      ...(domains.length ? [shares(app, word("progress.by_domain"), domains, known)] : []),
      ...(tags.length ? [shares(app, word("progress.by_tag"), tags, known)] : []),
      element("p", { class: "sg-keys" }, word("progress.help")),
      files(app, panel),
    );
  }

  function shares(app, title, tags, known) {
    const share = (part, all) => (all ? of(part, all) : "–");
    const rows = tags.map(([tag, name]) => {
      const found = readiness(tag, app.sections, app.asked(), known);
      const value = Math.round(found.value * 100);
      const bar = element("meter", {
        min: "0",
        max: "100",
        value,
        "aria-label": word("progress.readiness_of", { name }),
      });
      const marked = found.sure + found.read + found.shaky;
      return [
        name,
        element("span", { class: "sg-meter" }, bar, ` ${percent(value)}`),
        share(marked, found.sections),
        share(found.right, found.questions),
      ];
    });
    return table(title, ["", ...["readiness", "marked", "right"].map((name) => word(`progress.${name}`))], rows);
  }

  /** List the sections whose words changed after the reader marked them. */
  function changed(pages, marks) {
    const found = pages.filter((section) => records.isChanged(records.own(marks, section.id), section.hash));
    if (!found.length) return [];
    const items = found.map((section) => element("li", {}, element("a", { href: section.url }, section.title)));
    return [element("h3", {}, word("progress.changed")), element("ul", { class: "sg-changed-list" }, ...items)];
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
        panel.querySelector(".sg-status").textContent = word("progress.taken");
      } catch (error) {
        status.textContent = error.message;
        input.value = ""; // or the same file, mended, would be no change
      }
    };
    const input = element("input", { type: "file", accept: ".json,application/json", onchange: read });
    const out = button(word("progress.save"), write, { class: "md-button" });
    return element("div", { class: "sg-files" }, out, element("label", {}, `${word("progress.read")} `, input), status);
  }

  function take(app, found) {
    for (const [name, entries] of Object.entries(found)) app.store.set(name, merge(name, app.store.get(name), entries));
    app.follow();
  }

  (guide.practice ??= {}).readiness = { mount };
})((globalThis.studyguide ??= {}));
