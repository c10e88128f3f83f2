"""A partner's own documents: by the same contract, answered together or alone, seen by nobody else."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from api.app import create_app
from api.collections.answering import Collections
from api.errors import NotFound
from api.partners.keys import Hasher
from api.partners.model import NewPartner
from api.partners.registry import Registry
from api.services import Services
from api.settings import Settings
from kb.fingerprint import corpus_version
from tests.commands import run_psp
from tests.kb.test_checks import make_corpus
from tests.quick import QUICK
from tests.sharing import share_loaded

SOURCE = """- id: "{name}-handbook"
  title: "Handbook of {title}"
  publisher: "{title}"
  year: 2025
  url: null
  kind: "guidance"
  read: "full"
  licence: "unknown"
  accessed: "2026-11"
"""
DOCUMENT = """---
id: "lessons/{name}-signing"
kind: "lesson"
title: "How {title} signs an agreement"
summary: "Who signs a partnership agreement at {title} and how long it takes."
stage: ["prepare"]
themes: ["culture-change"]
asked_as: ["Who signs the agreement at {title}?", "how long does signing take", "signature rules", "signing"]
evidence: []
reviewed: "2026-06-01"
review_by: "2027-06-01"
---
## Who signs
The {officer} of {title} signs every partnership agreement within nine days. [@{name}-handbook, p. 2]
"""
PARTNERS = {"alba-council": ("Alba Council", "zanderquill"), "brae-trust": ("Brae Trust", "mirthlopper")}


def write_collection(folder: Path, name: str) -> Path:
    """A collection of one document, in which a word stands that no other has."""
    title, officer = PARTNERS[name]
    own = folder / name
    (own / "lessons").mkdir(parents=True)
    (own / "sources.yml").write_text(SOURCE.format(name=name, title=title))
    (own / "lessons" / f"{name}-signing.md").write_text(
        DOCUMENT.format(name=name, title=title, officer=officer)
    )
    return own


Check = Callable[[Path], tuple[int, str]]


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corpus in the place of the guide's, which takes seconds to read."""
    folder = tmp_path_factory.mktemp("guide")
    make_corpus(folder)
    return folder


@pytest.fixture
def check(guide: Path) -> Check:
    """Checks a collection beside the small corpus; gives exit code and output."""

    def checked(own: Path) -> tuple[int, str]:
        told = run_psp("check", "--collection", str(own), environment={"PSP_CORPUS_DIR": str(guide)})
        return told.exit_code, told.output

    return checked


# -- checked by the contract of the corpus --


def test_a_sound_collection_has_no_problem(check: Check, tmp_path: Path) -> None:
    code, told = check(write_collection(tmp_path, "alba-council"))
    assert (code, told.splitlines()[-1]) == (0, "0 problems, 0 warnings.")


def test_a_single_problem_is_told_as_one(check: Check, tmp_path: Path) -> None:
    own = write_collection(tmp_path, "alba-council")
    (own / "taxonomy").mkdir()
    (own / "taxonomy" / "themes.yml").write_text("[]")
    code, told = check(own)
    assert (code, told.splitlines()[-1]) == (1, "1 problem, 0 warnings.")


def test_every_problem_is_its_own_with_path_and_line(check: Check, tmp_path: Path) -> None:
    own = write_collection(tmp_path, "alba-council")
    document = own / "lessons" / "alba-council-signing.md"
    document.write_text(document.read_text().replace("[@alba-council-handbook, p. 2]", "[@nobody, p. 2]"))
    sources = own / "sources.yml"
    sources.write_text(sources.read_text().replace("2025", '"soon"'))
    (own / "taxonomy").mkdir()
    (own / "taxonomy" / "themes.yml").write_text("[]")
    code, told = check(own)
    assert (code, "taxonomy/themes.yml:1: a collection holds documents" in told) == (1, True)
    shutil.rmtree(own / "taxonomy")
    code, told = check(own)
    assert code == 1
    assert "lessons/alba-council-signing.md:14: " in told
    assert "sources.yml:1: year" in told
    named = {line.partition(":")[0] for line in told.splitlines()[:-1]}
    assert named == {"lessons/alba-council-signing.md", "sources.yml"}


