"""Loading looks for no garbage, and leaves the search as it was."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.index import load_index
from kb.index_building import build_index
from kb.loader import load_corpus
from kb.uncollected import uncollected
from tests.kb.test_checks import folder
from tests.kb.test_index import LetterEmbedder

__all__ = ["folder"]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    enabled, threshold = gc.isenabled(), gc.get_threshold()
    yield
    (gc.enable if enabled else gc.disable)()
    gc.set_threshold(*threshold)


def looked(work: Callable[[], object]) -> int:
    """How often garbage was looked for while `work` ran, at the slightest occasion."""
    times: list[str] = []

    def count(phase: str, _: dict[str, int]) -> None:
        times.append(phase)

    gc.set_threshold(1)
    gc.callbacks.append(count)
    try:
        work()
    finally:
        gc.callbacks.remove(count)
        gc.set_threshold(700)
    return times.count("start")


def test_nothing_is_looked_for_while_corpus_and_index_are_loaded(folder: Path, tmp_path: Path) -> None:
    gc.enable()
    corpus = load_corpus(folder)
    build_index(corpus, LetterEmbedder(), "m", tmp_path / "index")
    few = 50  # before and after the block; thousands of things are made within
    assert looked(lambda: load_corpus(folder)) < few
    assert looked(lambda: load_index(tmp_path / "index")) < few
    assert looked(lambda: [[] for _ in range(1000)]) > few
    assert gc.isenabled()


@pytest.mark.parametrize("before", [True, False])
def test_the_search_is_left_as_it_was_even_by_a_fault(before: bool) -> None:
    seen: list[bool] = []

    @uncollected()
    def fail() -> None:
        seen.append(gc.isenabled())
        raise ValueError("broken")

    (gc.enable if before else gc.disable)()
    with pytest.raises(ValueError, match="broken"):
        fail()
    assert seen == [False]
    assert gc.isenabled() is before
