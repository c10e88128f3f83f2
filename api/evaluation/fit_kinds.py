"""Fits the linear model of kinds of question (`api.ask.kinds`) to the reviewed examples of the corpus.

Multinomial logistic regression, L2-regularised. Asked-as questions outnumber the examples by far, so every
kind is weighted as if it had the same number, the subject's own counting four times. Needs scikit-learn, from
the extra `dev`.
"""

import numpy as np

from api.ask.kinds import KINDS, Kinds
from kb.documents import Corpus
from kb.embedding import Embedder, Vectors
from kb.errors import CorpusError
from kb.learned_from import questions_by_kind

REGULARISATION = 10.0
OWN_SHARE = 4.0  # the weight of the subject's own questions, where each other kind weighs one


def examples_of(corpus: Corpus) -> dict[str, list[str]]:
    """The questions of each kind; those of the subject are the asked-as questions and its look-alikes."""
    return {kind: [] for kind in KINDS} | questions_by_kind(corpus)


def fit_kinds(examples: dict[str, list[str]], embedder: Embedder) -> Kinds:
    """The weights that tell the kinds of `examples` apart."""
    vectors = {kind: embedder.embed(questions) for kind, questions in examples.items() if questions}
    return fit_vectors(vectors)


def fit_vectors(vectors: dict[str, Vectors], c: float = REGULARISATION, own: float = OWN_SHARE) -> Kinds:
    """The same from vectors, each of shape (questions, width).

    Raises:
        CorpusError: there are questions of fewer than two kinds.
    """
    from sklearn.linear_model import LogisticRegression

    present = [kind for kind in KINDS if kind in vectors]
    if len(present) < 2:
        raise CorpusError(
            f"nothing to tell apart: the corpus has questions of {' '.join(present) or 'no kind'} only; "
            "add some to taxonomy/refused.yml, taxonomy/unanswered.yml or taxonomy/outside.yml"
        )
    labels = np.concatenate([np.full(len(vectors[kind]), kind) for kind in present])
    weights = np.concatenate([_weights(kind, len(vectors[kind]), own) for kind in present])
    table = np.concatenate([vectors[kind] for kind in present])
    model = LogisticRegression(C=c, max_iter=3000).fit(table, labels, sample_weight=weights)
    rows = {str(kind): number for number, kind in enumerate(model.classes_)}
    coefficients, intercepts = model.coef_, model.intercept_
    if len(rows) == 2:  # of two classes scikit-learn keeps one row, the difference between them
        coefficients = np.concatenate([-coefficients, coefficients]) / 2
        intercepts = np.concatenate([-intercepts, intercepts]) / 2
    return Kinds(
        np.stack([_row(coefficients, rows, kind) for kind in KINDS]).astype(np.float32),
        np.array([intercepts[rows[k]] if k in rows else -1e4 for k in KINDS], np.float32),
    )


def _weights(kind: str, count: int, own: float) -> Vectors:
    each = 500.0 * (own if kind == "ordinary" else 1.0) / count
    return np.full(count, each, np.float32)


def _row(coefficients: Vectors, rows: dict[str, int], kind: str) -> Vectors:
    """A kind without examples never wins."""
    return coefficients[rows[kind]] if kind in rows else np.zeros(coefficients.shape[1], np.float32)
