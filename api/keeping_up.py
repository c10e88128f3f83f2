"""Seeing whether the replica keeps up with the primary, again and again while the server runs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.background import beside
from api.services import Services
from api.storage.replica import LOOK_EVERY_S, Replica, State

log = logging.getLogger("psp")


@asynccontextmanager
async def keeping_up(services: Services) -> AsyncIterator[None]:
    """Looks at the replica while the block runs, where there is one."""
    replica = services.database.replica
    if replica is None:
        yield
        return
    async with beside(_watch(replica)):
        yield


async def _watch(replica: Replica) -> None:
    before: State = replica.state
    while True:
        state = await asyncio.to_thread(replica.look)
        if state != before:
            log.warning("the replica is %s: reads go to %s", state, _server_for(state))
        before = state
        await asyncio.sleep(LOOK_EVERY_S)


def _server_for(state: State) -> str:
    return "it" if state == "in step" else "the primary"
