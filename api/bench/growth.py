"""How searching in PostgreSQL grows: made passages, more and more, searched exactly and through the graph.

The vectors are made of real ones: each is a mixture of two texts of the corpus with some noise, so that they
crowd as real ones do. Words are those of real passages, over and over.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from api.storage.search.filling import Column, build_graph, write_rows, write_words
from api.storage.search.opening import SearchEngine, transaction
from api.storage.search.searching import PostgresSearch
from api.storage.search.versions import prepare
from kb.embedding import Vectors
from kb.lexical import LexicalIndex, WordCounts
from kb.passage_search import PARTS, Mask

TRIAL = 0  # the number of no version: its tables are the measurement's own
BEST = 10
NOISE = 0.02  # beside numbers of about 0.05 in a unit vector of 384
TABLE = f"psp_search.whole_{TRIAL}"
Tell = Callable[[int, int], None]
Figures = dict[str, float]


def grow(
    engine: SearchEngine,
    sizes: Sequence[int],
    material: tuple[Vectors, LexicalIndex],
    questions: Sequence[str],
    tell: Tell,
) -> list[Figures]:
    """The figures of each number of passages; every table of the measurement is dropped at the end.

    `material` are vectors, float32 of shape (texts, width), and the words of real passages.
    """
    prepare(engine)
    rows = []
    try:
        for number, size in enumerate(sizes):
            tell(number, len(sizes))
            rows.append(_measure(engine, size, material, questions))
    finally:
        _drop(engine)
    tell(len(sizes), len(sizes))
    return rows


def _measure(
    engine: SearchEngine, size: int, material: tuple[Vectors, LexicalIndex], questions: Sequence[str]
) -> Figures:
    _drop(engine)
    real, lexical = material
    random = np.random.default_rng(size)
    vectors, asked = mixtures(real, size, random), mixtures(real, len(questions), random)
    words, columns = _repeated(lexical, size)
    exact, graph = (PostgresSearch(engine, TRIAL, words, limit) for limit in (size, 0))
    few = random.random(size) < 0.01
    with transaction(engine) as connection:
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        parts, owners = np.full(size, PARTS[0]), np.arange(size, dtype=np.int32)
        write_s = _seconds(lambda: write_rows(connection, TRIAL, (parts, owners, vectors), size))
        words_s = _seconds(lambda: write_words(connection, TRIAL, columns))
    exact_ms, _ = _ask(exact, questions, asked)
    with transaction(engine) as connection:
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        build_s = _seconds(lambda: build_graph(connection, TABLE))
        size_mb = connection.exec_driver_sql(f"SELECT pg_total_relation_size('{TABLE}')").scalar_one() / 2**20
    graph_ms, found = _ask(graph, questions, asked)
    few_ms, found_few = _ask(graph, questions, asked, few)
    return {
        "passages": size, "write_s": round(write_s, 1), "words_s": round(words_s, 1),
        "graph_build_s": round(build_s, 1), "vectors_mb": round(size_mb),
        "exact_ms_p50": round(exact_ms, 1), "graph_ms_p50": round(graph_ms, 1),
        "recall_at_10": recall(found, vectors, asked),
        "filtered_ms_p50": round(few_ms, 1), "filtered_recall_at_10": recall(found_few, vectors, asked, few),
    }  # fmt: skip


def mixtures(real: Vectors, count: int, random: np.random.Generator) -> Vectors:
    """Unit vectors between two real ones, with noise; float32 of shape (count, width)."""
    made = np.empty((count, real.shape[1]), np.float32)
    for start in range(0, count, 10_000):
        some = made[start : start + 10_000]
        first, second = (real[random.integers(0, len(real), len(some))] for _ in range(2))
        share = random.random((len(some), 1), np.float32)
        noise = random.standard_normal(some.shape, np.float32) * NOISE
        some[:] = share * first + (1 - share) * second + noise
        some /= np.linalg.norm(some, axis=1, keepdims=True)
    return made


def _repeated(lexical: LexicalIndex, size: int) -> tuple[WordCounts, list[Column]]:
    """The words of real passages over and over, for `size` passages."""
    columns = []
    for stem, owners, scores in lexical.columns():
        times = -(-size // lexical.size)
        starts = np.repeat(np.arange(times, dtype=np.int32) * lexical.size, len(owners))
        held = np.tile(owners, times) + starts
        columns.append((stem, held[held < size], np.tile(scores, times)[held < size]))
    ends = np.cumsum([len(held) for _, held, _ in columns])
    starts_of = np.concatenate([np.zeros(1, np.int64), ends])
    return WordCounts({stem: at for at, (stem, _, _) in enumerate(columns)}, starts_of, size), columns


def _ask(
    search: PostgresSearch, questions: Sequence[str], asked: Vectors, among: Mask | None = None
) -> tuple[float, list[list[int]]]:
    """The middle milliseconds of a whole search, and the best passages that each found."""
    taken, found = [], []
    for question, vector in zip(questions, asked, strict=True):
        started = time.perf_counter()
        scores = search.scores(question, vector, among).whole
        taken.append((time.perf_counter() - started) * 1000)
        if among is not None:
            scores = np.where(among, scores, -np.inf)
        found.append(np.argsort(-scores, kind="stable")[:BEST].tolist())
    return statistics.median(taken), found


def recall(
    found: Sequence[Sequence[int]], vectors: Vectors, asked: Vectors, among: Mask | None = None
) -> float:
    """The share of the ten passages that are really nearest which were found, over all questions.

    >>> recall([[0, 1]], np.eye(2, dtype=np.float32), np.eye(1, 2, dtype=np.float32))
    1.0
    """
    cosines = asked @ vectors.T
    if among is not None:
        cosines = np.where(among, cosines, -np.inf)
    best = np.argsort(-cosines, axis=1)[:, :BEST]
    pairs = zip(found, best.tolist(), strict=True)
    return round(sum(len(set(ours) & set(right)) for ours, right in pairs) / best.size, 4)


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _drop(engine: SearchEngine) -> None:
    with engine.connect() as connection:
        for name in (*PARTS, "words"):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS psp_search.{name}_{TRIAL}")
