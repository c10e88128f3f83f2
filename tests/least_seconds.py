"""How long something takes, told so that a busy machine changes nothing."""

import time
from collections.abc import Callable


def least_seconds(work: Callable[[], object], rounds: int = 5) -> float:
    """The least processor time of this thread for `work`; neighbours and other threads do not count."""
    return min(_seconds(work) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start
