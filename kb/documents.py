"""The corpus as typed data: documents of passages of blocks of cited sentences."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass

from kb.strict import Day, DocumentId, Line, Moment, Slug, Strict
from kb.taxonomy import (
    Abbreviation,
    Aspect,
    Compared,
    Examples,
    Fact,
    Move,
    Name,
    Outside,
    Pair,
    Premise,
    Spelling,
    Term,
    Thing,
)

Kind = Literal["lesson", "pilot", "process", "role", "law", "support", "method"]
FOLDERS: dict[str, Kind] = {
    "lessons": "lesson",
    "pilots": "pilot",
    "process": "process",
    "roles": "role",
    "law": "law",
    "support": "support",
    "methods": "method",
}
Verdict = Literal["yes", "no", "depends"]
MarkKind = Literal["law", "status", "contested", "self-reported"]
SourceKind = Literal[
    "evaluation", "research", "report", "law", "guidance", "policy", "legal-briefing", "briefing", "news",
    "opinion", "web-page", "self-report", "method", "instrument", "notice", "editorial",
]  # fmt: skip
# Of these kinds there are tens of thousands: without a dictionary and a set each, a server is 20 MB smaller.
_PART = ConfigDict(extra="forbid")


class Source(Strict):
    """A published work of the bibliography."""

    id: Slug
    title: Line
    publisher: Line
    year: int | Literal["undated"]
    url: str | None
    kind: SourceKind
    read: Literal["full", "excerpt"]
    licence: str
    accessed: Moment
    note: str = ""


@dataclass(config=_PART, frozen=True, slots=True)
class Citation:
    """Where a sentence comes from: a source, a place in it, and the facts it rests on."""

    source: str
    locator: str
    facts: tuple[str, ...] = ()


@dataclass(config=_PART, frozen=True, slots=True)
class Mark:
    """A caution on a block: law or status with the date it was true, contested, or self-reported."""

    kind: MarkKind
    date: str | None = None


@dataclass(config=_PART, frozen=True, slots=True)
class Sentence:
    """One sentence of the corpus, plain text, with the citations that cover it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(config=_PART, frozen=True, slots=True)
class Item:
    """A paragraph or one item of a list: where it stands, what it says, what to beware of."""

    line: int
    sentences: tuple[Sentence, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """The sentences joined, without citations."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(config=_PART, frozen=True, slots=True)
class Block:
    """A paragraph (one item) or a list (its items, in order) with the line that leads in to it."""

    kind: Literal["paragraph", "list"]
    items: tuple[Item, ...]
    ordered: bool = False
    lead: Item | None = None


@dataclass(config=_PART, frozen=True, slots=True)
class Passage:
    """A section of a document: the unit that is embedded, ranked and cited."""

    id: str
    document_id: str
    heading: str
    line_start: int
    line_end: int
    blocks: tuple[Block, ...]

    @property
    def items(self) -> Iterator[Item]:
        """Every paragraph and list item in reading order."""
        for block in self.blocks:
            if block.lead:
                yield block.lead
            yield from block.items

    @property
    def short(self) -> Item | None:
        """The reviewed short answer: its first paragraph; none where it opens with a list."""
        first = self.blocks[0] if self.blocks else None
        return first.items[0] if first and first.kind == "paragraph" else None

    @property
    def cited(self) -> set[str]:
        """The ids of the sources that its sentences cite."""
        return {c.source for item in self.items for s in item.sentences for c in s.citations}

    @property
    def text(self) -> str:
        """What it says, as plain text without citations, a space between items."""
        return " ".join(item.text for item in self.items)


@dataclass(config=_PART, frozen=True, slots=True)
class Variant:
    """A question as people ask it, the passage that answers it, and whether it says yes, no or depends."""

    question: str
    passage_id: str
    verdict: Verdict | None = None


class FrontMatter(Strict):
    """The head of a document; see corpus/README.md for the contract."""

    id: DocumentId
    kind: Kind
    title: Annotated[str, StringConstraints(min_length=3, max_length=120)]
    summary: Annotated[str, StringConstraints(min_length=10, max_length=200)]
    stage: Annotated[tuple[Slug, ...], Field(min_length=1)]
    themes: Annotated[tuple[Slug, ...], Field(min_length=1)]
    barriers: tuple[Slug, ...] = ()
    mitigations: tuple[Slug, ...] = ()
    asked_as: Annotated[tuple[Line, ...], Field(min_length=4)]
    evidence: tuple[DocumentId, ...] = ()
    reviewed: Day
    review_by: Day
    status: Literal["reviewed", "draft"] = "reviewed"
    as_of: Moment | None = None
    supersedes: tuple[DocumentId, ...] = ()


class Document(Strict):
    """A document of the corpus: its front matter, its passages and how people ask for them."""

    front: FrontMatter
    path: str
    passages: tuple[Passage, ...]
    variants: tuple[Variant, ...] = ()

    @property
    def id(self) -> str:
        """The document id, `<folder>/<name>`."""
        return self.front.id

    @property
    def cited(self) -> set[str]:
        """The ids of the sources that its sentences cite."""
        return {source for passage in self.passages for source in passage.cited}


class Corpus(Strict):
    """Everything that was read: documents, sources, facts and the plain taxonomies."""

    documents: tuple[Document, ...]
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]
    stages: tuple[Term, ...]
    themes: tuple[Term, ...]
    roles: tuple[Term, ...]
    names: tuple[Name, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    outside: tuple[Outside, ...] = ()
    compared: tuple[Compared, ...] = ()
    pairs: tuple[Pair, ...] = ()
    premises: tuple[Premise, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    moves: tuple[Move, ...] = ()
    things: tuple[Thing, ...] = ()
    examples: tuple[Examples, ...] = ()
    typed: tuple[Variant, ...] = ()
    barriers: tuple[dict[str, object], ...] = ()
    mitigations: tuple[dict[str, object], ...] = ()
    version: str

    @property
    def passages(self) -> Iterator[Passage]:
        """Every passage of every document, in order of path."""
        for document in self.documents:
            yield from document.passages

    @property
    def judged(self) -> tuple[Variant, ...]:
        """The asked-as questions that carry a verdict, in order of path, then the typed ones that do."""
        asked = (v for document in self.documents for v in document.variants)
        return tuple(v for v in (*asked, *self.typed) if v.verdict)