def test_a_collection_replaces_nothing_of_the_guide(check: Check, guide: Path, tmp_path: Path) -> None:
    own = write_collection(tmp_path, "alba-council")
    national = next((guide / "lessons").glob("*.md"))
    shutil.copy(national, own / "lessons" / national.name)
    code, told = check(own)
    assert code == 1
    assert f"lessons/{national.name}:1: the guide has a document of this name" in told


def test_an_empty_collection_is_told(check: Check, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    assert "no document here" in check(tmp_path / "none")[1]


# -- answered --


@pytest.fixture(scope="module")
def data(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the guide's index and those of two collections."""
    folder = tmp_path_factory.mktemp("collections")
    for name in PARTNERS:
        write_collection(folder / "own", name)
    (folder / "data").mkdir()
    for name in ("index", "model"):
        (folder / "data" / name).symlink_to((built / name).absolute())
    environment = {"PSP_DATA_DIR": str(folder / "data"), "PSP_COLLECTIONS_DIR": str(folder / "own")}
    told = run_psp("index", environment=environment)
    assert told.exit_code == 0, told.output
    assert told.output.count("Indexed the collection") == 2
    again = run_psp("index", environment=environment)
    assert again.output.count("is current") == 3
    return folder


@pytest.fixture(scope="module")
def client(data: Path, services: Services, migrated: Path) -> Iterator[TestClient]:
    shutil.copy(migrated, data / "own.sqlite3")
    app = create_app(
        Settings(
            data_dir=data / "data", database_url=f"sqlite:///{data / 'own.sqlite3'}",
            collections_dir=data / "own", rate_per_minute=1_000_000,
        )
    )  # fmt: skip
    share_loaded(app.state.services, services)
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found


@pytest.fixture(scope="module")
def keys(client: TestClient) -> dict[str, str]:
    """A key of each partner, and of one without a collection."""
    registry = Registry(client.app.state.services.database, Hasher(QUICK))  # type: ignore[attr-defined]
    client.app.state.services.partners.registry = registry  # type: ignore[attr-defined]
    made = {}
    for name in (*PARTNERS, "cairn-none"):
        registry.create(NewPartner(id=name, name=f"Partner {name}"))
        made[name] = registry.rotate(name).key
    return made


def _ask(client: TestClient, key: str | None, question: str, how: str | None) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    body = {"question": question} | ({"collection": how} if how else {})
    answer = client.post("/v1/ask", json=body, headers=headers)
    return answer.status_code, answer.json()


def _said(reply: dict[str, Any]) -> str:
    """Everything of a reply but the question, which its asker knows."""
    kept = {name: value for name, value in reply.items() if name not in ("question", "understood_as")}
    return json.dumps(kept).lower()


@pytest.mark.parametrize("how", ["together", "alone"])
@pytest.mark.parametrize("name", PARTNERS)
def test_a_partner_is_answered_from_its_own(
    client: TestClient, keys: dict[str, str], name: str, how: str
) -> None:
    title, officer = PARTNERS[name]
    status, reply = _ask(client, keys[name], f"Who signs the agreement at {title}?", how)
    assert (status, reply["status"]) == (200, "answered")
    assert officer in reply["answer"]["text"]
    assert reply["citations"][0]["document_id"] == f"lessons/{name}-signing"
    assert reply["citations"][0]["url"] == ""  # it has no page here
    assert reply["permalink"] is None
    assert client.get(f"/v1/answers/{reply['id']}").status_code == 404


def test_together_answers_from_the_guide_too_and_alone_does_not(
    client: TestClient, keys: dict[str, str]
) -> None:
    question = "What is a Public Social Partnership?"
    _, both = _ask(client, keys["alba-council"], question, "together")
    _, own = _ask(client, keys["alba-council"], question, "alone")
    _, guide = _ask(client, None, question, None)
    assert both["answer"] == guide["answer"]
    assert both["citations"][0]["url"].startswith("/knowledge/")
    assert (own["status"], own["citations"]) == ("abstained", [])


def test_who_has_no_key_or_no_collection_is_told(client: TestClient, keys: dict[str, str]) -> None:
    assert _ask(client, None, "Who signs?", "together")[0] == 401
    assert _ask(client, "pspk_wrong", "Who signs?", "together")[0] == 401
    status, problem = _ask(client, keys["cairn-none"], "Who signs?", "alone")
    assert (status, problem["detail"]) == (404, "There is no collection for this key.")


def test_a_question_to_a_collection_stands_alone(client: TestClient, keys: dict[str, str]) -> None:
    headers = {"Authorization": f"Bearer {keys['alba-council']}"}
    body = {"question": "And who signs?", "collection": "together", "conversation_id": "x"}
    assert client.post("/v1/ask", json=body, headers=headers).status_code == 422
    for door in ("/v1/ask/stream", "/embed/v1/ask"):  # which do not know collections, and say so
        body = {"question": "Who signs?", "collection": "together"}
        assert client.post(door, json=body, headers=headers).status_code in (401, 403, 422)


WORDS = [word for title, officer in PARTNERS.values() for word in (*title.split(), officer)]
QUESTIONS = st.one_of(
    st.sampled_from([f"Who signs the agreement at {title}?" for title, _ in PARTNERS.values()]),
    st.lists(st.sampled_from([*WORDS, "who", "signs", "agreement", "nine", "days", "handbook", "what is"]),
             min_size=1, max_size=8).map(" ".join),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=QUESTIONS,
    asker=st.sampled_from([*PARTNERS, "cairn-none", None]),
    how=st.sampled_from(["together", "alone", None]),
)
def test_nothing_of_a_partner_reaches_another(
    client: TestClient, keys: dict[str, str], question: str, asker: str | None, how: str | None
) -> None:
    _, reply = _ask(client, keys[asker] if asker else None, question, how)
    told = _said(reply)
    for name, (_, officer) in PARTNERS.items():
        if name != asker or how is None:
            assert f"{name}-signing" not in told
            assert f"{name}-handbook" not in told
            if officer not in question:
                assert officer not in told


def test_the_public_addresses_know_nothing_of_collections(client: TestClient) -> None:
    for name, (title, officer) in PARTNERS.items():
        for address in ("/v1/documents", f"/v1/search?q={title}", "/v1/graph", f"/knowledge?q={title}"):
            told = client.get(address).text
            assert officer not in told
            assert f"{name}-signing" not in told
        assert client.get(f"/v1/documents/lessons/{name}-signing").status_code == 404


def test_a_changed_collection_is_not_answered_from_the_old_index(
    data: Path, client: TestClient, keys: dict[str, str]
) -> None:
    document = data / "own" / "brae-trust" / "lessons" / "brae-trust-signing.md"
    before = document.read_text()
    services: Services = client.app.state.services  # type: ignore[attr-defined]
    opened = Collections(services.collections.names, services.collections.open)
    try:
        document.write_text(before.replace("nine days", "two days"))
        with pytest.raises(Exception, match="'brae-trust' is missing or of other files; run: psp index"):
            opened.of("brae-trust")
    finally:
        document.write_text(before)
    assert opened.of("brae-trust").own == {"lessons/brae-trust-signing"}
    with pytest.raises(NotFound):
        opened.of("../alba-council")


def test_the_corpus_of_the_guide_stays_as_it_is(data: Path, services: Services) -> None:
    assert corpus_version(Settings().corpus_dir) == services.knowledge.version
