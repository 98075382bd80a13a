/* How far the reader is: what was done, what changed, readiness by domain and tag; the way in and out as a file. */
(function (guide) {
  "use strict";

  const { element, records } = guide;
  const { word, tag } = guide.language;
  const { band, percent, of } = guide.practice.figures;
  const { readiness } = guide.practice.answers;
  const { table } = guide.practice.items;
  const { files } = guide.practice.files;
  const { anew } = guide.practice.anew;
  const { history } = guide.practice.history;

  const ENOUGH = 10; // answers, below which a band takes up half of the scale

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
    const gone = async () => {
      await app.open("progress", "");
      app.say(word("progress.gone"));
      panel.querySelector("h2").focus(); // the button that was pressed is gone
    };
    panel.replaceChildren(
      element("h2", { tabindex: "-1" }, word("practice.progress")),
      element("p", {}, text),
      ...history(app, Date.now()),
      ...changed(pages, known.marks),
      ...(domains.length ? shares(app, word("progress.by_domain"), domains, known) : []),
      ...(tags.length
        ? [folded(word("progress.by_tag"), !domains.length, ...shares(app, word("progress.by_tag"), tags, known))]
        : []),
      element("p", { class: "sg-keys" }, word("progress.help", { number: ENOUGH })),
      folded(word("progress.move"), moved, files(app.store, app.data.title, taken)),
      folded(word("progress.anew"), false, anew(app, gone)),
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
  const folded = (title, open, ...shown) =>
    element("details", { class: "sg-scope", open }, element("summary", {}, title), ...shown);

  /** How it stands with each part; those of which nothing is answered or marked are a line that opens. */
  function shares(app, title, tags, known) {
    const asked = app.asked();
    const all = tags.map(([path, name, isTask]) => ({
      name,
      isTask,
      found: readiness(path, app.sections, asked, known),
    }));
    const isBegun = ({ found: { tried, sure, read, shaky } }) => tried + sure + read + shaky > 0;
    const [begun, others] = [all.filter(isBegun), all.filter((part) => !isBegun(part))];
    const nameOf = ({ name, isTask }) => (isTask ? element("span", { class: "sg-task" }, name) : name);
    const heads = [word("exam.estimate"), ...["right", "answered", "marked"].map((one) => word(`progress.${one}`))];
    const rows = begun.map((part) => [nameOf(part), ...cells(part.found)]);
    const nothing = word("progress.none_yet", { number: others.length });
    const bare = others.map((part) => [nameOf(part), ...cells(part.found).slice(2)]);
    return [
      ...(begun.length ? [table(title, ["", ...heads], rows)] : [element("h3", {}, title)]),
      ...(others.length ? [folded(nothing, false, table(nothing, ["", ...heads.slice(2)], bare))] : []),
    ];
  }

  const share = (part, all) => (all ? of(part, all) : none());

  /** Where there is no figure; a phone leaves such out. */
  const none = () => element("span", { class: "sg-none" }, "–");

  function cells({ right, tried, sections, sure, read, shaky, ...asked }) {
    return [likely(right, tried), share(right, tried), answered(tried, asked), share(sure + read + shaky, sections)];
  }

  /** What share would go right, as a line with its band and in figures; nothing while too few are answered to tell. */
  function likely(right, tried) {
    if (tried < ENOUGH) return none();
    const [low, high] = band(right, tried);
    const line = element("span", { class: "sg-scale", "aria-hidden": "true" });
    for (const [name, value] of Object.entries({ at: right / tried, low, high }))
      line.style.setProperty(`--sg-${name}`, String(value));
    line.append(element("i", { class: "sg-scale-band" }), element("i", { class: "sg-scale-at" }));
    const [from, to] = [low, high].map((one) => Math.round(100 * one));
    return element("span", { class: "sg-likely" }, line, `${from.toLocaleString(tag)}–${percent(to)}`);
  }

  /** How many questions are answered, of all; and how many of all came in exams. */
  function answered(tried, { questions: all, exams }) {
    const both = () => element("span", { class: "sg-among" }, word("progress.among", { right: tried, all, exams }));
    return exams ? both() : share(tried, all);
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
