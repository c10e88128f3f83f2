// Draws the rows of the table: barriers in a column on the left, what helps on the right.
"use strict";

const canvas = document.getElementById("canvas");
const BOX = { width: 320, height: 40, gap: 10, left: 262, right: 748, total: 916 };
const INK = { barrier: "#8a3b12", mitigation: "#1a6b3a", line: "#5f7a86", chosen: "#0b4f6c" };
const WIDTHS = { "one source": 1.2, several: 2.4, evaluated: 4 };
let cy = null;

const library = () => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = canvas.dataset.library;
  script.onload = resolve;
  script.onerror = reject;
  document.head.append(script);
});

// Each column in an order that keeps lines short: a box stands near the mean place of what it is tied to.
const order = (data) => {
  let left = data.nodes.filter((n) => n.kind === "barrier").map((n) => n.id);
  let right = data.nodes.filter((n) => n.kind === "mitigation").map((n) => n.id);
  const helps = data.edges.filter((e) => e.kind === "mitigated_by");
  const settle = (moving, fixed, end, other) => {
    const place = new Map(fixed.map((id, i) => [id, i / Math.max(fixed.length - 1, 1)]));
    const mean = (id) => {
      const at = helps.filter((e) => e[end] === id).map((e) => place.get(e[other]));
      return at.reduce((sum, x) => sum + x, 0) / Math.max(at.length, 1);
    };
    return moving.map((id) => [id, mean(id)]).sort((a, b) => a[1] - b[1]).map(([id]) => id);
  };
  for (let round = 0; round < 12; round += 1) {
    right = settle(right, left, "target", "source");
    left = settle(left, right, "source", "target");
  }
  return { left, right };
};

const places = (data) => {
  const { left, right } = order(data);
  const step = BOX.height + BOX.gap;
  const tall = Math.max(left.length, right.length) * step;
  const found = new Map();
  left.forEach((id, i) => found.set(id, { x: BOX.left, y: (i + 0.5) * (tall / left.length) }));
  right.forEach((id, i) => found.set(id, { x: BOX.right, y: (i + 0.5) * (tall / right.length) }));
  return { found, tall };
};

