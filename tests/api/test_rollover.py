"""Another version of the corpus becomes current while people ask: no answer fails, none mixes versions."""

import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import make_url

import api.rollover
from api.app import create_app
from api.rollover import Rollover
from api.services import Services
from api.settings import Settings
from api.storage.search.filling import publish
from api.storage.search.opening import open_engine
from api.storage.search.versions import Version
from tests.databases import PostgresServer

from .conftest import ASKS_OF_IT, CHANGED, Retitled

pytestmark = pytest.mark.postgres
QUESTIONS = (ASKS_OF_IT, "Who leads a partnership?", "How long does a pilot take?")
A_MOMENT_S = 0.1  # between two questions of one person: without it the new version waits for the processor


@pytest.fixture(scope="module")
def filled(postgres: PostgresServer, built: Path) -> Iterator[str]:
    """The name of a database that holds the index in use; the tests' own are copied from it."""
    with postgres.new_database() as found:
        _publish(found, built / "index")
        yield str(make_url(found).database)


@pytest.fixture
def address(postgres: PostgresServer, filled: str) -> Iterator[str]:
    with postgres.new_database(filled) as found:
        yield found


def _publish(address: str, index: Path) -> str:
    engine = open_engine(address)
    publish(engine, index)
    with engine.connect() as connection:
        corpus = connection.exec_driver_sql(
            "SELECT corpus FROM psp_search.versions JOIN psp_search.current ON id = version"
        ).scalar_one()
    engine.dispose()
    return str(corpus)


def _settings(address: str, built: Path) -> Settings:
    return Settings(data_dir=built, database_url=address, search="postgres", rate_per_minute=1_000_000)


class Askers:
    """Three people who ask until they are told to stop; each answer with what the page of it says."""

    def __init__(self, client: TestClient) -> None:
        self.client, self.stop = client, threading.Event()
        self.answers: list[tuple[int, str]] = []
        self.wrong: list[str] = []
        self._threads = [threading.Thread(target=self._ask, args=(q,)) for q in QUESTIONS]

    def __enter__(self) -> "Askers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, question: str) -> None:
        while not self.stop.wait(A_MOMENT_S):
            answer = self.client.post("/v1/ask", json={"question": question})
            body = answer.json()
            version = body.get("corpus_version", "")
            self.answers.append((answer.status_code, version))
            new = [c["title"].startswith("Newly: ") for c in body["citations"] if c["document_id"] == CHANGED]
            if body["status"] not in ("answered", "partial") or (new and len(set(new)) > 1):
                self.wrong.append(question)
            for is_new in new:
                if is_new != (version == self.expected_new):
                    self.wrong.append(question)

    expected_new = ""

    def wait_for(self, version: str, seconds: float = 300) -> bool:
        """Whether somebody was answered from `version` in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if (200, version) in self.answers:
                return True
            time.sleep(0.05)
        return False


def test_a_new_version_takes_over_under_questions(
    address: str, built: Path, retitled: Retitled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.rollover, "SECONDS_BETWEEN", 0.1)
    old = _version_of(built / "index")
    with TestClient(create_app(_settings(address, built)), raise_server_exceptions=False) as client:
        asking = Askers(client)
        asking.expected_new = "none yet"
        with asking:
            assert asking.wait_for(old)
            # the digest of the corpus is known before it is current
            asking.expected_new = _version_of(retitled.index)
            assert _publish(address, retitled.index) == asking.expected_new
            assert asking.wait_for(asking.expected_new)
        assert {status for status, _ in asking.answers} == {200}
        assert {version for _, version in asking.answers} == {old, asking.expected_new}
        assert asking.wrong == []
        # pages and every other door have gone over too
        title = client.get(f"/v1/documents/{CHANGED}").json()["title"]
        assert title.startswith("Newly: ")
        assert title in client.get(f"/knowledge/{CHANGED}").text
        assert client.get("/readyz").status_code == 200
        # and back, as a mistaken version is taken back
        assert _publish(address, built / "index") == old
        end = time.monotonic() + 300
        while client.post("/v1/ask", json={"question": QUESTIONS[0]}).json()["corpus_version"] != old:
            assert time.monotonic() < end


def _version_of(index: Path) -> str:
    from kb.index import verify_index

    return str(verify_index(index)[1]["corpus"])


def test_a_version_that_cannot_be_opened_changes_nothing(
    address: str,
    built: Path,
    retitled: Retitled,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    services = Services(_settings(address, built))
    mine = services.published
    _publish(address, retitled.index)
    rollover = Rollover(services)
    opened: list[Version] = []

    def fails(_: Services, version: Version) -> None:
        opened.append(version)
        raise ValueError("the activities name what is gone")

    monkeypatch.setattr(Services, "knowledge_in_postgres", fails)
    with caplog.at_level(logging.ERROR, "psp"):
        assert not rollover.look()
        assert not rollover.look()  # not tried again at once
    assert len(opened) == 1
    assert services.published == mine
    assert "cannot go over" in caplog.text
    assert "activities" not in caplog.text
    services.search_engine.dispose()


def test_two_workers_agree_and_say_what_they_read(address: str, built: Path, retitled: Retitled) -> None:
    workers = [Rollover(Services(_settings(address, built))) for _ in range(2)]
    assert not any(worker.look() for worker in workers)
    new = _publish(address, retitled.index)
    assert all(worker.look() for worker in workers)
    assert [worker.services.knowledge.version for worker in workers] == [new, new]
    assert [worker.services.asker.knowledge.version for worker in workers] == [new, new]
    with workers[0].services.search_engine.connect() as connection:
        read = connection.exec_driver_sql("SELECT count(DISTINCT version) FROM psp_search.readers").scalar()
    assert read == 2  # the old one until the questions on it have ended, and the new one
    for worker in workers:
        worker.services.close_connections()
