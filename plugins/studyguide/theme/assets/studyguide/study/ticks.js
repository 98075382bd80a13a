/* The circles of a plan: a press ticks a section, or what else is to be done in a step, and another takes it back. What
 * is kept of a section is the same as by the buttons below it. */
(function (guide) {
  "use strict";

  const { button, records } = guide;
  const { word } = guide.language;
  const { of } = guide.study.state;

  const LEAST = 10; // characters that say what to do, beside a name: "8 hours" does not

  /** Have all that shows what is kept drawn anew, as if another tab had kept it. */
  const tell = () => dispatchEvent(new Event("storage"));

  function keepSection(id, fields) {
    const store = records.here();
    store.set("sections", records.mark(store.get("sections"), id, { ...fields, at: Date.now() }));
    tell();
  }

  function keepTask(id, done) {
    const store = records.here();
    store.set("tasks", records.mark(store.get("tasks"), id, { done, at: Date.now() }));
    tell();
  }

  /** A circle to press. */
  function circle(name, press) {
    return button("", press, { class: "sg-state", "aria-label": name });
  }

  function show(one, state) {
    one.dataset.state = state || "open";
    one.setAttribute("aria-pressed", String(state === "done"));
    one.title = state ? word(state === "shaky" ? "reading.shaky" : `study.${state}`) : "";
  }

  /** What stands below the heading of a step, up to the next heading that is as high. */
  function bodyOf(step) {
    const head = document.getElementById(step.anchor);
    const found = [];
    for (let one = head?.nextElementSibling; one && !(/^H\d$/.test(one.tagName) && one.tagName <= head.tagName); ) {
      found.push(one);
      one = one.nextElementSibling;
    }
    return found;
  }

  /** What an item says beside its name in bold, lists and links that `leads` knows. */
  function restOf(item, leads) {
    const own = [...item.childNodes].filter(
      (node) => !(node.matches?.("ul, ol, strong:first-child, .sg-state") || leads(node)),
    );
    return own
      .map((node) => node.textContent)
      .join("")
      .replace(/^[\s:.,–-]+|[\s.]+$/g, "");
  }

  /** Put a circle for a section before its link: where a sign is, or before an item that holds but its name and the link. */
  function place(one, link, leads) {
    const sign = link.previousElementSibling;
    if (sign?.matches(".sg-state")) return sign.replaceWith(one);
    const item = link.parentElement;
    const alone = item.matches("li") && item.firstElementChild?.matches("strong") && !restOf(item, leads);
    const single = alone && item.querySelectorAll(":scope > a").length === 1;
    if (single) item.prepend(one, " ");
    else link.before(one, " ");
  }

  /** Make the circles of the sections of a step: [circle, id, link]. */
  function sections(step, hashes, seen) {
    const wanted = new Map(step.sections.map(([id, title, url]) => [new URL(url, location.href).href, [id, title]]));
    const leads = (node) => node.matches?.("a[href]") && wanted.has(node.href.split("#")[0]);
    const links = bodyOf(step).flatMap((one) => [...one.querySelectorAll("a[href]")].filter(leads));
    return links.flatMap((link) => {
      const [id, title] = wanted.get(link.href.split("#")[0]);
      if (seen.has(id)) return [];
      seen.add(id);
      const press = ({ currentTarget: { ariaPressed } }) => {
        const url = records.pathOf(new URL(link.href));
        const read = { state: "read", passages: "", hash: hashes.get(id), ...(url !== null && { url }) };
        keepSection(id, ariaPressed === "true" ? { state: "" } : read);
      };
      const one = circle(word("format.meaning", { name: word("reading.read"), meaning: title }), press);
      place(one, link, leads);
      return [[one, id, link]];
    });
  }

  /** Make those of what else is to be done: items that begin with a name in bold and say more than a number: [circle, id]. */
  function tasks(plan, step) {
    const leads = (node) => node.matches?.("a[href]");
    const items = bodyOf(step)
      .filter((one) => one.matches("ul, ol"))
      .flatMap((list) => [...list.children]);
    return items.flatMap((item, n) => {
      const name = item.firstElementChild;
      const rest = restOf(item, leads);
      if (!name?.matches("strong") || /^\d/.test(rest) || rest.length < LEAST) return [];
      const id = `${plan.id}/${step.anchor}/${n}`;
      const press = ({ currentTarget: { ariaPressed } }) => keepTask(id, ariaPressed !== "true");
      const one = circle(word("format.meaning", { name: word("study.done"), meaning: item.textContent.trim() }), press);
      item.prepend(one, " ");
      return [[one, id]];
    });
  }

  /** Make all circles of a plan; returns what shows the state of each, and the first link to each section. */
  function make(plan) {
    const ids = plan.steps.flatMap((step) => step.sections.map(([id]) => id));
    const digits = plan.hashes.length / (ids.length || 1);
    const hashes = new Map(ids.map((id, n) => [id, plan.hashes.slice(n * digits, (n + 1) * digits)]));
    const seen = new Set();
    const others = plan.steps.flatMap((step) => tasks(plan, step));
    const read = plan.steps.flatMap((step) => sections(step, hashes, seen));
    const draw = (known) => {
      const done = records.here().get("tasks");
      for (const [one, id] of read) show(one, of(id, known));
      for (const [one, id] of others) show(one, records.own(done, id)?.done ? "done" : "");
    };
    return { draw, links: new Map(read.map(([, id, link]) => [id, link])) };
  }

  (guide.study ??= {}).ticks = { make };
})((globalThis.studyguide ??= {}));
