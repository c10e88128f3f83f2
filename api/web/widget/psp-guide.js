/* PSP Guide widget, version 1. Defines <psp-guide partner="ID">. Makes no request, and stores nothing, before it is opened.
   Attributes: partner, mode="launcher|inline", topic, audience, question, label, close-label, position="right|left",
   scheme="light|dark|auto". The words are British English and marked so; label and close-label may be in the page's language.
   What it loads and sends: docs/embedding.md. Licence: Apache-2.0. */
(() => {
  "use strict";
  const TAG = "psp-guide", VERSION = 1, WAIT_MS = 8000, PASSED_ON = ["partner", "topic", "audience", "question"];
  const script = document.currentScript;
  if (!("customElements" in window) || customElements.get(TAG)) return;
  const scriptOrigin = script && script.src ? new URL(script.src).origin : "";

  const DARK = "--ground:#12191d;--words:#eee;--link:#8ccbf0;--edge:#9fb0b8;color-scheme:dark";
  // A constructed sheet needs no permission from the page's Content-Security-Policy. "!important" on :host wins over
  // the page's own "!important" rules, so that no reset can hide or move the widget.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
:host{all:initial!important;display:block!important;position:fixed!important;bottom:var(--psp-guide-offset-y,16px)!important;
right:var(--psp-guide-offset-x,16px)!important;z-index:var(--psp-guide-z,2147483000)!important;
font:400 16px/1.5 var(--psp-guide-font,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif)!important;color:#1a1a1a!important;color-scheme:light!important}
:host([position=left]){right:auto!important;left:var(--psp-guide-offset-x,16px)!important}
:host([mode=inline]){position:relative!important;inset:auto!important;z-index:auto!important}
*{box-sizing:border-box}
[hidden]{display:none!important}
button{font:inherit;cursor:pointer;border:2px solid transparent;border-radius:var(--psp-guide-radius,4px)}
:focus-visible{outline:3px solid #1a1a1a;outline-offset:2px;box-shadow:0 0 0 6px #fff}
.launcher{min-height:48px;padding:10px 20px;font-weight:600;background:var(--psp-guide-accent,#0065bd);color:var(--psp-guide-accent-text,#fff);
box-shadow:0 2px 8px #0006}
.launcher:hover{text-decoration:underline}
:host([mode=inline]) .launcher{box-shadow:none}
.panel{position:fixed;bottom:80px;right:16px;width:416px;max-width:calc(100vw - 32px);height:640px;max-height:calc(100vh - 104px);
--ground:#fff;--words:#1a1a1a;--link:#0065bd;--edge:#5b5b5b;color:var(--words);
display:flex;flex-direction:column;background:var(--ground);border:2px solid var(--edge);border-radius:6px;box-shadow:0 8px 32px #0005;overflow:hidden}
:host([position=left]) .panel{right:auto;left:16px}
:host([mode=inline]) .panel{position:static;width:100%;max-width:none;max-height:none;margin-top:12px;box-shadow:none}
.bar{display:flex;align-items:center;justify-content:space-between;gap:8px;padding:4px 4px 4px 16px;border-bottom:1px solid var(--edge);font-weight:600}
.close{min-width:44px;min-height:44px;background:var(--ground);color:var(--words);font-size:22px;line-height:1}
iframe{flex:1;width:100%;min-height:0;border:0;background:var(--ground)}
.failed{margin:0;padding:16px}
a{color:var(--link)}
.panel[data-scheme=dark]{${DARK}}
@media (prefers-color-scheme:dark){.panel[data-scheme=auto]{${DARK}}}
.panel :focus-visible{outline-color:var(--words);box-shadow:0 0 0 6px var(--ground)}
@media (max-width:480px),(max-height:480px){:host(:not([mode=inline])) .panel{inset:0;width:100%;max-width:none;height:100%;max-height:none;border-radius:0}}
@media (prefers-reduced-motion:no-preference){.launcher{transition:box-shadow .15s}}
@media (forced-colors:active){.launcher,.close{border-color:ButtonText}:focus-visible{outline-color:Highlight}}
@media print{:host{display:none!important}}`);

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  class PspGuide extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) { addEventListener("message", this.listener); return; }
      const base = this.getAttribute("base") || scriptOrigin;
      this.base = URL.canParse(base) ? new URL(base).origin : "";
      if (!this.base || !this.getAttribute("partner")) { console.error(`psp-guide: the attribute ${this.base ? "partner" : "base"} is missing or wrong`); return; }
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      const label = this.getAttribute("label") || "Ask the PSP Guide";
      this.scheme = this.chosenScheme();
      this.launcher = make("button", { className: "launcher", type: "button", textContent: label });
      this.launcher.setAttribute("aria-expanded", "false");
      this.launcher.setAttribute("aria-controls", "panel");
      this.launcher.addEventListener("click", () => (this.panel.hidden ? this.open() : this.close()));
      const closer = make("button", { className: "close", type: "button", textContent: "\u00d7" });
      closer.setAttribute("aria-label", this.getAttribute("close-label") || "Close the guide");
      closer.addEventListener("click", () => this.close());
      this.failed = make("p", { className: "failed", hidden: true }, "The guide could not be shown here. ",
        make("a", { href: this.address(), target: "_blank", rel: "noopener", textContent: "Open it in a new tab" }));
      this.failed.setAttribute("role", "alert");
      this.panel = make("div", { className: "panel", id: "panel", hidden: true, tabIndex: -1 },
        make("div", { className: "bar" }, make("span", { textContent: "PSP Guide" }), closer), this.failed);
      this.panel.setAttribute("role", this.isInline ? "region" : "dialog");
      this.panel.setAttribute("aria-label", "PSP Guide");
      this.panel.dataset.scheme = this.scheme;
      // the guide speaks English; on a page in another language a screen reader has to know which words are not
      this.panel.lang = "en-GB";
      if (!this.getAttribute("label")) this.launcher.lang = "en-GB";
      if (this.getAttribute("close-label")) closer.lang = this.closest("[lang]")?.lang || "";
      root.append(this.launcher, this.panel);
      root.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !this.panel.hidden) { event.stopPropagation(); this.close(); }
      });
      this.listener = (event) => this.hear(event);
      addEventListener("message", this.listener);
    }

    disconnectedCallback() { removeEventListener("message", this.listener); }

    get isInline() { return this.getAttribute("mode") === "inline"; }

    // as the attribute says; without it as the page itself says that it can be: a page that is always light stays light
    chosenScheme() {
      const wish = this.getAttribute("scheme");
      if (["light", "dark", "auto"].includes(wish)) return wish;
      const declared = document.querySelector('meta[name="color-scheme"]');
      const page = `${declared ? declared.content : ""} ${getComputedStyle(document.documentElement).colorScheme}`;
      return page.includes("dark") ? (page.includes("light") ? "auto" : "dark") : "light";
    }

    address() {
      const url = new URL("/embed/v1/frame", this.base);
      for (const name of PASSED_ON) if (this.getAttribute(name)) url.searchParams.set(name, this.getAttribute(name));
      if (this.scheme !== "light") url.searchParams.set("scheme", this.scheme);
      url.searchParams.set("host", location.origin);
      return url.href;
    }

    open() {
      this.panel.hidden = false;
      this.launcher.setAttribute("aria-expanded", "true");
      this.panel.focus();
      if (this.frame) this.say("focus");
      else this.load();
      this.dispatchEvent(new CustomEvent("psp-guide-open", { bubbles: true }));
    }

    close() {
      if (this.panel.hidden) return;
      this.panel.hidden = true;
      this.launcher.setAttribute("aria-expanded", "false");
      this.launcher.focus();
      this.dispatchEvent(new CustomEvent("psp-guide-close", { bubbles: true }));
    }

    load() {
      this.frame = make("iframe", { title: "PSP Guide: questions and answers", referrerPolicy: "no-referrer" });
      // the frame stays on its own origin, which is never that of the page, so it reaches nothing of the page
      this.frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox");
      this.frame.src = this.address();
      this.panel.append(this.frame);
      this.timer = setTimeout(() => this.fail(), WAIT_MS);
    }

    fail() {
      this.failed.hidden = false;
      this.frame.remove();
      this.frame = null;
    }

    say(type) {
      this.frame.contentWindow.postMessage({ psp: VERSION, type }, this.base);
    }

    hear(event) {
      const said = event.data;
      if (!this.frame || event.origin !== this.base || event.source !== this.frame.contentWindow) return;
      if (!said || said.psp !== VERSION) return;
      if (said.type === "ready") {
        clearTimeout(this.timer);
        this.failed.hidden = true;
        if (!this.panel.hidden) { this.frame.focus(); this.say("focus"); }
      } else if (said.type === "close") this.close();
    }
  }

  customElements.define(TAG, PspGuide);
})();
