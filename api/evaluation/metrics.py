"""Ranking metrics as TREC defines them, with bootstrap intervals; an undefined case gives None, not zero."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


def ndcg(ranked: Sequence[str], relevance: Mapping[str, int], depth: int = 10) -> float | None:
    """Normalised discounted cumulative gain at `depth`, the grade itself being the gain (as pytrec_eval).

    >>> ndcg(["a", "b"], {"b": 1})  # 1/log2(3) over 1/log2(2)
    0.6309297535714575
    """
    ideal = _gain(sorted(relevance.values(), reverse=True)[:depth])
    if ideal <= 0:
        return None
    return _gain([relevance.get(name, 0) for name in ranked[:depth]]) / ideal


def _gain(grades: Sequence[int]) -> float:
    return math.fsum(grade / math.log2(rank + 2) for rank, grade in enumerate(grades))


def recall(ranked: Sequence[str], relevance: Mapping[str, int], depth: int) -> float | None:
    """The share of relevant names among the first `depth`.

    >>> recall(["a", "b"], {"b": 1, "c": 2}, 2)  # b of b and c
    0.5
    """
    relevant = {name for name, grade in relevance.items() if grade > 0}
    return len(relevant & set(ranked[:depth])) / len(relevant) if relevant else None


def reciprocal_rank(ranked: Sequence[str], relevance: Mapping[str, int], depth: int = 10) -> float | None:
    """One over the rank of the first relevant name within `depth`, 0 if there is none.

    >>> reciprocal_rank(["a", "b"], {"b": 1})
    0.5
    """
    if not any(grade > 0 for grade in relevance.values()):
        return None
    return next((1 / rank for rank, name in enumerate(ranked[:depth], 1) if relevance.get(name, 0) > 0), 0.0)


def mean_interval(
    values: Sequence[float], rounds: int = 1000, seed: int = 7
) -> tuple[float, float, float] | None:
    """Mean and its 95 % percentile-bootstrap interval (Efron 1979).

    >>> mean_interval([0.5, 0.5])
    (0.5, 0.5, 0.5)
    """
    if not values:
        return None
    draw = random.Random(seed)  # noqa: S311 -- resampling, not secrets
    means = sorted(math.fsum(draw.choices(values, k=len(values))) / len(values) for _ in range(rounds))
    return math.fsum(values) / len(values), means[int(rounds * 0.025)], means[int(rounds * 0.975) - 1]


def wilson(right: int, of: int) -> tuple[float, float] | None:
    """The 95 % Wilson interval of a share (Wilson 1927).

    >>> low, high = wilson(10, 10)
    >>> round(low, 2), round(high, 2)
    (0.72, 1.0)
    """
    if not of:
        return None
    z, share = 1.959964, right / of
    centre = share + z * z / (2 * of)
    margin = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (centre - margin) / (1 + z * z / of)), min(1.0, (centre + margin) / (1 + z * z / of))


def mcnemar(only_first: int, only_second: int) -> float:
    """Two-sided exact p of McNemar's test, from the counts of items that just one of two runs got right.

    >>> mcnemar(0, 5)  # 2 * 0.5 ** 5
    0.0625
    """
    n = only_first + only_second
    if not n:
        return 1.0
    tail: float = math.fsum(math.comb(n, k) for k in range(min(only_first, only_second) + 1)) / 2**n
    return min(1.0, 2 * tail)


@dataclass
class Tally:
    """How many of a kind were right."""

    of: int = 0
    right: int = 0

    def as_json(self) -> dict[str, float]:
        """Right of all with the 95 % interval (Wilson)."""
        interval = wilson(self.right, self.of)
        row: dict[str, float] = {"right": self.right, "of": self.of}
        return row | ({"low": round(interval[0], 3), "high": round(interval[1], 3)} if interval else {})
