"""Passages in PostgreSQL: as in memory, whole under filters, written whole or not at all, kept while read."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from api.services import Services
from api.settings import Settings
from api.storage.database import DatabaseFault
from api.storage.search.fetching import fetch_index
from api.storage.search.filling import Filled, publish, write_rows, write_words
from api.storage.search.opening import open_engine, transaction
from api.storage.search.searching import PostgresSearch, as_halfvec
from api.storage.search.versions import current_version, prepare, say_reading, sweep
from kb.documents import Corpus
from kb.embedding import Vectors
from kb.errors import IndexMissing
from kb.index import Index, build_index, load_index
from kb.lexical import LexicalIndex
from kb.loader import load_corpus
from kb.passage_search import MemorySearch
from kb.retriever import Retriever
from tests.commands import run_psp
from tests.databases import PostgresServer
from tests.faults.toys import ToyEmbedder
from tests.kb.test_checks import folder

__all__ = ["folder"]
pytestmark = pytest.mark.postgres


@pytest.fixture
def address(postgres: PostgresServer) -> Iterator[str]:
    with postgres.new_database(template=None) as found:
        yield found


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    opened = open_engine(address)
    yield opened
    opened.dispose()


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


class Given:
    """An embedder for which every question is the same vector."""

    def __init__(self, vector: Vectors) -> None:
        self.vector = vector

    def embed_one(self, text: str) -> Vectors:
        return self.vector


# -- the real corpus --


@pytest.fixture(scope="module")
def published(postgres: PostgresServer, built: Path) -> Iterator[Services]:
    """Services over the real corpus that search in PostgreSQL."""
    with postgres.new_database() as address:
        told = run_psp(
            "index", "--to-postgres", environment={"PSP_DATABASE_URL": address, "PSP_DATA_DIR": str(built)}
        )
        assert told.exit_code == 0, told.output
        opened = Services(Settings(data_dir=built, database_url=address, search="postgres"))
        yield opened
        opened.search_engine.dispose()
        opened.database.engine.dispose()


@pytest.fixture(scope="module")
def questions(services: Services) -> Sequence[str]:
    asked = [v.question for document in services.corpus.documents for v in document.variants]
    return asked[:: len(asked) // 40]


def test_the_ranking_is_that_of_memory(
    services: Services, published: Services, questions: Sequence[str]
) -> None:
    ours, theirs = services.knowledge, published.knowledge
    assert len(questions) >= 40
    for question in (*questions, "", "?", "zzz o'neill \\ health/social"):
        memory = ours.index.retriever.rank(question, ours.embedder)
        there = theirs.index.retriever.rank(question, ours.embedder)
        best = memory.mix[memory.top(10)]
        # half precision on both sides of a cosine moves it by less than this
        assert there.mix[memory.top(10)] == pytest.approx(best, abs=0.002), question
        assert there.mix[there.top(10)] == pytest.approx(best, abs=0.002), question
        assert there.bm25 == pytest.approx(memory.bm25, abs=1e-4), question
        assert there.plain_cosine == pytest.approx(memory.plain_cosine, abs=0.001)
        assert there.top(5) == memory.top(5), question


def test_the_answers_are_those_of_memory(
    services: Services, published: Services, questions: Sequence[str]
) -> None:
    for question in questions[::4]:
        memory, there = services.asker.ask(question), published.asker.ask(question)
        assert (there.status, there.answer, there.corpus_version) == (
            memory.status, memory.answer, memory.corpus_version,
        )  # fmt: skip


def test_a_filter_leaves_the_same_passages(services: Services, published: Services) -> None:
    ours, theirs = services.knowledge, published.knowledge
    among = np.array([p.document_id.startswith("pilots/") for p in ours.index.passages])
    memory = ours.index.retriever.rank("who paid for it", ours.embedder, among)
    there = theirs.index.retriever.rank("who paid for it", ours.embedder, among)
    assert 10 < among.sum() < len(among)
    assert there.top(10) == memory.top(10)
    assert among[there.top(len(among))].all()
    assert len(there.top(len(among))) == among.sum()


def test_filling_again_writes_nothing(published: Services, built: Path) -> None:
    environment = {"PSP_DATABASE_URL": published.settings.database, "PSP_DATA_DIR": str(built)}
    assert "holds this version already" in run_psp("index", "--to-postgres", environment=environment).output


def test_the_commands_search_there_too(published: Services, built: Path) -> None:
    environment = {
        "PSP_DATABASE_URL": published.settings.database, "PSP_DATA_DIR": str(built), "PSP_SEARCH": "postgres",
    }  # fmt: skip
    told = run_psp("search", "what is a PSP", "--limit", "2", environment=environment)
    assert told.exit_code == 0
    assert len(told.output.splitlines()) == 2


def test_the_doctor_looks_at_it(published: Services, built: Path, address: str) -> None:
    environment = {
        "PSP_DATABASE_URL": published.settings.database, "PSP_DATA_DIR": str(built), "PSP_SEARCH": "postgres",
    }  # fmt: skip
    told = run_psp("doctor", environment=environment).output
    assert "well   search: PostgreSQL holds the passages of this corpus" in told
    empty = run_psp("doctor", environment=environment | {"PSP_DATABASE_URL": address})
    assert "fault  search: PostgreSQL holds no passages yet; run: psp index --to-postgres" in empty.output
    assert empty.exit_code == 1


# -- many passages --


@pytest.fixture
def crowd(engine: Engine) -> PostgresSearch:
    """4,000 passages around 40 places, in a graph though they are few."""
    random = np.random.default_rng(7)
    centres = random.standard_normal((40, 32))
    rows = centres[np.arange(4000) % 40] + 0.4 * random.standard_normal((4000, 32))
    vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    owners = np.arange(4000, dtype=np.int32)
    parts = np.full(4000, "whole")
    lexical = LexicalIndex.build(["a pilot" if i % 1000 else "a rare tender" for i in range(4000)])
    prepare(engine)
    with transaction(engine) as connection:
        write_rows(connection, 1, (parts, owners, vectors), exact_up_to=0)
        write_words(connection, 1, lexical.columns())
    search = PostgresSearch(engine, 1, lexical.counts, exact_up_to=0)
    search.vectors = vectors  # type: ignore[attr-defined]
    return search


def test_a_filter_of_one_in_a_hundred_still_gives_ten(crowd: PostgresSearch, engine: Engine) -> None:
    vectors: Vectors = crowd.vectors  # type: ignore[attr-defined]
    query = (
        "SELECT owner FROM psp_search.whole_1 WHERE owner %% 100 = 99 "
        "ORDER BY vector <#> %(vector)s::halfvec LIMIT 10"
    )
    counts = {}
    with engine.connect() as connection:
        for off in ("enable_seqscan", "enable_sort"):  # or so few rows are looked through one by one
            connection.exec_driver_sql(f"SET {off} = off")
        plan = connection.exec_driver_sql("EXPLAIN " + query, {"vector": as_halfvec(vectors[0])}).all()
        assert any("hnsw" in row[0] or "vector_idx" in row[0] for row in plan)
        for how in ("relaxed_order", "off"):
            connection.exec_driver_sql(f"SET hnsw.iterative_scan = {how}")
            rows = connection.exec_driver_sql(query, {"vector": as_halfvec(vectors[0])}).all()
            counts[how] = len(rows)
        connection.invalidate()  # its settings are no example
    assert counts["relaxed_order"] == 10
    assert counts["off"] < 10  # which is why it is on


def test_the_retriever_gives_ten_under_such_a_filter(crowd: PostgresSearch) -> None:
    vectors: Vectors = crowd.vectors  # type: ignore[attr-defined]
    among = np.arange(4000) % 100 == 99
    retriever = Retriever.over(crowd, np.full(4000, "whole"), np.arange(4000, dtype=np.int32))
    best = retriever.rank("?", Given(vectors[99]), among).top(10)
    exact = np.flatnonzero(among)[np.argsort(-(vectors[among] @ vectors[99]))[:10]]
    assert len(best) == 10
    assert len(set(best) & set(exact.tolist())) >= 9


def test_a_graph_finds_nearly_what_an_exact_search_finds(crowd: PostgresSearch) -> None:
    vectors: Vectors = crowd.vectors  # type: ignore[attr-defined]
    hits = 0
    for i in range(0, 4000, 200):
        found = crowd.scores("?", vectors[i]).whole
        hits += len(set(np.argsort(-found)[:10]) & set(np.argsort(-(vectors @ vectors[i]))[:10]))
    assert hits >= 0.95 * 200


# -- words --


def test_words_joined_by_a_slash_are_found_each(engine: Engine) -> None:
    texts = ["health/social care partnership", "a tender", "o'neill's pilot"]
    lexical = LexicalIndex.build(texts)
    prepare(engine)
    rows = np.full(3, "whole"), np.arange(3, dtype=np.int32), np.eye(3, dtype=np.float32)
    with transaction(engine) as connection:
        write_rows(connection, 1, rows)
        write_words(connection, 1, lexical.columns())
    search = PostgresSearch(engine, 1, lexical.counts, 100)
    memory = MemorySearch(*rows, lexical)
    for question in ("social", "health", "care care", "o'neill", "pilot tender", "nothing", "\\ ' | & !"):
        ours, theirs = (one.scores(question, rows[2][0]).bm25 for one in (memory, search))
        assert theirs == pytest.approx(ours, abs=1e-5), question
    assert search.scores("social", rows[2][0]).bm25[0] > 0


# -- versions --


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
    from concurrent.futures import ThreadPoolExecutor

    place = _build(load_corpus(folder), tmp_path / "index")
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: publish(engine, place), range(4)))
    assert sum(one.written for one in done) == 1
    assert len({one.version for one in done}) == 1


# -- a server that goes away --


def test_a_connection_that_the_server_ended_costs_no_answer(
    postgres: PostgresServer, engine: Engine, folder: Path, tmp_path: Path
) -> None:
    publish(engine, _build(load_corpus(folder), tmp_path / "index"))
    search = _fetched(engine).retriever.search
    vector = ToyEmbedder().embed(["a question"])[0]
    before = search.scores("question", vector)
    name = engine.url.database
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    assert len(postgres.run(cut)) > 0
    assert np.array_equal(search.scores("question", vector).whole, before.whole)
    postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", cut)
    with pytest.raises(DatabaseFault):
        search.scores("question", vector)
    postgres.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert np.array_equal(search.scores("question", vector).whole, before.whole)
