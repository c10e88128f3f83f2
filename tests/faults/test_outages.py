"""Disk and database fail and come back: told by readiness, answered with 503, well again without hands."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import make_url
from starlette.testclient import TestClient

from api.app import create_app
from api.services import Services
from api.settings import Settings
from tests.browser.site import serving
from tests.databases import PostgresServer
from tests.faults.toys import Line
from tests.sharing import share_loaded

QUESTION = {"question": "What is a PSP?"}


def client_on(address: str, built: Path, services: Services) -> TestClient:
    app = create_app(Settings(data_dir=built, database_url=address, rate_per_minute=100_000))
    share_loaded(app.state.services, services)
    return TestClient(app, raise_server_exceptions=False)


def fill(place: Path) -> None:
    """Write until the disk is full."""
    with place.open("wb", 0) as filler:
        while True:
            filler.write(b"x" * 4096)


def statuses(client: TestClient) -> tuple[int, ...]:
    """Of readiness, a question, a new assessment, a page, a search."""
    return (
        client.get("/readyz").status_code,
        client.post("/v1/ask", json=QUESTION).status_code,
        client.post("/v1/assessments", json={"questionnaire_id": "psp-readiness"}).status_code,
        client.get("/knowledge/process/what-is-a-psp").status_code,
        client.get("/v1/search?q=culture").status_code,
    )


WELL, OUT = (200, 200, 201, 200, 200), (503, 503, 503, 200, 200)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], capture_output=True, check=False
    ).returncode if shutil.which("mount") and os.getuid() == 0 else 1  # fmt: skip
    if made:
        pytest.skip("a disk can only be mounted by root")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk(small_disk: Path, built: Path, services: Services) -> None:
    with client_on(f"sqlite:///{small_disk / 'own.sqlite3'}", built, services) as client:
        assert statuses(client) == WELL
        kept = client.post("/v1/ask", json=QUESTION).json()["id"]
        with pytest.raises(OSError, match="No space"):
            fill(small_disk / "filler")
        for _ in range(30):  # what is left in the journal's last page is used up
            client.post("/v1/assessments", json={"questionnaire_id": "psp-readiness"})
        assert statuses(client) == OUT
        assert client.get(f"/v1/answers/{kept}").status_code == 200
        stream = client.post("/v1/ask/stream", json=QUESTION).text
        assert '"status": 503' in stream
        assert "answer.completed" not in stream
        (small_disk / "filler").unlink()
        assert statuses(client) == WELL
        assert client.get(f"/v1/answers/{kept}").status_code == 200


def test_a_disk_that_turns_read_only(small_disk: Path, built: Path, services: Services) -> None:
    with client_on(f"sqlite:///{small_disk / 'own.sqlite3'}", built, services) as client:
        kept = client.post("/v1/ask", json=QUESTION).json()["id"]
        moved = small_disk / "own.sqlite3"
        client.app.state.services.database.engine.dispose()  # type: ignore[attr-defined]
        turned = subprocess.run(["mount", "-o", "remount,ro", small_disk], capture_output=True, check=False)
        if turned.returncode:
            pytest.skip("the disk is in use and cannot be turned")
        assert statuses(client)[:4] == OUT[:4]
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
        assert statuses(client) == WELL
        assert client.get(f"/v1/answers/{kept}").status_code == 200
        assert moved.is_file()


@contextmanager
def lined(postgres: PostgresServer) -> Iterator[tuple[str, Line]]:
    """The address of a new database behind a line, and the line."""
    with postgres.new_database() as address:
        url = make_url(address)
        folder = url.query.get("host") or url.host
        line = Line(f"{folder}/.s.PGSQL.{url.port or 5432}")
        through = url.set(host="127.0.0.1", port=line.port, query={})
        yield through.render_as_string(hide_password=False), line
        line.close()


@pytest.mark.postgres
def test_a_slow_database_makes_slow_answers_and_no_wrong_ones(
    postgres: PostgresServer, built: Path, services: Services
) -> None:
    with lined(postgres) as (address, line), client_on(address, built, services) as client:
        quick = client.post("/v1/ask", json=QUESTION).json()["answer"]
        line.delay_s = 0.05  # each way, for every statement
        assert statuses(client) == WELL
        assert client.post("/v1/ask", json=QUESTION).json()["answer"] == quick


def test_a_proxy_that_cuts_connections_costs_the_cut_requests_alone(
    tmp_path: Path, built: Path, services: Services
) -> None:
    app = create_app(Settings(data_dir=built, database_url=f"sqlite:///{tmp_path / 'own.sqlite3'}"))
    share_loaded(app.state.services, services)
    with serving(app) as base:
        line = Line(int(base.rpartition(":")[2]))
        there = httpx.Client(base_url=f"http://127.0.0.1:{line.port}", timeout=60)
        kept = []
        for number in range(6):
            sent = threading.Thread(target=lambda: kept.append(asked(there)))
            sent.start()
            sent.join(0.02 * number)
            line.cut()
            sent.join()
            line.restore()
        assert asked(there)
        given = [one for one in kept if one]
        assert [there.get(f"/v1/answers/{one}").status_code for one in given] == [200] * len(given)
        assert httpx.get(f"{base}/readyz", timeout=60).status_code == 200
        line.close()


def asked(client: httpx.Client) -> str:
    """The id of an answer, or nothing where the line was cut."""
    try:
        return str(client.post("/v1/ask", json=QUESTION).json()["id"])
    except httpx.TransportError:
        return ""


@pytest.mark.postgres
def test_a_database_that_goes_away_and_comes_back(
    postgres: PostgresServer, built: Path, services: Services
) -> None:
    with lined(postgres) as (address, line), client_on(address, built, services) as client:
        assert statuses(client) == WELL
        kept = client.post("/v1/ask", json=QUESTION).json()["id"]
        for _ in range(2):
            line.cut()
            assert statuses(client) == OUT
            line.restore()
            assert statuses(client) == WELL
        assert client.get(f"/v1/answers/{kept}").status_code == 200
