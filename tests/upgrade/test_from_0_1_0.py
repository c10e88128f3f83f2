"""What version 0.1.0 kept is read by this one; its index is refused and replaced."""

import datetime as dt
import gzip
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import DateTime, create_engine, inspect

from api.app import create_app
from api.settings import Settings
from api.storage.database import Database
from api.storage.migration import head
from api.storage.tables import Base
from kb.documents import Corpus
from kb.errors import IndexStale
from kb.index import load_index
from kb.index_building import build_index
from kb.loader import load_corpus
from tests.kb.test_checks import folder
from tests.kb.test_index import LetterEmbedder

__all__ = ["folder"]
KEPT = Path(__file__).parent / "release_0_1_0"
KNOWN: dict[str, Any] = json.loads((KEPT / "known.json").read_text())
MANAGER = {"Authorization": f"Bearer {KNOWN['manage_token']}"}
ASSESSMENT = f"/v1/assessments/{KNOWN['assessment']}"


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A copy of the old database, last used just now, so that nothing in it is past its time."""
    file = tmp_path / "psp-guide.sqlite3"
    file.write_bytes(gzip.decompress((KEPT / "psp-guide.sqlite3.gz").read_bytes()))
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        there = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master")}
        for table in Base.metadata.sorted_tables:
            if table.name not in there:
                continue
            held = {column["name"] for column in inspect(connection).get_columns(table.name)}
            times = [
                column.name
                for column in table.columns
                if column.name in held and isinstance(_plain(column.type), DateTime)
            ]
            if times:
                connection.execute(table.update().values(dict.fromkeys(times, dt.datetime.now(dt.UTC))))
    engine.dispose()
    return f"sqlite:///{file}"


def _plain(kind: Any) -> Any:
    return getattr(kind, "impl_instance", kind)


@pytest.fixture
def client(built: Path, address: str) -> TestClient:
    # not entered: no housekeeping runs, only what a request needs
    return TestClient(create_app(Settings(data_dir=built, database_url=address)))


def test_the_tables_are_brought_up_to_date(address: str) -> None:
    database = Database(address)
    database.migrate()
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == head()
        assert connection.exec_driver_sql("SELECT count(*) FROM feedback").scalar_one() == 1
    database.engine.dispose()


def test_an_answer_stands_under_its_address_as_it_was_said(client: TestClient) -> None:
    said = client.get(f"/v1/answers/{KNOWN['ask']}")
    assert said.status_code == 200
    assert said.json()["answer"]["text"] == KNOWN["answer"]
    assert client.get(f"/a/{KNOWN['ask']}").status_code == 200


def test_a_conversation_goes_on(client: TestClient) -> None:
    asked = {"question": "how long does that take?", "conversation_id": KNOWN["conversation"]}
    reply = client.post("/v1/ask", json=asked).json()
    assert reply["conversation_id"] == KNOWN["conversation"]
    assert reply["status"] == "answered"
    assert reply["understood_as"] != asked["question"]


def test_an_assessment_keeps_version_scores_and_links(client: TestClient) -> None:
    assert client.get(ASSESSMENT, headers=MANAGER).json()["version"] == "1.0"
    report = client.get(f"{ASSESSMENT}/report", headers=MANAGER).json()
    assert {one["id"]: one["score"] for one in report["dimensions"]} == KNOWN["scores"]
    for ending in ("html", "xlsx", "csv"):
        assert client.get(f"{ASSESSMENT}/report.{ending}", headers=MANAGER).status_code == 200, ending
    for person in KNOWN["people"]:
        own = {"Authorization": f"Bearer {person['token']}"}
        answers = client.get(f"{ASSESSMENT}/respondents/{person['id']}/answers", headers=own)
        assert answers.json()["answers"]


def test_a_training_is_there_with_its_files(client: TestClient) -> None:
    training = f"/v1/trainings/{KNOWN['training']}"
    agenda = client.get(training).json()["agenda"]
    assert sum(item["minutes"] for item in agenda) == KNOWN["agenda_minutes"]
    for ending in ("md", "docx", "gift"):
        assert client.get(f"{training}.{ending}").status_code == 200, ending


def test_an_old_index_is_refused_with_what_to_do_and_replaced(folder: Path, tmp_path: Path) -> None:
    with tarfile.open(KEPT / "index.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    corpus: Corpus = load_corpus(folder)
    with pytest.raises(IndexStale, match="run: psp index"):
        load_index(tmp_path / "index", corpus.version, "m")
    build_index(corpus, LetterEmbedder(), "m", tmp_path / "index")
    assert load_index(tmp_path / "index", corpus.version, "m").corpus == corpus
