"""`psp mcp`: the guide as a Model Context Protocol server on standard input and output."""

import asyncio
from threading import Thread

import click

from api.following import following
from api.rollover import rolling_over
from api.services import Services
from api.settings import read_settings


@click.command()
def mcp() -> None:
    """Serve assistants on this machine over the Model Context Protocol (stdio)."""
    services = Services(read_settings())
    _ = services.desk  # a missing index is told before the protocol begins, on standard error
    from api.doors.mcp_server import build_server

    go_along(services)
    build_server(services, services.settings.base_url).run("stdio")


def go_along(services: Services) -> None:
    """Answer from a new index as a server does: a thread looks for one until the program ends."""
    Thread(target=asyncio.run, args=(_watched(services),), daemon=True).start()


async def _watched(services: Services) -> None:
    async with following(services), rolling_over(services):
        await asyncio.Event().wait()
