/* How far the reader is: what was done, what changed, readiness by domain and tag; the way in and out as a file. */
(function (guide) {
  "use strict";

  const { element, records } = guide;
  const { word } = guide.language;
  const { percent, of } = guide.practice.figures;
  const { readiness } = guide.practice.answers;
  const { table } = guide.practice.items;
  const { files } = guide.practice.files;
  const { history } = guide.practice.history;

  function mount(app, panel, _scope, moved = false) {
    const known = app.records();
    const pages = app.sections.filter((section) => !section.isChapter);
    const count = (state) => pages.filter((section) => records.own(known.marks, section.id)?.state === state).length;
    const counted = { sure: count("sure"), shaky: count("shaky"), read: count("read") };
    const text = word("progress.counts", { count: pages.length, ...counted });
    const domains = domainsOf(app);
    const tags = tagsOf(app, new Set(domains.map(([tag]) => tag)));
    const taken = (said) => {
      app.follow();
      mount(app, panel, "", true);
      panel.querySelector("input[type=file]").focus(); // the one that was used is gone
      panel.querySelector(".sg-status").textContent = said;
    };
    panel.replaceChildren(
      element("h2", {}, word("practice.progress")),
      element("p", {}, text),
      ...history(app, Date.now()),
      ...changed(pages, known.marks),
      element("p", { class: "sg-keys" }, `${word("progress.help")} ${word("progress.unmet")}`),
      ...(domains.length ? [shares(app, word("progress.by_domain"), domains, known)] : []),
      ...(tags.length
        ? [folded(word("progress.by_tag"), shares(app, word("progress.by_tag"), tags, known), !domains.length)]
        : []),
      folded(word("progress.move"), files(app.store, app.data.title, taken), moved),
    );
  }

  /** Domains with their tasks: [[tag, what it is called, whether it is a task]]. */
  const domainsOf = ({ data: { exam } }) =>
    (exam?.domains ?? []).flatMap(({ tag, title, tasks = [] }) => [
      [tag, title, false],
      ...tasks.map(([task, name]) => [task, name, true]),
    ]);

  /** The other tags, with what they stand for. */
  function tagsOf({ data: { tags, meanings = [] } }, named) {
    const called = tags.map((tag, n) => [
      tag,
      meanings[n] ? word("format.meaning", { name: tag, meaning: meanings[n] }) : tag,
    ]);
    return called.filter(([tag]) => !named.has(tag));
  }

  /** What is not looked at each time opens: tags are many, and progress moves once. */
  const folded = (title, shown, open) =>
    element("details", { class: "sg-scope", open }, element("summary", {}, title), shown);

  function shares(app, title, tags, known) {
    const asked = app.asked();
    const rows = tags.map(([tag, name, isTask]) => {
      const found = readiness(tag, app.sections, asked, known);
      return [isTask ? element("span", { class: "sg-task" }, name) : name, ...cells(found, name)];
    });
    return table(title, ["", ...["readiness", "marked", "right"].map((one) => word(`progress.${one}`))], rows);
  }

  function cells(found, name) {
    const share = (part, all) => (all ? of(part, all) : "–");
    const value = Math.round(found.value * 100);
    const bar = element("meter", {
      min: "0",
      max: "100",
      value,
      "aria-label": word("progress.readiness_of", { name }),
    });
    const marked = found.sure + found.read + found.shaky;
    return [
      element("span", { class: "sg-meter" }, bar, ` ${percent(value)}`),
      share(marked, found.sections),
      rightOf(found),
    ];
  }

  /** How many questions went right, and how many of all of them came in exams. */
  function rightOf({ right, questions: all, exams }) {
    if (!all) return "–";
    return exams ? word("progress.among", { right, all, exams }) : of(right, all);
  }

  /** List the sections whose words changed after the reader marked them. */
  function changed(pages, marks) {
    const found = pages.filter((section) => records.isChanged(records.own(marks, section.id), section.hash));
    if (!found.length) return [];
    const items = found.map((section) => element("li", {}, element("a", { href: section.url }, section.title)));
    return [element("h3", {}, word("progress.changed")), element("ul", { class: "sg-changed-list" }, ...items)];
  }

  (guide.practice ??= {}).readiness = { mount };
})((globalThis.studyguide ??= {}));