const element = (tag, text, attributes = {}) => {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

const tell = (title, lines, links) => {
  const chosen = document.getElementById("chosen");
  const list = element("ul", "");
  for (const [text, url] of links) { const item = element("li", ""); item.append(element("a", text, { href: url })); list.append(item); }
  chosen.replaceChildren(element("h3", title), ...lines.map((line) => element("p", line)), list);
};

const onNode = (event) => {
  const node = event.target;
  cy.elements().addClass("faded");
  node.closedNeighborhood().removeClass("faded");
  tell(node.data("title"), [node.data("summary")], [["Open its page, with all evidence", node.data("url")]]);
};

const onEdge = (event) => {
  const edge = event.target;
  cy.elements().addClass("faded");
  edge.union(edge.connectedNodes()).removeClass("faded");
  tell(
    `${edge.source().data("title")} ${edge.data("words")} “${edge.target().data("title")}”`,
    [`Strength of evidence: ${edge.data("strength")}`],
    edge.data("evidence").map((proof) => [proof.heading, proof.url]),
  );
};

// an arc in the left margin, whichever way it goes; the further, the wider
const bow = (edge) => {
  const way = edge.target().position("y") - edge.source().position("y");
  return [Math.sign(way) * Math.min(180, 40 + Math.abs(way) / 8)];
};

const draw = async () => {
  document.getElementById("draw").disabled = true;
  const [response] = await Promise.all([fetch(canvas.dataset.from), library()]);
  const data = await response.json();
  const { found, tall } = places(data);
  document.getElementById("frame").hidden = false;
  canvas.style.height = `${tall}px`;
  cy = window.cytoscape({
    container: canvas,
    elements: [
      ...data.nodes.map((n) => ({ data: n, position: { ...found.get(n.id) } })),
      ...data.edges.map((e, i) => ({ data: { ...e, id: `edge-${i}` } })),
    ],
    layout: { name: "preset", fit: false },
    style: [
      { selector: "node", style: { shape: "rectangle", width: BOX.width, height: BOX.height, label: "data(title)", "font-size": 13, "font-family": "Roboto, Helvetica, Arial, sans-serif", "text-valign": "center", "text-wrap": "wrap", "text-max-width": BOX.width - 16, "background-color": "#fff", "border-width": 2, color: "#1a1a1a" } },
      { selector: 'node[kind = "barrier"]', style: { "border-color": INK.barrier } },
      { selector: 'node[kind = "mitigation"]', style: { "border-color": INK.mitigation } },
      { selector: "edge", style: { "curve-style": "straight", "line-color": INK.line, width: (e) => WIDTHS[e.data("strength")], "source-endpoint": "50% 0", "target-endpoint": "-50% 0" } },
      { selector: 'edge[kind = "causes"]', style: { "curve-style": "unbundled-bezier", "edge-distances": "endpoints", "control-point-distances": bow, "control-point-weights": [0.5], "line-style": "dashed", "line-color": INK.barrier, "source-endpoint": "-50% 0", "target-endpoint": "-50% 0", "target-arrow-shape": "triangle", "target-arrow-color": INK.barrier } },
      { selector: ".faded", style: { opacity: 0.18 } },
    ],
    userZoomingEnabled: false, userPanningEnabled: false, boxSelectionEnabled: false, autoungrabify: true,
  });
  cy.zoom(canvas.clientWidth / BOX.total > 1 ? 1 : canvas.clientWidth / BOX.total);
  cy.pan({ x: Math.max(0, (canvas.clientWidth - BOX.total) / 2), y: 0 });
  cy.on("tap", "node", onNode);
  cy.on("tap", "edge", onEdge);
  cy.on("tap", (event) => { if (event.target === cy) { cy.elements().removeClass("faded"); document.getElementById("chosen").replaceChildren(); } });
  document.getElementById("draw").hidden = true;
  document.getElementById("save-svg").hidden = false;
  document.getElementById("save-png").hidden = false;
  canvas.dataset.drawn = String(cy.nodes().length);
};

const save = (blob, name) => {
  const link = element("a", "", { href: URL.createObjectURL(blob), download: name });
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

const escaped = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

const wrapped = (text, most) => text.split(" ").reduce((lines, word) => {
  const last = lines[lines.length - 1];
  if ((last + " " + word).trim().length <= most) lines[lines.length - 1] = (last + " " + word).trim();
  else lines.push(word);
  return lines;
}, [""]);

const asSvg = () => {
  const half = BOX.width / 2;
  const lines = cy.edges().map((e) => {
    const [a, b] = [e.source().position(), e.target().position()];
    if (e.data("kind") === "causes") return `<path d="M${a.x - half} ${a.y} C${a.x - half - 40} ${a.y} ${b.x - half - 40} ${b.y} ${b.x - half} ${b.y}" fill="none" stroke="${INK.barrier}" stroke-dasharray="5 4"/>`;
    return `<line x1="${a.x + half}" y1="${a.y}" x2="${b.x - half}" y2="${b.y}" stroke="${INK.line}" stroke-width="${WIDTHS[e.data("strength")]}"/>`;
  });
  const boxes = cy.nodes().map((n) => {
    const { x, y } = n.position();
    const text = wrapped(n.data("title"), 48);
    const spans = text.map((line, i) => `<tspan x="${x}" y="${y + 4.5 + (i - (text.length - 1) / 2) * 15}">${escaped(line)}</tspan>`);
    return `<rect x="${x - half}" y="${y - BOX.height / 2}" width="${BOX.width}" height="${BOX.height}" fill="#fff" stroke="${INK[n.data("kind")]}" stroke-width="2"/><text text-anchor="middle">${spans.join("")}</text>`;
  });
  const tall = parseFloat(canvas.style.height);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${BOX.total} ${tall}" font-family="Helvetica, Arial, sans-serif" font-size="13"><title>Barriers and what helps (PSP Guide)</title><rect width="100%" height="100%" fill="#fff"/>${lines.join("")}${boxes.join("")}</svg>`;
};

if (canvas) {
  document.getElementById("draw").addEventListener("click", draw);
  document.getElementById("save-svg").addEventListener("click", () => save(new Blob([asSvg()], { type: "image/svg+xml" }), "psp-map.svg"));
  document.getElementById("save-png").addEventListener("click", () => save(cy.png({ output: "blob", full: true, scale: 2, bg: "#fff" }), "psp-map.png"));
  if (window.matchMedia("(min-width: 62rem)").matches) draw();
}
