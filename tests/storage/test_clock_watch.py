"""Nothing is deleted by a clock that jumps."""

import datetime as dt
from pathlib import Path

import pytest

from api.storage.clock_watch import ClockWatch

START = dt.datetime(2026, 11, 29, tzinfo=dt.UTC)
DAY = 24 * 3600.0


class _Times:
    """A clock and an uptime that the test moves."""

    def __init__(self) -> None:
        self.clock, self.uptime = START, 0.0

    def watch(self, place: Path) -> ClockWatch:
        return ClockWatch(place, lambda: self.clock, lambda: self.uptime)


@pytest.mark.parametrize("days", [400, -3])
def test_after_a_jump_nothing_is_deleted_until_the_clock_has_held_for_a_day(
    tmp_path: Path, days: int
) -> None:
    times = _Times()
    assert times.watch(tmp_path / "seen").is_steady()
    times.clock = START + dt.timedelta(days=days)
    after = times.watch(tmp_path / "seen")
    assert not after.is_steady()
    times.uptime = DAY / 2
    assert not after.is_steady()
    times.uptime, times.clock = DAY + 1, times.clock + dt.timedelta(days=1)
    assert after.is_steady()


def test_an_ordinary_pause_is_no_jump(tmp_path: Path) -> None:
    times = _Times()
    assert times.watch(tmp_path / "seen").is_steady()
    times.clock = START + dt.timedelta(days=30)
    assert times.watch(tmp_path / "seen").is_steady()


def test_an_unreadable_or_unwritable_place_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "seen").write_text("yesterday, I think")
    assert _Times().watch(tmp_path / "seen").is_steady()
    assert _Times().watch(tmp_path / "seen" / "below-a-file").is_steady()
