"""Which activities are possible for a room: group size, delivery, what they need. Built once for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.train.content import ActivityHead, Delivery, Level, Need, ObjectiveKind, Role

# The most minutes of one item without a pause, and of one item at each place in the plan.
STRETCH: dict[Delivery, int] = {"in-person": 90, "online": 60}
CAPS: dict[Role, int] = {"open": 20, "teach": 20, "practise": 85, "check": 20, "close": 30, "evaluate": 10}
ROLES: tuple[Role, ...] = ("open", "teach", "practise", "check", "close", "evaluate")


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective as the builder sees it."""

    id: str
    kind: ObjectiveKind
    topic: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An activity at one place of a plan, as the search sees it; minutes throughout.

    `talk` is the longest the trainer may talk in it, `most` already keeps the cap of its place.
    """

    id: str
    role: Role
    least: int
    most: int
    talk: int
    energy: int
    checks: bool
    merit: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """An activity that cannot be used in this room, and why."""

    id: str
    why: str


class Pool:
    """The activities that a room allows, and those that it does not."""

    def __init__(
        self, heads: Iterable[ActivityHead], participants: int, delivery: Delivery, *given: Need
    ) -> None:
        self.stretch = STRETCH[delivery]
        self.heads: list[ActivityHead] = []
        self.refused: list[Refusal] = []
        self._options: dict[tuple[Role, Goal, Level, bool], tuple[Candidate, ...]] = {}
        for head in sorted(heads, key=lambda h: h.id):
            why = unfit(head, participants, delivery, *given)
            if why:
                self.refused.append(Refusal(head.id, why))
            else:
                self.heads.append(head)

    def options(self, role: Role, goal: Goal, level: Level, strict: bool) -> tuple[Candidate, ...]:
        """What may stand at a place of `role` for a goal; `strict` asks for its kind and for a check.

        Best first by merit, then by id, so that equal wishes give equal plans.
        """
        key = (role, goal, level, strict)
        if key not in self._options:
            found = [c for head in self.heads if (c := self._candidate(head, *key))]
            self._options[key] = tuple(sorted(found, key=lambda c: (-c.merit, c.id)))
        return self._options[key]

    def _candidate(
        self, head: ActivityHead, role: Role, goal: Goal, level: Level, strict: bool
    ) -> Candidate | None:
        cap = min(CAPS[role], self.stretch)
        if role not in head.roles or level not in head.levels or head.least > cap:
            return None
        if goal.topic not in head.topics and "any" not in head.topics:
            return None
        if ((strict or role == "teach") and goal.kind not in head.serves) or (strict and not head.check):
            return None
        talk = head.teaching[1] if role == "teach" else head.teaching[0]
        merit = _merit(head, role, goal)
        return Candidate(
            head.id, role, head.least, min(head.most, cap), talk, head.energy, bool(head.check), merit
        )


def _merit(head: ActivityHead, role: Role, goal: Goal) -> int:
    """Points for fitting this place, whatever else stands in the plan."""
    if role == "check":  # a check is short, and made for checking
        return 5 - head.least // 5 - 2 * ("practise" in head.roles)
    points = 3 * (goal.kind in head.serves) + 2 * (len(head.levels) == 1) + 6 * ("assessment" in head.needs)
    points += 12 * ("earlier" in head.needs)  # more than any seed can add to another opening
    if goal.id in head.objectives:
        return points + 8
    # made for other objectives of the topic: its task would not fit this one
    return points + (-2 if head.objectives else 4 * (goal.topic in head.topics))


_LACKING: dict[Need, str] = {
    "assessment": "it needs the results of a self-assessment",
    "earlier": "it needs an earlier training of the same people",
}


def unfit(head: ActivityHead, participants: int, delivery: Delivery, *given: Need) -> str:
    """Why an activity cannot be used in this room; empty if it can. `given` is what there is besides."""
    least, most = head.participants
    if delivery not in head.delivery:
        return f"it works {' and '.join(head.delivery)} only"
    if participants < least:
        return f"it needs at least {least} people"
    if participants > most:
        return f"it works with up to {most} people"
    if not group_sizes(participants, head.groups):
        return f"{participants} people cannot be split into groups of {head.groups[0]} to {head.groups[1]}"
    return next((why for need, why in _LACKING.items() if need in head.needs and need not in given), "")


def group_sizes(participants: int, groups: tuple[int, int]) -> list[int]:
    """Sizes of even groups that keep `groups`, largest first; empty where there is no such split.

    Pairs stay pairs, with one group of three where the number is odd; else there are as few groups as can be.

    >>> group_sizes(11, (3, 5)), group_sizes(7, (2, 3))
    ([4, 4, 3], [3, 2, 2])
    >>> group_sizes(7, (5, 6))
    []
    >>> group_sizes(30, (1, 1))
    [30]
    """
    least, most = groups
    if most == 1:
        return [participants]
    count = participants // least if (least, most) == (2, 3) else -(-participants // most)
    if not -(-participants // most) <= count <= participants // least:
        return []
    size, larger = divmod(participants, count)
    return [size + 1] * larger + [size] * (count - larger)
