"""What no source tells, gathered by a query: sections whose heading or short answer says so of itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from api.frame.marking import passage_address
from api.views.words import KIND_PLURALS
from kb.documents import Document, Passage

# that something is left unsaid; a rule that no source sets ("no source forbids it") is another matter
_UNTOLD = re.compile(
    r"\bno (?:\w+ ){0,2}sources?(?: that we read| of ours)?,? (?:\w+ly )?"
    r"(?!forbid|ask|require|oblige|need|prescribe|support|set)\w+|"
    r"\b(?:the|our|these|those|what) (?:\w+ ){0,3}(?:sources|documents|texts|reports?|notice) "
    r"(?:\w+ )?(?:do|does|did) not\b|\bin no source\b|\bnot (?:known|told)\b|"
    r"\bno [\w' ,-]{3,60}\b(?:was|were) found\b|"
    r"\b(?:has|have) not been shown\b|\bcould not be (?:read|found)\b",
    re.IGNORECASE,
)
_HEADED = re.compile(r"\b(?:not (?:known|say)|leaves? open|left open)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Unknown:
    """A section that says what is not known: its address, what it was asked, and what it answers."""

    address: str
    heading: str
    text: str


@dataclass(frozen=True)
class UnknownIn:
    """The sections of one document that say so."""

    document: Document
    sections: tuple[Unknown, ...]


@dataclass(frozen=True)
class UnknownOf:
    """The documents of one kind, and how many sections they have between them."""

    name: str
    documents: tuple[UnknownIn, ...]
    count: int


def says_untold(text: str) -> bool:
    """Whether a sentence says that something is told by no source.

    >>> says_untold("No source that we read gives hours."), says_untold("What it cost is not known.")
    (True, True)
    >>> says_untold("No source forbids planning."), says_untold("Ask what was missing.")
    (False, False)
    """
    return bool(_UNTOLD.search(text))


def unknown_in(document: Document) -> UnknownIn:
    """The sections of a document whose heading or short answer says that no source tells."""
    told = (_unknown(passage) for passage in document.passages)
    return UnknownIn(document, tuple(one for one in told if one))


def _unknown(passage: Passage) -> Unknown | None:
    sentences = passage.short.sentences if passage.short else ()
    if not _HEADED.search(passage.heading) and not any(says_untold(one.text) for one in sentences):
        return None
    text = " ".join(sentence.text for sentence in sentences)
    return Unknown(passage_address(passage.id), passage.heading, text)


def unknown_by_kind(documents: Iterable[Document]) -> tuple[UnknownOf, ...]:
    """All that `documents` say is not known, by kind; kinds and documents without any are left out."""
    found = [one for one in map(unknown_in, documents) if one.sections]
    kinds = dict.fromkeys(one.document.front.kind for one in found)
    return tuple(
        UnknownOf(
            KIND_PLURALS[kind],
            tuple(own := [one for one in found if one.document.front.kind == kind]),
            sum(len(one.sections) for one in own),
        )
        for kind in sorted(kinds, key=list(KIND_PLURALS).index)
    )


def most_unknown(documents: Iterable[Document], most: int) -> tuple[Document, ...]:
    """The documents that say most often what is not known, at most `most`."""
    found = [one for one in map(unknown_in, documents) if one.sections]
    found.sort(key=lambda one: (-len(one.sections), one.document.front.title))
    return tuple(one.document for one in found[:most])
