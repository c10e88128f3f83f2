"""Where a drill is held: servers of its own on a database of its own, in a folder that is gone afterwards."""

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from api.bench.once import OURS
from api.bench.servers import Running, System, running
from api.drill.cluster import cluster

QUESTION = "What is a PSP?"


@dataclass(frozen=True)
class Ground:
    """A database without rows, and the settings of the servers on it."""

    database: str
    settings: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def serving(self, workers: int = 1) -> Iterator[Running]:
        """A server that has answered a question; all its processes end with the block."""
        command = (*OURS, "serve", "--port", "{port}", "--workers", str(workers))
        environment = {
            "PSP_DATABASE_URL": self.database, "PSP_RATE_PER_MINUTE": "1000000", "PSP_LOG_LEVEL": "error",
            "PSP_REPEATED_ANSWERS": "0", **self.settings,
        }  # fmt: skip
        with running(System("psp serve", command, "/v1/ask", environment), QUESTION) as server:
            yield server


@contextmanager
def ground(on_postgres: bool, settings: dict[str, str] | None = None) -> Iterator[Ground]:
    """A ground on SQLite, or on a PostgreSQL server that is started for it.

    Raises:
        DrillError: there is no PostgreSQL to start.
    """
    with ExitStack() as stack:
        if on_postgres:
            address = stack.enter_context(cluster()).address
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            address = f"sqlite:///{Path(folder) / 'drill.sqlite3'}"
        yield Ground(address, settings or {})


def kill(server: Running) -> None:
    """End every process of a server at once, as a power cut ends them."""
    with suppress(ProcessLookupError):
        os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()
