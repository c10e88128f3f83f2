"""The index: incremental, atomic, and refused when stale, foreign or damaged."""

import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from kb.digests import file_sha256
from kb.documents import Corpus
from kb.embedding import Vectors
from kb.errors import IndexBroken, IndexMissing, IndexStale
from kb.index import is_current, load_index, sentences_of
from kb.index_building import build_index
from kb.index_folder import of_the_current
from kb.loader import load_corpus
from tests.kb.test_checks import folder, write

__all__ = ["folder"]


class LetterEmbedder:
    """Counts letters: a small honest embedder whose vectors of equal texts are equal."""

    width = 26

    def __init__(self, dies_after: int | None = None) -> None:
        self.asked: list[str] = []
        self.dies_after = dies_after

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.asked += texts
        if self.dies_after is not None and len(self.asked) > self.dies_after:
            raise KeyboardInterrupt
        rows = np.array(
            [[text.lower().count(chr(97 + i)) for i in range(26)] for text in texts], np.float32
        ).reshape(-1, 26)
        unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return unit


@pytest.fixture
def corpus(folder: Path) -> Corpus:
    return load_corpus(folder)


def test_what_is_built_is_what_is_loaded(corpus: Corpus, tmp_path: Path) -> None:
    build_index(corpus, LetterEmbedder(), "m", tmp_path / "index")
    index = load_index(tmp_path / "index", corpus.version, "m")
    assert index.corpus == corpus
    assert (
        index.sentence_start[-1]
        == sum(len(sentences_of(p)) for p in corpus.passages)
        == len(index.sentence_vectors)
    )
    assert index.outside.owners.tolist() == [0]


def test_only_changed_texts_are_embedded_again(folder: Path, corpus: Corpus, tmp_path: Path) -> None:
    build_index(corpus, LetterEmbedder(), "m", tmp_path / "index")
    write(folder, "one", "two", swap="Text of it.=>Another text.")
    again = LetterEmbedder()
    counts = build_index(load_corpus(folder), again, "m", tmp_path / "index")
    assert again.asked == ["A title: What it says. Another text.", "Another text."]
    assert counts["embedded"] == 2


def test_a_kill_in_the_middle_leaves_the_old_index(corpus: Corpus, tmp_path: Path) -> None:
    build_index(corpus, LetterEmbedder(), "m", tmp_path / "index")
    with pytest.raises(KeyboardInterrupt):
        build_index(corpus, LetterEmbedder(dies_after=0), "other model", tmp_path / "index")
    assert load_index(tmp_path / "index", corpus.version, "m")


def test_stale_foreign_and_missing_indexes_name_the_command_that_mends_them(
    corpus: Corpus, tmp_path: Path
) -> None:
    with pytest.raises(IndexMissing, match="run: psp index"):
        load_index(tmp_path / "index")
    build_index(corpus, LetterEmbedder(), "m", tmp_path / "index")
    with pytest.raises(IndexStale, match="another corpus; run: psp index"):
        load_index(tmp_path / "index", "0000")
    with pytest.raises(IndexStale, match="another model"):
        load_index(tmp_path / "index", corpus.version, "n")
    assert not is_current(tmp_path / "index", "0000", "m")


def test_a_damaged_file_is_noticed(corpus: Corpus, tmp_path: Path) -> None:
    build_index(corpus, LetterEmbedder(), "m", tmp_path / "index")
    place = tmp_path / "index" / (tmp_path / "index" / "current").read_text()
    (place / "vectors.npy").write_bytes(b"\0" * 100)
    with pytest.raises(IndexBroken, match=r"vectors\.npy is missing or damaged; run: psp index --force"):
        load_index(tmp_path / "index", corpus.version, "m")
    assert not is_current(tmp_path / "index", corpus.version, "m")


def test_vectors_are_kept_in_half_precision_and_read_from_full_precision_as_well(
    corpus: Corpus, tmp_path: Path
) -> None:
    build_index(corpus, LetterEmbedder(), "m", tmp_path / "index")
    place = tmp_path / "index" / (tmp_path / "index" / "current").read_text()
    halves = np.load(place / "vectors.npy")
    assert halves.dtype == np.float16
    now = load_index(tmp_path / "index", corpus.version, "m")
    np.save(place / "vectors.npy", halves.astype(np.float32))  # as it was before
    manifest = json.loads((place / "manifest.json").read_text())
    manifest["files"]["vectors.npy"] = file_sha256(place / "vectors.npy")
    (place / "manifest.json").write_text(json.dumps(manifest))
    before = load_index(tmp_path / "index", corpus.version, "m")
    assert np.array_equal(before.sentence_vectors, now.sentence_vectors)
    for number in range(len(now.passages)):
        assert np.array_equal(before.retriever.titles_of(number), now.retriever.titles_of(number))


def test_a_manifest_that_is_no_object_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    build_index(corpus, LetterEmbedder(), "m", tmp_path / "index")
    place = tmp_path / "index" / (tmp_path / "index" / "current").read_text()
    (place / "manifest.json").write_text(json.dumps([1]))
    with pytest.raises(IndexBroken):
        load_index(tmp_path / "index")


def test_whoever_reads_while_another_process_swaps_gets_the_new_index(corpus: Corpus, tmp_path: Path) -> None:
    """The old folder is swept between the look at its files and their loading."""
    folder = tmp_path / "index"
    build_index(corpus, LetterEmbedder(), "m", folder)
    swaps: list[str] = []

    def swap(model: str) -> None:
        swaps.append(model)
        if len(swaps) <= 2:
            build_index(corpus, LetterEmbedder(), "m", folder)

    assert load_index(folder, corpus.version, "m", question_map=swap).corpus == corpus
    assert swaps == ["m", "m", "m"]


def test_what_is_damaged_itself_is_read_only_once(corpus: Corpus, tmp_path: Path) -> None:
    build_index(corpus, LetterEmbedder(), "m", tmp_path)
    looked: list[Path] = []

    def read(place: Path) -> None:
        looked.append(place)
        raise IndexBroken("a hole in it")

    with pytest.raises(IndexBroken, match="a hole in it"):
        of_the_current(tmp_path, read)
    assert len(looked) == 1


def test_what_is_left_over_goes_and_what_another_process_is_about_to_use_stays(
    corpus: Corpus, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    build_index(corpus, LetterEmbedder(), "m", folder)
    first = (folder / "current").read_text()
    for name, age in (("theirs", 5), ("leftover", 7200)):
        (folder / name).mkdir()
        os.utime(folder / name, (time.time() - age,) * 2)
    build_index(corpus, LetterEmbedder(), "m", folder)
    assert {path.name for path in folder.iterdir()} == {
        "current", "theirs", (folder / "current").read_text(),
    }  # fmt: skip
    assert not (folder / first).exists()
