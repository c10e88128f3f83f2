// Saves each answer as soon as it is given. Without this script the Save buttons do the same.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;

  const field = (question, name) => form.elements[`${name}.${question}`];

  const collect = (question) => {
    const data = new FormData(form);
    const sent = new FormData();
    for (const name of ["was", "option", "comment"]) {
      const key = `${name}.${question}`;
      if (data.has(key)) sent.append(key, data.get(key));
    }
    return sent;
  };

  const status = document.querySelector(".as-saved");
  const say = (text) => { if (status) status.textContent = text; };

  const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

  // what is done, in the list of parts and in all
  const count = (done) => {
    let sum = 0;
    for (const [part, number] of Object.entries(done)) {
      sum += number;
      const place = document.querySelector(`[data-part="${part}"]`);
      if (place) place.textContent = place.textContent.replace(/^\d+/, number);
    }
    document.querySelector("[data-done]").textContent = sum;
    document.querySelector(".as-progress progress").value = sum;
  };

  // one request at a time for each question: a later answer never arrives before an earlier one
  const waiting = new Map();

  const save = (fieldset) => {
    const question = fieldset.dataset.question;
    const before = waiting.get(question) || Promise.resolve();
    waiting.set(question, before.then(() => send(fieldset, question)));
  };

  const send = async (fieldset, question) => {
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(collect(question)), headers: { Accept: "application/json" }, credentials: "same-origin",
      });
      const body = await answer.json();
      if (answer.ok) {
        field(question, "was").value = body.was[question];
        count(body.done);
        const needed = body.why.includes(question);
        fieldset.querySelector("[data-why]").hidden = !needed;
        if (needed) fieldset.querySelector(".as-comment").open = true;
        say(needed ? `Saved ${clock()}. Say why it does not apply.` : `Saved ${clock()}`);
      } else {
        if (body.was) field(question, "was").value = body.was[question]; // so that Save keeps what is here
        say(body.detail); // it says itself that nothing was saved
      }
    } catch {
      say("Not saved: no connection. Your answer is still on this page; use Save when you are back.");
    }
  };

  form.addEventListener("change", (event) => {
    const fieldset = event.target.closest("[data-question]");
    if (fieldset) save(fieldset);
  });
})();
