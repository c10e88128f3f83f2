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
  // the times add up while minutes are being typed
  const edit = document.getElementById('edit');
  const sum = document.querySelector('.train-sum');
  const clock = function (minutes) {
    const day = ((minutes % 1440) + 1440) % 1440;
    return String(Math.floor(day / 60)).padStart(2, '0') + ':' + String(day % 60).padStart(2, '0');
  };
  function add() {
    const [hour, minute] = sum.dataset.from.split(':').map(Number);
    let at = hour * 60 + minute;
    let all = 0;
    edit.querySelectorAll('.train-row').forEach(function (row) {
      row.querySelector('[data-start]').textContent = clock(at);
      const minutes = Number(row.querySelector('[data-minutes]').value) || 0;
      at += minutes;
      all += minutes;
    });
    const off = all - Number(sum.dataset.asked);
    const apart = off ? ', ' + Math.abs(off) + (off > 0 ? ' more' : ' fewer') + ' than the ' + sum.dataset.asked + ' asked for' : '';
    sum.textContent = 'Ends at ' + clock(at) + ': ' + all + ' minutes' + apart + '. Not saved yet.';
  }
  if (edit && sum) {
    edit.addEventListener('input', function (event) {
      if (event.target.id === 'start' && event.target.value) { sum.dataset.from = event.target.value; }
      if (event.target.matches('[data-minutes], #start')) { add(); }
    });
    // after a change the same button of the same line has the focus again
    edit.addEventListener('submit', function (event) {
      if (event.submitter) { sessionStorage.setItem('train-did', event.submitter.value.split(':')[0]); }
    });
    const did = sessionStorage.getItem('train-did');
    sessionStorage.removeItem('train-did');
    const line = /^#line-(\d+)$/.exec(location.hash);
    // the button that has the focus again says nothing of what it did
    if (did && edit.dataset.did) { window.addEventListener('load', function () { window.setTimeout(function () { announce((edit.dataset.did === 'nothing' ? 'Nothing was changed' : 'Done: ' + edit.dataset.did) + '. ' + sum.textContent); }, 400); }); }
    if (did && line) {
      const again = edit.querySelector('[value="' + did + ':' + line[1] + '"]:not([disabled])') || edit.querySelector('#minutes-' + line[1]);
      // going to the place in the address takes the focus away, so that this comes after it
      if (again) { window.addEventListener('load', function () { window.setTimeout(function () { again.focus(); }, 0); }); }
    }
  }
  // with a mouse or a finger a line can be dragged by its clock; the buttons do the same
  function drag(row, event) {
    const rows = Array.from(edit.querySelectorAll('.train-row'));
    const from = rows.indexOf(row);
    let to = from;
    const mark = function (place) {
      to = place;
      rows.forEach(function (other, at) {
        other.classList.toggle('train-row--before', at === to && to < from);
        other.classList.toggle('train-row--after', at === to && to > from);
      });
    };
    const move = function (moved) {
      const under = rows.findIndex(function (other) { return moved.clientY < other.getBoundingClientRect().bottom; });
      mark(under < 0 ? rows.length - 1 : under);
    };
    const end = function (ended) {
      row.classList.remove('train-row--held');
      ['pointermove', 'pointerup', 'pointercancel'].forEach(function (kind) { window.removeEventListener(kind, kind === 'pointermove' ? move : end); });
      window.removeEventListener('keydown', stop);
      const place = to;
      mark(from);
      if (ended.type !== 'pointerup' || place === from) { return; }
      [['do', 'to:' + from], ['to', String(place)]].forEach(function (pair) {
        edit.append(Object.assign(document.createElement('input'), { type: 'hidden', name: pair[0], value: pair[1] }));
      });
      edit.submit();
    };
    const stop = function (pressed) { if (pressed.key === 'Escape') { end(pressed); } };
    event.preventDefault();
    row.classList.add('train-row--held');
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', stop);
  }
  if (edit) {
    edit.querySelectorAll('.train-row').forEach(function (row) {
      const grip = row.querySelector('.train-clock');
      grip.classList.add('train-clock--grip');
      grip.addEventListener('pointerdown', function (event) { if (event.button === 0) { drag(row, event); } });
    });
    // coming back in the history, what was dragged is not sent again with another button
    window.addEventListener('pageshow', function () { edit.querySelectorAll('input[type=hidden]').forEach(function (left) { left.remove(); }); });
  }
  // the part or the source that a link leads to is open; browsers of before 2025 leave it folded
  function reveal() {
    const goal = document.getElementById(location.hash.slice(1));
    if (!goal) { return; }
    for (let box = goal.closest('details'); box; box = box.parentElement.closest('details')) { box.open = true; }
    const notes = goal.querySelector('.train-notes');
    if (notes && goal.matches('.train-item')) { notes.open = true; }
  }
  reveal();
  window.addEventListener('hashchange', reveal);
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('.train-notes, .train-fold').forEach(function (box) { box.open = true; });
  });
}());
