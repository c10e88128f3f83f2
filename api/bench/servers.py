"""Servers under measurement: each in processes of its own, started, asked, weighed and stopped."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.bench.errors import BenchError
from api.ports import free_port

PATIENCE_S = 180.0
_POLL_S = 0.01


@dataclass(frozen=True)
class System:
    """How to start a server and where to ask it. `{port}` in `command` becomes the port."""

    name: str
    command: Sequence[str]
    path: str
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Running:
    """A server that has answered; `first_answer_s` runs from the start of its process."""

    system: System
    port: int
    process: subprocess.Popen[bytes]
    first_answer_s: float

    def memory_mb(self) -> float | None:
        """Memory of all its processes in MB, pages that they share counted once; None where nothing tells."""
        return self._summed("smaps_rollup", "Pss:")

    def rss_mb(self) -> float | None:
        """Resident memory of all its processes in MB, shared pages counted for each; None as above."""
        return self._summed("status", "VmRSS:")

    def processor_s(self) -> float:
        """Processor time of all its processes so far in seconds; 0 where the system does not tell."""
        ticks = sum(_ticks(Path(f"/proc/{pid}/stat")) for pid in _family(self.process.pid))
        return ticks / os.sysconf("SC_CLK_TCK")

    def _summed(self, file: str, field: str) -> float | None:
        sizes = [_field_mb(Path(f"/proc/{pid}/{file}"), field) for pid in _family(self.process.pid)]
        known = [size for size in sizes if size is not None]
        return sum(known) if known else None


def ask_once(connection: http.client.HTTPConnection, path: str, question: str) -> bytes:
    """One question over an open connection.

    Raises:
        BenchError: the server did not answer with 200.
    """
    body = json.dumps({"question": question})
    connection.request("POST", path, body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    told = response.read()
    if response.status != 200:
        raise BenchError(f"the server answered {response.status} to {path} while it was measured")
    return told


@contextmanager
def running(system: System, question: str) -> Iterator[Running]:
    """The server of `system`, once it has answered `question`; its whole process group ends with the block.

    Raises:
        BenchError: it stopped, or gave no answer for three minutes.
    """
    port = free_port()
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 -- our own commands
        [part.replace("{port}", str(port)) for part in system.command],
        env=os.environ | dict(system.environment),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        _until_answered(system, port, process, question)
        yield Running(system, port, process, time.perf_counter() - started)
    finally:
        _stop(process)


@contextmanager
def busy_neighbour() -> Iterator[None]:
    """A process that keeps one core busy."""
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True)
    try:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(process.pid, {min(os.sched_getaffinity(0))})
        yield
    finally:
        process.kill()
        process.wait()


def _until_answered(system: System, port: int, process: subprocess.Popen[bytes], question: str) -> None:
    deadline = time.perf_counter() + PATIENCE_S
    while time.perf_counter() < deadline:
        if process.poll() is not None:
            break
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        try:
            ask_once(connection, system.path, question)
            return
        except OSError:
            time.sleep(_POLL_S)
        finally:
            connection.close()
    raise BenchError(f"the server '{system.name}' did not start (exit code {process.poll()})")


def _stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _family(pid: int) -> list[int]:
    """A process and its descendants, as far as the system tells."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        for path in Path(f"/proc/{one}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                waiting += [int(child) for child in path.read_text().split()]
    return found


def _ticks(path: Path) -> int:
    """Of user and system, from the fields after the name, which may hold spaces."""
    try:
        fields = path.read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _field_mb(path: Path, name: str) -> float | None:
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), None)
