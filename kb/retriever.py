"""One question against all passages: words, whole passages, windows and titles, fused into one ranking.

Why this mix: on public FAQ and guidance sets a convex mix of about 0.7 dense and 0.3 BM25 was above BM25,
vectors and reciprocal rank fusion alone (Bruch et al. 2023, "An Analysis of Fusion Functions for Hybrid
Retrieval", find the same); titles and asked-as questions are short like the questions people type, so they
are compared apart from the long passages. A collection without any title or asked-as question is ranked by
reciprocal rank fusion of windows and words instead: on such a set it was 0.05 nDCG above the mix. Where the
corpus has a question map (`kb.question_map`), passages are compared with the question as it moves it.
`docs/evaluation.md` has the figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from kb.embedding import Embedder, Vectors
from kb.lexical import LexicalIndex, WordCounts
from kb.passage_search import Floats, Mask, MemorySearch, PassageSearch
from kb.question_map import QuestionMap
from kb.vectors import Rows

Reals = npt.NDArray[np.floating]
DENSE_SHARE = 0.75
RRF_K = 10
WINDOW_WORDS, WINDOW_STEP = 120, 60


class QuestionEmbedder(Protocol):
    """Embeds one question."""

    def embed_one(self, text: str) -> Vectors:
        """A unit vector, float32 of shape (width,)."""
        ...


@dataclass(frozen=True)
class Entry:
    """A passage as the retriever sees it: its title, its text, and questions that it is known to answer:
    `variants` that its editors reviewed, and `typed` ones of people, whose words do not count as its own.
    """

    title: str
    text: str
    variants: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A text to embed: the passage it belongs to and the part of it that it is."""

    owner: int
    part: str  # "whole", "window" or "title"
    text: str


@dataclass(frozen=True)
class Ranking:
    """Every passage's scores for one question, each float32 of shape (passages,).

    `vector` is the question as it was compared, `plain` as the model gave it. A passage that was left out
    has the mix minus infinity.
    """

    mix: Floats
    cosine: Floats
    whole: Floats
    title_cosine: Floats
    bm25: Floats
    vector: Vectors
    plain: Vectors
    search: PassageSearch
    title_rows: Rows  # the titles nearest to `vector`, where the search numbers them

    @cached_property
    def rrf_score(self) -> Floats:
        """Reciprocal rank fusion of passage, title and word scores: shown beside `mix`, which decides."""
        return _rrf((self.whole + self.cosine) / 2, self.title_cosine, self.bm25)

    @cached_property
    def plain_cosine(self) -> float:
        """The highest cosine of `plain` to a title or asked-as question, of those near `vector`.

        Of 2,901 questions each had its nearest title among the nearest 636 to the question as it was moved.
        """
        moved = self.plain is not self.vector
        if not moved:
            return float(self.title_cosine.max(initial=0.0))
        return self.search.nearest_title(self.plain, self.title_rows)

    def top(self, limit: int) -> list[int]:
        """The numbers of the best passages by `mix`, best first; none that was left out."""
        limit = min(limit, int(np.isfinite(self.mix).sum()))
        nearest = np.argpartition(-self.mix, limit - 1)[:limit] if limit else np.array([], np.int64)
        return [int(i) for i in nearest[np.lexsort((nearest, -self.mix[nearest]))]]


def rows_of(entries: Sequence[Entry]) -> list[Row]:
    """Everything of `entries` that is embedded: wholes, windows of long texts, titles and questions."""
    rows: list[Row] = []
    for owner, entry in enumerate(entries):
        whole = f"{entry.title}. {entry.text}" if entry.title else entry.text
        rows.append(Row(owner, "whole", whole))
        rows += [
            Row(owner, "window", f"{entry.title}. {w}" if entry.title else w) for w in windows(entry.text)
        ]
        rows += [Row(owner, "title", text) for text in (entry.title, *entry.variants, *entry.typed) if text]
    return rows


def parts_and_owners(rows: Sequence[Row]) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.int32]]:
    """The part and the passage of each row, as arrays."""
    return np.array([row.part for row in rows], np.str_), np.array([row.owner for row in rows], np.int32)


