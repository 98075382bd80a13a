/* The page of a plan: its sections are ticked there, and a reader may follow it and say for which day. */
(function (guide) {
  "use strict";

  const { element, button, records } = guide;
  const { word } = guide.language;
  const { kept, of, done, told, nextIn, sign, legend, meter } = guide.study.state;
  const { said, isReached, fitting, spans, answer, written, field } = guide.study.pace;

  const idsOf = (step) => step.sections.map(([id]) => id);

  /** Say below each heading when its step is, and how much of it is done. */
  function drawSteps(plan, known, dates) {
    const days = spans(plan.steps, dates);
    plan.steps.forEach((step, n) => {
      const ids = idsOf(step);
      const count = done(ids, known);
      const line = meter(told(ids, known), count, ids.length);
      line.dataset.sgStep = "";
      if (days[n]) line.prepend(element(days[n].now ? "strong" : "span", { class: "sg-days" }, days[n].text));
      if (count === ids.length) line.prepend(sign("done"));
      document.getElementById(step.anchor)?.after(line);
    });
  }

  /** Have the home page go by another plan, and go to its page. */
  function follow({ id, url }) {
    const store = records.here();
    store.set("plan", { ...store.get("plan"), id, at: Date.now() });
    location.assign(url);
  }

  /** The field for the date, which stays while all around it is drawn anew, and has the focus again. */
  function dateOf(plan, again) {
    const store = records.here();
    const place = field(
      () => {
        again();
        place.querySelector("input").focus({ preventScroll: true });
      },
      () => answer(plan, kept(store), store.get("plan")),
    );
    return place;
  }

  function draw(box, article, plan, ticks, date) {
    for (const old of article.querySelectorAll("[data-sg-step], [data-sg-next]")) old.remove();
    const known = kept(records.here());
    const dates = plan.exam ? records.here().get("plan") : {};
    const all = plan.steps.flatMap(idsOf);
    drawSteps(plan, known, dates);
    ticks.draw(known);
    const next = nextIn(plan, known);
    point(ticks.links, next?.section[0]);
    box.replaceChildren(
      meter(told(all, known), done(all, known), all.length),
      ...legend(all, known),
      ...said(plan, known, dates),
      ...fitting(plan, [plan, ...(plan.others ?? [])], known, dates, follow),
      ...(all.some((id) => of(id, known)) ? [] : [element("p", { class: "sg-quiet" }, word("study.counts"))]),
      ...(next ? [nextOf(next, isReached(plan, known, dates))] : [element("p", {}, word("study.all_done"))]),
      ...written(dates),
      element("div", { class: "sg-acts" }, ...date, follower(plan)),
    );
    box.hidden = false;
    box.dataset.sgReady = "";
  }

  /** Say beside a link that its section is next. */
  function point(links, next) {
    for (const [id, link] of links) {
      if (id !== next) link.removeAttribute("aria-current");
      else {
        link.setAttribute("aria-current", "step");
        link.after(" ", element("span", { class: "sg-next", "data-sg-next": true }, word("study.next")));
      }
    }
  }

  /** The one next step, first of all: what to read, and in which step of the plan. It is no more than offered to who has
   * done what was for today. */
  const nextOf = ({ step, section: [, title, url] }, isDone) =>
    element(
      "p",
      { class: "sg-acts sg-no-print" },
      element(
        "a",
        { class: isDone ? "md-button" : "md-button md-button--primary", href: url },
        word("format.meaning", { name: word("study.next"), meaning: title }),
      ),
      element("a", { href: `#${encodeURIComponent(step.anchor)}` }, step.title),
    );

  /** A switch by which the home page goes by this plan. */
  function follower(plan) {
    const store = records.here();
    const others = (plan.others ?? []).map(({ id }) => id);
    const isKnown = (id) => id === plan.id || others.includes(id);
    // Who follows none, or one that is gone, has the first on the home page.
    const follows = () => store.get("plan").id === plan.id || (plan.first && !isKnown(store.get("plan").id));
    const press = ({ currentTarget }) => {
      // One is always followed; to leave this one is to take the first of the others.
      const id = follows() ? (others[0] ?? plan.id) : plan.id;
      store.set("plan", { ...store.get("plan"), id, at: Date.now() });
      currentTarget.setAttribute("aria-pressed", String(follows()));
    };
    return button(word("study.follow"), press, { class: "sg-switch", "aria-pressed": String(follows()) });
  }

  function mount(box) {
    const plan = JSON.parse(box.querySelector("template").content.textContent);
    const article = box.parentElement;
    const ticks = guide.study.ticks.make(plan);
    const date = [];
    const again = () => draw(box, article, plan, ticks, date);
    if (plan.exam) date.push(dateOf(plan, again));
    again();
    addEventListener("storage", again, { signal: guide.life(box) }); // in another tab
    addEventListener("pageshow", again, { signal: guide.life(box) }); // back from a section that is read now
  }

  (guide.study ??= {}).plan = { mount };
})((globalThis.studyguide ??= {}));
