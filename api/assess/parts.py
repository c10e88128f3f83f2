"""Answering in parts: one dimension a page, with what is done and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.assess.answers import needs_reason
from api.assess.model import Dimension, Question
from api.assess.records import Sheet

CHECK = "check"  # the page behind the last part: what is left


@dataclass(frozen=True)
class Part:
    """A dimension as one person answers it; `left` holds the core questions without an answer."""

    number: int
    dimension: Dimension
    core: tuple[Question, ...]
    deeper: tuple[Question, ...]
    left: tuple[Question, ...]

    @property
    def done(self) -> int:
        """How many core questions are answered."""
        return len(self.core) - len(self.left)


def parts_of(sheet: Sheet) -> tuple[Part, ...]:
    """The dimensions that this person is asked about, in order."""
    found: list[Part] = []
    for dimension in sheet.questionnaire.dimensions:
        asked = [question for question in dimension.questions if sheet.sector in question.asked_of]
        if asked:
            core = tuple(question for question in asked if question.depth == "core")
            deeper = tuple(question for question in asked if question.depth != "core")
            left = tuple(question for question in core if not _answered(sheet, question))
            found.append(Part(len(found) + 1, dimension, core, deeper, left))
    return tuple(found)


def _answered(sheet: Sheet, question: Question) -> bool:
    """Whether it counts as answered: "does not apply" needs its reason."""
    answer = sheet.answers.get(question.id)
    if answer is None or not answer.option:
        return False
    return not needs_reason(sheet.questionnaire, question, answer)


def chosen(parts: Sequence[Part], wanted: str) -> Part | None:
    """The part of that name; without a name the first where something is left, else None: all is done."""
    if wanted:
        return next((part for part in parts if part.dimension.id == wanted), None)
    return next((part for part in parts if part.left), None)


def beside(parts: Sequence[Part], part: Part | None, step: str) -> str:
    """The name of the part before or after `part` (None: the check), or `CHECK` behind the last."""
    names = [found.dimension.id for found in parts] + [CHECK]
    at = names.index(part.dimension.id if part else CHECK)
    if step == "previous":
        return names[max(0, at - 1)]
    return names[min(len(names) - 1, at + 1)] if step == "next" else names[at]
