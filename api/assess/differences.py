"""The questions in the order of a meeting: differences first, one at a time, the rest to fold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.assess.answers import Answer
from api.assess.model import Question, Questionnaire
from api.assess.report import Report

DONE = "done"  # the page behind the last difference: what was agreed, and all that nobody differed on


@dataclass(frozen=True)
class Groups:
    """The questions by what there is to talk about, each group in the order of the report.

    `apart`: people chose different steps, the largest differences first. `alike`: two or more chose a step,
    and all the same. `few`: one person or nobody chose a step.
    """

    apart: tuple[Question, ...]
    alike: tuple[Question, ...]
    few: tuple[Question, ...]

    def __iter__(self) -> Iterator[tuple[Question, ...]]:
        yield from (self.apart, self.alike, self.few)


@dataclass(frozen=True)
class Place:
    """Where the meeting is: the question (none: behind the last difference), its group `ordered`, its number
    there from 1, and both neighbours."""

    groups: Groups
    ordered: tuple[Question, ...]
    question: Question | None
    number: int
    before: str
    after: str


def grouped(report: Report, questionnaire: Questionnaire) -> Groups:
    """The core questions and all that somebody answered."""
    place = {spread.question: number for number, spread in enumerate(report.spread)}
    ranges = {spread.question: spread.range for spread in report.spread}
    shown = [q for q in questionnaire.questions if q.depth == "core" or q.id in place]
    shown.sort(key=lambda question: place.get(question.id, len(place)))
    return Groups(
        apart=tuple(q for q in shown if ranges.get(q.id)),
        alike=tuple(q for q in shown if ranges.get(q.id) == 0),
        few=tuple(q for q in shown if ranges.get(q.id) is None),
    )


def place_of(groups: Groups, wanted: str, agreed: Mapping[str, Answer]) -> Place:
    """The place of `wanted`; without it the first difference not agreed on."""
    group = next((found for found in groups if any(q.id == wanted for q in found)), groups.apart)
    names = [question.id for question in group]
    if wanted in names:
        at = names.index(wanted)
    elif wanted == DONE:
        at = len(names)
    else:
        at = next((n for n, name in enumerate(names) if name not in agreed), len(names))
    return Place(
        groups=groups,
        ordered=group,
        question=group[at] if at < len(names) else None,
        number=at + 1,
        before=names[max(0, at - 1)] if names else DONE,
        after=names[at + 1] if at + 1 < len(names) else DONE,
    )


def as_answered(
    report: Report, questionnaire: Questionnaire, agreed: Mapping[str, Answer]
) -> dict[str, Answer]:
    """The step that all chose, for each question that nobody differs on and that is still open."""
    steps = {spread.question: spread.by_sector[0].values[0] for spread in report.spread if spread.range == 0}
    found = {}
    for question in grouped(report, questionnaire).alike:
        before = agreed.get(question.id)
        if before is None or not before.option:
            levels = questionnaire.scale_of(question).levels
            option = next(level.id for level in levels if level.value == steps[question.id])
            found[question.id] = Answer(option=option, comment=before.comment if before else "")
    return found
