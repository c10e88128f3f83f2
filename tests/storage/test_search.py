"""Passages in PostgreSQL: as in memory, and whole under filters."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from api.services import Services
from api.settings import Settings
from api.storage.search.filling import write_rows, write_words
from api.storage.search.opening import transaction
from api.storage.search.searching import PostgresSearch, as_halfvec
from api.storage.search.versions import prepare
from kb.embedding import Vectors
from kb.lexical import LexicalIndex
from kb.passage_search import MemorySearch
from kb.retriever import Retriever
from tests.commands import run_psp
from tests.databases import PostgresServer
from tests.reviewed import real_reading
from tests.storage.searched import Given, address, engine

__all__ = ["address", "engine"]
pytestmark = pytest.mark.postgres


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
        # so two that lie nearer than that may change places, and nothing else may
        assert memory.mix[there.top(5)] == pytest.approx(memory.mix[memory.top(5)], abs=0.002), question


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


def test_the_doctor_looks_at_it(
    published: Services, built: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.diagnosis.read_corpus", lambda _: real_reading())  # for its dates of review
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
