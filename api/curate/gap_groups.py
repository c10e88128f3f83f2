"""Kept questions gathered into groups of those that ask alike, so that one section can answer them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from api.storage.database import Database
from api.storage.gaps import Gaps
from kb.embedding import Vectors

# Of pairs of asked-as questions of different sections, 9 in 100,000 are as near as the first and 340 as the
# second; of pairs of one section 9 % and 34 %. The second is asked only of what lies nearest to one section.
_ALIKE, _ALIKE_AT_ONE_SECTION = 0.8, 0.6


@dataclass(frozen=True)
class Kept:
    """A kept question: its number, how often it was asked, the first and last day as YYYY-MM-DD, and why."""

    number: int
    question: str
    asked: int
    first: str
    last: str
    near: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Group:
    """Questions that ask alike, the most asked first; its number is that of the first."""

    questions: tuple[Kept, ...]

    @property
    def number(self) -> int:
        """What the group is called by."""
        return self.questions[0].number

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its questions; each of them names the group."""
        return tuple(kept.number for kept in self.questions)

    @property
    def asked(self) -> int:
        """How often its questions were asked together."""
        return sum(kept.asked for kept in self.questions)

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day on which one of them was asked."""
        return min(kept.first for kept in self.questions), max(kept.last for kept in self.questions)


def read_kept(database: Database) -> list[Kept]:
    """Every kept question, most asked first."""
    with database.session() as session:
        return [
            Kept(
                row.number, row.question, row.asked, _day(row.first), _day(row.last), tuple(row.near),
                row.reason,
            )
            for row in Gaps(session).all()
        ]  # fmt: skip


def delete_kept(database: Database, numbers: Sequence[int]) -> int:
    """Delete kept questions for good; returns how many there were."""
    with database.writing() as session:
        deleted = Gaps(session).delete(numbers)
    database.forget_deleted()
    return deleted


def grouped(kept: Sequence[Kept], vectors: Vectors) -> list[Group]:
    """Groups of `kept`, most asked first; `vectors` are unit vectors of shape (len(kept), width).

    Each question joins the group whose most asked question it is most like, else begins one.

    >>> same, other = [1.0, 0.0], [0.0, 1.0]
    >>> days = ("2026-11-29", "2026-11-29")
    >>> rows = [Kept(1, "a", 1, *days), Kept(2, "b", 3, *days), Kept(3, "a?", 1, *days)]
    >>> [group.numbers for group in grouped(rows, np.array([same, other, same], np.float32))]
    [(2,), (1, 3)]
    """
    order = sorted(range(len(kept)), key=lambda at: (-kept[at].asked, kept[at].number))
    groups: list[list[int]] = []
    leaders = np.zeros((len(kept), vectors.shape[1] if len(kept) else 0), np.float32)
    for at in order:
        near = leaders[: len(groups)] @ vectors[at]
        candidates = np.flatnonzero(near >= _ALIKE_AT_ONE_SECTION)  # few, however many groups there are
        nearest_first = candidates[np.argsort(-near[candidates], kind="stable")]
        found = next((n for n in nearest_first if _alike(kept[at], kept[groups[n][0]], near[n])), None)
        if found is None:
            leaders[len(groups)] = vectors[at]
            groups.append([at])
        else:
            groups[found].append(at)
    made = [Group(tuple(kept[at] for at in group)) for group in groups]
    return sorted(made, key=lambda group: (-group.asked, group.number))


def _alike(one: Kept, other: Kept, cosine: float) -> bool:
    at_one_section = bool(one.near and other.near and one.near[0] == other.near[0])
    return bool(cosine >= (_ALIKE_AT_ONE_SECTION if at_one_section else _ALIKE))


def _day(moment: object) -> str:
    return str(moment)[:10]
