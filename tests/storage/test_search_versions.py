"""Versions of passages in PostgreSQL: written whole or not at all, kept while they are read."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from api.storage.database import DatabaseFault
from api.storage.search.fetching import fetch_index
from api.storage.search.filling import Filled, publish
from api.storage.search.versions import current_version, prepare, say_reading, sweep
from kb.documents import Corpus
from kb.errors import IndexMissing
from kb.index import Index, load_index
from kb.index_building import build_index
from kb.loader import load_corpus
from tests.databases import PostgresServer
from tests.faults.toys import ToyEmbedder
from tests.kb.test_checks import folder
from tests.storage.searched import Given, address, engine

__all__ = ["address", "engine", "folder"]
pytestmark = pytest.mark.postgres


def _tables(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'psp_search'"
        return set(connection.exec_driver_sql(query).scalars())


def _build(corpus: Corpus, place: Path) -> Path:
    build_index(corpus, ToyEmbedder(), "toy", place)
    return place


def _fetched(engine: Engine) -> Index:
    with engine.connect() as connection:
        version = current_version(connection)
    return fetch_index(engine, version, lambda model: None)


def test_what_is_published_is_what_is_fetched(engine: Engine, folder: Path, tmp_path: Path) -> None:
    place = _build(load_corpus(folder), tmp_path / "index")
    filled = publish(engine, place)
    assert filled.written
    here, there = load_index(place), _fetched(engine)
    assert there.corpus == here.corpus
    assert np.array_equal(there.sentence_vectors, here.sentence_vectors)
    assert there.retriever.lexical.vocabulary == here.retriever.lexical.vocabulary
    assert publish(engine, place) == Filled(filled.version, written=False)


def test_before_anything_is_published_the_command_is_named(engine: Engine) -> None:
    for _ in range(2):
        with engine.connect() as connection, pytest.raises(IndexMissing, match="psp index --to-postgres"):
            current_version(connection)
        prepare(engine)


def test_a_publication_that_breaks_off_leaves_nothing(engine: Engine, folder: Path, tmp_path: Path) -> None:
    first = publish(engine, _build(load_corpus(folder), tmp_path / "index"))
    before = _tables(engine)
    _change(folder)
    _build(load_corpus(folder), tmp_path / "index")

    def dies(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(engine, tmp_path / "index", tell=dies)
    assert _tables(engine) == before
    with engine.connect() as connection:
        assert current_version(connection).id == first.version


def _change(folder: Path) -> None:
    """Another version of the small corpus."""
    document = folder / "lessons" / "one.md"
    text = document.read_text()
    assert '\ntitle: "' in text
    document.write_text(text.replace('\ntitle: "', '\ntitle: "Now ', 1))


def _two_versions(engine: Engine, folder: Path, tmp_path: Path) -> tuple[int, int]:
    old = publish(engine, _build(load_corpus(folder), tmp_path / "index"))
    _change(folder)
    new = publish(engine, _build(load_corpus(folder), tmp_path / "index"))
    assert (old.version != new.version, new.dropped) == (True, 0)
    return old.version, new.version


def _long_ago(engine: Engine, column: str, table: str) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql(f"UPDATE psp_search.{table} SET {column} = now() - interval '1 hour'")


def test_who_began_with_a_version_can_end_with_it(engine: Engine, folder: Path, tmp_path: Path) -> None:
    publish(engine, _build(load_corpus(folder), tmp_path / "index"))
    held = _fetched(engine)
    vector = ToyEmbedder().embed(["a question"])[0]
    before = held.retriever.rank("a question", Given(vector)).mix
    _change(folder)
    publish(engine, _build(load_corpus(folder), tmp_path / "index"))
    assert np.array_equal(held.retriever.rank("a question", Given(vector)).mix, before)
    assert _fetched(engine).corpus.version != held.corpus.version


def test_a_replaced_version_stays_while_it_is_read(engine: Engine, folder: Path, tmp_path: Path) -> None:
    old, _ = _two_versions(engine, folder, tmp_path)
    assert sweep(engine) == 0  # only just replaced
    _long_ago(engine, "replaced", "versions")
    with engine.connect() as connection:
        say_reading(connection, "a worker", old)
    assert sweep(engine) == 0
    _long_ago(engine, "seen", "readers")
    assert sweep(engine) == 1
    assert {f"words_{old}", f"title_{old}"} & _tables(engine) == set()


def test_the_current_version_never_goes(engine: Engine, folder: Path, tmp_path: Path) -> None:
    old, new = _two_versions(engine, folder, tmp_path)
    _long_ago(engine, "replaced", "versions")
    sweep(engine)
    assert {f"words_{new}", f"title_{new}"} <= _tables(engine)
    assert f"words_{old}" not in _tables(engine)


def test_two_who_publish_at_once_both_get_through(engine: Engine, folder: Path, tmp_path: Path) -> None:
    place = _build(load_corpus(folder), tmp_path / "index")
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: publish(engine, place), range(4)))
    assert sum(one.written for one in done) == 1
    assert len({one.version for one in done}) == 1


def test_a_connection_that_the_server_ended_costs_no_answer(
    postgres: PostgresServer, engine: Engine, folder: Path, tmp_path: Path
) -> None:
    publish(engine, _build(load_corpus(folder), tmp_path / "index"))
    search = _fetched(engine).retriever.search
    vector = ToyEmbedder().embed(["a question"])[0]
    before = search.scores("question", vector)
    name = engine.url.database
    cut = f"SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = '{name}'"
    assert len(postgres.run(cut)) > 0
    assert np.array_equal(search.scores("question", vector).whole, before.whole)
    postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", cut)
    with pytest.raises(DatabaseFault):
        search.scores("question", vector)
    postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert np.array_equal(search.scores("question", vector).whole, before.whole)