def windows(text: str) -> list[str]:
    """Overlapping windows of a long text; none of a text that fits one window, which its whole covers.

    >>> windows("short"), [len(w.split()) for w in windows("w " * 200)]
    ([], [120, 120, 80])
    """
    words = text.split()
    if len(words) <= WINDOW_WORDS:
        return []
    starts = range(0, len(words) - WINDOW_WORDS + WINDOW_STEP, WINDOW_STEP)
    return [" ".join(words[start : start + WINDOW_WORDS]) for start in starts]


class Retriever:
    """Ranks passages for a question; built from entries, from saved vectors, or over another search."""

    def __init__(
        self,
        parts: npt.NDArray[np.str_],
        owners: npt.NDArray[np.int32],
        vectors: Vectors,
        lexical: LexicalIndex,
        question_map: QuestionMap | None = None,
    ) -> None:
        self._prepare(parts, owners, MemorySearch(parts, owners, vectors, lexical), question_map)

    @classmethod
    def over(
        cls,
        search: PassageSearch,
        parts: npt.NDArray[np.str_],
        owners: npt.NDArray[np.int32],
        question_map: QuestionMap | None = None,
    ) -> "Retriever":
        """A retriever over passages that `search` looks through."""
        found = cls.__new__(cls)
        found._prepare(parts, owners, search, question_map)
        return found

    def _prepare(
        self,
        parts: npt.NDArray[np.str_],
        owners: npt.NDArray[np.int32],
        search: PassageSearch,
        question_map: QuestionMap | None,
    ) -> None:
        self.search, self.question_map = search, question_map
        self.lexical: WordCounts = search.words
        self.size = search.words.size
        self._windowed = np.bincount(owners[parts == "window"], minlength=self.size) > 0
        self._titled = np.bincount(owners[parts == "title"], minlength=self.size) > 0

    @classmethod
    def build(
        cls, entries: Sequence[Entry], embedder: Embedder, progress: Callable[[int], None] | None = None
    ) -> "Retriever":
        """Embed and index `entries`."""
        rows = rows_of(entries)
        vectors = embedder.embed([row.text for row in rows], progress)
        lexical = LexicalIndex.build([lexical_text(entry) for entry in entries])
        return cls(*parts_and_owners(rows), vectors, lexical)

    def titles_of(self, passage: int) -> Vectors:
        """A passage's title, heading and asked-as questions, float32 of shape (texts, width)."""
        return self.search.titles_of(passage)

    def rank(self, question: str, embedder: QuestionEmbedder, among: Mask | None = None) -> Ranking:
        """Score every passage for `question`; `among`, bool of shape (passages,), leaves out the others."""
        plain = embedder.embed_one(question)
        vector = self.question_map.apply(plain) if self.question_map else plain
        found = self.search.scores(question, vector, among)
        whole = found.whole
        window = np.where(self._windowed, found.window, whole)
        passage = (whole + window) / 2
        title = np.where(self._titled, found.title, passage)
        dense = (passage + title) / 2
        if self._titled.any():
            mix = DENSE_SHARE * _spread(dense) + (1 - DENSE_SHARE) * _share(found.bm25)
        else:  # the shares were chosen where titles and asked-as questions carry the dense half
            mix = _rrf(passage, found.bm25)
        if among is not None:
            mix = np.where(among, mix, -np.inf)
        return Ranking(
            mix=mix.astype(np.float32), cosine=np.maximum(whole, window), whole=whole, title_cosine=title,
            bm25=found.bm25, vector=vector, plain=plain, search=self.search, title_rows=found.title_rows,
        )  # fmt: skip


def lexical_text(entry: Entry) -> str:
    """The words that BM25 sees: the title twice, since a word there weighs more, then text and variants."""
    return " ".join((entry.title, entry.title, entry.text, *entry.variants))


def _spread(scores: Reals) -> Reals:
    """Scores moved to 0..1 between the lowest and the highest; all 0 where they are equal."""
    low, high = scores.min(initial=np.inf), scores.max(initial=-np.inf)
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)


def _share(scores: Floats) -> Floats:
    high = scores.max(initial=0.0)
    return scores / high if high > 0 else scores


def _rrf(*lists: Reals) -> Floats:
    """Reciprocal rank fusion of scores with a small k (Cormack et al. 2009 used 60 on far longer lists)."""
    fused = np.zeros(len(lists[0]), np.float32)
    for scores in lists:
        ranks = np.empty(len(scores), np.int64)
        ranks[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
        fused += np.where(scores > 0, 1.0 / (RRF_K + 1 + ranks), 0.0).astype(np.float32)
    return fused
