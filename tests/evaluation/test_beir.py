"""A data set in BEIR layout is read strictly and scored."""

import json
from pathlib import Path

import pytest

from api.evaluation.beir import evaluate_beir, read_beir
from kb.embedding import OnnxEmbedder
from kb.embedding_model import ensure_export
from kb.errors import EvaluationError


@pytest.fixture
def small(tmp_path: Path) -> Path:
    passages = [
        ("1", "Rain", "It will rain tomorrow in Falkirk."),
        ("2", "", "A consortium bids jointly for a contract."),
    ]
    (tmp_path / "corpus.jsonl").write_text(
        "\n".join(json.dumps({"_id": i, "title": t, "text": x}) for i, t, x in passages)
    )
    (tmp_path / "queries.jsonl").write_text(
        json.dumps({"_id": "q", "text": "joint bid of several organisations"})
    )
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\t2\t1\n")
    return tmp_path


def test_a_small_set_is_scored_with_its_peers(small: Path, built: Path) -> None:
    report = evaluate_beir(read_beir(small), OnnxEmbedder(ensure_export(None, built / "model")))
    assert (report["ndcg@10"], report["recall@5"], report["mrr@10"]) == (1.0, 1.0, 1.0)
    assert (report["n_queries"], report["n_passages"]) == (1, 2)
    assert set(report["peers_ndcg@10"]) == {"bm25 alone", "dense alone", "plain rank fusion"}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("corpus.jsonl", "{broken", r"corpus.jsonl:1: no JSON"),
        ("queries.jsonl", '{"_id": "q"}', r"queries.jsonl:1: an object with _id, text"),
        ("qrels/test.tsv", "h\nq\t2\tx\n", r"test.tsv:2: not three columns"),
        ("qrels/test.tsv", "h\n", "no query with a judgement"),
    ],
)
def test_broken_files_are_named(small: Path, name: str, text: str, said: str) -> None:
    (small / name).write_text(text)
    with pytest.raises(EvaluationError, match=said):
        read_beir(small)
