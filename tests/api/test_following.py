"""A new index beside a running server is answered from without a restart, and no answer is wrong or fails."""

import asyncio
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.commands.mcp import go_along
from api.following import follow
from api.services import Services
from api.settings import Settings
from kb.embedding import OnnxEmbedder
from kb.errors import KbError
from kb.index_building import build_index
from tests.conftest import REPOSITORY
from tests.damage import damaged_index
from tests.reviewed import real_corpus_with_title

LESSON, OLD, NEW = "lessons/culture-change", "Change the culture on both sides", "Change how both sides work"


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


def edit(services: Services) -> None:
    path = services.settings.corpus_dir / f"{LESSON}.md"
    text = path.read_text()
    assert text.count(OLD) == 1  # the title
    path.write_text(text.replace(OLD, NEW))


def index_again(services: Services) -> None:
    settings, model = services.settings, services.knowledge.index.model
    embedder = OnnxEmbedder(settings.model_dir / model)
    corpus = real_corpus_with_title(settings.corpus_dir, LESSON, NEW)
    build_index(corpus, embedder, model, settings.index_dir)


def title(client: TestClient) -> str:
    told: str = client.get(f"/v1/documents/{LESSON}").json()["title"]
    return told


def test_answers_go_over_to_the_new_index_while_people_ask(own: Services, client: TestClient) -> None:
    before = own.knowledge.version
    assert not follow(own)  # nothing is new
    versions: list[str] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            reply = client.post("/v1/ask", json={"question": "What is culture change in a PSP?"})
            assert reply.status_code == 200
            assert reply.json()["status"] == "answered"
            versions.append(reply.json()["corpus_version"])

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        edit(own)
        index_again(own)
        assert title(client) == OLD
        assert follow(own)
        now = own.knowledge.version
        assert title(client) == NEW
        reply = client.post("/v1/ask", json={"question": "What is culture change in a PSP?"}).json()
        assert reply["corpus_version"] == now != before
        assert {c["title"] for c in reply["citations"] if c["document_id"] == LESSON} == {NEW}
    finally:
        ended.set()
        asking.join(30)
    assert set(versions) <= {before, now}
    assert sorted(versions, key=[before, now].index) == versions  # never back
    assert client.get("/readyz").status_code == 200
    assert not follow(own)


def test_the_old_index_goes_on_where_the_new_one_cannot_be_used(own: Services, client: TestClient) -> None:
    before = own.knowledge.version
    edit(own)
    assert not follow(own)  # the corpus alone changed
    index_again(own)
    damaged_index(own.settings.data_dir)
    with pytest.raises(KbError):
        follow(own)
    reply = client.post("/v1/ask", json={"question": "What is culture change in a PSP?"})
    assert (reply.status_code, reply.json()["corpus_version"]) == (200, before)
    assert title(client) == OLD


def listed(client: TestClient) -> dict[str, str]:
    """The documents that an assistant is shown, with their titles."""
    return {found["name"]: found["title"] for found in called(client, "resources/list", {})["resources"]}


def called(client: TestClient, method: str, params: dict[str, object]) -> dict[str, Any]:
    sent = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    accepted = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
    result: dict[str, Any] = client.post("/mcp", json=sent, headers=accepted).json()["result"]
    return result


def test_an_assistant_is_shown_the_documents_of_the_new_index(own: Services) -> None:
    app = create_app(own.settings)
    services = app.state.services
    with TestClient(app) as client:
        assert listed(client)[LESSON] == OLD
        edit(services)
        index_again(services)
        follow(services)  # or the application did so before
        assert listed(client)[LESSON] == NEW
        read = called(client, "resources/read", {"uri": f"psp://documents/{LESSON}"})
        assert read["contents"][0]["text"].startswith(f"# {NEW}")
        question = {"name": "ask", "arguments": {"question": "What is culture change?"}}
        asked = called(client, "tools/call", question)
        assert asked["structuredContent"]["corpus_version"] == services.knowledge.version


def test_a_program_without_a_server_follows_too(own: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Services] = []
    twice = threading.Event()

    def look(services: Services) -> bool:
        looked.append(services)
        if len(looked) == 2:
            twice.set()
            raise asyncio.CancelledError  # which ends the looking
        return False

    monkeypatch.setattr("api.following.EVERY_S", 0.01)
    monkeypatch.setattr("api.following.follow", look)
    go_along(own)
    assert twice.wait(60)
    assert set(map(id, looked)) == {id(own)}
