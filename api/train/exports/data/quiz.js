'use strict';
// The quiz on a learning platform that speaks SCORM 1.2. Every choice is kept, so that the quiz can be left
// and taken up again. The first check counts: it shows the answers. Without a platform it checks all the same.
function findApi(win) {
  for (let depth = 0; win && depth < 10; depth += 1) {
    try { if (win.API) { return win.API; } } catch (error) { return null; }
    if (win.parent === win) { break; }
    win = win.parent;
  }
  return null;
}
const started = Date.now();
const form = document.getElementById('quiz');
const result = document.getElementById('result');
const questions = Array.from(form.querySelectorAll('fieldset'));
let api = findApi(window) || (window.opener ? findApi(window.opener) : null);
let checked = false;

function record(values) {
  if (!api) { return; }
  Object.entries(values).forEach(function ([name, value]) { api.LMSSetValue(name, value); });
  api.LMSCommit('');
}
function chosen(question) {
  const input = question.querySelector('input:checked');
  return input ? input.value : '';
}
function state() {
  return JSON.stringify({ checked: checked, answers: questions.map(chosen) });
}
function check() {
  let right = 0;
  questions.forEach(function (question) {
    const good = chosen(question) === question.dataset.right;
    right += good ? 1 : 0;
    question.querySelector('.verdict').textContent = good ? 'Right.' : 'Not so.';
    question.querySelector('details').open = true;
  });
  const score = Math.round(100 * right / questions.length);
  result.textContent = right + ' of ' + questions.length + ' right (' + score + '%).';
  checked = true;
  if (api) {
    form.querySelectorAll('input').forEach(function (input) { input.disabled = true; });
    form.querySelector('button').hidden = true;
  }
  return score;
}
function restore(text) {
  let kept = {};
  try { kept = JSON.parse(text) || {}; } catch (error) { return; }
  if (!Array.isArray(kept.answers) || kept.answers.length !== questions.length) { return; }
  questions.forEach(function (question, number) {
    question.querySelectorAll('input').forEach(function (input) {
      input.checked = input.value === kept.answers[number];
    });
  });
  if (kept.checked) { check(); }
}
function spent() {
  const seconds = Math.floor((Date.now() - started) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map(function (part) { return String(part).padStart(2, '0'); }).join(':');
}

if (api && String(api.LMSInitialize('')) !== 'true') { api = null; }
if (api) {
  if (['', 'not attempted'].includes(api.LMSGetValue('cmi.core.lesson_status'))) {
    record({ 'cmi.core.lesson_status': 'incomplete' });
  }
  restore(api.LMSGetValue('cmi.suspend_data'));
}
form.addEventListener('change', function () { record({ 'cmi.suspend_data': state() }); });
form.addEventListener('submit', function (event) {
  event.preventDefault();
  const score = check();
  result.focus();
  record({
    'cmi.core.score.min': '0',
    'cmi.core.score.max': '100',
    'cmi.core.score.raw': String(score),
    'cmi.core.lesson_status': score >= Number(form.dataset.pass) ? 'passed' : 'failed',
    'cmi.suspend_data': state(),
  });
});
window.addEventListener('pagehide', function () {
  if (!api) { return; }
  record({ 'cmi.core.session_time': spent(), 'cmi.core.exit': 'suspend' });
  api.LMSFinish('');
  api = null;
});
// a page that comes back out of the browser's memory has finished: it has to begin anew
window.addEventListener('pageshow', function (event) { if (event.persisted) { window.location.reload(); } });
