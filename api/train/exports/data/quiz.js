'use strict';
// Looks for the platform's SCORM 1.2 interface in the windows above, as the standard asks.
function findApi(win) {
  for (let depth = 0; win && depth < 10; depth += 1) {
    try { if (win.API) { return win.API; } } catch (error) { return null; }
    if (win.parent === win) { break; }
    win = win.parent;
  }
  return null;
}
const api = findApi(window) || (window.opener ? findApi(window.opener) : null);
const form = document.getElementById('quiz');
const result = document.getElementById('result');
if (api) { api.LMSInitialize(''); api.LMSSetValue('cmi.core.lesson_status', 'incomplete'); api.LMSCommit(''); }
form.addEventListener('submit', function (event) {
  event.preventDefault();
  const questions = form.querySelectorAll('fieldset');
  let right = 0;
  questions.forEach(function (question) {
    const chosen = question.querySelector('input:checked');
    const good = Boolean(chosen) && chosen.value === question.dataset.right;
    right += good ? 1 : 0;
    question.querySelector('.verdict').textContent = good ? 'Right.' : 'Not so.';
    question.querySelector('details').open = true;
  });
  const score = Math.round(100 * right / questions.length);
  result.textContent = right + ' of ' + questions.length + ' right (' + score + '%).';
  result.focus();
  if (api) {
    api.LMSSetValue('cmi.core.score.min', '0');
    api.LMSSetValue('cmi.core.score.max', '100');
    api.LMSSetValue('cmi.core.score.raw', String(score));
    api.LMSSetValue('cmi.core.lesson_status', score >= Number(form.dataset.pass) ? 'passed' : 'failed');
    api.LMSCommit('');
  }
});
window.addEventListener('pagehide', function () { if (api) { api.LMSFinish(''); } });
