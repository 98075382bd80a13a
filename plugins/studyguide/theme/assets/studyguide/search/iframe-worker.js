/* A worker for pages opened from a folder, where browsers start none: the script runs in a hidden frame instead.
   After iframe-worker 1.0.4 (c) 2020-2022 Martin Donath, MIT: iframe-worker.LICENSE.txt; without its inline scripts,
   which our content security policy forbids. Material's offline plugin looks for "iframe-worker" in the name of this
   file. */
(function (guide) {
  "use strict";

  if (location.protocol !== "file:") return;

  const { nonce, src } = document.currentScript; // notes stand below: their names hide nothing yet
  const worker = new URL("search-worker.js", src).href; // whatever address the theme was handed
  const index = new URL("../../../search/search_index.js", src).href;

  /** The theme adds one script by itself, without the word that lets it run. It gets that word by its address alone. */
  HTMLHeadElement.prototype.appendChild = function (child) {
    if (child.src === index) child.nonce = nonce;
    return Node.prototype.appendChild.call(this, child);
  };

  window.Worker = class extends EventTarget {
    constructor() {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "search";
      document.body.append(frame);
      guide.worker = this; // search/box.js talks to it too
      this.inside = frame.contentWindow;
      this.inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.inside.importScripts = (...urls) =>
        urls.reduce((before, one) => before.then(() => this.load(one)), Promise.resolve());
      this.ready = this.load(worker);
    }

    load(url) {
      return new Promise((resolve, reject) => {
        const script = this.inside.document.createElement("script");
        script.src = url;
        script.nonce = nonce;
        script.onload = resolve;
        script.onerror = () => reject(new Error(`cannot load ${url}`));
        this.inside.document.body.append(script);
      });
    }

    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new MessageEvent("message", { data })));
    }
  };
})((globalThis.studyguide ??= {}));
