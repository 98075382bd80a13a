/* The page on which a reader keeps the guide on his device, or takes it away again. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word, day, tag } = guide.language;
  const { LIST, WORKER, whole, forget } = guide.offline.kept;
  const MEGABYTE = 1_000_000;

  const sizeOf = (bytes) =>
    new Intl.NumberFormat(tag, {
      style: "unit",
      unit: "megabyte",
      maximumFractionDigits: bytes < 10 * MEGABYTE ? 1 : 0,
    }).format(bytes / MEGABYTE);

  const root = () => new URL("../../", guide.folder).href;

  /** Whose worker answers for the guide's pages: "" for nobody's, or its address. */
  async function inCharge() {
    const found = await navigator.serviceWorker.getRegistration(root());
    if (found?.scope !== root()) return "";
    return (found.active ?? found.waiting ?? found.installing)?.scriptURL ?? "";
  }

  /** Say why nothing can be kept; nothing where it can. */
  async function hindrance() {
    if (!globalThis.isSecureContext || !navigator.serviceWorker || !globalThis.caches)
      return word("offline.impossible");
    const other = await inCharge();
    return other && other !== root() + WORKER ? word("offline.taken") : "";
  }

  /** Have the worker fetch everything; `tell` hears how far it is. Rejects with the name of what went wrong. */
  async function fetchAll(tell) {
    const options = { scope: root(), updateViaCache: "none" };
    await navigator.serviceWorker.register(root() + WORKER, options);
    await navigator.storage?.persist?.(); // else the browser may throw it away when room is short
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    const ended = new Promise((resolve, reject) => {
      port1.onmessage = ({ data }) => {
        if (data.done) resolve();
        else if (data.failed) reject(new Error(data.failed));
        else tell(data);
      };
    });
    active.postMessage({ keep: true }, [port2]);
    await ended.finally(() => port1.close());
  }

  async function takeAway() {
    await forget(root());
    const found = await navigator.serviceWorker.getRegistration(root());
    if (found?.scope === root()) await found.unregister();
  }

  /** Say on the button how much that is, where it can be known. */
  async function showSize(keep) {
    const { bytes } = await fetch(root() + LIST).then(
      (response) => (response.ok ? response.json() : {}),
      () => ({}),
    );
    if (bytes) keep.textContent = `${word("offline.keep")} (${sizeOf(bytes)})`;
  }

  /** The way to take the copy away, which asks first; `done` is called when it is away. */
  function removal(done) {
    const box = element("div");
    const back = () => {
      box.replaceChildren(button(word("offline.remove"), ask, { class: "sg-quiet-button" }));
      box.querySelector("button").focus(); // the button that was pressed is gone
    };
    const yes = () => takeAway().then(done);
    function ask() {
      const stay = button(word("offline.stay"), back, { class: "md-button" });
      box.replaceChildren(
        element("p", { role: "alert" }, word("offline.sure")),
        element("p", {}, stay, " ", button(word("offline.remove"), yes, { class: "md-button" })),
      );
      stay.focus();
    }
    box.append(button(word("offline.remove"), ask, { class: "sg-quiet-button" }));
    return box;
  }

  /** Draw what can be done, and what is there. What takes the copy away never stands where a button was just pressed. */
  function panel(part) {
    const status = element("p", { class: "sg-status", role: "status", tabindex: "-1" });
    const bar = element("progress", { max: "1", value: "0", "aria-label": word("offline.keep"), hidden: true });
    const keep = button(word("offline.keep"), press, { class: "md-button md-button--primary" });
    const below = element("div");
    const say = (text) => (status.textContent = text);

    async function draw() {
      const copy = await whole(root());
      keep.hidden = Boolean(copy);
      if (!copy) showSize(keep);
      below.replaceChildren(...(copy ? [removal(removed)] : []));
      if (copy) say(word("offline.kept", { size: sizeOf(copy.list.bytes), day: day(copy.list.kept) }));
    }

    async function press() {
      keep.disabled = true;
      bar.hidden = false;
      // Figures beside the bar are not read aloud: they change many times a second.
      const figures = element("span", { "aria-hidden": "true" });
      status.replaceChildren(word("offline.going"), " ", figures);
      const tell = ({ part, all }) => {
        bar.value = part / all;
        figures.textContent = word("format.of", { part: sizeOf(part), all: sizeOf(all) });
      };
      try {
        await fetchAll(tell);
        await draw();
        status.focus(); // the button that was pressed is gone
      } catch (error) {
        say(word(error.message === "QuotaExceededError" ? "offline.full" : "offline.failed"));
      }
      keep.disabled = false;
      bar.hidden = true;
    }

    async function removed() {
      await draw();
      say(word("offline.removed"));
      keep.focus();
    }

    part.append(element("div", { class: "sg-keeping" }, keep, bar, status), below);
    return draw();
  }

  /** Say which page led here, for it is not in the copy. */
  function sayMissing(part, here) {
    const address = here.searchParams.get("missing");
    if (address)
      part.parentElement
        .querySelector("h1")
        ?.after(element("p", { role: "alert" }, word("offline.missing", { address })));
  }

  async function mount(part, here) {
    sayMissing(part, here);
    const reason = await hindrance();
    if (reason) part.append(element("p", { role: "note" }, reason));
    else await panel(part);
  }

  (guide.offline ??= {}).copy = { sizeOf, mount };
})((globalThis.studyguide ??= {}));
