// Keeps ticks and the place in this browser; nothing is sent.
"use strict";

const TICKS = "psp-checklist";
const PLACE = "psp-stage";

const read = (key, otherwise) => {
  try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
};
const write = (key, value) => {
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a browser that keeps nothing still works */ }
};

const ticked = new Set(read(TICKS, []));
const form = document.getElementById("tasks-form");
const boxes = [...form.querySelectorAll('input[type="checkbox"]')];
const progress = document.getElementById("progress");

const count = () => {
  if (progress) progress.textContent = `${boxes.filter((box) => box.checked).length} of ${boxes.length} ticked.`;
};

for (const box of boxes) {
  box.checked = ticked.has(box.value);
  box.addEventListener("change", () => {
    if (box.checked) ticked.add(box.value); else ticked.delete(box.value);
    write(TICKS, [...ticked]);
    count();
  });
}
count();

const stage = document.getElementById("stage");
if (stage) {
  write(PLACE, { id: stage.dataset.stage, title: stage.dataset.title });
} else {
  const place = read(PLACE, null);
  if (place && /^[a-z-]+$/.test(place.id)) {
    const note = document.getElementById("carry-on");
    note.querySelector("a").href = `/start/${place.id}`;
    note.querySelector("a").textContent = place.title;
    note.hidden = false;
  }
  for (const span of document.querySelectorAll("[data-progress]")) {
    const tasks = span.dataset.progress.split(" ").filter(Boolean);
    const done = tasks.filter((task) => ticked.has(task)).length;
    if (done) span.textContent = `, ${done} ticked`;
  }
  // the whole list carries the ticks of all stages
  form.addEventListener("submit", () => {
    for (const task of ticked) {
      const field = document.createElement("input");
      field.type = "hidden"; field.name = "done"; field.value = task;
      form.append(field);
    }
    window.setTimeout(() => form.querySelectorAll('input[type="hidden"]').forEach((field) => field.remove()), 0);
  });
}
