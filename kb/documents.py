"""The corpus as typed data: documents of passages of blocks of cited sentences."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass

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
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
DocumentId = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]


class Strict(BaseModel):
    """Immutable data that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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


class Term(Strict):
    """An entry of a taxonomy file."""

    id: Slug
    title: Line
    summary: str = ""
    order: int = 0


class Name(Strict):
    """A named thing with the other names people use for it, and the document that describes it."""

    id: Slug
    title: Line
    also: Annotated[tuple[Line, ...], Field(min_length=1)]
    document: DocumentId


class Abbreviation(Strict):
    """A short form and what it stands for."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,6}$")]
    title: Line


class Spelling(Strict):
    """A word as some people write it, and the English word that is searched for instead."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z']+$", max_length=30)]
    title: Line


class Thing(Strict):
    """Something that a follow-up may mean by "it" or, where it is plural, by "they".

    `who` marks people and bodies, of which the same question may be asked: "and health boards?".
    """

    id: Slug
    title: Line
    plural: bool
    who: bool = False
    also: Annotated[tuple[Line, ...], Field(min_length=1)]


class Move(Strict):
    """What people say to an answer instead of asking anew, in their own words.

    `keys` are words that make the move where a follow-up holds them and nothing else but small words; all the
    words of one key have to be there, in any order.
    """

    id: Slug
    title: Line
    keys: tuple[Line, ...] = ()
    said: Annotated[tuple[Line, ...], Field(min_length=25)]


class Compared(Strict):
    """A way of working that people compare a PSP with, and the section that sets the two side by side."""

    id: Slug
    title: Line
    also: Annotated[tuple[Line, ...], Field(min_length=1)]
    section: str


class Pair(Strict):
    """Two terms of which neither is a PSP, and the section that sets them side by side."""

    pair: tuple[Slug, Slug]
    section: str


class Premise(Strict):
    """A wrong belief, ways in which questions take it for granted, and the section that corrects it."""

    id: Slug
    title: Line
    said: Annotated[tuple[Line, ...], Field(min_length=4)]
    correction: str


class Outside(Strict):
    """A subject that the guide does not cover, with questions that people ask about it."""

    id: Slug
    questions: Annotated[tuple[Line, ...], Field(min_length=1)]


class Examples(Strict):
    """Reviewed questions of one kind, from which the guide learns to tell kinds apart."""

    id: Slug
    kind: Literal["ordinary", "unanswered", "needs_advice", "personal_data", "unsafe", "unclear"]
    questions: Annotated[tuple[Line, ...], Field(min_length=1)]


class Fact(Strict):
    """A fact of the evidence base: the source it comes from, and why it is left out if it is."""

    id: str
    source: str
    time_sensitive: bool = False
    left_out: str | None = None


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
