"""What the asked-as questions taught: a linear map that moves a question nearer to passages that answer it.

The embedding model knows English, not how councils and charities word things. Each asked-as question says
which passage it belongs to, so a matrix added to the question's vector can be fitted to thousands of them.
Passages keep their vectors; another corpus has its own map or none, and a map fitted for another model is
not used. Reasons and figures: `docs/adr/0058-a-question-map-learned-from-asked-as.md`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kb.embedding import Vectors
from kb.learned import read_arrays, write_arrays

_NAME = "question-map"


@dataclass(frozen=True, eq=False)
class QuestionMap:
    """A square matrix, float32 of shape (width, width)."""

    matrix: Vectors

    def apply(self, question: Vectors) -> Vectors:
        """The unit vector of `question` moved by the matrix, float32 of shape (width,).

        >>> turned = QuestionMap(np.array([[0.0, 1.0], [0.0, 0.0]], np.float32))
        >>> [f"{value:.2f}" for value in turned.apply(np.array([1.0, 0.0], np.float32))]
        ['0.71', '0.71']
        """
        moved = question + question @ self.matrix
        unit: Vectors = moved / np.linalg.norm(moved)
        return unit

    def write(self, corpus_dir: Path, model: str, examples: Iterable[str] = ()) -> Path:
        """Keep the map with the corpus, and a mark of each example that it was learned from."""
        return write_arrays(corpus_dir, _NAME, model, {"matrix": self.matrix}, examples)


def read_map(corpus_dir: Path, model: str) -> QuestionMap | None:
    """The map that belongs to the corpus in `corpus_dir`, or None if it has none for this model.

    Raises:
        ModelError: the file is there and cannot be read.
    """
    found = read_arrays(corpus_dir, _NAME, model, {"matrix": ("width", "width")})
    return QuestionMap(found["matrix"]) if found else None
