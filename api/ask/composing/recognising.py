"""Which barrier a story tells of, and how likely it is that it tells of that one and not of another or none.

Each barrier is weighed by what it shares with the story (`signs_of`); that it is none of them weighs 0. The
weights are reviewed data (`data/barriers.json`), made by `python -m api.evaluation.learning --only barriers`
from stories whose barriers were labelled by hand (`corpus/judgements/told-problems.yml`).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from api.ask.knowledge import Knowledge
from api.ask.retrieve import Found
from api.ask.telling import Nearness, Telling
from graph.barriers import Barrier
from graph.build import Graph

WEIGHTS_FILE = Path(__file__).parent.parent / "data" / "barriers.json"
SIGNS = ("always", "meaning", "passages", "words", "share_of_words")
_PASSAGES = 8  # of those found, the ones that may speak for a barrier
_WORDS_SCALE = 10.0  # brings bm25 to the size of the other signs
MOST = 2


@dataclass(frozen=True)
class Recognised:
    """A barrier that a story tells of, and the probability that it does."""

    barrier: Barrier
    likely: float


@dataclass(frozen=True)
class Weights:
    """What each of `SIGNS` counts, and how likely a barrier has to be: to be named, and beside another."""

    signs: tuple[float, ...]
    named_from: float
    second_from: float


@cache
def weights() -> Weights:
    """The reviewed weights."""
    data = json.loads(WEIGHTS_FILE.read_text())
    signs = tuple(float(data["weights"][name]) for name in SIGNS)
    return Weights(signs, float(data["named_from"]), float(data["second_from"]))


def recognise(found: Found, knowledge: Knowledge, graph: Graph) -> list[Recognised]:
    """The barriers that the question tells of, the likeliest first, at most two; none if none is likely."""
    learned = weights()
    likely = likelihood(signs_of(found, knowledge.told, knowledge, graph), learned.signs)
    order = [int(number) for number in np.argsort(-likely)[:MOST]]
    floors = (learned.named_from, learned.second_from)
    named = [n for n, floor in zip(order, floors, strict=False) if likely[n] >= floor]
    ids = [str(knowledge.index.corpus.barriers[n].get("id")) for n in named]
    return [
        Recognised(barrier, float(likely[n]))
        for n, one in zip(named, ids, strict=True)
        if (barrier := graph.barriers.get(one))
    ]


def signs_of(found: Found, told: Telling, knowledge: Knowledge, graph: Graph) -> Nearness:
    """What speaks for each barrier, float32 of shape (barriers, len(SIGNS)).

    Always one; how near in meaning; how high a passage found stands that is evidence on it; the words shared
    with what is told of it, in all and as a share of what the best barrier shares.
    """
    meaning = told.meaning((found.plain, found.asked.vector))
    words = told.words(found.asked.text)
    most = float(words.max(initial=0.0))
    share = words / most if most else words
    backed = _backed((hit.shelf.passage.id for hit in found.hits[:_PASSAGES]), knowledge, graph)
    return np.stack((np.ones_like(meaning), meaning, backed, words / _WORDS_SCALE, share), axis=1)


def likelihood(signs: Nearness, counts: tuple[float, ...]) -> Nearness:
    """The probability of each barrier, shape (barriers,); what is left to one is that it is none of them.

    >>> signs = np.array([[1.0, 0.5], [1.0, 0.0]], np.float32)
    >>> [f"{value:.2f}" for value in likelihood(signs, (0.0, 2.0))]
    ['0.58', '0.21']
    """
    logits = signs @ np.array(counts, np.float32)
    odds = np.exp(np.minimum(logits, 40.0))
    return np.asarray(odds / (1.0 + odds.sum()), np.float32)


def _backed(passages: Iterable[str], knowledge: Knowledge, graph: Graph) -> Nearness:
    """One for the barriers that the first passage is evidence on, a half for those of the second, …"""
    numbers = {str(raw.get("id")): n for n, raw in enumerate(knowledge.index.corpus.barriers)}
    backed = np.zeros(len(numbers), np.float32)
    for rank, passage in enumerate(passages, start=1):
        for node in graph.barriers_of_passages([passage]):
            number = numbers[node.id]
            backed[number] = max(backed[number], 1 / rank)
    return backed
