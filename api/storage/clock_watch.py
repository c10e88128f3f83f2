"""A clock that jumps must not delete what is not past its time: what it last said is kept in a file.

So is when it jumped: neither a restart nor another process of the same data folder makes a wrong clock right.
"""

import datetime as dt
import json
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from api.storage.database import now

# a server that was off for longer than this starts as after a jump: nothing is deleted for a day
LONGEST_PAUSE = dt.timedelta(days=3)
BACKWARDS = dt.timedelta(hours=1)
STEADY = dt.timedelta(days=1)


@dataclass
class ClockWatch:
    """Compares the clock with what it last said, in the file `place`."""

    place: Path
    clock: Callable[[], dt.datetime] = now
    _one: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _known: tuple[dt.datetime | None, dt.datetime | None] = field(default=(None, None), init=False)

    def is_steady(self) -> bool:
        """Whether the clock went on as a clock does for a day; false where it was never seen before."""
        with self._one:
            seen, since = self._last()
            current = self.clock()
            jumped = seen is None or not seen - BACKWARDS <= current <= seen + LONGEST_PAUSE
            since = current if jumped or since is None else since
            self._remember(current, since)
        return current - since >= STEADY

    def _last(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """What the clock said last, and since when it has gone on as a clock does."""
        try:
            kept = json.loads(self.place.read_text(encoding="ascii"))
            return dt.datetime.fromisoformat(kept["seen"]), dt.datetime.fromisoformat(kept["since"])
        except (OSError, ValueError, TypeError, KeyError):
            return self._known

    def _remember(self, current: dt.datetime, since: dt.datetime) -> None:
        self._known = current, since
        with suppress(OSError):  # a disk that is full or read-only must not stop the server
            self.place.parent.mkdir(parents=True, exist_ok=True)
            beside = self.place.with_name(f"{self.place.name}.{os.getpid()}")
            beside.write_text(
                json.dumps({"seen": current.isoformat(), "since": since.isoformat()}), encoding="ascii"
            )
            os.replace(beside, self.place)
