"""Fits how barriers are recognised to labelled stories: `python -m api.evaluation.learning --only barriers`.

A conditional logit over the barriers and "none of them" (`api.ask.composing.recognising`). Ways of telling
that nearly repeat a story are left out while it is looked at, so that no wording flatters the fit.
It needs the index and scipy (extra `dev`), and takes a minute.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from api.ask import typed
from api.ask.composing.recognising import SIGNS, WEIGHTS_FILE, likelihood, signs_of
from api.ask.pipeline import Asker
from api.ask.retrieve import retrieve
from api.ask.telling import Nearness
from kb.errors import EvaluationError
from kb.safe_yaml import values_in

STORIES = Path("judgements/told-problems.yml")
_NEARLY_THE_SAME = 0.75  # cosine above which a way of telling repeats the story
_FOLDS, _RIDGE, _SEED = 6, 0.05, 0
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Example:
    """The signs of every barrier, float32 (barriers, signs), and which may be named, bool (barriers,)."""

    signs: Nearness
    fits: npt.NDArray[np.bool_]


def read_stories(path: Path) -> list[tuple[str, frozenset[str]]]:
    """The stories of `path`, each with the barriers that may be named.

    Raises:
        EvaluationError: an entry has other keys than `id`, `q` and `barriers`.
    """
    entries = values_in(path.read_text())
    for entry in entries:
        if set(entry) != {"id", "q", "barriers"}:
            raise EvaluationError(f"{path}: {entry.get('id')}: needs the keys id, q and barriers, no others")
    return [(str(entry["q"]), frozenset(entry["barriers"])) for entry in entries]


def examples(stories: Sequence[tuple[str, frozenset[str]]], asker: Asker) -> list[Example]:
    """What the guide sees of each story."""
    knowledge = asker.knowledge
    ids = [str(raw.get("id")) for raw in knowledge.index.corpus.barriers]
    seen = []
    for story, barriers in stories:
        found = retrieve(asker.spelt(typed.tidy(story)), knowledge)
        told = knowledge.told.without(found.plain, _NEARLY_THE_SAME)
        fits = np.array([one in barriers for one in ids])
        seen.append(Example(signs_of(found, told, knowledge, asker.graph), fits))
    return seen


def fit(seen: Sequence[Example]) -> Weights:
    """The weights under which what fits is likeliest, float64 of shape (signs,)."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    def loss(weights: Weights) -> tuple[float, Weights]:
        slope = 2 * _RIDGE * weights
        slope[0] = 0.0
        total = _RIDGE * float((weights[1:] ** 2).sum())
        for one in seen:
            likely = likelihood(one.signs, tuple(weights)).astype(np.float64)
            right = likely * one.fits if one.fits.any() else np.zeros_like(likely)
            share = float(right.sum()) if one.fits.any() else 1 - float(likely.sum())
            total -= float(np.log(max(share, 1e-9)))
            slope += one.signs.T @ (likely - right / max(float(right.sum()), 1e-9))
        return total, slope

    return np.asarray(minimize(loss, np.zeros(len(SIGNS)), jac=True, method="L-BFGS-B").x)


def held_out(seen: Sequence[Example]) -> list[tuple[float, bool]]:
    """For each story how likely the likeliest barrier is, and whether it fits, by weights from the others."""
    folds = np.random.default_rng(_SEED).integers(0, _FOLDS, len(seen))
    outcome: dict[int, tuple[float, bool]] = {}
    for fold in range(_FOLDS):
        weights = tuple(fit([one for number, one in enumerate(seen) if folds[number] != fold]))
        for number in (int(one) for one in np.flatnonzero(folds == fold)):
            likely = likelihood(seen[number].signs, weights)
            best = int(likely.argmax())
            outcome[number] = float(likely[best]), bool(seen[number].fits[best])
    return [outcome[number] for number in sorted(outcome)]


def table(outcome: Sequence[tuple[float, bool]]) -> list[str]:
    """How many are named from each likelihood on, and how many of them rightly."""
    lines = [f"{len(outcome)} stories; likeliest barrier right: {sum(right for _, right in outcome)}"]
    for floor in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        named = [right for likely, right in outcome if likely >= floor]
        lines.append(f"  from {floor}: {len(named)} named, {sum(named)} right")
    return lines


def write(weights: Weights, model: str) -> None:
    """Put the weights, learned with `model`, into `api/ask/data/barriers.json`; the bounds there stay."""
    data = json.loads(WEIGHTS_FILE.read_text())
    data["model"] = model
    data["weights"] = {name: round(float(value), 2) for name, value in zip(SIGNS, weights, strict=True)}
    WEIGHTS_FILE.write_text(json.dumps(data, indent=1) + "\n")
