"""Server processes that share what they read: one process loads it all, then forks the others from itself."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress

STARTUP_FAILURE = 3
_SHORT_LIFE_S, _PAUSE_S = 5.0, 1.0
_PR_SET_PDEATHSIG = 1  # of Linux' prctl.h


def can_fork() -> bool:
    """Whether processes are made by forking here; elsewhere each has to load everything by itself."""
    return sys.platform.startswith("linux")


class Workers:
    """Keeps `count` forks of this process at `work`, which returns whether it had started.

    One that dies is made again; one that cannot start ends all. SIGTERM and SIGINT end them in good order.
    """

    def __init__(self, count: int, work: Callable[[], bool]) -> None:
        self._count, self._work = count, work
        self._since: dict[int, float] = {}  # by process: when it was made
        self._stopping = False

    def run(self) -> int:
        """Until all have ended; returns the exit code: 0, or that of a start that failed."""
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._stop)
        code = 0
        for _ in range(self._count):
            self._start()
        while self._since:
            pid, status = os.wait()
            lived = time.monotonic() - self._since.pop(pid, 0.0)
            if not self._stopping and os.waitstatus_to_exitcode(status) == STARTUP_FAILURE:
                code = STARTUP_FAILURE
                self._stop()
            if not self._stopping:
                time.sleep(_PAUSE_S if lived < _SHORT_LIFE_S else 0.0)
                self._start()
        return code

    def _start(self) -> None:
        if self._stopping:
            return
        sys.stdout.flush()
        sys.stderr.flush()
        parent, pid = os.getpid(), os.fork()
        if pid:
            self._since[pid] = time.monotonic()
            return
        code = 1
        try:
            _end_with(parent)
            code = 0 if self._work() else STARTUP_FAILURE
        finally:
            os._exit(code)  # nothing of the parent's is to be run twice

    def _stop(self, *_: object) -> None:
        self._stopping = True
        for pid in self._since:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)


def _end_with(parent: int) -> None:
    """Be told to end when the parent is killed, and leave its handlers of signals behind."""
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, signal.SIG_DFL)
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(0)  # it was killed just before
