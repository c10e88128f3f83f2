"""A clock that jumps must not delete what is not past its time: the last time seen is kept in a file."""

import datetime as dt
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from api.storage.database import now

# a server that was off for longer than this starts as after a jump: nothing is deleted for a day
LONGEST_PAUSE = dt.timedelta(days=60)
BACKWARDS = dt.timedelta(hours=1)
STEADY_SECONDS = 24 * 3600


@dataclass
class ClockWatch:
    """Compares the clock with when it was last seen; `uptime` counts seconds that no clock setting moves."""

    place: Path
    clock: Callable[[], dt.datetime] = now
    uptime: Callable[[], float] = time.monotonic
    _jumped_at: float | None = field(default=None, init=False)

    def is_steady(self) -> bool:
        """Whether the clock went on as a clock does since it was last seen, or for a day since it jumped."""
        seen, current = self._last_seen(), self.clock()
        if seen and not seen - BACKWARDS <= current <= seen + LONGEST_PAUSE:
            self._jumped_at = self.uptime()
        self._remember(current)
        if self._jumped_at is None:
            return True
        if self.uptime() - self._jumped_at < STEADY_SECONDS:
            return False
        self._jumped_at = None
        return True

    def _last_seen(self) -> dt.datetime | None:
        try:
            return dt.datetime.fromisoformat(self.place.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            return None

    def _remember(self, current: dt.datetime) -> None:
        with suppress(OSError):  # a disk that is full or read-only must not stop the server
            self.place.parent.mkdir(parents=True, exist_ok=True)
            self.place.write_text(current.isoformat(), encoding="ascii")
