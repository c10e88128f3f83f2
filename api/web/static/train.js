'use strict';
// Shows the plan while the form is being filled in, and opens the notes for printing. The page works without it.
(function () {
  const form = document.getElementById('train-form');
  const preview = document.getElementById('preview');
  let timer = 0;
  let latest = 0;

  async function show() {
    const number = ++latest;
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch('/train/preview', { method: 'POST', body });
      const text = await answer.text();
      if (number !== latest || !(answer.ok || answer.status === 422)) { return; }
      const parsed = new DOMParser().parseFromString(text, 'text/html');
      preview.replaceChildren(...parsed.body.childNodes);
      preview.hidden = false;
    } catch (error) {
      preview.hidden = true; // offline: the form still works
    }
  }

  if (form && preview) {
    form.addEventListener('input', function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(show, 400);
    });
    show();
  }
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('.train-notes').forEach(function (notes) { notes.open = true; });
  });
}());
