"""`psp mcp`: the guide as a Model Context Protocol server on standard input and output."""

import click

from api.services import Services
from api.settings import read_settings


@click.command()
def mcp() -> None:
    """Serve assistants on this machine over the Model Context Protocol (stdio)."""
    services = Services(read_settings())
    _ = services.desk  # a missing index is told before the protocol begins, on standard error
    from api.doors.mcp_server import build_server

    build_server(services, services.settings.base_url).run("stdio")
