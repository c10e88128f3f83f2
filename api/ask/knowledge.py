"""What answering needs, loaded once: index, embedder, documents and sources by id, sentences in order."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from api.ask.contrast import Contrast
from api.ask.form import Form, form_of
from api.ask.kinds import Kinds
from api.ask.names import Names
from api.ask.telling import Telling
from api.ask.wording import Wordings
from kb.documents import Citation, Document, Item, Mark, Passage, Source
from kb.embedding import Halves, OnnxEmbedder, Vectors
from kb.index import Index
from kb.lexical import stems
from kb.passage_search import Mask
from kb.reranker import Reranker, text_of
from kb.short_answers import MAX_SENTENCES, MAX_WORDS
from kb.taxonomy import Name
from kb.variants import by_their_words, phrase_of

_COMMON = 0.0085  # of all passages that a word stands in which names no subject; set on the tuning half
_UNKNOWN = re.compile(
    r"\b(no (source|document|text|report|published|figure|evidence|scottish source)|"
    r"(do|does|did) not (say|name|give|tell|show|report|state|describe|"
    r"record|list|mention|explain)|not (known|stated|given|named|reported|found|recorded|described|"
    r"published)|unknown|nothing (is|was) (said|known|reported)|"
    r"(is|are|was|were) missing|(none|neither) of (the|these|them)|could not be (read|found)|"
    r"(is|are) silent)\b",
    re.I,
)


@dataclass(frozen=True, eq=False)
class Line:
    """One sentence of a passage, with all that the answer may need of it."""

    text: str
    citations: tuple[Citation, ...]
    marks: tuple[Mark, ...]
    vector: Halves
    stems: frozenset[str]
    unknown: bool  # says that something is not known


@dataclass(frozen=True, eq=False)
class Chunk:
    """A paragraph, or a list with its lead-in: what an answer takes or leaves whole."""

    kind: Literal["paragraph", "list"]
    items: tuple[tuple[Line, ...], ...]
    lead: tuple[Line, ...] = ()
    ordered: bool = False

    @property
    def lines(self) -> Iterator[Line]:
        """Every line, the lead-in first."""
        yield from self.lead
        for item in self.items:
            yield from item


@dataclass(frozen=True, eq=False)
class Shelf:
    """A passage ready to be composed from."""

    passage: Passage
    document: Document
    chunks: tuple[Chunk, ...]
    stems: frozenset[str]
    vectors: Halves  # of its lines in reading order
    names: frozenset[str] = frozenset()  # ids of the named things that it is about or mentions
    unknown: bool = False  # the whole passage is about what is not known

    @cached_property
    def short(self) -> tuple[Line, ...]:
        """The reviewed short answer: the opening lines of the first paragraph; none before a list.

        Of a paragraph that is longer than a short answer may be, as many whole lines as fit, at least one.
        """
        first = self.chunks[0] if self.chunks else None
        lines = first.items[0] if first and first.kind == "paragraph" else ()
        taken = lines[:1]
        for line in lines[1:MAX_SENTENCES]:
            if sum(len(one.text.split()) for one in (*taken, line)) > MAX_WORDS:
                break
            taken = (*taken, line)
        return taken

    @cached_property
    def question(self) -> str:
        """A whole question that it is known to answer, its heading if that is one; "" where there is none."""
        asked = [v.question for v in self.document.variants if v.passage_id == self.passage.id]
        options = (self.passage.heading, *asked)
        return next((one for one in options if one.endswith("?") and one[:1].isupper()), "")

    @cached_property
    def form(self) -> Form:
        """The form of the question that its heading asks."""
        return form_of(self.passage.heading)

    @cached_property
    def listing(self) -> Chunk | None:
        """Its first list; None where it has none."""
        return next((chunk for chunk in self.chunks if chunk.kind == "list"), None)

    @property
    def opening(self) -> tuple[Line, ...]:
        """The short answer; the first line of a passage that has none."""
        return self.short or self.lines[:1]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line in reading order."""
        return tuple(line for chunk in self.chunks for line in chunk.lines)


