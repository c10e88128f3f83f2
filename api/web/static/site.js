// Makes pages quicker where script runs; everything works without it.
"use strict";

document.documentElement.classList.add("has-script");

const announce = (text) => {
  const region = document.getElementById("announce");
  region.textContent = "";
  window.setTimeout(() => { region.textContent = text; }, 100);
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
