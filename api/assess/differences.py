"""The questions in the order of a meeting: where people lie furthest apart first, one at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.assess.answers import Answer
from api.assess.model import Question, Questionnaire
from api.assess.report import Report

DONE = "done"  # the page behind the last question: what was agreed


@dataclass(frozen=True)
class Place:
    """Where the meeting is: the question (none: behind the last), its number from 1, and both neighbours."""

    ordered: tuple[Question, ...]
    question: Question | None
    number: int
    before: str
    after: str


def largest_first(report: Report, questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The core questions and all that somebody answered, the largest differences first."""
    place = {spread.question: number for number, spread in enumerate(report.spread)}
    shown = [q for q in questionnaire.questions if q.depth == "core" or q.id in place]
    return tuple(sorted(shown, key=lambda question: place.get(question.id, len(place))))


def place_of(ordered: Sequence[Question], wanted: str, agreed: Mapping[str, Answer], answered: bool) -> Place:
    """The place of `wanted`; without it the first question, or the first not agreed on unless `answered`."""
    names = [question.id for question in ordered]
    if wanted in names:
        at = names.index(wanted)
    elif wanted == DONE:
        at = len(names)
    else:
        at = next((n for n, name in enumerate(names) if answered or name not in agreed), len(names))
    return Place(
        ordered=tuple(ordered),
        question=ordered[at] if at < len(names) else None,
        number=at + 1,
        before=names[max(0, at - 1)] if names else DONE,
        after=names[at + 1] if at + 1 < len(names) else DONE,
    )
