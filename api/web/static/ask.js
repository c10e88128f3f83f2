// Fetches the answer in place of a new page, keeps Back working, and announces the answer once.
"use strict";

const room = () => document.getElementById("room");
const seen = new Map(); // pages already shown, so that Back does not ask again
let shown = location.pathname + location.search;

const swap = (fresh, address, title) => {
  seen.set(shown, { node: room(), title: document.title });
  room().replaceWith(fresh);
  fresh.classList.remove("psp-busy");
  fresh.removeAttribute("aria-busy");
  shown = address;
  document.title = title;
  readFrom(fresh.querySelector("h1"));
};

const show = async (address) => {
  room().classList.add("psp-busy");
  room().setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("room");
    if (!fresh) throw new Error("not a page of answers");
    const said = new URL(response.url); // the answer has an address of its own
    const place = said.pathname + said.search;
    history.pushState({ address: place }, "", place);
    swap(fresh, place, page.title);
    window.scrollTo(0, 0);
    announce(fresh.dataset.announce);
  } catch {
    location.assign(address);
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id === "ask-form") {
    event.preventDefault();
    show("/?" + new URLSearchParams(new FormData(form)));
  } else if (form.id === "helpful-form") {
    event.preventDefault();
    say(form, event.submitter);
  }
});

const say = async (form, button) => {
  const helpful = button.value === "yes";
  const body = { ask_id: form.elements.ask_id.value, helpful };
  const place = form.parentElement;
  const send = (data) => fetch("/v1/feedback", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data) });
  try {
    if (!(await send(body)).ok) throw new Error("refused");
    const more = document.getElementById("helpful-more").content.cloneNode(true);
    place.replaceChildren(more);
    const comment = place.querySelector("form");
    comment.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const text = comment.elements.comment.value.trim();
      if (text) await send({ ...body, comment: text });
      place.textContent = "Thank you. Your comment has been kept for the editors.";
      announce("Thank you. Your comment has been kept.");
    });
    announce("Thank you. You can add a comment.");
    comment.elements.comment.focus();
  } catch {
    announce("That could not be sent. Please try again.");
  }
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && event.target.id === "q") {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-ask]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  show(link.getAttribute("href"));
});

history.replaceState({ address: shown }, "");
window.addEventListener("popstate", (event) => {
  const address = event.state && event.state.address;
  if (!address || address === shown) return; // a jump within the page
  const kept = seen.get(address);
  if (kept) swap(kept.node, address, kept.title);
  else location.assign(address);
});
