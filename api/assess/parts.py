"""Answering in parts: one dimension a page, a long one on several, with what is done and what is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.assess.answers import needs_reason
from api.assess.model import Dimension, Question
from api.assess.records import Sheet

CHECK = "check"  # the page behind the last part: what is left
MOST_A_PAGE = 3  # core questions: more would be a page that nobody sees the end of


@dataclass(frozen=True)
class Leaf:
    """One page of a part; `name` is what its address calls it."""

    number: int
    name: str
    core: tuple[Question, ...]
    deeper: tuple[Question, ...]  # all of the part, on its last page


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

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Its pages: as few as `MOST_A_PAGE` allows, filled evenly, the first with one more if need be."""
        pages = max(1, -(-len(self.core) // MOST_A_PAGE))
        each, over = divmod(len(self.core), pages)
        found: list[Leaf] = []
        for number in range(1, pages + 1):
            start = sum(len(leaf.core) for leaf in found)
            core = self.core[start : start + each + (number <= over)]
            name = self.dimension.id if number == 1 else f"{self.dimension.id}.{number}"
            found.append(Leaf(number, name, core, self.deeper if number == pages else ()))
        return tuple(found)

    def leaf_of(self, question: Question) -> Leaf:
        """The page on which a question of this part stands."""
        return next(leaf for leaf in self.leaves if question in (*leaf.core, *leaf.deeper))


Place = tuple[Part, Leaf]


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


def chosen(parts: Sequence[Part], wanted: str) -> Place | None:
    """The page of that name; without a name the first where something is left, else None: all is done."""
    places = _places(parts)
    if wanted:
        return next(((part, leaf) for part, leaf in places if leaf.name == wanted), None)
    return next(((part, leaf) for part, leaf in places if any(q in part.left for q in leaf.core)), None)


def beside(parts: Sequence[Part], place: Place | None, step: str) -> str:
    """The name of the page before or after `place` (None: the check), or `CHECK` behind the last."""
    names = [leaf.name for _, leaf in _places(parts)] + [CHECK]
    at = names.index(place[1].name if place else CHECK)
    if step == "previous":
        return names[max(0, at - 1)]
    return names[min(len(names) - 1, at + 1)] if step == "next" else names[at]


def _places(parts: Sequence[Part]) -> list[Place]:
    return [(part, leaf) for part in parts for leaf in part.leaves]
