"""Noticing a new index while the server runs: loaded beside the old one, it takes its place in one step."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.ask.opening import open_knowledge
from api.background import beside
from api.services import Services
from api.warming import give_back
from kb.errors import KbError
from kb.index_folder import current, manifest_of

log = logging.getLogger("psp")
EVERY_S = 5.0


@asynccontextmanager
async def following(services: Services) -> AsyncIterator[None]:
    """Looks for a new index every few seconds while the block runs; none is looked for in PostgreSQL."""
    if services.settings.search == "postgres":
        yield
        return
    async with beside(_follow(services)):
        yield


async def _follow(services: Services) -> None:
    refused = ""
    while True:
        await asyncio.sleep(EVERY_S)
        try:
            await asyncio.to_thread(follow, services)
            refused = ""
        except Exception as error:  # the old index goes on answering, whatever is wrong with the new one
            said = str(error) if isinstance(error, KbError) else type(error).__name__
            if said != refused:
                log.warning("a new index cannot be used yet, the old one goes on answering: %s", said)
            refused = said


def follow(services: Services) -> bool:
    """Answer from the index on disk where it is another than the one in memory; returns whether it was.

    Raises:
        KbError: it does not fit the corpus, or a file is damaged; nothing has changed then. So with any
            error of the content that is read beside it.
    """
    if not _is_new(services):
        return False
    at, before = services.settings, services.knowledge
    knowledge = open_knowledge(at.corpus_dir, at.index_dir, at.model_dir, before)
    services.renew(knowledge)
    log.info("answering from the new index, corpus version %s", knowledge.version)
    give_back()
    gc.freeze()
    return True


def _is_new(services: Services) -> bool:
    try:
        built = manifest_of(current(services.settings.index_dir))
    except KbError:  # it is just being swapped, or was deleted
        return False
    loaded = services.knowledge
    return (built.get("corpus"), built.get("model")) != (loaded.version, loaded.index.model)
