"""GIFT: the quiz for Moodle, each answer with its explanation and source."""

import re

from api.train.exports.blocks import reference_line
from api.train.training import Cited, QuizQuestion, Training

_SPECIAL = re.compile(r"([~=#{}:\\])")


def gift(training: Training) -> str:
    """The quiz of the training in Moodle's GIFT format."""
    blocks = [f"// {_line(training.title)}", f"$CATEGORY: {_line(training.title).replace('/', '-')}"]
    references = {reference.number: reference_line(reference) for reference in training.references}
    return "\n\n".join([*blocks, *(_question(question, references) for question in training.quiz)]) + "\n"


def _question(question: QuizQuestion, references: dict[int, str]) -> str:
    numbers = dict.fromkeys(number for cited in question.cited for number in cited.citations)
    sources = "; ".join(references[number].partition("] ")[2] for number in numbers)
    why = _escaped(f"{_said(question.explanation)} Source: {sources}")
    against = dict(question.others)
    lines = [f"::{_escaped(question.id)}::{_escaped(question.question)} {{"]
    for number, option in enumerate(question.options):
        if number == question.right:
            lines.append(f"={_escaped(option)}#Right.")
        else:
            reason = f" {_said(against[number])}" if number in against else ""
            lines.append(f"~{_escaped(option)}#{_escaped(f'Not so.{reason}')}")
    return "\n".join([*lines, f"####{why}", "}"])


def _said(cited: Cited) -> str:
    return " ".join([cited.text, *cited.cautions])


def _escaped(text: str) -> str:
    r"""The text with GIFT's special characters escaped.

    >>> _escaped("50% = half {a}: b")
    '50% \\= half \\{a\\}\\: b'
    """
    return _SPECIAL.sub(r"\\\1", _line(text))


def _line(text: str) -> str:
    return " ".join(text.split())
