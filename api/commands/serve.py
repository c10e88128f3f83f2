"""`psp serve`: pages and API."""

import contextlib
import ctypes
import errno
import gc
import socket

import click
import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from api.commands.workers import Workers, can_fork
from api.services import Services
from api.settings import Settings, read_settings
from api.storage.database import Database
from api.tracing import require_exporter
from api.warming import open_for_all
from kb.embedding_model import check_export
from kb.fingerprint import corpus_version
from kb.index import verify_index

MIB = 1 << 20
M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD = -8, -3, -1  # of glibc's malloc.h


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Server processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve pages and API until stopped."""
    settings = read_settings()
    listener = _listen(host, port)
    _spare_memory()
    gc.disable()  # until all is loaded, which makes no garbage
    _check(settings)
    click.echo(f"PSP Guide on http://{host}:{port} (Ctrl+C stops it)")
    _run(configured(settings, host, port, workers), listener)


def configured(settings: Settings, host: str, port: int, workers: int) -> uvicorn.Config:
    """How uvicorn serves: nobody may speak for others by X-Forwarded-For or -Proto but trusted proxies."""
    return uvicorn.Config(
        "api.app:create_app", factory=True, host=host, port=port, workers=workers,
        log_level=settings.log_level,
        proxy_headers=bool(settings.trusted_proxies), forwarded_allow_ips=settings.trusted_proxies,
        access_log=False, server_header=False, date_header=True, timeout_graceful_shutdown=10,
    )  # fmt: skip


def _check(settings: Settings) -> None:
    """Stop the start here, with one line, where index, model or database cannot be used."""
    if settings.search == "memory":
        _, manifest = verify_index(settings.index_dir, corpus_version(settings.corpus_dir))
        check_export(settings.model_dir / str(manifest.get("model")))
    else:
        check_export(settings.model_dir / Services(settings).published.model)
    if settings.traces_url:
        require_exporter()
    database = Database(settings.database)
    database.migrate()  # once, before several workers would
    database.engine.dispose()


def _run(config: uvicorn.Config, listener: socket.socket) -> None:
    if config.workers > 1 and can_fork():
        _run_forked(config, listener)
        return
    if config.workers > 1:
        Multiprocess(config, sockets=[listener]).run()
        return
    server = uvicorn.Server(config)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    if not server.started:
        raise SystemExit(STARTUP_FAILURE)


def _run_forked(config: uvicorn.Config, listener: socket.socket) -> None:
    from api.app import create_app

    app = create_app()
    open_for_all(app.state.services)
    config.app, config.factory = app, False

    def work() -> bool:
        server = uvicorn.Server(config)
        server.run(sockets=[listener])
        return server.started

    if code := Workers(config.workers, work).run():
        raise SystemExit(code)


def _listen(host: str, port: int) -> socket.socket:
    """The socket that all workers accept on; it sends every answer at once.

    uvicorn's own shared socket leaves Nagle's algorithm on: asyncio turns it off only for sockets that name
    TCP, and head and body, written apart, then wait 40 ms for the client's acknowledgement.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted sockets take it over
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise click.UsageError(
                f"port {port} is in use; choose another one, for example --port {port + 1}"
            ) from error
        raise click.UsageError(f"cannot listen on {host}:{port}: {error.strerror}") from error
    listener.set_inheritable(True)
    return listener


def _spare_memory() -> None:
    """Keep little of what was freed, where glibc is.

    Two arenas for all threads: one for each costs 80 MB and gains nothing. Large arrays go back to the system
    when they are freed: else glibc raises its own bounds as it meets them, and holes stay between others.
    """
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        for name, value in ((M_ARENA_MAX, 2), (M_MMAP_THRESHOLD, 4 * MIB), (M_TRIM_THRESHOLD, 16 * MIB)):
            libc.mallopt(name, value)
