"""Words: stemmed tokens without stop words, and BM25 over them."""

import json
import logging
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import Stemmer

from kb.errors import IndexBroken

Scores = npt.NDArray[np.float32]
_WORD = re.compile(r"[a-z0-9£€%]+(?:['’][a-z]+)?")
STOP_WORDS = frozenset(
    ["a", "about", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did",
     "do", "does", "for", "from", "get", "had", "has", "have", "how", "i", "if", "in", "into", "is", "it",
     "its", "me", "my", "of", "on", "or", "our", "over", "please", "so", "some", "such", "tell", "than",
     "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "was", "we",
     "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with",
     "would", "you", "your", "us", "he", "she", "his", "her"]
)  # fmt: skip
_POSSESSIVE = ("'s", "’s")
COLUMN_FILES = ("data", "indices", "indptr")
_stemmer = Stemmer.Stemmer("english")


@dataclass(frozen=True)
class Columns:
    """BM25 scores in compressed sparse columns: one column a word, `indices` the texts, `data` the scores."""

    data: Scores
    indices: npt.NDArray[np.int32]
    indptr: npt.NDArray[np.int64]

    def of(self, column: int) -> tuple[npt.NDArray[np.int32], Scores]:
        """The texts that hold a word, and its score in each."""
        start, end = self.indptr[column], self.indptr[column + 1]
        return self.indices[start:end], self.data[start:end]


def words(text: str) -> list[str]:
    """Lower-case words of `text`, possessives dropped.

    >>> words("The council's pilot, 2006/07")
    ['the', 'council', 'pilot', '2006', '07']
    """
    found = _WORD.findall(text.lower())
    return [word[:-2] if word.endswith(_POSSESSIVE) else word for word in found]


def stems(text: str) -> list[str]:
    """Stemmed words of `text` that carry meaning.

    >>> stems("Who piloted the services?")
    ['pilot', 'servic']
    """
    stemmed: list[str] = _stemmer.stemWords([word for word in words(text) if word not in STOP_WORDS])
    return stemmed


class WordCounts:
    """How often the words of a collection are held: `vocabulary` gives each stem its column, `starts` where
    the texts of a column start, so that the next one's start is where they end.
    """

    def __init__(self, vocabulary: dict[str, int], starts: npt.NDArray[np.int64], size: int) -> None:
        self.vocabulary, self.size = vocabulary, size
        self._starts = starts

    def holding(self, stem: str) -> int:
        """In how many texts a stem stands."""
        column = self.vocabulary.get(stem)
        return 0 if column is None else int(self._starts[column + 1] - self._starts[column])

    def idf(self, stem: str) -> float:
        """Inverse document frequency, natural log, of a stem; of one seen nowhere if it is unknown."""
        holding = self.holding(stem)
        return math.log(1 + (self.size - holding + 0.5) / (holding + 0.5))


class LexicalIndex(WordCounts):
    """BM25 (Lucene's variant, k1 1.5, b 0.75) over stemmed texts; scores are named `bm25`.

    bm25s computes and stores the scores of every word in every text when the index is built; asking only adds
    up the columns of the question's words, which needs nothing of bm25s (importing it costs a third of a
    second and the whole of scipy).
    """

    def __init__(self, columns: Columns, vocabulary: dict[str, int], size: int) -> None:
        super().__init__(vocabulary, columns.indptr, size)
        self._columns = columns

    @classmethod
    def build(cls, texts: Sequence[str]) -> "LexicalIndex":
        """Index `texts`, in order."""
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.WARNING)
        bm25 = bm25s.BM25(k1=1.5, b=0.75, method="lucene")
        # an index without a single word would have no matrix: a word that no question holds keeps it valid
        bm25.index([stems(text) or ["\0"] for text in texts], show_progress=False, leave_progress=False)
        columns = Columns(**{name: np.asarray(bm25.scores[name]) for name in COLUMN_FILES})
        return cls(columns, {str(word): int(number) for word, number in bm25.vocab_dict.items()}, len(texts))

    def scores(self, question: str) -> Scores:
        """The bm25 of each text, float32 of shape (size,); 0 where no word is shared.

        >>> index = LexicalIndex.build(["a pilot", "a tender", "pilots pilot"])
        >>> [f"{s:.2f}" for s in index.scores("the pilots")]
        ['0.21', '0.00', '0.23']
        """
        scores = np.zeros(self.size, np.float32)
        for stem in stems(question):
            if (column := self.vocabulary.get(stem)) is not None:
                texts, values = self._columns.of(column)
                scores[texts] += values
        return scores

    @property
    def counts(self) -> WordCounts:
        """How often each word is held, without the scores."""
        return WordCounts(self.vocabulary, self._columns.indptr, self.size)

    def columns(self) -> Iterator[tuple[str, npt.NDArray[np.int32], Scores]]:
        """Every stem with the numbers of the texts that hold it and its score in each."""
        for stem, column in self.vocabulary.items():
            if stem:  # bm25s counts an empty word in, which has no column
                yield stem, *self._columns.of(column)

    def save(self, folder: Path) -> None:
        """Write the index below `folder`."""
        folder.mkdir(parents=True)
        for name in COLUMN_FILES:
            np.save(folder / f"{name}.npy", getattr(self._columns, name))
        (folder / "vocabulary.json").write_text(json.dumps(self.vocabulary))

    @classmethod
    def load(cls, folder: Path, size: int) -> "LexicalIndex":
        """Read what `save` wrote.

        Raises:
            IndexBroken: a file is missing or damaged.
        """
        try:
            columns = Columns(**{name: np.load(folder / f"{name}.npy") for name in COLUMN_FILES})
            return cls(columns, json.loads((folder / "vocabulary.json").read_text()), size)
        except (OSError, ValueError) as error:
            raise IndexBroken(
                f"the word index in {folder} is damaged ({error}); run: psp index --force"
            ) from error
