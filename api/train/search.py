"""Choosing an activity for each place of a plan: depth first, best first, bounded in minutes and talking.

Hard: the minutes can add up, and the trainer never talks for more than `TALK` minutes without a check.
Soft, in points: fits its objective and topic, is new in this plan, changes the energy, has about the wished
length.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from api.train.pool import Candidate

TALK = 20  # minutes of teaching after which a check is due
NODES = 4_000  # places looked at before the search gives up; the deepest plan has about thirty


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a plan: what may stand there, and the minutes wished for it."""

    options: tuple[Candidate, ...]
    target: int


def choose(places: Sequence[Place], work: int, seed: int = 0) -> tuple[Candidate, ...] | None:
    """One candidate for each place so that `work` minutes can be met exactly; None where there is none."""
    return _Search(places, work, seed).run()


class _Search:
    def __init__(self, places: Sequence[Place], work: int, seed: int) -> None:
        self.places, self.work, self.seed = places, work, seed
        self.nodes = 0
        self.chosen: list[Candidate] = []
        self.uses: dict[str, int] = {}
        self.low, self.high = _suffixes(places)

    def run(self) -> tuple[Candidate, ...] | None:
        if any(not place.options for place in self.places):
            return None
        return tuple(self.chosen) if self._descend(0, 0, 0, 0) else None

    def _descend(self, at: int, low: int, high: int, talk: int) -> bool:
        if at == len(self.places):
            return True
        for candidate in self._ranked(at):
            self.nodes += 1
            if self.nodes > NODES:
                return False
            talked = talk + candidate.talk
            least, most = low + candidate.least, high + candidate.most
            if talked > TALK or least + self.low[at + 1] > self.work or most + self.high[at + 1] < self.work:
                continue
            self._take(candidate)
            if self._descend(at + 1, least, most, 0 if candidate.checks else talked):
                return True
            self._leave(candidate)
        return False

    def _take(self, candidate: Candidate) -> None:
        self.chosen.append(candidate)
        self.uses[candidate.id] = self.uses.get(candidate.id, 0) + 1

    def _leave(self, candidate: Candidate) -> None:
        self.chosen.pop()
        self.uses[candidate.id] -= 1

    def _ranked(self, at: int) -> list[Candidate]:
        place = self.places[at]
        if len(place.options) == 1:
            return list(place.options)
        before = self.chosen[-1] if self.chosen else None
        target, uses, seed = place.target, self.uses, self.seed
        scored = []
        for order, candidate in enumerate(place.options):
            score = candidate.merit - 9 * uses.get(candidate.id, 0)
            if before is not None:
                score -= _monotony(before, candidate)
            if target < candidate.least:
                score -= 2 * (candidate.least - target) // 5
            elif target > candidate.most:
                score -= (target - candidate.most) // 5
            if seed:
                score += zlib.crc32(f"{seed}:{at}:{candidate.id}".encode()) % 7
            scored.append((-score, order, candidate))
        scored.sort()
        return [candidate for _, _, candidate in scored]


def _monotony(before: Candidate, candidate: Candidate) -> int:
    """Points lost by doing the same again, sitting still twice, or running about twice."""
    lost = 5 if before.id == candidate.id else 0
    return lost + (3 if before.energy == candidate.energy != 2 else 0)


def _suffixes(places: Sequence[Place]) -> tuple[list[int], list[int]]:
    """The fewest and the most minutes of the places from each one on; one longer than `places`."""
    low, high = [0], [0]
    for place in reversed(places):
        low.append(low[-1] + min((c.least for c in place.options), default=0))
        high.append(high[-1] + max((c.most for c in place.options), default=0))
    return low[::-1], high[::-1]
