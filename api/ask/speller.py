"""Correcting typing slips towards words that the corpus often uses."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from kb.lexical import STOP_WORDS, stems, words

_OFTEN, _LONG, _SHORT_ING, _SHORT_SLIP = 30, 9, 6, 3
_ENDINGS = ("s", "es", "ed", "ing", "ly", "er")


@dataclass(frozen=True)
class Speller:
    """Corrects words that neither corpus nor general English knows, towards frequent words of the corpus."""

    counts: Mapping[str, int]
    english: frozenset[str]

    @cached_property
    def _choices(self) -> dict[str, list[str]]:
        by_letter: dict[str, list[str]] = {}
        for word in sorted(self.counts):
            if len(word) > 3 and word.isalpha():
                by_letter.setdefault(word[0], []).append(word)
        return by_letter

    def correct(self, text: str) -> str:
        """`text` with misspelt words replaced by the likeliest word of the corpus, if one is near enough.

        >>> counts = {"service": 900, "serves": 2, "design": 300, "psp": 999}
        >>> Speller(counts, frozenset({"fix"})).correct("psp servis desing fixes, wasn't")
        "psp service design fixes, wasn't"
        >>> Speller({"service": 900, "redacted": 1, "react": 9}, frozenset()).correct("the service redacts")
        'the service redacts'
        >>> counts = {"design": 300, "committee": 90, "scores": 50}
        >>> speller = Speller(counts, frozenset())
        >>> speller.correct("desing comittee"), speller.correct("scones")
        ('design committee', 'scones')
        >>> Speller({"originals": 2, "idea": 90}, frozenset({"originally"})).correct("idea originaly")
        'idea originally'
        """
        if not self._is_ours(text):
            return text
        # a word with an apostrophe is a contraction or a possessive, spelt as it is meant
        return re.sub(
            r"(?<![\w'’])[A-Za-z]{4,}(?!['’]?\w)", lambda match: self._likeliest(match.group()), text
        )

    def _is_ours(self, text: str) -> bool:
        """Whether some word of it is one the corpus often uses; else "scones" would become "scores"."""
        known = [
            word for word in words(text) if word not in STOP_WORDS and self.counts.get(word, 0) >= _OFTEN
        ]
        return bool(known) or any(len(word) >= _LONG for word in words(text)) or self._slips_in_ours(text)

    def _slips_in_ours(self, text: str) -> bool:
        """Whether two words are one slip away from words that the corpus often uses: "desing comittee"."""
        slips = [word for word in words(text) if len(word) > _SHORT_SLIP and not self._knows(word)]
        near = [word for word in slips if self.counts.get(self._likeliest(word, 1), 0) >= _OFTEN]
        return len(near) > 1

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stems(" ".join((*self.counts, *self.english))))

    def _knows(self, word: str) -> bool:
        if word in self.counts or word in self.english:
            return True
        if word.endswith("ing") and len(word) <= _SHORT_ING:
            return False  # "desing" has the stem of a known word, as any three letters have
        if self._stems.issuperset(stems(word)):
            return True
        roots = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
        return any(
            root in self.english or root in self.counts or f"{root}e" in self.english for root in roots
        )

    def _likeliest(self, word: str, most: int = 2) -> str:
        lower = word.lower()
        if self._knows(lower):
            return word
        if doubled := self._with_a_letter_twice(lower):
            return doubled
        limit = 1 if len(lower) < 6 else most
        near = process.extract(
            lower,
            self._choices.get(lower[0], []),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=limit,
            limit=20,
        )
        # nobody types two letters too many
        near = [found for found in near if len(found[0]) > len(lower) - 2]
        # a slip is as likely in any word, so a word a hundred times as frequent makes up for one more slip
        best = min(near, key=lambda found: found[1] - 0.5 * math.log10(self.counts[found[0]]), default=None)
        return str(best[0]) if best else word

    def _with_a_letter_twice(self, word: str) -> str | None:
        """The one known word that `word` is with one of its letters doubled, the commonest slip of all."""
        doubled = {word[:at] + word[at] + word[at:] for at in range(1, len(word))}
        known = [one for one in doubled if one in self.counts or one in self.english]
        return known[0] if len(known) == 1 and len(word) > _SHORT_ING else None


def english_words(vocabulary: Callable[[], Mapping[str, int]]) -> frozenset[str]:
    """Whole words of the embedding model's vocabulary: common English that needs no correcting."""
    return frozenset(word for word in vocabulary() if word.isalpha() and len(word) > 2)
