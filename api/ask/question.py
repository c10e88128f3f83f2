"""Putting a typed question in order: controls, shouting, mistakes, abbreviations, several in one."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from kb.lexical import STOP_WORDS, words

MAX_PARTS = 3
_OFTEN, _LONG = 30, 9
_LONG_STORY_WORDS = 60
_ASKS = re.compile(
    r"^(who|what|when|where|which|why|how|is|are|can|could|do|does|did|should|must|may|will|would|has|"
    r"have)\b",
    re.I,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True)
class Speller:
    """Mends words that neither the corpus nor general English knows, towards frequent words of the corpus."""

    counts: Mapping[str, int]
    english: frozenset[str]

    @cached_property
    def _choices(self) -> dict[str, list[str]]:
        by_letter: dict[str, list[str]] = {}
        for word in sorted(self.counts):
            if len(word) > 3 and word.isalpha():
                by_letter.setdefault(word[0], []).append(word)
        return by_letter

    def mend(self, text: str) -> str:
        """`text` with misspelt words replaced by the likeliest word of the corpus, if one is near enough.

        >>> counts = {"service": 900, "serves": 2, "design": 300, "psp": 999}
        >>> Speller(counts, frozenset()).mend("psp servis desing")
        'psp service design'
        """
        if not self._is_ours(text):
            return text
        return re.sub(r"[A-Za-z]{4,}", lambda match: self._likeliest(match.group()), text)

    def _is_ours(self, text: str) -> bool:
        """Whether some word of it is one the corpus often uses; else "scones" would be mended to "scores"."""
        known = [
            word for word in words(text) if word not in STOP_WORDS and self.counts.get(word, 0) >= _OFTEN
        ]
        return bool(known) or any(len(word) >= _LONG for word in words(text))

    def _likeliest(self, word: str) -> str:
        lower = word.lower()
        if (
            lower in self.counts
            or lower in self.english
            or (lower.endswith("s") and lower[:-1] in self.english)
        ):
            return word
        limit = 1 if len(lower) < 6 else 2
        near = process.extract(
            lower,
            self._choices.get(lower[0], []),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=limit,
            limit=20,
        )
        # a slip is as likely in any word, so a word a hundred times as frequent makes up for one more slip
        best = min(near, key=lambda found: found[1] - 0.5 * math.log10(self.counts[found[0]]), default=None)
        return str(best[0]) if best else word


def tidy(text: str) -> str:
    """`text` without control and invisible characters, white space folded, SHOUTING lowered.

    >>> tidy("  HOW DO WE\\x00 START A PSP?? ")
    'how do we start a PSP?'
    """
    text = unicodedata.normalize("NFKC", text)
    text = " ".join(_CONTROL.sub(" ", text).split())
    text = re.sub(r"([?!])[?!]+", r"\1", text)
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 8 and sum(c.isupper() for c in letters) > 0.8 * len(letters):
        text = re.sub(r"\bpsp(s?)\b", lambda m: "PSP" + m.group(1), text.lower())
    return text


def expand(text: str, abbreviations: Mapping[str, str]) -> str:
    """`text` with each known abbreviation followed by what it stands for.

    >>> expand("what does the LA do", {"LA": "local authority"})
    'what does the LA (local authority) do'
    """

    def spell_out(match: re.Match[str]) -> str:
        meaning = abbreviations.get(match.group().upper())
        return (
            f"{match.group()} ({meaning})"
            if meaning and meaning.lower() not in text.lower()
            else match.group()
        )

    return re.sub(r"\b[A-Za-z]{2,5}\b", spell_out, text)


def parts(text: str) -> list[str]:
    """The separate questions of `text`, at most three; the question inside a long story.

    >>> parts("Who leads a PSP? And how long does the pilot run?")
    ['Who leads a PSP?', 'And how long does the pilot run?']
    >>> parts("We are a council. Who leads a PSP?")
    ['We are a council. Who leads a PSP?']
    """
    sentences = [s for s in re.split(r"(?<=[?!.])\s+", text) if s.strip()]
    asking = [s for s in sentences if s.endswith("?") and len(words(s)) >= 3]
    if len(asking) > 1:
        return asking[:MAX_PARTS]
    if len(words(text)) > _LONG_STORY_WORDS:
        asking = asking or [s for s in sentences if _ASKS.match(s)]
        return asking[-1:] or [" ".join(text.split()[-_LONG_STORY_WORDS:])]
    return [text]


def english_words(vocabulary: Callable[[], Mapping[str, int]]) -> frozenset[str]:
    """Whole words of the embedding model's vocabulary: common English that needs no mending."""
    return frozenset(word for word in vocabulary() if word.isalpha() and len(word) > 2)
