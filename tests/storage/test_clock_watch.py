"""Nothing is deleted by a clock that jumps, not after a restart and not by another process either."""

import datetime as dt
from pathlib import Path

import pytest

from api.storage.clock_watch import ClockWatch

START = dt.datetime(2026, 11, 29, tzinfo=dt.UTC)
HOURS = dt.timedelta(hours=12)


class _Times:
    """A clock that the test moves, and processes that look at it."""

    def __init__(self, place: Path) -> None:
        self.clock, self.place = START, place

    def process(self) -> ClockWatch:
        return ClockWatch(self.place, lambda: self.clock)

    def pass_by(self, days: float) -> list[bool]:
        """Look every twelve hours, each time from a process of its own."""
        looks = []
        for _ in range(int(days * 2)):
            self.clock += HOURS
            looks.append(self.process().is_steady())
        return looks


@pytest.fixture
def times(tmp_path: Path) -> _Times:
    held = _Times(tmp_path / "seen")
    assert not held.process().is_steady()  # never seen before: nothing says that it is right
    assert held.pass_by(2)[-1]
    return held


@pytest.mark.parametrize("days", [400, 4, -3])
def test_after_a_jump_nothing_is_deleted_until_the_clock_has_held_for_a_day(times: _Times, days: int) -> None:
    times.clock += dt.timedelta(days=days)
    assert not times.process().is_steady()
    assert not times.process().is_steady()  # started again, or the second worker
    assert times.pass_by(1.5) == [False, True, True]


def test_a_clock_that_jumps_there_and_back_deletes_nothing(times: _Times) -> None:
    for days in (400, -400):
        times.clock += dt.timedelta(days=days)
        assert times.pass_by(0.5) == [False]
    assert times.pass_by(1) == [False, True]


def test_an_ordinary_pause_is_no_jump(times: _Times) -> None:
    times.clock += dt.timedelta(days=2)
    assert times.process().is_steady()


def test_a_file_that_is_damaged_makes_it_wait(times: _Times) -> None:
    times.place.write_text("yesterday, I think")
    assert not times.process().is_steady()
    assert times.pass_by(1.5)[-1]


def test_where_nothing_can_be_written_one_process_watches_by_itself(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    times = _Times(tmp_path / "file" / "below-a-file")
    watch = times.process()
    looks = []
    for _ in range(3):
        looks.append(watch.is_steady())
        times.clock += HOURS
    assert looks == [False, False, True]
