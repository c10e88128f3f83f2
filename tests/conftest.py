"""What every room's tests share: the repository's own index, and services on a database of their own."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.partners.keys import Hasher
from api.partners.registry import Registry
from api.services import Services
from api.settings import Settings
from api.storage.database import Database
from kb.embedding import OnnxEmbedder
from kb.embedding_model import ensure_export
from kb.fingerprint import corpus_version
from kb.index import is_current
from kb.index_building import build_index
from kb.loader import load_corpus
from kb.reranker_model import ensure_learned
from tests.databases import PostgresServer, postgres_server
from tests.quick import QUICK

# The same examples every time, and no limit of time: a suite that fails has met a change, not bad luck.
# To look for new ones: pytest --hypothesis-profile=search
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("search", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("same")
REPOSITORY = Path(__file__).resolve().parent.parent


def pytest_configure() -> None:
    """Look for no garbage while tests are collected: there is none, and looking took a third of the time."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From here on there is garbage, but not in what is there now."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def built() -> Path:
    """The data folder with a current index of the real corpus; built here if `make test` did not."""
    data = Path(os.environ.get("PSP_DATA_DIR", REPOSITORY / "var"))
    settings = Settings(data_dir=data)
    export = ensure_export(None, settings.model_dir)
    ensure_learned(settings.corpus_dir, None, settings.model_dir, export.name)
    if not is_current(settings.index_dir, corpus_version(settings.corpus_dir), export.name):
        build_index(load_corpus(settings.corpus_dir), OnnxEmbedder(export), export.name, settings.index_dir)
    return data


@pytest.fixture(scope="session")
def services(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Services over the real corpus, with a fresh database."""
    database = tmp_path_factory.mktemp("database") / "test.sqlite3"
    return Services(Settings(data_dir=built, database_url=f"sqlite:///{database}"))


@pytest.fixture(scope="session")
def client(services: Services) -> Iterator[TestClient]:
    """The whole application over the real corpus."""
    app = create_app(services.settings)
    with TestClient(app, raise_server_exceptions=False) as test_client:
        yield test_client


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database whose tables are there; copying it is quicker than making them for each test."""
    path = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[PostgresServer]:
    """A PostgreSQL server, started when the first test needs it and shared by all."""
    run_id = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
    with postgres_server(run_id) as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_address(request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> Iterator[str]:
    """A database with its tables and no rows: whatever uses this is tested on SQLite and PostgreSQL."""
    if request.param == "sqlite":
        shutil.copy(migrated, tmp_path / "own.sqlite3")
        yield f"sqlite:///{tmp_path / 'own.sqlite3'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.new_database() as address:
        yield address


@pytest.fixture
def database(database_address: str) -> Iterator[Database]:
    """A database opened, on SQLite and on PostgreSQL."""
    opened = Database(database_address)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def registry(database: Database) -> Registry:
    """A registry on a database of its own."""
    return Registry(database, Hasher(QUICK))
