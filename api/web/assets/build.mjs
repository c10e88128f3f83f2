// Makes ../static/design-system.css and the licence beside it; `make assets` calls it.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import path from "node:path";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, "..", "static");
const modules = path.join(here, "node_modules");
const colours = JSON.parse(readFileSync(path.join(here, "colours.json"), "utf8"));
// what the design system writes as fixed colours
const fixed = { "#d32205": "negative", "#1a7032": "positive", "#cb4e0b": "warning", "#b3b3b3": "line" };

// A colour close to the light one that nothing else has, so that it can be found again after compiling.
const taken = new Set(Object.keys(fixed));
function marker(light) {
  const channels = [1, 3, 5].map((at) => parseInt(light.slice(at, at + 2), 16));
  for (let step = 1; step < 60; step += 1) {
    const moved = channels.map((c, i) => Math.min(255, Math.max(0, c + (c > 127 ? -1 : 1) * (i === step % 3 ? step : Math.floor(step / 3)))));
    const found = "#" + moved.map((c) => c.toString(16).padStart(2, "0")).join("");
    if (!taken.has(found) && !/^#(.)\1(.)\2(.)\3$/.test(found)) {
      taken.add(found);
      return found;
    }
  }
  throw new Error(`no marker left for ${light}`);
}

const roles = colours.roles.map((role) => ({ ...role, marker: marker(role.light) }));
const source = readFileSync(path.join(here, "design-system.scss"), "utf8")
  .replace("// COLOURS", roles.map((r) => `$${r.sass}: ${r.marker},`).join("\n    "));
const compiled = sass.compileString(source, {
  style: "compressed", loadPaths: [modules], url: pathToFileURL(path.join(here, "design-system.scss")),
  quietDeps: true, logger: sass.Logger.silent,
}).css;
let css = compiled.replace(/^\uFEFF/, "").replace('@charset "UTF-8";', "");
for (const role of roles) css = css.replaceAll(role.marker, `var(--psp-${role.name})`);
for (const [hex, name] of Object.entries(fixed)) css = css.replaceAll(hex, `var(--psp-${name})`);

const all = [...colours.roles, ...colours.own];
const list = (scheme) => all.map((c) => `--psp-${c.name}:${c[scheme]}`).join(";");
const version = JSON.parse(readFileSync(path.join(modules, "@scottish-government/design-system/package.json"), "utf8")).version;
const head = `/* Made by make assets from @scottish-government/design-system ${version} (MIT, see LICENCES.txt). Do not edit. */\n` +
  `:root{color-scheme:light dark;${list("light")}}\n@media screen and (prefers-color-scheme:dark){:root{${list("dark")}}}\n`;
writeFileSync(path.join(out, "design-system.css"), head + css + "\n");

const licences = ["@scottish-government/design-system/LICENSE.txt"]
  .map((name) => `${path.dirname(name)}\n\n${readFileSync(path.join(modules, name), "utf8").trim()}\n`);
writeFileSync(path.join(out, "LICENCES.txt"), licences.join("\n----\n\n"));

const digest = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
const inputs = ["build.mjs", "colours.json", "design-system.scss", "package.json", "package-lock.json"];
const made = ["design-system.css", "LICENCES.txt"];
const record = {
  inputs: Object.fromEntries(inputs.map((name) => [name, digest(path.join(here, name))])),
  made: Object.fromEntries(made.map((name) => [name, digest(path.join(out, name))])),
};
writeFileSync(path.join(here, "digests.json"), JSON.stringify(record, null, 1) + "\n");
console.log(`design-system.css ${(head + css).length} characters`);
