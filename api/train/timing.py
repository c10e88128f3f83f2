"""Minutes: how long each item takes so that the sum is exact, where the breaks fall, how steps stretch."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.train.content import Delivery, Role
from api.train.pool import STRETCH

LUNCH, LUNCH_FROM = 45, 300
_GIVE: dict[Role, int] = {"practise": 0, "close": 1, "teach": 2, "check": 3, "open": 4, "evaluate": 5}


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
        if len(found) == 3:
            break
    return found


def share(items: Sequence[Item], work: int) -> list[int] | None:
    """Minutes for each item, near its target, adding up to `work`; None where the bounds do not allow it.

    >>> share([Item("open", 5, 10, 5), Item("practise", 10, 40, 20), Item("close", 5, 5, 5)], 47)
    [5, 37, 5]
    """
    minutes = [max(item.least, min(item.most, item.target // 5 * 5)) for item in items]
    order = sorted(range(len(items)), key=lambda i: (_GIVE[items[i].role], i))
    left = work - sum(minutes)
    for step in (5, 1):
        left = _give(minutes, items, order, left, step)
        left = -_take(minutes, items, order[::-1], -left, step)
    return None if left else minutes


def _give(minutes: list[int], items: Sequence[Item], order: list[int], left: int, step: int) -> int:
    moved = True
    while left >= step and moved:
        moved = False
        for i in order:
            if left >= step and minutes[i] + step <= items[i].most:
                minutes[i] += step
                left -= step
                moved = True
    return left


def _take(minutes: list[int], items: Sequence[Item], order: list[int], over: int, step: int) -> int:
    moved = True
    while over >= step and moved:
        moved = False
        for i in order:
            if over >= step and minutes[i] - step >= items[i].least:
                minutes[i] -= step
                over -= step
                moved = True
    return over


def place_pauses(minutes: Sequence[int], count: int, stretch: int) -> tuple[int, ...] | None:
    """Before which items the pauses fall, so that no stretch of work is longer than `stretch` and all are even.

    >>> place_pauses([10, 40, 30, 40, 20], 1, 90)
    (3,)
    >>> place_pauses([80, 80], 0, 90) is None
    True
    """
    before: list[int] = []
    start, left = 0, sum(minutes)
    for rest in range(count, 0, -1):
        end, length = _stretch(minutes, start, left / (rest + 1), stretch)
        if end >= len(minutes):
            return None
        before.append(end)
        start, left = end, left - length
    return tuple(before) if left <= stretch else None


def _stretch(minutes: Sequence[int], start: int, ideal: float, stretch: int) -> tuple[int, int]:
    """The end of the stretch from `start` that comes nearest to `ideal` minutes, and its length."""
    length, end = minutes[start], start + 1
    while end < len(minutes) - 1 and length + minutes[end] <= stretch and length + minutes[end] / 2 <= ideal:
        length += minutes[end]
        end += 1
    return end, length


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
