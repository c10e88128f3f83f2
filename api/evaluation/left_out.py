"""The guide without some of the questions that people typed, so that none is judged by its own words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from api.ask.contrast import Contrast
from api.ask.knowledge import Knowledge
from api.ask.pipeline import Asker
from kb.embedding import Vectors
from kb.errors import EvaluationError
from kb.index import BESIDE, Index, entries_of, load_rows
from kb.lexical import LexicalIndex
from kb.passage_search import MemorySearch
from kb.retriever import Retriever, rows_of
from kb.variants import as_asked
from kb.vectors import VectorIndex

FOLDS = 5
IndexRows = tuple[npt.NDArray[np.str_], npt.NDArray[np.int32], Vectors]  # as `load_rows` gives them


def askers_without(
    asker: Asker, folder: Path, contrast_without: Callable[[Callable[[str], bool]], Contrast]
) -> Callable[[str], Asker]:
    """Gives for a question an asker that does not know it: each knows four fifths of what people typed.

    `folder` is that of the index, whose rows are read again; `contrast_without` fits what sets
    questions apart without those that it is told to leave out, given as `as_asked` gives them.
    """
    typed = {as_asked(one.question) for one in asker.knowledge.index.corpus.typed}
    rows = load_rows(folder)

    def asker_without(number: int) -> Asker:
        def left_out(question: str) -> bool:
            return _fold(question) == number

        before = asker.knowledge
        index = without(before.index, rows, frozenset(filter(left_out, typed)))
        contrast = contrast_without(left_out)
        knowledge = Knowledge(index, before.embedder, before.kinds, before.reranker, contrast)
        return Asker(knowledge, asker.graph, None, None)

    askers = [asker_without(number) for number in range(FOLDS)]
    return lambda question: askers[_fold(as_asked(question))]


def _fold(question: str) -> int:
    return crc32(question.encode()) % FOLDS


def without(index: Index, rows: IndexRows, questions: frozenset[str]) -> Index:
    """`index`, whose rows are given, without what people typed as `questions` (each as `as_asked` gives it).

    Raises:
        EvaluationError: it is searched in PostgreSQL.
    """
    words = index.retriever.lexical
    if not isinstance(words, LexicalIndex):
        raise EvaluationError("what is learned is learned from a search in memory; set PSP_SEARCH=memory")
    parts, owners, vectors = rows
    searched = ~np.isin(parts, ("sentence", *BESIDE))
    kept = np.flatnonzero(searched)[~np.array(_typed_as(index, questions))]
    left = parts[kept], owners[kept]
    search = MemorySearch(*left, vectors[kept], words)
    corpus = index.corpus
    asked = sum(bool(v.verdict) for document in corpus.documents for v in document.variants)
    judged = [
        number
        for number, variant in enumerate(corpus.judged)
        if number < asked or as_asked(variant.question) not in questions
    ]
    return replace(
        index,
        corpus=corpus.model_copy(
            update={"typed": tuple(v for v in corpus.typed if as_asked(v.question) not in questions)}
        ),
        retriever=Retriever.over(search, *left, index.retriever.question_map),
        judged=VectorIndex(
            vectors[parts == "judged"][judged], np.arange(len(judged), dtype=np.int32), len(judged)
        ),
    )


def _typed_as(index: Index, questions: frozenset[str]) -> Sequence[bool]:
    """Of each row that is searched, in order, whether it is a typed question among `questions`."""
    told: list[bool] = []
    for entry in entries_of(index.corpus):
        ours = len(rows_of([entry])) - len(entry.typed)
        told += [False] * ours + [question in questions for question in entry.typed]
    return told
