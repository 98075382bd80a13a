/* The page of a plan: its steps tick themselves, and a reader may follow it. */
(function (guide) {
  "use strict";

  const { button, records } = guide;
  const { word } = guide.language;
  const { kept, of, done, sign, meter } = guide.study.state;

  const idsOf = (step) => step.sections.map(([id]) => id);

  /** The links of each section of the plan, in the text of its page. */
  function linksOf(article, plan) {
    const links = [...article.querySelectorAll("a[href]")].filter((link) => !link.closest(".sg-after, .sg-trail"));
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
    for (const old of article.querySelectorAll("[data-sg-step], .sg-state")) old.remove();
    const known = kept(records.here());
    const all = plan.steps.flatMap(idsOf);
    for (const step of plan.steps) {
      const ids = idsOf(step);
      const count = done(ids, known);
      const line = meter(word("study.done_of", { done: count, all: ids.length }), count, ids.length);
      line.dataset.sgStep = "";
      if (count === ids.length) line.prepend(sign("done"));
      document.getElementById(step.anchor)?.after(line);
    }
    for (const [link, id] of linksOf(article, plan)) if (of(id, known)) link.before(sign(of(id, known)), " ");
    const whole = done(all, known);
    box.replaceChildren(
      meter(word("study.done_of", { done: whole, all: all.length }), whole, all.length),
      follower(plan),
    );
    box.hidden = false;
  }

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
