"""Does a question look like one that the guide answers, or like one near it that nothing answers?

A linear model over the question's vector, learned from questions that were written in contrast (ADR 82):
half on what a document answers, half, near in wording, on what it does not. `python -m
api.evaluation.learning` fits it; what it says is one feature of the judgement whether there is an answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kb.embedding import Vectors
from kb.learned import Array, read_arrays, write_arrays

NAME = "contrast"


@dataclass(frozen=True, eq=False)
class Contrast:
    """Weights, float32 of shape (width,), and the intercept, shape (1,)."""

    weights: Array
    intercept: Array

    def unanswered(self, question: Vectors) -> float:
        """The log-odds that nothing answers, by the question alone.

        >>> import numpy as np
        >>> model = Contrast(np.array([2, 0], np.float32), np.array([-1], np.float32))
        >>> model.unanswered(np.array([1, 0], np.float32))
        1.0
        """
        return float(self.weights @ question + self.intercept[0])

    def write(self, corpus_dir: Path, model: str, examples: Iterable[str] = ()) -> Path:
        """Keep the weights with the corpus, and a mark of each example that they were learned from."""
        arrays = {"weights": self.weights, "intercept": self.intercept}
        return write_arrays(corpus_dir, NAME, model, arrays, examples)


def read_contrast(corpus_dir: Path, model: str) -> Contrast | None:
    """The weights that belong to the corpus in `corpus_dir`, or None if it has none for this model.

    Raises:
        ModelError: the file is there and cannot be read.
    """
    found = read_arrays(corpus_dir, NAME, model, {"weights": ("width",), "intercept": (1,)})
    return Contrast(found["weights"], found["intercept"]) if found else None
