/* The page of a plan: its steps tick themselves, and a reader may follow it. */
(function (guide) {
  "use strict";

  const { element, button, records } = guide;
  const { word } = guide.language;
  const { kept, of, done, told, nextIn, sign, meter } = guide.study.state;

  const idsOf = (step) => step.sections.map(([id]) => id);

  /** The links of each section of the plan, in the text of its page. */
  function linksOf(article, plan) {
    const links = [...article.querySelectorAll("a[href]")].filter(
      (link) => !link.closest(".sg-after, .sg-trail, [data-sg-plan]"),
    );
    const wanted = new Map(
      plan.steps.flatMap(({ sections }) => sections.map(([id, , url]) => [new URL(url, location.href).href, id])),
    );
    return links.flatMap((link) => {
      const id = wanted.get(link.href.split("#")[0]);
      return id === undefined ? [] : [[link, id]];
    });
  }

  /** Say below each heading how much of its step is done, and beside each link whether it is. */
  function draw(box, article, plan) {
    for (const old of article.querySelectorAll("[data-sg-step], [data-sg-next]")) old.remove();
    const known = kept(records.here());
    const all = plan.steps.flatMap(idsOf);
    for (const step of plan.steps) {
      const ids = idsOf(step);
      const count = done(ids, known);
      const line = meter(told(ids, known), count, ids.length);
      line.dataset.sgStep = "";
      if (count === ids.length) line.prepend(sign("done"));
      document.getElementById(step.anchor)?.after(line);
    }
    const next = nextIn(plan, known);
    const links = linksOf(article, plan);
    const [first] = links.find(([, id]) => id === next?.section[0]) ?? [];
    for (const [link, id] of links) tick(link, of(id, known), link === first);
    box.replaceChildren(
      meter(told(all, known), done(all, known), all.length),
      ...(next ? [nextOf(next)] : [element("p", {}, word("study.all_done"))]),
      follower(plan),
    );
    box.hidden = false;
    box.dataset.sgReady = "";
  }

  /** Say beside a link how far its section is, and whether it is next. */
  function tick(link, state, isNext) {
    const old = link.previousElementSibling;
    if (old?.matches(".sg-state")) old.replaceWith(sign(state));
    else if (state) link.before(sign(state), " ");
    if (!isNext) return link.removeAttribute("aria-current");
    link.setAttribute("aria-current", "step");
    link.after(" ", element("span", { class: "sg-next", "data-sg-next": true }, word("study.next")));
  }

  /** The one next step, first of all: what to read, and in which step of the plan. */
  const nextOf = ({ step, section: [, title, url] }) =>
    element(
      "p",
      { class: "sg-acts sg-no-print" },
      element("a", { class: "md-button md-button--primary", href: url }, `${word("study.next")}: ${title}`),
      element("a", { href: `#${encodeURIComponent(step.anchor)}` }, step.title),
    );

  /** A switch by which the home page goes by this plan. */
  function follower(plan) {
    const store = records.here();
    const follows = () => store.get("plan").id === plan.id;
    const press = ({ currentTarget }) => {
      store.set("plan", { ...store.get("plan"), id: follows() ? "" : plan.id, at: Date.now() });
      currentTarget.setAttribute("aria-pressed", String(follows()));
    };
    return button(word("study.follow"), press, { class: "sg-switch", "aria-pressed": String(follows()) });
  }

  function mount(box) {
    const plan = JSON.parse(box.querySelector("template").content.textContent);
    const article = box.parentElement;
    const again = () => draw(box, article, plan);
    again();
    addEventListener("storage", again, { signal: guide.life(box) }); // in another tab
    addEventListener("pageshow", again, { signal: guide.life(box) }); // back from a section that is read now
  }

  (guide.study ??= {}).plan = { mount };
})((globalThis.studyguide ??= {}));
