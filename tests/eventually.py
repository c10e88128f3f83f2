"""Waiting for what is about to come true: by looking again, never by a guess how long it takes."""

import time
from collections.abc import Callable

import pytest

SECONDS = 60.0  # only how long a fault takes to be told; what comes true ends the wait at once


def eventually(is_so: Callable[[], bool], said: str, pause: Callable[[], object] | None = None) -> None:
    """Wait until `is_so` is true, with a short pause between two looks; `said` names it if it never is."""
    end = time.monotonic() + SECONDS
    while not is_so():
        if time.monotonic() > end:
            pytest.fail(f"never true: {said}")
        if pause:
            pause()
        else:
            time.sleep(0.02)
