"""Works of a question at the same time: only where a core is idle, and with the same outcome."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from kb.side_by_side import SideBySide, cores_here, tasks_running
from tests.eventually import eventually

PATIENCE_S = 60.0


def alone() -> int:
    """Nobody but the asker runs."""
    return 1


def whereabouts(count: int) -> list[Callable[[], int]]:
    """Works that tell which thread did them."""
    return [threading.get_ident] * count


def meeting(count: int) -> list[Callable[[], int]]:
    """Works that are done only if all are under way at once."""
    barrier = threading.Barrier(count)
    return [lambda: barrier.wait(PATIENCE_S)] * count


@pytest.mark.parametrize("cores", [1, 2, 4])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 9])
def test_what_works_give_comes_in_order(cores: int, count: int) -> None:
    side = SideBySide(cores, alone)
    works = [lambda number=number: number for number in range(count)]
    assert side.each(works) == list(range(count))
    for _ in range(20):
        with side.under_way():
            assert side.each(works) == list(range(count))


def test_both_gives_what_each_work_gives() -> None:
    for cores in (1, 2):
        side = SideBySide(cores, alone)
        with side.under_way():
            assert side.both(lambda: "a", lambda: 2) == ("a", 2)


@pytest.mark.parametrize("cores", [2, 3])
def test_idle_cores_are_used_again_and_again(cores: int) -> None:
    side = SideBySide(cores, alone)
    for _ in range(5):
        with side.under_way():
            assert sorted(side.each(meeting(cores))) == list(range(cores))
            eventually(lambda: side._busy == 1, "a helper gives its core back")


def test_nobody_helps_who_is_not_answering() -> None:
    assert SideBySide(4, alone).each(whereabouts(3)) == [threading.get_ident()] * 3


@pytest.mark.parametrize("running", [2, 3, 50])
def test_nobody_helps_beside_busy_neighbours(running: int) -> None:
    side = SideBySide(2, lambda: running)
    with side.under_way():
        assert side.each(whereabouts(3)) == [threading.get_ident()] * 3


def test_nobody_helps_while_each_core_has_a_question() -> None:
    side = SideBySide(2, alone)
    begun, ended = threading.Event(), threading.Event()

    def another() -> None:
        with side.under_way():
            begun.set()
            ended.wait(PATIENCE_S)

    other = threading.Thread(target=another)
    other.start()
    assert begun.wait(PATIENCE_S)
    with side.under_way():
        assert side.each(whereabouts(3)) == [threading.get_ident()] * 3
        ended.set()
        other.join()
        assert len(set(side.each(meeting(2)))) == 2


def test_a_question_within_a_question_counts_once() -> None:
    side = SideBySide(2, alone)
    with side.under_way():
        with side.under_way():
            pass
        assert len(set(side.each(meeting(2)))) == 2


def test_the_first_fault_is_raised_when_all_is_done() -> None:
    done: list[str] = []

    def fault(name: str) -> None:
        done.append(name)
        raise ValueError(name)

    side = SideBySide(2, alone)
    with side.under_way(), pytest.raises(ValueError, match="first"):
        side.each([lambda: fault("first"), lambda: fault("second"), lambda: done.append("third")])
    assert sorted(done) == ["first", "second", "third"]
    with side.under_way():
        eventually(lambda: side._busy == 1, "a helper gives its core back")
        assert len(set(side.each(meeting(2)))) == 2


FORKED = """
import os, threading
from kb.side_by_side import SIDE_BY_SIDE as side
side.cores, side._running = 2, lambda: 1
def meet():
    barrier = threading.Barrier(2)
    with side.under_way():
        return sorted(side.each([lambda: barrier.wait(60)] * 2)) == [0, 1]
assert meet()
with side.under_way():
    child = os.fork()
    if not child:
        os._exit(0 if meet() else 1)
    assert os.waitpid(child, 0)[1] == 0
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_a_forked_process_has_helpers_of_its_own() -> None:
    subprocess.run([sys.executable, "-c", FORKED], check=True, timeout=4 * PATIENCE_S)


def test_this_machine_tells_of_itself() -> None:
    assert cores_here() >= 1
    assert tasks_running() >= (1 if sys.platform == "linux" else 0)
