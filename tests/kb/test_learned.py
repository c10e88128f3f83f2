"""What is learned from a corpus: kept with it, used only with its model, refused if a file is damaged."""

import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kb.embedding import Vectors
from kb.errors import ModelError
from kb.learned import read_arrays, write_arrays
from kb.lexical import LexicalIndex
from kb.question_map import QuestionMap, read_map
from kb.retriever import Retriever
from tests.damage import flip

WIDTH = 6
MATRIX = np.random.default_rng(3).normal(0, 0.3, (WIDTH, WIDTH)).astype(np.float32)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The file of a map that was learned for the model "m"."""
    return QuestionMap(MATRIX).write(tmp_path, "m")


def test_what_is_written_is_what_is_read(kept: Path, tmp_path: Path) -> None:
    found = read_map(tmp_path, "m")
    assert found
    assert found.matrix.dtype == np.float32
    assert np.allclose(found.matrix, MATRIX, atol=1e-3)
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_half_precision_moves_no_cosine_by_more_than_a_thousandth(kept: Path, tmp_path: Path) -> None:
    found = read_map(tmp_path, "m")
    assert found
    for question in np.eye(WIDTH, dtype=np.float32):
        assert found.apply(question) @ QuestionMap(MATRIX).apply(question) > 0.999


def test_the_file_of_another_model_is_not_used(kept: Path, tmp_path: Path) -> None:
    assert read_map(tmp_path, "n") is None


def test_the_file_of_another_model_may_have_another_shape(tmp_path: Path) -> None:
    write_arrays(tmp_path, "question-map", "n", {"matrix": np.ones((2, 3), np.float32)})
    assert read_map(tmp_path, "m") is None


def test_a_corpus_may_have_none(tmp_path: Path) -> None:
    assert read_map(tmp_path, "m") is None


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _flipped(path: Path) -> None:
    flip(path, mask=0xFF)


def _pickled(path: Path) -> None:
    path.write_bytes(pickle.dumps({"matrix": [1]}))


def _pickled_inside(path: Path) -> None:
    np.savez(path, model=np.array("m"), matrix=np.array([{"a": 1}], object))


def _other_arrays(path: Path) -> None:
    np.savez(path, model=np.array("m"), weights=np.ones(3))


def _no_model(path: Path) -> None:
    np.savez(path, matrix=MATRIX)


def _one_array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, MATRIX)


def _flat(path: Path) -> None:
    np.savez(path, model=np.array("m"), matrix=np.ones(WIDTH))


def _oblong(path: Path) -> None:
    np.savez(path, model=np.array("m"), matrix=np.ones((WIDTH, WIDTH - 1)))


def _not_a_number(path: Path) -> None:
    np.savez(path, model=np.array("m"), matrix=np.full((WIDTH, WIDTH), np.nan))


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""), lambda path: path.write_bytes(b"PK\x03\x04 no archive"),
        _truncated, _flipped, _pickled, _pickled_inside, _other_arrays, _no_model, _one_array,
        _flat, _oblong, _not_a_number,
    ],
)  # fmt: skip
def test_a_damaged_file_is_named_with_what_to_do(
    kept: Path, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    damage(kept)
    with pytest.raises(ModelError) as caught:
        read_map(tmp_path, "m")
    said = str(caught.value)
    assert str(kept) in said
    assert "delete it and make it again: python -m api.evaluation.learning" in said
    assert "\n" not in said


def test_sizes_that_have_to_agree_do(tmp_path: Path) -> None:
    write_arrays(tmp_path, "pair", "m", {"a": np.ones((2, 3), np.float32), "b": np.ones(4, np.float32)})
    assert read_arrays(tmp_path, "pair", "m", {"a": (2, "n"), "b": ("k",)})
    with pytest.raises(ModelError, match=r"'b' has the shape \(4,\)"):
        read_arrays(tmp_path, "pair", "m", {"a": (2, "n"), "b": ("n",)})
    with pytest.raises(ModelError, match=r"'a' has the shape \(2, 3\)"):
        read_arrays(tmp_path, "pair", "m", {"a": (5, "n"), "b": ("k",)})


class OneQuestion:
    """An embedder for which every question lies on the first axis."""

    def embed_one(self, text: str) -> Vectors:
        """The first axis, whatever is asked."""
        return np.array([1.0, 0.0, 0.0], np.float32)


def _retriever(question_map: QuestionMap | None) -> Retriever:
    """Two passages, on the first and the second axis, with a title each that lies a little off."""
    rows = np.array([[1, 0, 0], [0, 1, 0], [0.8, 0, 0.6], [0, 0.6, 0.8]], np.float32)
    parts = np.array(["whole", "whole", "title", "title"])
    owners = np.array([0, 1, 0, 1], np.int32)
    return Retriever(parts, owners, rows, LexicalIndex.build(["one", "two"]), question_map)


def test_with_a_map_passages_are_ranked_by_the_moved_question() -> None:
    towards_second = np.zeros((3, 3), np.float32)
    towards_second[0] = [-1, 1, 0]
    ranking = _retriever(QuestionMap(towards_second)).rank("?", OneQuestion())
    assert ranking.top(2) == [1, 0]
    assert ranking.vector == pytest.approx([0, 1, 0])
    assert ranking.title_cosine == pytest.approx([0, 0.6], abs=1e-3)
    # what the model itself says stays to be seen: it has the question nearest to the first title
    assert ranking.plain == pytest.approx([1, 0, 0])
    assert ranking.plain_cosine == pytest.approx(0.8, abs=1e-3)


def test_without_a_map_the_question_is_compared_as_it_is() -> None:
    ranking = _retriever(None).rank("?", OneQuestion())
    assert ranking.top(2) == [0, 1]
    assert ranking.vector is ranking.plain
    assert ranking.plain_cosine == float(ranking.title_cosine.max())


def test_a_map_that_learned_nothing_changes_nothing() -> None:
    without = _retriever(None).rank("?", OneQuestion())
    still = _retriever(QuestionMap(np.zeros((3, 3), np.float32))).rank("?", OneQuestion())
    assert still.mix == pytest.approx(without.mix)
    assert still.plain_cosine == pytest.approx(without.plain_cosine)
