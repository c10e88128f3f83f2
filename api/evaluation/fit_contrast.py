"""Fits what sets unanswered questions apart from answered ones near them (`api.ask.contrast`).

Logistic regression, L2-regularised. Half of the weight of each side lies on the questions that were written
in contrast, half on the asked-as questions and on the reviewed ones that nothing answers: learned from the
first alone it knew our older test half less well. Needs scikit-learn, from the extra `dev`.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from api.ask.contrast import Contrast
from kb.documents import Corpus
from kb.embedding import Embedder, Vectors
from kb.errors import CorpusError
from kb.learned_from import Sided, contrast_examples
from kb.variants import as_asked

REGULARISATION = 10.0
MASS = 500.0  # the weight of one side's questions of one origin


@dataclass(frozen=True)
class Embedded:
    """Questions of both sides with their vectors, shape (questions, width), in the same order."""

    sided: tuple[Sided, ...]
    vectors: Vectors

    def fit(self, left_out: Callable[[str], bool] = lambda question: False) -> Contrast:
        """The weights, learned without those in contrast that are `left_out`, told as `as_asked` gives them.

        Raises:
            CorpusError: one side has no question.
        """
        from sklearn.linear_model import LogisticRegression

        kept = [
            number
            for number, one in enumerate(self.sided)
            if not (one.contrast and left_out(as_asked(one.question)))
        ]
        sided = [self.sided[number] for number in kept]
        if len({one.answered for one in sided}) < 2:
            raise CorpusError(
                "nothing to set apart: judgements/judged-questions.yml and taxonomy/unanswered.yml hold no "
                "question that nothing answers, or the corpus none that is answered"
            )
        model = LogisticRegression(C=REGULARISATION, max_iter=3000).fit(
            self.vectors[kept], [not one.answered for one in sided], sample_weight=_weights(sided)
        )
        return Contrast(model.coef_[0].astype(np.float32), model.intercept_.astype(np.float32))


def embedded(corpus: Corpus, embedder: Embedder) -> Embedded:
    """The questions of `corpus` that are learned from, ready to be fitted."""
    sided = tuple(contrast_examples(corpus))
    return Embedded(sided, embedder.embed([one.question for one in sided]))


def _weights(sided: list[Sided]) -> npt.NDArray[np.float64]:
    """Each side weighs the same, and within it those written in contrast as much as the others."""
    groups = Counter((one.answered, one.contrast) for one in sided)
    return np.array([MASS / groups[one.answered, one.contrast] for one in sided])
