"""SCORM 1.2: the quiz as a package for a learning platform; it works without script too, then without a score."""

import io
import json
import zipfile
from html import escape
from xml.sax.saxutils import quoteattr

from api.train.exports.blocks import clean, marked, reference_line
from api.train.training import QuizQuestion, Training

PASS_MARK = 60  # per cent
_FILES = ("index.html", "quiz.js")

_SCRIPT = """'use strict';
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
    api.LMSSetValue('cmi.core.lesson_status', score >= PASS_MARK ? 'passed' : 'failed');
    api.LMSCommit('');
  }
});
window.addEventListener('pagehide', function () { if (api) { api.LMSFinish(''); } });
"""

_STYLE = (
    "body{font:1.1rem/1.5 Roboto,Arial,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "fieldset{border:1px solid #6b6b6b;margin:0 0 1.5rem;padding:1rem}legend{font-weight:bold}label{display:block;padding:.4rem 0}"
    "button{font:inherit;padding:.6rem 1.2rem;background:#002d54;color:#fff;border:0}:focus-visible{outline:3px solid #8a4b08}"
)


def scorm(training: Training) -> bytes:
    """The package as a zip; equal trainings give equal bytes."""
    script = _SCRIPT.replace("PASS_MARK", str(PASS_MARK))
    files = {"imsmanifest.xml": _manifest(training), "index.html": _page(training), "quiz.js": script}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), clean(text))
    return buffer.getvalue()


def _manifest(training: Training) -> str:
    identity = quoteattr(f"psp-guide-{training.id}")
    files = "".join(f'<file href="{name}"/>' for name in _FILES)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier={identity} version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="psp-guide"><organization identifier="psp-guide"><title>{escape(training.title)}</title>
<item identifier="quiz" identifierref="quiz-page"><title>Quiz</title><adlcp:masteryscore>{PASS_MARK}</adlcp:masteryscore></item></organization></organizations>
<resources><resource identifier="quiz-page" type="webcontent" adlcp:scormtype="sco" href="index.html">{files}</resource></resources>
</manifest>
"""


def _page(training: Training) -> str:
    references = {r.number: reference_line(r) for r in training.references}
    questions = "\n".join(
        _question(number, question, references) for number, question in enumerate(training.quiz, 1)
    )
    title = escape(f"Quiz: {training.title}")
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main><h1>{title}</h1>\n"
        f'<form id="quiz">\n{questions}\n<button>Check my answers</button></form>\n'
        f'<p id="result" role="status" tabindex="-1"></p></main><script src="quiz.js"></script></body></html>\n'
    )


def _question(number: int, question: QuizQuestion, references: dict[int, str]) -> str:
    options = "".join(
        f'<label><input type="radio" name="q{number}" value="{i}"> {escape(option)}</label>'
        for i, option in enumerate(question.options)
    )
    cited = "".join(f"<li>{escape(references[n])}</li>" for n in question.explanation.citations)
    right = escape(question.options[question.right])
    return (
        f"<fieldset data-right={json.dumps(str(question.right))}><legend>{number}. {escape(question.question)}</legend>{options}"
        f'<p class="verdict" role="status"></p><details><summary>Answer and source</summary><p>{right}</p>'
        f"<p>{escape(marked(question.explanation))}</p><ul>{cited}</ul></details></fieldset>"
    )
