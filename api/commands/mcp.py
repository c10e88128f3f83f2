"""`psp mcp`: the guide as a Model Context Protocol server on standard input and output."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from anyio.from_thread import start_blocking_portal

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

    with going_along(services):
        build_server(services, services.settings.base_url).run("stdio")


@contextmanager
def going_along(services: Services) -> Iterator[None]:
    """Answer from a new index as a server does while the block runs: a thread beside it looks for one."""
    with start_blocking_portal() as beside:
        following_it = beside.wrap_async_context_manager(following(services))
        rolling = beside.wrap_async_context_manager(rolling_over(services))
        with following_it, rolling:
            yield
