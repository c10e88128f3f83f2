"""Limits a minute, by the generic cell rate algorithm: one number a caller, bursts of a minute's worth.

Counts live in the memory of one process and are gone with it: no address is ever written down. With several
server processes each counts for itself (docs/adr/0052), unless they count together in PostgreSQL
(api/storage/shared_limits.py).
"""

import math
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from api.errors import TooManyRequests

MOST_CALLERS = 200_000


@dataclass(frozen=True)
class Quota:
    """Who is counted, as a name that differs from all others, and how often a minute."""

    caller: str
    per_minute: int
    cost: int = 1  # how many requests this one counts for


@dataclass
class Limiter:
    """Counts callers, `most_callers` of them at a time; `clock` gives seconds."""

    waits: ClassVar[bool] = False  # whether `take` waits for something outside this process
    clock: Callable[[], float] = time.monotonic
    most_callers: int = MOST_CALLERS
    _full_at: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, quotas: Iterable[Quota]) -> None:
        """Count one request against every quota, or against none if one of them is used up.

        Raises:
            TooManyRequests: with the whole seconds after which the next request fits.
        """
        wanted = list(quotas)
        with self._lock:
            now = self.clock()
            waits = [self._wait(quota, now) for quota in wanted]
            longest = max(waits, default=0.0)
            if longest > 0:
                quota = wanted[waits.index(longest)]
                raise too_many(quota.per_minute, math.ceil(longest))
            for quota in wanted:
                self._full_at[quota.caller] = max(self._full_at.get(quota.caller, now), now) + seconds_of(
                    quota
                )
            if len(self._full_at) > self.most_callers:
                self._forget(now)

    def close(self) -> None:
        """Leave nothing open."""

    def _wait(self, quota: Quota, now: float) -> float:
        """Seconds until this request fits; one that costs more than a minute waits for a free minute."""
        ahead = max(self._full_at.get(quota.caller, now), now) - now
        # a billionth of a second of rounding must not refuse the last request of a minute
        return max(ahead + min(seconds_of(quota), 60) - 60 - 1e-9, 0.0)

    def _forget(self, now: float) -> None:
        """Drop callers whose minute is over; if all are busy, all start again rather than memory growing."""
        busy = {caller: at for caller, at in self._full_at.items() if at > now}
        self._full_at = busy if len(busy) <= self.most_callers * 3 // 4 else {}


def seconds_of(quota: Quota) -> float:
    """How much of a minute's worth a request takes."""
    return 60 * quota.cost / quota.per_minute


def too_many(per_minute: int, seconds: int) -> TooManyRequests:
    """The refusal, in words, with its wait."""
    return TooManyRequests(
        f"The limit of {per_minute} requests a minute is used up; try again in {seconds} s.",
        retry_after=max(seconds, 1),
    )
