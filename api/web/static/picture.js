// Shows what belongs together in a picture while the mouse or the keyboard is on a box. Without it the boxes are links.
"use strict";

for (const picture of document.querySelectorAll("svg.pm:not(.pm--whole)")) {
  const show = (box) => {
    const name = box && box.dataset.node;
    const near = new Set();
    for (const line of picture.querySelectorAll("[data-ends]")) {
      const ends = line.dataset.ends.split(" ");
      const touches = Boolean(name) && ends.includes(name);
      line.classList.toggle("is-near", touches);
      if (touches) ends.forEach((end) => near.add(end));
    }
    for (const other of picture.querySelectorAll("[data-node]")) other.classList.toggle("is-near", near.has(other.dataset.node));
    picture.classList.toggle("is-choosing", Boolean(name));
  };
  // on the element around it: Chromium lets the keyboard stop at an SVG that itself listens for focus
  const around = picture.parentElement;
  for (const kind of ["pointerover", "focusin"]) around.addEventListener(kind, (event) => show(event.target.closest("[data-node]")));
  for (const kind of ["pointerleave", "focusout"]) around.addEventListener(kind, () => show(null));
}
