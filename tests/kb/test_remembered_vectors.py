"""Texts that were embedded once are looked up, whatever became of the index."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from kb.embedding import Vectors
from kb.remembered_vectors import RememberingEmbedder
from tests.damage import flip


class Counting:
    """An embedder that notes what it is asked for; a text's vector is made of its letters."""

    width = 4

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.asked += texts
        for _ in texts:
            if progress:
                progress(1)
        rows = [[len(text), text.count("a"), text.count("b"), 1.0] for text in texts]
        made = np.array(rows, np.float32).reshape(len(texts), 4)
        unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
        return unit


def test_only_what_is_new_is_embedded(tmp_path: Path) -> None:
    counting, path, told = Counting(), tmp_path / "vectors" / "m.npz", list[int]()
    first = RememberingEmbedder(counting, path).embed(["a", "bb", "ab"])
    again = RememberingEmbedder(counting, path)
    second = again.embed(["ab", "new", "a"], told.append)
    assert counting.asked == ["a", "bb", "ab", "new"]
    assert (again.made, sum(told)) == (1, 3)
    assert second.dtype == np.float32
    assert np.array_equal(second[[0, 2]], first[[2, 0]])
    assert np.allclose(second[1], Counting().embed(["new"])[0], atol=1e-3)


def test_an_edit_after_an_edit_finds_both(tmp_path: Path) -> None:
    counting = Counting()
    for texts in (["a", "b"], ["a", "c"], ["a", "b", "c"]):
        RememberingEmbedder(counting, tmp_path / "m.npz").embed(texts)
    assert counting.asked == ["a", "b", "c"]


def test_all_is_embedded_where_it_is_to_be_fresh(tmp_path: Path) -> None:
    counting = Counting()
    RememberingEmbedder(counting, tmp_path / "m.npz").embed(["a"])
    RememberingEmbedder(counting, tmp_path / "m.npz", fresh=True).embed(["a"])
    assert counting.asked == ["a", "a"]


def test_a_damaged_file_counts_as_empty(tmp_path: Path) -> None:
    counting, path = Counting(), tmp_path / "m.npz"
    RememberingEmbedder(counting, path).embed(["a", "b"] * 40 + [str(n) for n in range(500)])
    for at in (None, 3, -30):
        flip(path, at if at is None or at >= 0 else path.stat().st_size + at)
        counting.asked.clear()
        found = RememberingEmbedder(counting, path).embed(["a"])
        assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-3)
    path.write_bytes(path.read_bytes()[:100])
    counting.asked.clear()
    RememberingEmbedder(counting, path).embed(["a"])
    assert counting.asked == ["a"]


def test_the_oldest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.remembered_vectors.MOST", 3)
    counting = Counting()
    for text in ("a", "b", "c", "d", "a"):
        RememberingEmbedder(counting, tmp_path / "m.npz").embed([text])
    assert counting.asked == ["a", "b", "c", "d", "a"]


def test_nothing_to_embed_is_no_fault(tmp_path: Path) -> None:
    assert RememberingEmbedder(Counting(), tmp_path / "m.npz").embed([]).shape == (0, 4)
