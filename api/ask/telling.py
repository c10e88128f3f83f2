"""How near what somebody tells is to each barrier: in meaning, and in the words that people tell it in.

The embedding model sees what a story is about and misses the one word that settles it ("TUPE", "referrals",
"baseline"); counted words see only those. Both look at the same texts: how people tell of a barrier, and its
title, summary and signs.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kb.embedding import Vectors
from kb.index import Index, told_of
from kb.lexical import stems

Nearness = npt.NDArray[np.float32]
_BEST = 3  # ways of telling that are averaged beside the best one: one alone may be near by chance
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, eq=False)
class Telling:
    """What is told of barrier i: `texts[i]`, and `rows[i]`, float32 of shape (texts, width)."""

    texts: tuple[tuple[str, ...], ...]
    rows: tuple[Vectors, ...]

    @classmethod
    def of(cls, index: Index) -> "Telling":
        """What the corpus of `index` tells of its barriers, in their order."""
        barriers = index.corpus.barriers
        rows = tuple(index.noticed.rows_of(number) for number in range(len(barriers)))
        return cls(tuple(told_of(barrier) for barrier in barriers), rows)

    def without(self, question: Vectors, nearer_than: float) -> "Telling":
        """The same without ways of telling whose cosine to `question` is higher, as an example would meet it.

        >>> telling = Telling((("a pilot", "a tender"),), (np.eye(2, dtype=np.float32),))
        >>> telling.without(np.array([1.0, 0.0], np.float32), 0.9).texts
        (('a tender',),)
        """
        kept = [np.flatnonzero(rows @ question <= nearer_than) for rows in self.rows]
        texts = tuple(tuple(texts[i] for i in keep) for texts, keep in zip(self.texts, kept, strict=True))
        return Telling(texts, tuple(rows[keep] for rows, keep in zip(self.rows, kept, strict=True)))

    def warm(self) -> None:
        """Count the words now, so that no visitor pays for it."""
        _ = self._held, self._share

    def meaning(self, questions: Sequence[Vectors]) -> Nearness:
        """Mean over `questions` of the best cosine and of the mean of the three best, shape (barriers,).

        >>> telling = Telling((("a pilot",),), (np.array([[0.0, 1.0]], np.float32),))
        >>> float(telling.meaning([np.array([0.0, 1.0], np.float32)])[0])
        1.0
        """
        if not self.rows:
            return np.zeros(0, np.float32)
        asked = np.stack(questions, axis=1)
        ordered = [-np.sort(-(rows @ asked), axis=0) for rows in self.rows]
        near = [(_mean(best[0]) + _mean(best[:_BEST])) / 2 for best in ordered]
        return np.array(near, np.float32)

    def words(self, question: str) -> Nearness:
        """BM25 of all that is told of each barrier, shape (barriers,); a word counts once a way of telling.

        >>> telling = Telling((("no referrals", "few referrals"), ("no money",)), ())
        >>> [f"{score:.2f}" for score in telling.words("where are the referrals")]
        ['0.87', '0.00']
        """
        scores = np.zeros(len(self.texts), np.float32)
        for stem in dict.fromkeys(stems(question)):
            held = self._held.get(stem)
            if held is None:
                continue
            holding = int((held > 0).sum())
            idf = math.log(1 + (len(held) - holding + 0.5) / (holding + 0.5))
            scores += np.float32(idf) * held * (_K1 + 1) / (held + _K1 * self._share)
        return scores

    @cached_property
    def _held(self) -> dict[str, Nearness]:
        """In how many ways of telling of each barrier a word stands, by its stem."""
        held: dict[str, Nearness] = {}
        for number, texts in enumerate(self.texts):
            for stem in (stem for text in texts for stem in set(stems(text))):
                held.setdefault(stem, np.zeros(len(self.texts), np.float32))[number] += 1
        return held

    @cached_property
    def _share(self) -> Nearness:
        """The length of each barrier's texts as BM25 takes it into account."""
        held = sum(self._held.values(), np.zeros(len(self.texts), np.float32))
        lengths = np.maximum(1, held).astype(np.float32)
        return np.asarray(1 - _B + _B * lengths / lengths.mean(), np.float32)


def _mean(values: Nearness) -> np.float32:
    """As `values.mean()`, to the last bit, in half the time."""
    return np.float32(np.add.reduce(values, axis=None) / values.size)
