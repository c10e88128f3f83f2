"""The shipped retriever on a data set in BEIR layout, beside BM25, vectors and plain rank fusion alone."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from api.evaluation.metrics import mean_interval, ndcg, recall, reciprocal_rank
from kb.embedding import OnnxEmbedder
from kb.errors import EvaluationError
from kb.passage_search import Floats
from kb.retriever import Entry, Ranking, Retriever

DEPTH = 10
PLAIN_RRF_K = 60


@dataclass(frozen=True)
class DataSet:
    """Passages, queries and graded judgements by id."""

    passages: dict[str, Entry]
    queries: dict[str, str]
    judgements: dict[str, dict[str, int]]


def read_beir(folder: Path) -> DataSet:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv`; queries without judgements are left out.

    Raises:
        EvaluationError: a file is missing or a line of it cannot be read; names file and line.
    """
    passages = {
        str(row["_id"]): Entry(str(row.get("title") or ""), str(row.get("text") or ""))
        for row in _rows(folder / "corpus.jsonl", "_id")
    }
    queries = {str(row["_id"]): str(row["text"]) for row in _rows(folder / "queries.jsonl", "_id", "text")}
    judgements: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(folder / "qrels" / "test.tsv"), 1):
        fields = line.split("\t")
        if len(fields) != 3 or not fields[2].strip().lstrip("-").isdigit():
            if number == 1:
                continue  # the header
            raise EvaluationError(
                f"{folder / 'qrels' / 'test.tsv'}:{number}: not three columns with a whole number last"
            )
        judgements.setdefault(fields[0], {})[fields[1]] = int(fields[2])
    kept = {
        name: text
        for name, text in queries.items()
        if any(grade > 0 for grade in judgements.get(name, {}).values())
    }
    if not passages or not kept:
        raise EvaluationError(f"{folder}: no passages, or no query with a judgement")
    return DataSet(passages, kept, judgements)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}") from error


def _rows(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise EvaluationError(f"{path}:{number}: no JSON: {error}") from error
        if not isinstance(row, dict) or any(key not in row for key in needed):
            raise EvaluationError(f"{path}:{number}: an object with {', '.join(needed)} is needed")
        yield row


def evaluate_beir(
    data: DataSet, embedder: OnnxEmbedder, progress: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """nDCG@10, Recall@5, Recall@10, MRR@10 with 95 % intervals, passages per second, query ms, the peers."""
    names, entries = list(data.passages), list(data.passages.values())
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress(done, len(entries) * 2)

    started = time.perf_counter()
    retriever = Retriever.build(entries, embedder, tell)
    indexed_s = time.perf_counter() - started
    milliseconds: list[float] = []
    ranked: dict[str, dict[str, list[str]]] = {system: {} for system in _SYSTEMS}
    for query_id, text in data.queries.items():
        started = time.perf_counter()
        ranking = retriever.rank(text, embedder)
        best = ranking.top(DEPTH)
        milliseconds.append((time.perf_counter() - started) * 1000)
        ranked["shipped"][query_id] = [names[i] for i in best]
        for system, scores in _SYSTEMS.items():
            if scores:
                ranked[system][query_id] = [names[i] for i in _best(scores(ranking))]
    shipped = _measure(ranked["shipped"], data.judgements)
    peers = {
        system: _measure(ranked[system], data.judgements)["ndcg@10"]
        for system in _SYSTEMS
        if system != "shipped"
    }
    return {
        **{name: value[0] for name, value in shipped.items()},
        "intervals": {name: [value[1], value[2]] for name, value in shipped.items()},
        "peers_ndcg@10": {system: value[0] for system, value in peers.items()},
        "passages_per_s": round(len(entries) / indexed_s, 1),
        "query_ms_p50": round(float(np.percentile(milliseconds, 50)), 2),
        "query_ms_p95": round(float(np.percentile(milliseconds, 95)), 2),
        "n_queries": len(data.queries), "n_passages": len(entries),
    }  # fmt: skip


def _best(scores: Floats) -> list[int]:
    return [int(i) for i in np.argsort(-scores, kind="stable")[:DEPTH]]


def _plain_rrf(ranking: Ranking) -> Floats:
    fused = np.zeros(len(ranking.bm25), np.float32)
    for scores in (ranking.bm25, ranking.whole):
        ranks = np.argsort(np.argsort(-scores, kind="stable"), kind="stable")
        fused += (1.0 / (PLAIN_RRF_K + 1 + ranks)).astype(np.float32)
    return fused


_SYSTEMS: Mapping[str, Callable[[Ranking], Floats] | None] = {
    "shipped": None,
    "bm25 alone": lambda ranking: ranking.bm25,
    "dense alone": lambda ranking: ranking.whole,
    "plain rank fusion": _plain_rrf,
}


def _measure(
    ranked: Mapping[str, Sequence[str]], judgements: Mapping[str, Mapping[str, int]]
) -> dict[str, tuple[float, float, float]]:
    metrics: dict[str, Callable[[Sequence[str], Mapping[str, int]], float | None]] = {
        "ndcg@10": lambda r, j: ndcg(r, j, 10), "recall@5": lambda r, j: recall(r, j, 5),
        "recall@10": lambda r, j: recall(r, j, 10), "mrr@10": lambda r, j: reciprocal_rank(r, j, 10),
    }  # fmt: skip
    result = {}
    for name, metric in metrics.items():
        values = [
            value for query, best in ranked.items() if (value := metric(best, judgements[query])) is not None
        ]
        interval = mean_interval(values)
        if interval:
            result[name] = (round(interval[0], 4), round(interval[1], 4), round(interval[2], 4))
    return result
