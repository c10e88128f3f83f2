/* The app inside the widget's frame. Without it the same page works by its form. */
(() => {
  "use strict";
  const VERSION = 1, page = document.body.dataset;
  const form = document.getElementById("ask"), input = document.getElementById("q"), answers = document.getElementById("answers");
  const status = document.getElementById("status"), button = form.querySelector("button");
  let token = page.token, conversation = form.elements.c ? form.elements.c.value : "";
  const inFrame = page.host && window.parent !== window;

  // for whoever builds the page: what the frame was asked for and does not know
  if (page.amiss) page.amiss.split("\n").forEach((text) => console.warn(`psp-guide: ${text}`));

  const tell = (type) => { if (inFrame) window.parent.postMessage({ psp: VERSION, type }, page.host); };

  addEventListener("message", (event) => {
    if (!inFrame || event.source !== window.parent || event.origin !== page.host) return;
    if (event.data && event.data.psp === VERSION && event.data.type === "focus") input.focus();
  });

  addEventListener("keydown", (event) => { if (event.key === "Escape") tell("close"); });

  const send = (path, body) => fetch(`${path}?partner=${encodeURIComponent(page.partner)}`, {
    method: "POST", credentials: "omit", body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", Accept: "application/json", Authorization: `Bearer ${token}` },
  });

  const ask = async (question) => {
    const body = { question, conversation_id: conversation || null, audience: page.audience || null, as_html: true };
    let response = await send("/embed/v1/ask", body);
    if (response.status === 401) {
      const renewed = await send("/embed/v1/token", {});
      if (renewed.ok) { token = (await renewed.json()).token; response = await send("/embed/v1/ask", body); }
    }
    if (response.status === 404 && conversation) {  // the conversation is no longer kept: begin a new one
      conversation = "";
      return ask(question);
    }
    return response;
  };

  // after a moment, and with the selection: emptying the field moves its caret, and a screen reader that is told of
  // that last (Orca) goes back into the field. Whoever has begun the next question is left to write it.
  const readFrom = (heading) => setTimeout(() => {
    if (document.activeElement === input && input.value) return;
    heading.focus({ preventScroll: true });
    getSelection().collapse(heading, 0);
    heading.scrollIntoView({ block: "start" });
  }, 100);

  const refuse = (text) => {
    const shown = document.createElement("p");
    shown.className = "problem";
    shown.setAttribute("role", "alert");
    shown.textContent = text;
    answers.append(shown);
    shown.scrollIntoView({ block: "nearest" });
  };

  // the field cuts nothing off: the end of a long question is often the question itself
  const longest = Number(page.longest), told = document.getElementById("length");
  const count = () => [...input.value].length;
  const showLength = () => {
    const left = longest - count();
    const number = Math.abs(left).toLocaleString("en-GB");
    const text = left < 0 ? `${number} ${left === -1 ? "character" : "characters"} too many.` : left <= 100 ? `${number} left.` : "";
    told.className = "length";
    told.removeAttribute("role");
    told.textContent = text;
    if (left < 0) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  input.addEventListener("input", showLength);

  const submit = async (question) => {
    if (button.disabled) return;
    // not "required" in the page: a screen reader then says "invalid" of a field that nobody has touched
    if (!question.trim()) { status.textContent = "Write a question first."; input.focus(); return; }
    if ([...question].length > longest) {
      const number = [...question].length.toLocaleString("en-GB");
      status.textContent = `The question has ${number} characters; shorten it to ${longest.toLocaleString("en-GB")} or fewer.`;
      showLength();
      input.focus();
      return;
    }
    button.disabled = true;
    status.textContent = "Looking for an answer";
    answers.querySelectorAll(".problem, .begin").forEach((old) => old.remove());
    try {
      const response = await ask(question);
      const data = await response.json();
      if (!response.ok) throw new Error(data.detail);
      conversation = data.conversation_id;
      answers.insertAdjacentHTML("beforeend", data.html);  // written and escaped by this server
      status.textContent = data.announcement;
      if (input.value === question) { input.value = ""; showLength(); }
      readFrom(answers.lastElementChild.querySelector("h2"));
    } catch (error) {
      status.textContent = "";
      refuse(error instanceof TypeError ? "The guide cannot be reached. Check the connection and try again." : error.message || "That did not work. Please try again.");
    } finally {
      button.disabled = false;
    }
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); submit(input.value); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(input.value); }
  });
  answers.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-ask]");
    if (link) { event.preventDefault(); submit(link.dataset.ask); }
  });
  tell("ready");
})();
