"""Minutes: how long each item takes so that the sum is exact, where the breaks fall, how steps stretch."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.train.content import Delivery, Role
from api.train.pool import STRETCH

LUNCH, LUNCH_FROM = 45, 300
# Who gets spare minutes first, and gives minutes up first.
_ORDER: tuple[Role, ...] = ("practise", "close", "teach", "check", "open", "evaluate")


@dataclass(frozen=True, slots=True)
class Item:
    """What counts for sharing minutes out: the role, the fewest, the most and the wished minutes."""

    role: Role
    least: int
    most: int
    target: int


@dataclass(frozen=True, slots=True)
class Pauses:
    """The breaks of a plan: how many besides lunch, how long each, minutes of lunch (0 for none)."""

    breaks: int
    each: int
    lunch: int

    @property
    def minutes(self) -> int:
        """All of them together."""
        return self.breaks * self.each + self.lunch

    @property
    def count(self) -> int:
        """How many pauses there are, lunch counted in."""
        return self.breaks + (self.lunch > 0)


def pauses(minutes: int, delivery: Delivery) -> list[Pauses]:
    """The pauses that a training of this length can have, fewest first.

    >>> pauses(45, "online")[0].count, pauses(90, "in-person")[0].count, pauses(95, "in-person")[0]
    (0, 0, Pauses(breaks=1, each=10, lunch=0))
    """
    lunch = LUNCH if minutes >= LUNCH_FROM else 0
    each = (10 if minutes < 180 else 15) if delivery == "in-person" else (5 if minutes <= 90 else 10)
    found = []
    for breaks in range(12):
        pause = Pauses(breaks, each, lunch)
        if (pause.count + 1) * STRETCH[delivery] >= minutes - pause.minutes:
            found.append(pause)
        if len(found) == 5:
            break
    return found


def share(items: Sequence[Item], work: int) -> list[int] | None:
    """Minutes for each item, near its target, adding up to `work`; None where the bounds do not allow it.

    >>> share([Item("open", 5, 10, 5), Item("practise", 10, 40, 20), Item("close", 5, 5, 5)], 47)
    [5, 37, 5]
    """
    minutes = [max(item.least, min(item.most, item.target // 5 * 5)) for item in items]
    for role in _ORDER:
        which = [i for i, item in enumerate(items) if item.role == role]
        for step in (5, 1):
            _move(minutes, items, which, (work - sum(minutes), step))
    return minutes if sum(minutes) == work else None


def _move(minutes: list[int], items: Sequence[Item], which: Sequence[int], by: tuple[int, int]) -> None:
    """Add to, or take from, the items `which` in turn, `step` minutes at a time, until nothing moves."""
    left, step = by
    sign, moved = (1 if left > 0 else -1), True
    while abs(left) >= step and moved:
        moved = False
        for i in which:
            wished = minutes[i] + sign * step
            if abs(left) >= step and items[i].least <= wished <= items[i].most:
                minutes[i] = wished
                left -= sign * step
                moved = True


def place_pauses(
    minutes: Sequence[int], count: int, stretch: int, seams: Sequence[int]
) -> tuple[int, ...] | None:
    """Before which items the pauses fall, so that no stretch of work is longer than `stretch` minutes.

    The cheapest of all ways: `seams` holds the cost of a pause before each item, and the squared distance of
    each stretch from an even share is added.

    >>> place_pauses([10, 40, 30, 40, 20], 1, 90, [0] * 5)
    (3,)
    >>> place_pauses([80, 80], 0, 90, [0, 0]) is None
    True
    """
    total = len(minutes)
    even = sum(minutes) / (count + 1)
    # best[i]: cost and pauses of the cheapest way to cover the items before i with the stretches so far
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _ in range(count + 1):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, before) in best.items():
            length = 0
            for end in range(start + 1, total + 1):
                length += minutes[end - 1]
                if length > stretch:
                    break
                spent = cost + (length - even) ** 2 + (seams[end] if end < total else 0)
                if end not in reached or spent < reached[end][0]:
                    reached[end] = (spent, (*before, end))
        best = reached
    return best[total][1][:-1] if total in best else None


def stretch_steps(weights: Sequence[int], minutes: int) -> list[int]:
    """Whole minutes for each step in proportion to `weights`, adding up to `minutes` (largest remainders).

    >>> stretch_steps([2, 3, 5], 15)
    [3, 5, 7]
    """
    total = sum(weights)
    exact = [minutes * weight / total for weight in weights]
    whole = [int(value) for value in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_rest[: minutes - sum(whole)]:
        whole[i] += 1
    return whole
