"""Fits the two answerability models on the tuning half of our own sets (`api.evaluation.learning` runs it).

Scope: answerable and unanswerable questions of the subject against questions of other domains. Answer:
answerable questions whose passage was found against unanswerable ones of the same subject, those among them
to which the guide only has to say that the sources are silent. Questions whose passage was not found, or of
which a part alone is answered, teach neither. L2-regularised logistic regression (C 0.3) on standardised
features, every feature free in its sign: holding signs fixed cost a quarter of the refusals at the same share
kept. The thresholds keep a set share of the answerable questions in five-fold cross-validation on the tuning
half; the test half only reports. Needs scikit-learn, which the extra `dev` installs.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from api.ask.answerable import Logistic
from api.ask.features import NAMES, features
from api.ask.form import form_of
from api.ask.pipeline import Asker
from api.evaluation.judged import Judged, read_judged
from api.evaluation.sets import Item, of_split, read_readers, read_set
from kb.documents import Document
from kb.variants import as_asked

REGULARISATION = 0.3
SCOPE_THRESHOLD = 0.94
# the share of answerable questions that the thresholds keep; lines that are only likely near are marked so
KEPT, KEPT_WHERE_MISSING = 0.97, 0.95
FOLDS = 5
BINS = 10
Rows = list[dict[str, float]]
Reals = npt.NDArray[np.float64]


def seen(asker: Asker, items: Sequence[Item]) -> Rows:
    """Features of each question."""
    return [row for row, _ in sought(asker, items)]


def sought(asker: Asker, items: Sequence[Item]) -> Iterator[tuple[dict[str, float], bool]]:
    """Features of each question, and whether an answering passage is among the first three."""
    for item in items:
        found = asker.found(item.question)
        near = [hit.shelf.passage.id for hit in found.hits[:3]]
        yield (
            features(found, asker.knowledge),
            any(item.relevance.get(name, 0) >= 2 for name in near),
        )


def judged_rows(
    documents: Sequence[Document], asker_for: Callable[[str], Asker], judged: Sequence[Judged]
) -> Iterator[tuple[dict[str, float], bool | None]]:
    """Features of each judged question, and whether it is answered by one of the first three; None if that
    teaches nothing. Questions that have become asked-as ones are left out: they are found too easily.
    `asker_for` gives an asker that does not know the question.
    """
    asked = {as_asked(variant.question) for document in documents for variant in document.variants}
    for one in judged:
        if as_asked(one.question) not in asked:
            asker = asker_for(one.question)
            found = asker.found(one.question)
            near = [hit.shelf.passage.id for hit in found.hits[:3]]
            yield features(found, asker.knowledge), _answered(one, near)


def _answered(one: Judged, near: Sequence[str]) -> bool | None:
    """As above; a first passage that is newer than the judgement may answer, so that nothing is known."""
    if set(near) & set(one.full):
        return not one.gap
    known = {*one.full, *one.part, *one.beside}
    silent = one.gap or not (one.full or one.part)
    return False if silent and near and near[0] in known else None


def fit(yes: Rows, no: Rows, threshold: float) -> Logistic:
    """A logistic model that tells `yes` from `no`."""
    table, labels = _table(yes, no)
    means, scales = table.mean(axis=0), table.std(axis=0)
    scales[scales == 0] = 1.0
    model = _regression().fit((table - means) / scales, labels)

    def named(values: Any) -> dict[str, float]:
        return {name: round(float(value), 4) for name, value in zip(NAMES, values, strict=True)}

    return Logistic(
        round(float(model.intercept_[0]), 4), named(model.coef_[0]), named(means), named(scales), threshold
    )


def thresholds(yes: Rows, no: Rows) -> tuple[float, float]:
    """The probability asked of an answer, and that asked where the kind of thing asked for is missing.

    Each keeps its share of the answerable questions, judged by models that did not see them.
    """
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    table, labels = _table(yes, no)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=1)
    model = make_pipeline(StandardScaler(), _regression())
    judged: Reals = cross_val_predict(model, table, labels, cv=folds, method="predict_proba")[: len(yes), 1]
    missing = np.array([row["sharp_missing"] > 0 for row in yes])
    plain = _lowest(judged[~missing], 1 - KEPT)
    enough = missing.sum() >= 2 * BINS
    strict = _lowest(judged[missing], 1 - KEPT_WHERE_MISSING) if enough else plain
    return round(plain, 3), round(max(plain, strict), 3)


def _lowest(values: Reals, share: float) -> float:
    """The value below which `share` of them lies."""
    return float(np.sort(values)[int(share * len(values))])


def _regression() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=REGULARISATION, max_iter=5000)


def _table(yes: Rows, no: Rows) -> tuple[Reals, list[int]]:
    table = np.array([[row[name] for name in NAMES] for row in (*yes, *no)], np.float64)
    return table, [1] * len(yes) + [0] * len(no)


def reliability(model: Logistic, yes: Rows, no: Rows) -> list[dict[str, float]]:
    """For ten bins of predicted probability: how many, the mean prediction and the share that was true."""
    pairs = [(model.probability(row), label) for rows, label in ((yes, 1), (no, 0)) for row in rows]
    bins = []
    for number in range(BINS):
        inside = [
            (p, y)
            for p, y in pairs
            if number / BINS <= p < (number + 1) / BINS or (p == 1 and number == BINS - 1)
        ]
        if inside:
            p, y = (sum(values) / len(inside) for values in zip(*inside, strict=True))
            bins.append(
                {"bin": number / BINS, "n": len(inside), "predicted": round(p, 3), "true": round(y, 3)}
            )
    return bins


def calibration_error(bins: Sequence[dict[str, float]]) -> float | None:
    """Expected calibration error: mean gap of prediction and truth by bin size (Naeini et al. 2015)."""
    total = sum(row["n"] for row in bins)
    return (
        round(sum(row["n"] * abs(row["predicted"] - row["true"]) for row in bins) / total, 4)
        if total
        else None
    )


def train(
    asker: Asker, folder: Path, asker_for: Callable[[str], Asker]
) -> tuple[dict[str, Logistic], dict[str, Any]]:
    """Both models from the tuning half of `folder`, and what the test half says of them.

    `asker_for` gives for a typed question an asker that does not know it.
    """
    sets = {name: read_set(folder, name) for name in ("queries", "unanswerable", "out-of-scope")}
    tune = {name: of_split(items, "tune") for name, items in sets.items()}
    test = {name: seen(asker, of_split(items, "test")) for name, items in sets.items()}
    written = of_split(read_readers(folder), "tune")
    queries = list(sought(asker, tune["queries"]))
    known = [row for row, answered in queries if answered] + seen(asker, _plain(written, "answerable"))
    unknown = seen(asker, [*tune["unanswerable"], *_plain(written, "unanswerable")])
    # what the re-ranker has learned it reads too surely: only those put apart teach what a reading is worth
    judged = [one for one in read_judged(folder, "tune") if one.ours and one.apart]
    typed = list(judged_rows(asker.knowledge.index.corpus.documents, asker_for, judged))
    known += [row for row, answered in typed if answered]
    unknown += [row for row, answered in typed if answered is False]
    scope = fit(
        [*(row for row, _ in queries), *known, *unknown],
        seen(asker, [*tune["out-of-scope"], *_plain(written, "out_of_scope")]),
        SCOPE_THRESHOLD,
    )
    needed, needed_where_missing = thresholds(known, unknown)
    answer = fit(known, unknown, needed)
    bins = {
        "scope": reliability(scope, [*test["queries"], *test["unanswerable"]], test["out-of-scope"]),
        "answer": reliability(answer, test["queries"], test["unanswerable"]),
    }
    report = {
        "type_missing_threshold": needed_where_missing,
        "single_cosine_baseline": _single_threshold(test),
        **{
            name: {"calibration_error": calibration_error(rows), "reliability": rows}
            for name, rows in bins.items()
        },
    }
    return {"scope": scope, "answer": answer}, report


def _plain(items: Sequence[Item], kind: str) -> list[Item]:
    """Questions of one kind that are judged by their passages: no stories of trouble, no several in one."""
    return [item for item in items if item.expected == kind and form_of(item.question) != "problem"]


def _single_threshold(test: dict[str, Rows]) -> dict[str, float]:
    """What one cosine threshold that keeps 95 % of the answerable questions would refuse."""
    limit = float(np.quantile([row["cosine"] for row in test["queries"]], 0.05))
    return {
        f"{name} refused": round(sum(row["cosine"] < limit for row in test[name]) / len(test[name]), 3)
        for name in ("unanswerable", "out-of-scope")
    }
