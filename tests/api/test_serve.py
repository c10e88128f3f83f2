"""`psp serve` as a process of its own, over a real socket."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CODE = "from api.cli import main; main()"
DELAYED_MS = 40  # what Linux waits before it acknowledges a head whose body Nagle's algorithm holds back


@contextmanager
def served(built: Path, tmp_path: Path, workers: int) -> Iterator[int]:
    """The server on a free port; gives the port once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    database = f"sqlite:///{tmp_path / 'serve.sqlite3'}"
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, "serve", "--port", str(port), "--workers", str(workers)],
        env=os.environ | {"PSP_DATA_DIR": str(built), "PSP_DATABASE_URL": database},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        _until_answered(port, process)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _until_answered(port: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    pytest.fail("the server did not answer")


@pytest.mark.parametrize("workers", [1, 2])
def test_an_answer_on_a_kept_connection_waits_for_no_acknowledgement(
    built: Path, tmp_path: Path, workers: int
) -> None:
    with served(built, tmp_path, workers) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        milliseconds = []
        for _ in range(30):
            started = time.perf_counter()
            connection.request("GET", "/healthz")
            assert connection.getresponse().read()
            milliseconds.append((time.perf_counter() - started) * 1000)
        connection.close()
    # a busy machine slows some answers; held back, each but the first few takes the whole delay
    assert sorted(milliseconds)[10] < DELAYED_MS * 0.75
