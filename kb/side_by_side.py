"""Works of one question done at the same time where a core is idle, one after the other where none is.

The models and FAISS let other threads run while they work. While one question is under way a second core has
nothing to do. While many are, or while other programs keep the cores busy, helping only adds to the waits.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar, cast

Made = TypeVar("Made")
Other = TypeVar("Other")
_TASKS = Path("/proc/loadavg")


def cores_here() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def tasks_running() -> int:
    """How many threads of all programs run or wait for a core, this one among them; 0 where nothing tells.

    In a container it may tell of the whole machine: then help is called less often than it could be.
    """
    try:
        return int(_TASKS.read_text().split()[3].partition("/")[0])
    except (OSError, ValueError, IndexError):
        return 0


class SideBySide:
    """Counts who works in this process, so that never more help is called than there are idle `cores`."""

    def __init__(self, cores: int, running: Callable[[], int] = tasks_running) -> None:
        self.cores, self._running = cores, running
        self.begin()

    def begin(self) -> None:
        """Nobody works and no thread helps: as it is at the start, and in a process that was just forked."""
        self._busy, self._counted = 0, threading.local()
        self._count = threading.Lock()
        self._helpers: ThreadPoolExecutor | None = None

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """The thread answers a question in the block; what it does elsewhere is never helped with."""
        outermost = not getattr(self._counted, "here", False)
        if outermost:
            self._counted.here = True
            self._add(1)
        try:
            yield
        finally:
            if outermost:
                self._counted.here = False
                self._add(-1)

    def each(self, works: Sequence[Callable[[], Made]]) -> list[Made]:
        """What each of `works` gives, in order.

        Raises:
            Exception: what the first of them that failed raised, once all are done.
        """
        given: list[Future[Made]] = [Future() for _ in works]
        waiting = deque(zip(works, given, strict=True))
        for _ in range(self._idle(len(works) - 1)):
            self._pool().submit(_go_through, waiting).add_done_callback(lambda _: self._add(-1))
        # whoever comes first takes the next one: a helper that gets no core holds nothing up
        _go_through(waiting)
        return [one.result() for one in given]

    def both(self, first: Callable[[], Made], second: Callable[[], Other]) -> tuple[Made, Other]:
        """What the two works give; raises as `each` does."""
        given: list[Made | Other] = self.each([first, second])
        return cast(tuple[Made, Other], tuple(given))

    def _idle(self, most: int) -> int:
        """How many cores, at most `most`, are taken for helpers from now on."""
        if most <= 0 or not getattr(self._counted, "here", False) or self._busy >= self.cores:
            return 0
        free = self.cores - self._running()
        with self._count:
            idle = max(0, min(most, free, self.cores - self._busy))
            self._busy += idle
        return idle

    def _add(self, change: int) -> None:
        with self._count:
            self._busy += change

    def _pool(self) -> ThreadPoolExecutor:
        with self._count:
            if self._helpers is None:
                self._helpers = ThreadPoolExecutor(self.cores - 1, "helper")
            return self._helpers


def _go_through(waiting: deque[tuple[Callable[[], Made], Future[Made]]]) -> None:
    while True:
        try:
            work, given = waiting.popleft()
        except IndexError:
            return
        try:
            given.set_result(work())
        except BaseException as error:
            given.set_exception(error)


SIDE_BY_SIDE = SideBySide(cores_here())
if hasattr(os, "register_at_fork"):  # threads stay behind in the process that was forked
    os.register_at_fork(after_in_child=SIDE_BY_SIDE.begin)
