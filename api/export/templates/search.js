/* Search over search-index.js, in the browser alone: BM25 over word counts. */
(() => {
  "use strict";
  const K1 = 1.2, B = 0.75, SHOWN = 20;
  const { pages, passages, words, stop } = window.PSP_SEARCH;
  const stopWords = new Set(stop);
  const average = passages.reduce((sum, passage) => sum + passage[4], 0) / (passages.length || 1);
  const input = document.getElementById("q"), found = document.getElementById("found"), results = document.getElementById("results");

  // the same rule as in the program that makes the index
  const stem = (word) => (word.length > 4 ? word.replace(/(?:ies|ing|ed|es|s|e|y)$/, "") : word).slice(0, 7);
  const stemsOf = (text) => (text.toLowerCase().replaceAll("'s", "").match(/[a-z0-9]+/g) || []).filter((w) => !stopWords.has(w)).map(stem);

  const postings = (word) => {
    if (!Object.hasOwn(words, word)) return [];
    let number = 0;
    return words[word].split(",").map((part) => {
      const [step, count] = part.split(":");
      number += parseInt(step, 36);
      return [number, count ? Number(count) : 1];
    });
  };

  const search = (text) => {
    const scores = new Map();
    for (const word of new Set(stemsOf(text))) {
      const listed = postings(word);
      const rarity = Math.log(1 + (passages.length - listed.length + 0.5) / (listed.length + 0.5));
      for (const [number, count] of listed) {
        const length = 1 - B + (B * passages[number][4]) / average;
        scores.set(number, (scores.get(number) || 0) + (rarity * count * (K1 + 1)) / (count + K1 * length));
      }
    }
    return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, SHOWN).map(([number]) => passages[number]);
  };

  const show = (text) => {
    const hits = text.trim() ? search(text) : [];
    results.replaceChildren(...hits.map(([page, anchor, heading, begins]) => {
      const link = Object.assign(document.createElement("a"), { href: `knowledge/${pages[page][0]}.html#${anchor}`, textContent: heading });
      const item = document.createElement("li"), line = document.createElement("p");
      line.className = "begins";
      line.textContent = `From “${pages[page][1]}”. ${begins}`;
      item.append(link, line);
      return item;
    }));
    found.textContent = !text.trim() ? "" : hits.length ? `${hits.length} sections, the nearest first` : "Nothing was found; try other words.";
  };

  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    try { history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`); } catch { /* from a disk, some browsers refuse */ }
    show(input.value);
  });
  input.value = new URLSearchParams(location.search).get("q") || "";
  show(input.value);
})();
