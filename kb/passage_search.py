"""Searching passages: what a search gives for one question, and the search in this process's memory.

Another place to search only has to give the same scores; `api.storage.search` does it in PostgreSQL.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from kb.embedding import Halves, Vectors
from kb.lexical import LexicalIndex, WordCounts
from kb.side_by_side import SIDE_BY_SIDE
from kb.vectors import Rows, VectorIndex

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
PARTS = ("whole", "window", "title")


@dataclass(frozen=True)
class Scores:
    """Of every passage the highest cosine of its whole, windows and titles, and its bm25; each float32 of
    shape (passages,). `title_rows` numbers the nearest titles, or is empty where the search has no numbers.
    """

    whole: Floats
    window: Floats
    title: Floats
    bm25: Floats
    title_rows: Rows


class PassageSearch(Protocol):
    """Where passages are searched; `words` says how often each word is held."""

    words: WordCounts

    def scores(self, question: str, vector: Vectors, among: Mask | None = None) -> Scores:
        """The scores of every passage for a question and its vector.

        `among`, bool of shape (passages,), leaves the others out: they get the lowest cosine seen and bm25 0.
        """
        ...

    def nearest_title(self, vector: Vectors, among: Rows) -> float:
        """The highest cosine of a vector to the titles that `Scores.title_rows` numbered, or to any; 0
        where there are none.
        """
        ...

    def titles_of(self, passage: int) -> Vectors:
        """A passage's title, heading and asked-as questions in their order, float32 of (texts, width)."""
        ...


class MemorySearch:
    """Passages in the memory of this process."""

    def __init__(
        self,
        parts: npt.NDArray[np.str_],
        owners: npt.NDArray[np.int32],
        vectors: Vectors | Halves,
        lexical: LexicalIndex,
    ) -> None:
        self._lexical = lexical
        self.words: WordCounts = lexical
        self._wholes, self._windows, self._titles = (
            VectorIndex(vectors[parts == part], owners[parts == part], lexical.size) for part in PARTS
        )

    def scores(self, question: str, vector: Vectors, among: Mask | None = None) -> Scores:
        """As `PassageSearch.scores`."""
        # two thirds of the time are the titles'
        (title, title_rows), (whole, window, bm25) = SIDE_BY_SIDE.both(
            lambda: self._titles.best_and_rows(vector, among),
            lambda: (
                self._wholes.best(vector, among),
                self._windows.best(vector, among),
                self._lexical.scores(question),
            ),
        )
        return Scores(
            whole=whole,
            window=window,
            title=title,
            bm25=bm25 if among is None else np.where(among, bm25, np.float32(0)),
            title_rows=title_rows,
        )

    def nearest_title(self, vector: Vectors, among: Rows) -> float:
        """As `PassageSearch.nearest_title`."""
        return self._titles.nearest(vector, among)

    def titles_of(self, passage: int) -> Vectors:
        """As `PassageSearch.titles_of`."""
        return self._titles.rows_of(passage)
