"""Sentences of different documents that speak of the same and of which one denies: for a person to read.

A pair is no fault by itself: "Edinburgh formed no consortium" and "the two others formed one" are both true.
The list only makes sure that somebody has looked at each pair.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from kb.documents import Corpus

DENIES = re.compile(
    r"\b(?:no|not|none|never|nobody|nothing|neither|nor|cannot|without|forbids?|forbidden)\b", re.IGNORECASE
)
_WORD = re.compile(r"[a-z£0-9][a-z0-9,.%'-]*[a-z0-9%]")
_FEWEST = 4  # words beside the commonest, below which two sentences share too little to be about the same
_COMMON = 0.05  # share of sentences that hold a word, from which on it does not tell what they are about
_NEAREST = 40  # sentences looked at for each that denies


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences, each with its passage's id, and the share of all their words that both hold (0 to 1)."""

    shared: float
    says: tuple[str, str]
    denies: tuple[str, str]


def opposites(corpus: Corpus, least: float) -> list[Pair]:
    """The pairs that share at least `least` (0 to 1) of their words, the nearest first."""
    told = [
        (passage.document_id, passage.id, sentence.text)
        for passage in corpus.passages
        for item in passage.items
        for sentence in item.sentences
    ]
    words = _tell([text for _, _, text in told])
    denies = [bool(DENIES.search(text)) for _, _, text in told]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, about in enumerate(words):
        for word in about if not denies[number] else ():
            holders[word].append(number)
    found = []
    for number, about in enumerate(words):
        if not denies[number] or len(about) < _FEWEST:
            continue
        met = Counter(other for word in about for other in holders[word])
        for other, same in met.most_common(_NEAREST):
            shared = same / len(about | words[other])
            if shared >= least and told[other][0] != told[number][0]:
                found.append(Pair(shared, told[other][1:], told[number][1:]))
    return sorted(found, key=lambda pair: (-pair.shared, pair.says, pair.denies))


def _tell(texts: list[str]) -> list[frozenset[str]]:
    """The words of each text that tell what it is about: those that deny and the commonest are left out."""
    found = [frozenset(_WORD.findall(DENIES.sub(" ", text.lower()))) for text in texts]
    often = Counter(word for words in found for word in words)
    idle = {word for word, times in often.items() if times > max(_COMMON * len(texts), 2)}
    return [words - idle for words in found]
