"""SCORM 1.2: the quiz as a package for a learning platform; without script it reads, but gives no score."""

import io
import zipfile
from html import escape
from pathlib import Path
from string import Template

from api.train.exports.blocks import clean, marked, reference_line
from api.train.training import QuizQuestion, Training

PASS_MARK = 60  # per cent
DATA = Path(__file__).parent / "data"


def scorm(training: Training) -> bytes:
    """The package as a zip; equal trainings give equal bytes."""
    files = {"imsmanifest.xml": _manifest(training), "index.html": _page(training)}
    files |= {name: (DATA / name).read_text("utf-8") for name in ("quiz.js", "quiz.css")}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), clean(text))
    return buffer.getvalue()


def _manifest(training: Training) -> str:
    template = Template((DATA / "imsmanifest.xml").read_text("utf-8"))
    identity = escape(f"psp-guide-{training.id}")
    return template.substitute(identifier=identity, title=escape(training.title), mark=PASS_MARK)


def _page(training: Training) -> str:
    references = {r.number: reference_line(r) for r in training.references}
    questions = "\n".join(_question(n, question, references) for n, question in enumerate(training.quiz, 1))
    title = escape(f"Quiz: {training.title}")
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f'<link rel="stylesheet" href="quiz.css"></head><body><main><h1>{title}</h1>\n'
        f'<form id="quiz" data-pass="{PASS_MARK}">\n{questions}\n<button>Check my answers</button></form>\n'
        '<p id="result" role="status" tabindex="-1"></p></main>'
        '<script src="quiz.js"></script></body></html>\n'
    )


def _question(number: int, question: QuizQuestion, references: dict[int, str]) -> str:
    options = "".join(
        f'<label><input type="radio" name="q{number}" value="{i}" required> {escape(option)}</label>'
        for i, option in enumerate(question.options)
    )
    numbers = dict.fromkeys(n for cited in question.cited for n in cited.citations)
    cited = "".join(f"<li>{escape(references[n])}</li>" for n in numbers)
    others = "".join(
        f"<li><q>{escape(question.options[n])}</q> Not so. {escape(marked(reason))}</li>"
        for n, reason in question.others
    )
    right = escape(question.options[question.right])
    return (
        f'<fieldset data-right="{question.right}"><legend>{number}. {escape(question.question)}</legend>'
        f"{options}"
        f'<p class="verdict" role="status"></p><details><summary>Answer and source</summary><p>{right}</p>'
        f"<p>{escape(marked(question.explanation))}</p><ul>{others}</ul>"
        f"<p>Sources:</p><ul>{cited}</ul></details></fieldset>"
    )
