"""Going over to the version that is current in PostgreSQL: opened beside the old one, then put in its place.

A question that has begun ends with the version that it began with, whose rows stay in PostgreSQL meanwhile.
"""

import asyncio
import gc
import logging
import os
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.background import beside
from api.services import Services
from api.storage.database import DatabaseFault
from api.storage.search.versions import Version, current_version, say_reading
from api.warming import give_back

log = logging.getLogger("psp")
SECONDS_BETWEEN = 5.0
SECONDS_AFTER_FAILURE = 60.0


class Rollover:
    """Looks which version is current in PostgreSQL, and goes over to it."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._reader = f"{socket.gethostname()}-{os.getpid()}"
        self._failed: tuple[int, float] = (0, 0.0)

    def look(self) -> bool:
        """Go over if another version is current; tells PostgreSQL which one is being read.

        Raises:
            DatabaseFault: PostgreSQL does not answer; nothing has changed then.
        """
        mine = self.services.published
        with self.services.search_engine.connect() as connection:
            say_reading(connection, self._reader, mine.id)
            found = current_version(connection)
        if found.id == mine.id or self._failed_lately(found.id):
            return False
        try:
            self._go_over(found)
        except DatabaseFault:  # not the version's fault: the next look tries again
            raise
        except Exception as error:  # whatever is wrong with it, the version that works goes on
            self._failed = found.id, time.monotonic()
            log.error(
                "cannot go over to corpus %s: %s; answers go on from %s",
                found.corpus, type(error).__name__, mine.corpus,
            )  # fmt: skip
            return False
        log.info("corpus %s follows %s", found.corpus, mine.corpus)
        return True

    def _failed_lately(self, version: int) -> bool:
        failed, when = self._failed
        return failed == version and time.monotonic() - when < SECONDS_AFTER_FAILURE

    def _go_over(self, found: Version) -> None:
        with self.services.search_engine.connect() as connection:
            say_reading(connection, self._reader, found.id)
        self.services.renew(self.services.knowledge_in_postgres(found))
        self.services.published = found
        give_back()
        gc.freeze()

    async def watch(self) -> None:
        """Look again and again, for ever."""
        away = False
        while True:
            try:
                await asyncio.to_thread(self.look)
                away = False
            except Exception as error:  # the next look tries again
                if not away:
                    log.warning("cannot see which corpus is current: %s", type(error).__name__)
                away = True
            await asyncio.sleep(SECONDS_BETWEEN)


@asynccontextmanager
async def rolling_over(services: Services) -> AsyncIterator[None]:
    """Follow what is current in PostgreSQL while the block runs; a search in memory follows nothing."""
    if services.settings.search == "memory":
        yield
        return
    async with beside(Rollover(services).watch()):
        yield
