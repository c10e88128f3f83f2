"""`psp serve --workers 2`: they share what is loaded, one that dies is made again, all end together."""

import http.client
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.bench.load import load
from api.bench.once import OURS
from api.bench.servers import Running, System, running
from api.commands.workers import STARTUP_FAILURE, Workers, can_fork
from tests.eventually import SECONDS, eventually

pytestmark = pytest.mark.skipif(not can_fork(), reason="workers are forked on Linux alone")
PROGRAM = (*OURS, "serve", "--port", "{port}", "--workers", "2")
QUESTION = "What is a PSP?"


@pytest.fixture
def server(built: Path, tmp_path: Path) -> Iterator[Running]:
    environment = {
        "PSP_DATA_DIR": str(built), "PSP_DATABASE_URL": f"sqlite:///{tmp_path / 'w.sqlite3'}",
        "PSP_RATE_PER_MINUTE": "100000",
    }  # fmt: skip
    with running(System("two workers", PROGRAM, "/v1/ask", environment), QUESTION) as started:
        yield started


def children(pid: int) -> set[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(one) for one in told}


def private_mb(pid: int) -> float:
    """Memory that a process shares with nobody, in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def is_alive(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    finally:
        connection.close()


def test_workers_share_live_and_end_together(server: Running) -> None:
    first = children(server.process.pid)
    assert len(first) == 2
    load(server, [QUESTION, "Who pays for a pilot?", "How do we start a PSP?"] * 10, 4)
    # each alone holds over 150 MB
    assert max(private_mb(pid) for pid in first) < 80
    victim = min(first)
    os.kill(victim, signal.SIGKILL)
    eventually(lambda: len(children(server.process.pid) - {victim}) == 2, "there are two workers again")
    assert is_alive(server.port)
    last = children(server.process.pid)
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(SECONDS) == 0
    assert not [pid for pid in last if Path(f"/proc/{pid}").exists()]


def test_workers_end_where_their_parent_is_killed(server: Running) -> None:
    left = children(server.process.pid)
    server.process.kill()
    server.process.wait(SECONDS)
    eventually(
        lambda: not any(Path(f"/proc/{pid}/smaps").is_file() and _runs(pid) for pid in left), "none is left"
    )


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_start_that_fails_ends_all() -> None:
    pid = os.fork()
    if not pid:  # a process of its own, since Workers takes over its signals
        os._exit(Workers(3, lambda: False).run())
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == STARTUP_FAILURE
