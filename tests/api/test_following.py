"""A new index beside a running server is answered from without a restart, and no answer is wrong or fails."""

import shutil
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.commands.mcp import going_along
from api.following import follow
from api.services import Services
from api.settings import Settings
from kb.errors import KbError
from tests.conftest import REPOSITORY
from tests.damage import damaged_index

from .conftest import ASKS_OF_IT, CHANGED, Retitled

A_MOMENT_S = 0.05  # between two questions: without it the new index waits for the processor


@pytest.fixture
def own(data: Path, tmp_path: Path) -> Services:
    """Services over a corpus and an index of their own."""
    corpus = Path(shutil.copytree(REPOSITORY / "corpus", tmp_path / "corpus"))
    database = f"sqlite:///{tmp_path / 'f.sqlite3'}"
    limits = {"rate_per_minute": 100_000}
    return Services(Settings(data_dir=data, corpus_dir=corpus, database_url=database, **limits))


@pytest.fixture
def client(own: Services) -> Iterator[TestClient]:
    app = create_app(own.settings)
    app.state.services = own
    with TestClient(app) as opened:
        yield opened


def title(client: TestClient) -> str:
    told: str = client.get(f"/v1/documents/{CHANGED}").json()["title"]
    return told


def test_answers_go_over_to_the_new_index_while_people_ask(
    own: Services, client: TestClient, retitled: Retitled
) -> None:
    before = own.knowledge.version
    assert not follow(own)  # nothing is new
    versions: list[str] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.wait(A_MOMENT_S):
            reply = client.post("/v1/ask", json={"question": ASKS_OF_IT})
            assert reply.status_code == 200
            assert reply.json()["status"] == "answered"
            versions.append(reply.json()["corpus_version"])

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        retitled.take_corpus(own.settings)
        retitled.take_index(own.settings)
        assert title(client) == retitled.old
        assert follow(own)
        now = own.knowledge.version
        assert title(client) == retitled.new
        reply = client.post("/v1/ask", json={"question": ASKS_OF_IT}).json()
        assert reply["corpus_version"] == now != before
        assert {c["title"] for c in reply["citations"] if c["document_id"] == CHANGED} == {retitled.new}
    finally:
        ended.set()
        asking.join(30)
    assert set(versions) <= {before, now}
    assert sorted(versions, key=[before, now].index) == versions  # never back
    assert client.get("/readyz").status_code == 200
    assert not follow(own)


def test_the_old_index_goes_on_where_the_new_one_cannot_be_used(
    own: Services, client: TestClient, retitled: Retitled
) -> None:
    before = own.knowledge.version
    retitled.take_corpus(own.settings)
    assert not follow(own)  # the corpus alone changed
    retitled.take_index(own.settings)
    damaged_index(own.settings.data_dir)
    with pytest.raises(KbError):
        follow(own)
    reply = client.post("/v1/ask", json={"question": ASKS_OF_IT})
    assert (reply.status_code, reply.json()["corpus_version"]) == (200, before)
    assert title(client) == retitled.old


def listed(client: TestClient) -> dict[str, str]:
    """The documents that an assistant is shown, with their titles."""
    return {found["name"]: found["title"] for found in called(client, "resources/list", {})["resources"]}


def called(client: TestClient, method: str, params: dict[str, object]) -> dict[str, Any]:
    sent = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    accepted = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
    result: dict[str, Any] = client.post("/mcp", json=sent, headers=accepted).json()["result"]
    return result


def test_an_assistant_is_shown_the_documents_of_the_new_index(own: Services, retitled: Retitled) -> None:
    app = create_app(own.settings)
    services = app.state.services
    with TestClient(app) as client:
        assert listed(client)[CHANGED] == retitled.old
        retitled.take_corpus(services.settings)
        retitled.take_index(services.settings)
        follow(services)  # or the application did so before
        assert listed(client)[CHANGED] == retitled.new
        read = called(client, "resources/read", {"uri": f"psp://documents/{CHANGED}"})
        assert read["contents"][0]["text"].startswith(f"# {retitled.new}")
        question = {"name": "ask", "arguments": {"question": ASKS_OF_IT}}
        asked = called(client, "tools/call", question)
        assert asked["structuredContent"]["corpus_version"] == services.knowledge.version


def test_a_program_without_a_server_follows_too(own: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, twice = count(1), threading.Event()

    def look(services: Services) -> bool:
        if services is own and next(looked) == 2:  # other applications of this process look too
            twice.set()
        return False

    monkeypatch.setattr("api.following.EVERY_S", 0.01)
    monkeypatch.setattr("api.following.follow", look)
    with going_along(own):
        assert twice.wait(60)
    seen = next(looked)
    time.sleep(A_MOMENT_S)
    assert next(looked) == seen + 1  # the looking ended with the block
