"""GIFT: the quiz for Moodle, each answer with its explanation and source."""

import re

from api.train.exports.blocks import reference_line
from api.train.training import QuizQuestion, Training

_SPECIAL = re.compile(r"([~=#{}:\\])")


def gift(training: Training) -> str:
    """The quiz of the training in Moodle's GIFT format."""
    blocks = [f"// {_line(training.title)}", f"$CATEGORY: {_line(training.title).replace('/', '-')}"]
    references = {reference.number: reference_line(reference) for reference in training.references}
    return "\n\n".join([*blocks, *(_question(question, references) for question in training.quiz)]) + "\n"


def _question(question: QuizQuestion, references: dict[int, str]) -> str:
    said = [question.explanation.text, *question.explanation.cautions]
    sources = "; ".join(references[number].partition("] ")[2] for number in question.explanation.citations)
    why = _escaped(f"{' '.join(said)} Source: {sources}")
    lines = [f"::{_escaped(question.id)}::{_escaped(question.question)} {{"]
    for number, option in enumerate(question.options):
        right = number == question.right
        lines.append(f"{'=' if right else '~'}{_escaped(option)}#{'Right.' if right else 'Not so.'}")
    return "\n".join([*lines, f"####{why}", "}"])


def _escaped(text: str) -> str:
    r"""The text with GIFT's special characters escaped.

    >>> _escaped("50% = half {a}: b")
    '50% \\= half \\{a\\}\\: b'
    """
    return _SPECIAL.sub(r"\\\1", _line(text))


def _line(text: str) -> str:
    return " ".join(text.split())
