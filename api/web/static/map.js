// Shows the ties of one box of the whole drawing while the mouse or the keyboard is on it; arrow keys go from box to
// box. Without it the boxes are links, and the numbers in them name the same ties.
"use strict";

const drawing = document.querySelector("svg.pm--whole");
const WIDTHS = { "one-source": 1.2, several: 2.2, evaluated: 3.4 };

const ties = (box) => [
  ...(box.dataset.ties || "").split(" ").filter(Boolean).map((tie) => tie.split("|")),
  ...(box.dataset.leads || "").split(" ").filter(Boolean).map((name) => [name, "leads"]),
];

const setUp = () => {
  const boxes = new Map([...drawing.querySelectorAll("[data-node]")].map((box) => [box.dataset.node, box]));
  const near = new Map([...boxes.keys()].map((name) => [name, []]));
  for (const [name, box] of boxes) {
    for (const [other, how] of ties(box)) {
      near.get(name).push({ start: name, end: other, how });
      near.get(other).push({ start: name, end: other, how });
    }
  }
  const place = (box) => {
    const frame = box.querySelector("rect");
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(frame.getAttribute(name)));
    return { left: x, right: x + width, x: x + width / 2, y: y + height / 2 };
  };
  const group = drawing.querySelector(".pm-ties");
  const line = (tie) => {
    const [a, b] = [place(boxes.get(tie.start)), place(boxes.get(tie.end))];
    const same = a.left === b.left;
    const [from, to] = same ? [a.left, b.left] : a.x < b.x ? [a.right, b.left] : [a.left, b.right];
    const bend = same ? from - 24 : (from + to) / 2;
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", `M${from} ${a.y}C${bend} ${a.y} ${bend} ${b.y} ${to} ${b.y}`);
    path.setAttribute("stroke-width", WIDTHS[tie.how] || 1.6);
    if (tie.how === "leads") path.setAttribute("class", "pm-leads");
    return path;
  };
  const titleOf = (name) => boxes.get(name).dataset.title;
  const told = document.getElementById("told");
  const tell = (name, found) => {
    const parts = [["strong", titleOf(name)]];
    const add = (words, names) => { if (names.length) parts.push(["span", ` ${words}: ${names.map(titleOf).join("; ")}.`]); };
    const ends = (kept) => found.filter(kept).map((tie) => (tie.start === name ? tie.end : tie.start));
    add("What helps", ends((tie) => tie.how !== "leads" && tie.start === name));
    add("Helps against", ends((tie) => tie.how !== "leads" && tie.end === name));
    add("Can lead to", ends((tie) => tie.how === "leads" && tie.start === name));
    add("Can follow from", ends((tie) => tie.how === "leads" && tie.end === name));
    told.replaceChildren(...parts.map(([tag, text]) => Object.assign(document.createElement(tag), { textContent: text })));
  };
  const show = (name) => {
    const found = name ? near.get(name) : [];
    const ends = new Set(found.flatMap((tie) => [tie.start, tie.end]));
    for (const [other, box] of boxes) {
      box.classList.toggle("is-near", ends.has(other) && other !== name);
      box.classList.toggle("is-chosen", other === name);
    }
    drawing.classList.toggle("is-choosing", Boolean(name));
    group.replaceChildren(...found.map(line));
    told.hidden = !name;
    if (name) tell(name, found);
  };
  const nameOf = (target) => target.closest?.("[data-node]")?.dataset.node;
  const focused = () => nameOf(document.activeElement);
  drawing.addEventListener("pointerover", (event) => show(nameOf(event.target) || focused()));
  drawing.addEventListener("pointerleave", () => show(focused()));
  // on the element around it: Chromium lets the keyboard stop at an SVG that itself listens for focus
  const around = drawing.parentElement;
  around.addEventListener("focusin", (event) => show(nameOf(event.target)));
  around.addEventListener("focusout", () => show(null));
  drawing.addEventListener("keydown", (event) => {
    const name = focused();
    if (!name || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") { show(null); return; }
    const ways = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    const here = place(boxes.get(name));
    const apart = (box) => {
      const there = place(box);
      const [x, y] = [there.x - here.x, there.y - here.y];
      const along = x * way[0] + y * way[1];
      const aside = Math.abs(x * way[1]) + Math.abs(y * way[0]);
      return along > 1 && (way[0] || aside < 1) ? along + aside * 2 : Infinity;
    };
    const [next, box] = [...boxes.values()].map((other) => [apart(other), other]).sort((a, b) => a[0] - b[0])[0];
    if (next < Infinity) box.focus();
  });
};

const picture = async (link) => {
  const image = new Image();
  const [, , wide, tall] = drawing.getAttribute("viewBox").split(" ").map(Number);
  image.width = wide * 2; // before it is read, so that it is drawn sharp
  image.src = link.href;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: wide * 2, height: tall * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, wide * 2, tall * 2);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
};

if (drawing) {
  setUp();
  const button = document.getElementById("save-png");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const blob = await picture(document.getElementById("save-svg"));
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "psp-map.png" });
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}
