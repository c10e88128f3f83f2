"""Work that the server does by itself while it runs, soon after the start and every twelve hours."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from api.background import beside
from api.services import Services
from api.storage.conversations import Conversations
from api.storage.feedback import Feedback
from api.storage.gaps import Gaps

log = logging.getLogger("psp")
AFTER_START_S = 3.0  # the first answers go first
HOURS_BETWEEN = 12


@asynccontextmanager
async def repeatedly(job: Callable[[], object]) -> AsyncIterator[None]:
    """Runs `job` in a thread soon, then every twelve hours until the block ends."""
    async with beside(_loop(job)):
        yield


async def _loop(job: Callable[[], object]) -> None:
    await asyncio.sleep(AFTER_START_S)
    while True:
        try:
            await asyncio.to_thread(job)
        except Exception as error:  # the next round tries again; a failed one must not stop the server
            log.error("could not carry out the retention period: %s", type(error).__name__)
        await asyncio.sleep(HOURS_BETWEEN * 3600)


@asynccontextmanager
async def housekeeping(services: Services) -> AsyncIterator[None]:
    """What is past its time is forgotten while the block runs; each kind by itself, so that none waits."""
    async with AsyncExitStack() as jobs:
        for job in (forget_unused, forget_assessments):
            await jobs.enter_async_context(repeatedly(partial(job, services)))
        yield


def forget_unused(services: Services) -> int:
    """Delete what is past its time; returns how many conversations and trainings went."""
    if not may_forget(services):
        return 0
    settings = services.settings
    with services.database.writing() as session:
        deleted = Conversations(session).forget_unused(settings.conversation_days)
        Feedback(session).forget_old(settings.retention_days)
        Gaps(session).forget_old(settings.retention_days)
    deleted += services.trainings.forget_older(settings.retention_days)
    services.database.forget_deleted()
    if deleted:
        log.info("retention period: %d conversations and trainings forgotten", deleted)
    return deleted


def may_forget(services: Services) -> bool:
    """Whether the clock can be trusted: after a jump nothing is deleted until it has held for a day."""
    trusted = services.clock_watch.is_steady()
    if not trusted:
        log.warning("the clock moved, or the data folder is new: nothing is deleted for a day")
    return trusted


def forget_assessments(services: Services) -> int:
    """Delete assessments that nobody has used for the retention period; returns how many."""
    if not may_forget(services):
        return 0
    deleted = services.assessments.forget_unused(services.settings.retention_days)
    if deleted:
        services.database.forget_deleted()
        log.info("retention period: %d assessments deleted", deleted)
    return deleted
