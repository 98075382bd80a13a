/* The way to begin with nothing: what the browser keeps of a reader is taken away, after he has heard what that is and may
 * have saved it. */
(function (guide) {
  "use strict";

  const { element, button } = guide;
  const { word } = guide.language;
  const { counted, keep } = guide.practice.files;
  const { twice } = guide.practice.twice;

  const PLAIN = { class: "md-button" };

  /** Take away all that this guide keeps; of others at the same place it touches nothing. */
  function wipe(store) {
    store.refused.clear();
    try {
      const storage = store.storage();
      const own = Object.keys(storage).filter((name) => name.startsWith(store.key("")));
      for (const name of own) storage.removeItem(name);
    } catch {
      // A browser that keeps nothing has nothing to take away.
    }
  }

  /** The button, which asks in its place; `done` is called when all is gone. */
  function anew({ store, data }, done) {
    const place = element("div", {});
    const status = element("p", { role: "status", class: "sg-status" });
    const offer = () => place.replaceChildren(button(word("progress.anew"), ask, PLAIN));
    const stay = () => {
      offer();
      place.firstChild.focus();
    };
    const act = () => {
      wipe(store);
      done();
    };
    function ask() {
      const text = word("progress.anew_now", counted(store));
      twice(place, { text, name: word("progress.anew"), act, stay, back: word("practice.back") });
      const save = () => keep(store, data.title, (said) => status.replaceChildren(said));
      place.append(button(word("progress.save"), save, PLAIN), status);
      place.querySelector("button + button").focus(); // on the way back: it asks for once too little
    }
    offer();
    return place;
  }

  (guide.practice ??= {}).anew = { wipe, anew };
})((globalThis.studyguide ??= {}));
