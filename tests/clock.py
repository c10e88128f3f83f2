"""Clocks that a test moves."""

import datetime as dt
import json
from pathlib import Path

from api.storage.clock_watch import ClockWatch
from api.storage.database import now


class Clock:
    """A clock that a test moves."""

    def __init__(self, now: float = 0.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def steady_watch(folder: Path) -> ClockWatch:
    """A watch whose clock has gone on as a clock does for a week."""
    place = folder / "last-seen"
    seen, since = now() - dt.timedelta(minutes=5), now() - dt.timedelta(days=7)
    place.write_text(json.dumps({"seen": seen.isoformat(), "since": since.isoformat()}))
    return ClockWatch(place)
