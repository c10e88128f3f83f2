"""What a server loads when: before it listens what the first answer needs, the rest beside first answers."""

import asyncio
import ctypes
import gc
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from api.background import beside
from api.services import Services

# How long one request may keep the interpreter while another waits for it. Each call of the database ends in
# such a wait: at Python's 5 ms a save of 4 ms took 20 beside one large body that was being read, at 1 ms 8.
# Eight threads that only compute lose 2 % by it, eight that ask nothing that could be measured.
TURN_S = 0.001
_AFTER_START_S = 1.0  # the first answers go first
_BETWEEN_S = 0.001  # whoever asks meanwhile gets the processor in between


def open_for_answers(services: Services) -> None:
    """Open what every request needs, so that a fault stops the start instead of the first visitor."""
    sys.setswitchinterval(TURN_S)
    _ = services.desk, services.partners, services.metrics, services.trainings
    searched_for_garbage_from_here()


def open_for_all(services: Services) -> None:
    """Open whatever server processes can share, and leave no connection open: they are made by forking."""
    open_for_answers(services)
    _ = services.assessments, services.templates, services.asker.speller, services.asker.spellings
    services.knowledge.warm()
    services.close_connections()
    give_back()
    gc.freeze()


def give_back() -> None:
    """Give the system what loading left free, where glibc is: 10 MB."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def searched_for_garbage_from_here() -> None:
    """Leave what is loaded out of garbage collection, which would otherwise cost some request 0.2 s."""
    if not gc.get_freeze_count():
        gc.freeze()
    gc.enable()


@asynccontextmanager
async def warming(services: Services) -> AsyncIterator[None]:
    """Makes every passage ready in a thread while the block runs, so that hardly a visitor pays for it."""
    ended = threading.Event()
    async with beside(_warm(services, ended)):
        try:
            yield
        finally:
            ended.set()


async def _warm(services: Services, ended: threading.Event) -> None:
    await asyncio.sleep(_AFTER_START_S)
    await asyncio.to_thread(_warm_slowly, services, ended)


def _warm_slowly(services: Services, ended: threading.Event) -> None:
    _ = services.asker.speller, services.asker.spellings
    for _ in services.knowledge.warmed():
        if ended.is_set():
            return
        time.sleep(_BETWEEN_S)
    give_back()
