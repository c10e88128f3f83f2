"""`psp serve`: pages and API."""

import errno
import socket

import click
import uvicorn

from api.services import Services
from api.settings import read_settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Server processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve pages and API until stopped."""
    settings = read_settings()
    _check_port(host, port)
    _ = Services(
        settings
    ).knowledge  # a missing or stale index stops the start here, with the command that mends it
    click.echo(f"PSP Guide on http://{host}:{port} (Ctrl+C stops it)")
    uvicorn.run(
        "api.app:create_app", factory=True, host=host, port=port, workers=workers,
        log_level=settings.log_level,
        access_log=False, server_header=False, date_header=True, timeout_graceful_shutdown=10,
    )  # fmt: skip


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise click.UsageError(
                    f"port {port} is in use; choose another one, for example --port {port + 1}"
                ) from error
            raise click.UsageError(f"cannot listen on {host}:{port}: {error.strerror}") from error
