// Makes pages quicker where script runs; everything works without it.
"use strict";

document.documentElement.classList.add("has-script");

const announce = (text) => {
  const region = document.getElementById("announce");
  region.textContent = "";
  window.setTimeout(() => { region.textContent = text; }, 100);
};

// A heading of what has just been put in becomes the place where reading goes on. After a moment, so that a screen
// reader has taken in that the old place is gone: otherwise Orca says nothing of the new one. The focus alone is not
// enough: where it was in what has been taken away, the browser leaves its selection at the end of the new content,
// and Orca reads on from there. Whoever has gone on meanwhile, to a box to type in or by Tab, stays there: what they
// type would be lost.
const readFrom = (heading) => {
  heading.setAttribute("tabindex", "-1");
  window.setTimeout(() => {
    if (document.activeElement !== document.body) return;
    heading.focus({ preventScroll: true });
    getSelection().collapse(heading, 0);
  }, 100);
};

const copy = async (text, button) => {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
    announce("Copied");
  } catch {
    button.textContent = "Could not copy: select the text instead";
  }
  window.setTimeout(() => { button.textContent = before; }, 3000);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.action === "print") window.print();
  if (button.dataset.copyFrom) copy(document.getElementById(button.dataset.copyFrom).value, button);
  if (button.dataset.copyLink) copy(new URL(button.dataset.copyLink, location.href).href, button);
});
