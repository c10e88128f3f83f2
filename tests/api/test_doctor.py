"""`psp doctor` finds what is commonly set wrong, tells it in a line with its remedy, and changes nothing."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from api import diagnosis
from api.diagnosis import Finding, diagnose
from api.settings import Settings, read_settings
from api.storage.database import Database
from api.storage.gaps import Gap, Gaps
from kb.embedding import OnnxEmbedder
from kb.embedding_model import find_export
from kb.index_building import build_index
from kb.loader import load_corpus
from tests.commands import run_psp
from tests.damage import damaged_index, no_model, other_weights
from tests.databases import PostgresServer
from tests.kb.test_checks import make_corpus
from tests.reviewed import real_reading

TODAY = dt.date(2026, 12, 1)
WELL = {
    "PSP_BASE_URL": "https://guide.example",
    "PSP_TRUSTED_PROXIES": "127.0.0.1",
    "PSP_OWNER": "A Council",
    "PSP_CONTACT": "guide@council.example",
    "PSP_ADMIN_KEY_HASH": "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA",
}


@pytest.fixture(scope="module")
def small_folder(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corpus and its index; reading the real one takes seconds, and the first test does it."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "corpus").mkdir()
    make_corpus(folder / "corpus")
    export = find_export(None, built / "model")
    assert export
    build_index(load_corpus(folder / "corpus"), OnnxEmbedder(export), export.name, folder / "index")
    return folder


@pytest.fixture
def small(small_folder: Path, built: Path, tmp_path: Path) -> Path:
    """A data folder of its own with index and model, and beside them the small corpus."""
    shutil.copytree(small_folder, tmp_path / "data")
    shutil.copytree(built / "model", tmp_path / "data" / "model")
    return tmp_path / "data"


def environment(data: Path) -> dict[str, str]:
    """The settings of a server set up well on `data`, with the corpus beside the index if one is there."""
    corpus = {"PSP_CORPUS_DIR": str(data / "corpus")} if (data / "corpus").is_dir() else {}
    return WELL | {"PSP_DATA_DIR": str(data)} | corpus


def settings_of(data: Path, **changes: str) -> Settings:
    return read_settings({k: v for k, v in (environment(data) | changes).items() if v})


def make_database(settings: Settings) -> None:
    """A database with its tables, its journal put into the file as a server does when it stops."""
    database = Database(settings.database)
    database.migrate()
    database.engine.dispose()


def troubles(settings: Settings, today: dt.date = TODAY) -> list[Finding]:
    return [finding for finding in diagnose(settings, today) if finding.level != "well"]


def test_a_server_set_up_well_has_nothing_to_mend(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "read_corpus", lambda _: real_reading())  # for its dates of review
    make_database(settings_of(data))
    before = sorted(path.name for path in data.iterdir())
    assert troubles(settings_of(data)) == []
    assert sorted(path.name for path in data.iterdir()) == before


@pytest.mark.parametrize(
    ("changes", "about", "level", "remedy"),
    [
        ({"PSP_BASE_URL": ""}, "address", "advice", "PSP_BASE_URL=https"),
        ({"PSP_BASE_URL": "http://guide.example"}, "address", "fault", "TLS"),
        ({"PSP_TRUSTED_PROXIES": ""}, "proxies", "fault", "PSP_TRUSTED_PROXIES"),
        ({"PSP_OWNER": ""}, "owner", "advice", "organisation"),
        ({"PSP_CONTACT": ""}, "owner", "advice", "reach"),
        ({"PSP_ADMIN_KEY_HASH": ""}, "admin key", "advice", "psp hash-key"),
        ({"PSP_ADMIN_KEY_HASH": "=19=65536,t=3,p=4"}, "admin key", "fault", "single quotes"),
        ({"PSP_CORPUS_DIR": "/nowhere/at/all"}, "corpus", "fault", ""),
        ({"PSP_DATABASE_URL": "postgresql://psp:s3cret@127.0.0.1:1/x"}, "database", "fault", ""),
    ],
)
def test_a_setting_that_is_wrong(
    small: Path, changes: dict[str, str], about: str, level: str, remedy: str
) -> None:
    found = [finding for finding in troubles(settings_of(small, **changes)) if finding.about == about]
    assert [(one.level, remedy in one.remedy, "\n" in str(one)) for one in found] == [(level, True, False)]
    assert "s3cret" not in str(found[0])


SPOILT: dict[str, tuple[str, Callable[[Path], Any]]] = {
    "no index": ("index", lambda data: shutil.rmtree(data / "index")),
    "damaged index": ("index", damaged_index),
    "no model": ("model", no_model),
    "damaged model": ("model", other_weights),
    "damaged database": ("database", lambda data: (data / "psp-guide.sqlite3").write_bytes(b"none" * 999)),
    "open database": ("database", lambda data: (data / "psp-guide.sqlite3").chmod(0o644)),
}


@pytest.mark.parametrize("case", SPOILT)
def test_something_in_the_data_folder_that_is_wrong(small: Path, case: str) -> None:
    about, spoil = SPOILT[case]
    settings = settings_of(small)
    make_database(settings)
    spoil(small)
    found = troubles(settings)
    assert [(one.about, one.level, "\n" in str(one)) for one in found] == [(about, "fault", False)]
    assert any(word in str(found[0]) for word in ("psp index", "psp restore", "chmod 600"))


def test_a_disk_that_is_nearly_full(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil._ntuple_diskusage(100, 99, 1024**2)
    monkeypatch.setattr(diagnosis.shutil, "disk_usage", lambda place: usage)
    assert [(one.about, one.level) for one in troubles(settings_of(small))] == [("disk", "fault")]


def test_a_data_folder_that_cannot_be_written(small: Path) -> None:
    (small / "file").write_text("in the way")
    found = troubles(settings_of(small, PSP_DATA_DIR=str(small / "file")))
    assert found[0].about == "disk"
    assert "PSP_DATA_DIR" in found[0].remedy


def test_documents_past_their_review_date(small: Path) -> None:
    found = troubles(settings_of(small), dt.date(2040, 1, 1))
    assert [(one.about, one.level, "review_by" in one.remedy) for one in found] == [
        ("corpus", "advice", True)
    ]


def test_traces_that_cannot_be_sent(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_of(small, PSP_TRACES_URL="http://127.0.0.1:4318/v1/traces")
    assert [one for one in troubles(settings) if one.about == "traces"] == []
    monkeypatch.setattr("api.tracing.find_spec", lambda name: None)
    [found] = [one for one in troubles(settings) if one.about == "traces"]
    assert (found.level, "psp-guide[otel]" in str(found)) == ("fault", True)


@pytest.mark.postgres
def test_postgresql_is_looked_at_and_left_as_it_is(small: Path, postgres: PostgresServer) -> None:
    with postgres.new_database() as address:
        plain = address.replace("postgresql+psycopg://", "postgresql://")
        assert troubles(settings_of(small, PSP_DATABASE_URL=plain)) == []
    assert not (small / "psp-guide.sqlite3").exists()


def run(*words: str, **environment: str) -> Result:
    return run_psp("doctor", *words, environment=environment)


def test_the_command_exits_with_1_on_a_fault_and_prints_json_alone(small: Path) -> None:
    well = run("--json", **environment(small))
    assert well.exit_code == 0
    assert {one["level"] for one in json.loads(well.stdout)["findings"]} == {"well"}
    bad = run(**(environment(small) | {"PSP_TRUSTED_PROXIES": ""}))
    assert bad.exit_code == 1
    assert "fault  proxies: " in bad.stdout
    unknown = run("--json", PSP_BASE_URL="https://guide.example/path")
    assert (unknown.exit_code, json.loads(unknown.stdout)["findings"][0]["about"]) == (1, "settings")
    assert run("--help").exit_code == 0


@pytest.mark.parametrize(("name", "file"), [("answerability", "MODEL_FILE"), ("barriers", "WEIGHTS_FILE")])
def test_what_was_learned_for_another_model_is_told(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, file: str
) -> None:
    make_database(settings_of(small))
    coefficients = tmp_path / "learned.json"
    coefficients.write_text(json.dumps({"model": "another"}))
    monkeypatch.setattr(diagnosis, file, coefficients)
    [found] = troubles(settings_of(small))
    assert (found.about, found.level) == ("learned", "advice")
    assert found.text.startswith(f"{name}: ")
    assert "python -m api.evaluation.learning" in found.remedy


def test_questions_kept_for_editors_are_told_of_and_those_left_when_it_is_off(small: Path) -> None:
    make_database(settings_of(small))

    def found(**changes: str) -> list[tuple[str, str]]:
        findings = diagnose(settings_of(small, **changes), TODAY)
        return [(one.level, str(one)) for one in findings if one.about == "gaps"]

    assert found() == []
    database = Database(settings_of(small).database)
    with database.writing() as session:
        Gaps(session).add(Gap("Who pays?", "who pays", "not_in_knowledge_base"))
    database.engine.dispose()
    [(level, text)] = found(PSP_KEEP_GAPS="1")
    assert (level, "1 now" in text, "/privacy" in text) == ("well", True, True)
    [(level, text)] = found()
    assert (level, "psp curate drop --all" in text) == ("advice", True)
    assert "Who pays" not in text


@pytest.mark.parametrize(
    ("state", "level", "said"),
    [
        ("in step", "well", "keeps up"),
        ("behind", "advice", "pg_stat_replication"),
        ("away", "fault", "PSP_DATABASE_READ_URL"),
        ("no standby", "fault", "no standby of this database"),
    ],
)
def test_a_replica_is_told_of_with_what_to_do(
    small: Path, monkeypatch: pytest.MonkeyPatch, state: str, level: str, said: str
) -> None:
    monkeypatch.setattr(diagnosis, "state_of_replica", lambda *_: state)
    settings = settings_of(
        small,
        PSP_DATABASE_URL="postgresql://nobody@127.0.0.1:1/x",
        PSP_DATABASE_READ_URL="postgresql://nobody@127.0.0.1:1/y",
    )
    [found] = [one for one in diagnose(settings, TODAY) if one.about == "replica"]
    assert found.level == level
    assert said in str(found)