@dataclass(repr=False)  # it would write out the whole corpus
class Knowledge:
    """The corpus, indexed; passages are turned into shelves when they are first needed."""

    index: Index
    embedder: OnnxEmbedder
    kinds: Kinds | None = None
    reranker: Reranker | None = None
    contrast: Contrast | None = None
    among: Mask | None = None  # the passages that are searched, bool of shape (passages,); None is all
    # a line of the graph and its evidence: the line, the passage that backs it, and the sentence there
    backed: dict[tuple[str, tuple[str, ...]], list[tuple[Line, Shelf, Line]]] = field(default_factory=dict)
    _shelves: dict[int, Shelf] = field(default_factory=dict)
    _document_stems: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        corpus = self.index.corpus
        self.documents: dict[str, Document] = {document.id: document for document in corpus.documents}
        self.sources: dict[str, Source] = {source.id: source for source in corpus.sources}
        self.passage_numbers: dict[str, int] = {p.id: i for i, p in enumerate(self.index.passages)}
        self.names = Names(corpus.names)
        self.terms = Names(
            Name(id=term.id, title=term.title, also=term.also, document=term.section.partition("#")[0])
            for term in corpus.compared
        )
        self.things = Names(
            Name(id=thing.id, title=thing.title, also=thing.also, document="process/what-is-a-psp")
            for thing in corpus.things
        )
        self.who = Names(
            Name(id=thing.id, title=thing.title, also=thing.also, document="process/what-is-a-psp")
            for thing in corpus.things
            if thing.who
        )
        self.plural = frozenset(thing.title for thing in corpus.things if thing.plural)
        self.sections_of_terms = {term.id: term.section for term in corpus.compared}
        self.sections_of_pairs = {frozenset(pair.pair): pair.section for pair in corpus.pairs}
        self.judged_of: dict[str, list[int]] = {}
        self.judged = corpus.judged  # gathered once: every question on yes or no looks into it
        for number, variant in enumerate(self.judged):
            self.judged_of.setdefault(variant.passage_id, []).append(number)
        self.moves_said = {phrase_of(text): move.id for move in corpus.moves for text in move.said}
        self.wordings = Wordings(corpus.moves, self._speaks_of)
        self.abbreviations = {short.id: short.title for short in corpus.abbreviations}
        self.version = corpus.version

    @cached_property
    def asked_as(self) -> dict[str, str]:
        """The passage that answers each asked-as question, by its bare words."""
        return by_their_words(v for document in self.index.corpus.documents for v in document.variants)

    @cached_property
    def of_pilots(self) -> Mask:
        """The passages that are searched and name a pilot, bool of shape (passages,)."""
        named = np.array([bool(shelf.names & self.names.pilots) for shelf in self.warmed()], dtype=bool)
        return named if self.among is None else named & self.among

    @cached_property
    def told(self) -> Telling:
        """What is told of each barrier."""
        return Telling.of(self.index)

    def shelf(self, number: int) -> Shelf:
        """The passage with this number, ready to be composed from."""
        if number not in self._shelves:
            self._shelves[number] = self._make_shelf(number)
        return self._shelves[number]

    def section(self, passage_id: str) -> Shelf | None:
        """The passage with this id, ready to be composed from, or None where there is none."""
        number = self.passage_numbers.get(passage_id)
        return None if number is None else self.shelf(number)

    def document_stems(self, document_id: str) -> frozenset[str]:
        """Every stem of a document and of its asked-as questions; none where there is no such document."""
        if document_id not in self._document_stems:
            document = self.documents.get(document_id)
            found: set[str] = set()
            for passage in document.passages if document else ():
                found |= self.shelf(self.passage_numbers[passage.id]).stems
            for variant in document.variants if document else ():
                found.update(stems(variant.question))
            self._document_stems[document_id] = frozenset(found)
        return self._document_stems[document_id]

    def warm(self) -> None:
        """Make every passage ready, so that no visitor pays for it; half a second for a thousand passages."""
        self.told.warm()
        for _ in self.warmed():
            pass

    def warmed(self) -> Iterator[Shelf]:
        """Every passage, made ready as it is reached."""
        return map(self.shelf, range(len(self.index.passages)))

    def _make_shelf(self, number: int) -> Shelf:
        passage = self.index.passages[number]
        start = int(self.index.sentence_start[number])
        own = self.index.sentence_vectors[start : int(self.index.sentence_start[number + 1])]
        vectors = iter(own)

        def lines(item: Item) -> tuple[Line, ...]:
            return tuple(
                Line(
                    s.text,
                    s.citations,
                    item.marks,
                    next(vectors),
                    frozenset(map(sys.intern, stems(s.text))),  # each word once in memory: 7 MB
                    bool(_UNKNOWN.search(s.text)),
                )
                for s in item.sentences
            )

        chunks = tuple(
            Chunk(
                lead=lines(block.lead) if block.lead else (),
                kind=block.kind,
                items=tuple(lines(i) for i in block.items),
                ordered=block.ordered,
            )
            for block in passage.blocks
        )
        document = self.documents[passage.document_id]
        whole = f"{document.front.title} {passage.heading} {passage.text}"
        named = frozenset(name.id for name in self.names.found_in(whole))
        return Shelf(
            passage,
            document,
            chunks,
            frozenset(map(sys.intern, stems(whole))),
            own,
            named,
            bool(
                re.search(
                    r"\b(not (known|say)|unknown|do not know|leave[s]? open|left open)\b",
                    passage.heading,
                    re.I,
                )
            ),
        )

    def as_read(self, number: int, question: Vectors, without: str = "") -> str:
        """The passage with this number as the re-ranker reads it beside `question`, as the model gave it.

        The asked-as question `without` is not shown beside it.
        """
        passage = self.index.passages[number]
        return text_of(self.index.nearest_asked(number, question, without), passage.heading, passage.text)

    def idf(self, stem: str) -> float:
        """How rare a stem is in the corpus."""
        return self.index.retriever.lexical.idf(stem)

    def _speaks_of(self, word: str) -> bool:
        """Whether a word stands in the guide and carries meaning there."""
        return any(self.knows_word(stem) for stem in stems(word))

    def is_rare(self, stem: str) -> bool:
        """Whether a stem stands in so few passages that it names a subject of its own."""
        lexical = self.index.retriever.lexical
        return lexical.holding(stem) < _COMMON * lexical.size

    def knows_word(self, stem: str) -> bool:
        """Whether the corpus holds a stem at all."""
        return stem in self.index.retriever.lexical.vocabulary


def cosine(first: Vectors | Halves, second: Vectors | Halves) -> float:
    """The cosine of two unit vectors, whatever their precision."""
    return float(np.dot(first.astype(np.float32, copy=False), second.astype(np.float32, copy=False)))
