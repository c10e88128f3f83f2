/* In place of the guide: tells the widget that there is something to see, and whoever builds the page what is wrong. */
(() => {
  "use strict";
  const VERSION = 1, page = document.body.dataset;
  console.error(`psp-guide: ${page.problem}`);
  if (window.parent === window || !URL.canParse(page.host)) return;
  const tell = (type) => window.parent.postMessage({ psp: VERSION, type }, new URL(page.host).origin);
  addEventListener("keydown", (event) => { if (event.key === "Escape") tell("close"); });
  tell("ready");
})();
