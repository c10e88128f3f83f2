"""The support check: no statement leaves that its own citations do not carry.

An extractive statement has to stand word for word in a quote. A re-worded one has to be a controlled edit
of one sentence: every number, name, negation, modal word, bound, condition and hedge kept and none added, no
new content word, nobody's part exchanged, and close in meaning by the embedding. The thresholds are in
`data/support.json`, measured by `python -m api.evaluation.support_tuning`.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Annotated, Protocol

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from api.ask.names import Names
from api.ask.reply import CitationRef, Statement
from api.ask.support_edit import Edit, compare
from api.ask.support_words import tokens, words
from kb.embedding import Vectors

_BREAK = re.compile(r"(?<=[.!?:;])\s+(?=[A-Z\"“'0-9])")
_PLAIN = re.compile(r"[A-Za-z0-9 ,.;:'’\"“”()%£€–-]*")
_END = ".:;!?"
Share = Annotated[float, Field(ge=0, le=1)]


class Thresholds(BaseModel):
    """Measured bounds on a re-wording; each from 0 to 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min_cosine: Share  # of statement and sentence
    min_kept: Share  # share of the sentence's words that the statement keeps
    max_new: Share  # share of the statement's words that the sentence does not have

    @classmethod
    def load(cls) -> "Thresholds":
        """The reviewed thresholds."""
        file = resources.files("api.ask") / "data/support.json"
        return cls.model_validate(json.loads(file.read_text("utf-8")))


class OneEmbedder(Protocol):
    """Anything that embeds one text alone."""

    def embed_one(self, text: str) -> Vectors:
        """The unit vector of `text`, shape (width,)."""
        ...


@dataclass(frozen=True)
class Verdict:
    """Whether a statement is supported; if not, the first thing that is wrong with it."""

    supported: bool
    why: str = ""


@dataclass
class Support:
    """Holds statements against the sentences they claim to rest on."""

    embedder: OneEmbedder
    names: Names
    thresholds: Thresholds = field(default_factory=Thresholds.load)

    def check(self, text: str, quotes: Sequence[str]) -> Verdict:
        """Whether one sentence of `quotes` carries `text`; a mix of two is not carried."""
        if any(stands_in(text, quote) for quote in quotes):
            return Verdict(True)
        verdict = Verdict(False, "no quote")
        for sentence in (s for quote in quotes for s in _BREAK.split(quote)):
            verdict = self.judge(text, sentence)
            if verdict.supported:
                return verdict
        return verdict

    def judge(self, text: str, sentence: str) -> Verdict:
        """Whether `sentence` alone carries `text`."""
        why = self.fault(text, sentence)
        if not why and self.cosine(text, sentence) < self.thresholds.min_cosine:
            why = "similarity"
        return Verdict(not why, why)

    def fault(self, text: str, sentence: str) -> str:
        """What the rules have against `text`, or nothing; the embedding is not asked."""
        why = _form(text, sentence)
        if why or text == sentence:
            return why
        if set(self.names.found_in(text)) != set(self.names.found_in(sentence)):
            return "name"
        fault = self._edit_fault(compare(tokens(text), tokens(sentence)))
        # what holds of a partnership need not hold of the partnership
        return fault or ("scope" if _articles(text) != _articles(sentence) else "")

    def cosine(self, text: str, sentence: str) -> float:
        """How close in meaning the two are, by the embedding."""
        return float(np.dot(self.embedder.embed_one(text), self.embedder.embed_one(sentence)))

    def _edit_fault(self, edit: Edit) -> str:
        for token in (*edit.added, *edit.lost):
            if token.critical:
                return token.kind
        if edit.new_share > self.thresholds.max_new:
            return "new word"
        if edit.kept_share < self.thresholds.min_kept:
            return "lost word"
        return "order" if edit.moved else ""


def _articles(text: str) -> Counter[str]:
    found = [token.raw.lower() for token in tokens(text)]
    return Counter("a" if word == "an" else word for word in found if word in ("a", "an", "the"))


def _form(text: str, sentence: str) -> str:
    """One plain line in the signs of the sentence, begun and ended as it is; no markup or hidden signs."""
    allowed = set(sentence)
    strange = any(char not in allowed and not _PLAIN.fullmatch(char) for char in text)
    ends = [part[-1:] if part[-1:] in _END else "" for part in (text, sentence)]
    begun = text[:1].islower() and sentence[:1].isupper()
    if strange or begun or ends[0] != ends[1] or not tokens(text):
        return "form"
    return "form" if len(_BREAK.split(text)) > len(_BREAK.split(sentence)) else ""


def faults() -> tuple[str, ...]:
    """Every `why` that a verdict of `Support.judge` can carry."""
    return ("form", "name", "number", *words().critical, "new word", "lost word", "order", "similarity")


def stands_in(statement: str, quote: str) -> bool:
    """Whether `statement` stands in `quote` word for word.

    >>> stands_in("It ran.", "It ran. It ended."), stands_in("ran", "ranked, ran"), stands_in("ran", "rank")
    (True, True, False)
    """
    start = quote.find(statement) if statement else -1
    while start >= 0:
        around = quote[max(0, start - 1) : start], quote[start + len(statement) :][:1]
        if not any(char.isalnum() for char in around):
            return True
        start = quote.find(statement, start + 1)
    return False


def word_for_word(said: Sequence[Statement], citations: Sequence[CitationRef]) -> list[Statement]:
    """The statements that stand word for word in a quote of their own citations, the others dropped."""
    quotes = {citation.number: citation.quote for citation in citations}
    return [s for s in said if any(stands_in(s.text, quotes.get(number, "")) for number in s.citations)]
