"""Comparing organisations without giving one away.

A figure is published only while every *atom* of everything ever published has at least five members.
An atom is a set of members that lie in exactly the same published groups. Any sum, difference or other
linear combination of published figures is constant on atoms, so nothing finer than a sum over five
organisations can be worked out, whatever is asked and whenever. That gives the suppression of small
groups, the complementary suppression of the group that would reveal them, and the waiting until five
fresh assessments have come in, by one rule. Withdrawn members stay in the published history as a random
name without values, so that a figure from before and one from after do not reveal who left.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kb.strict import Strict

SMALLEST_GROUP = 5


class Published(Strict):
    """A figure as it was given out: mean share (0 to 1) of a dimension over `n` assessments."""

    group: str
    dimension: str
    members: frozenset[str]
    mean: float

    @property
    def n(self) -> int:
        """How many assessments stand behind the figure."""
        return len(self.members)


class Contribution(Strict):
    """One opted-in assessment: a random name, the groups it lies in, its share per dimension."""

    member: str
    groups: tuple[str, ...]
    shares: Mapping[str, float]


def atoms(groups: Sequence[frozenset[str]]) -> Counter[tuple[bool, ...]]:
    """How many members share each pattern of belonging to `groups`.

    >>> sorted(atoms([frozenset("abc"), frozenset("bcd")]).values())  # a; b and c; d
    [1, 1, 2]
    """
    everybody = frozenset().union(*groups)
    return Counter(tuple(member in group for group in groups) for member in everybody)


def may_publish(
    history: Sequence[frozenset[str]], candidate: frozenset[str], smallest: int = SMALLEST_GROUP
) -> bool:
    """Whether `candidate` can join what was published without leaving an atom of fewer than `smallest`."""
    return len(candidate) >= smallest and min(atoms([*history, candidate]).values()) >= smallest


def next_release(
    contributions: Iterable[Contribution], history: Sequence[Published], smallest: int = SMALLEST_GROUP
) -> list[Published]:
    """The figures that can be published on top of `history`, the largest groups first.

    A group whose members did not change since it was last published is left as it is.
    """
    cells: dict[tuple[str, str], dict[str, float]] = {}
    for contribution in contributions:
        for dimension, share in contribution.shares.items():
            for group in contribution.groups:
                cells.setdefault((dimension, group), {})[contribution.member] = share
    released: list[Published] = []
    for (dimension, group), values in sorted(cells.items(), key=lambda cell: (-len(cell[1]), cell[0])):
        members = frozenset(values)
        past = [figure for figure in (*history, *released) if figure.dimension == dimension]
        known = any(figure.group == group and figure.members == members for figure in past)
        if not known and may_publish([figure.members for figure in past], members, smallest):
            mean = round(sum(values.values()) / len(values), 2)
            released.append(Published(group=group, dimension=dimension, members=members, mean=mean))
    return released


def current(history: Sequence[Published]) -> dict[tuple[str, str], Published]:
    """The newest figure of each dimension and group; `history` is in order of publishing."""
    return {(figure.dimension, figure.group): figure for figure in history}
