"""A document made ready for its page: sections of cited sentences, works numbered, what is related."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from api.ask.cautions import human_date
from api.ask.knowledge import Knowledge
from api.frame.marking import sentence_mark
from api.views.words import MARK_NAMES, READ_NAMES, SOURCE_NAMES
from graph.build import Graph
from graph.records import Node
from kb.documents import Citation, Document, Item, Passage, Source

QUESTIONS_SHOWN = 6


@dataclass(frozen=True)
class ShownSentence:
    """A sentence, the numbers of its citations where they change, and whether it is marked."""

    text: str
    numbers: tuple[int, ...]
    marked: bool


@dataclass(frozen=True)
class ShownItem:
    """A paragraph or list item with its cautions as words."""

    sentences: tuple[ShownSentence, ...]
    cautions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownBlock:
    """A paragraph, or a list with its lead."""

    kind: Literal["paragraph", "list"]
    ordered: bool
    lead: ShownItem | None
    items: tuple[ShownItem, ...]


@dataclass(frozen=True)
class Section:
    """A passage: where it stands, its heading and blocks."""

    slug: str
    heading: str
    blocks: tuple[ShownBlock, ...]


@dataclass
class CitedWork:
    """A work cited in a document: its number is the one in brackets."""

    number: int
    source: Source
    meta: str
    locators: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class DocumentView:
    """What the page of a document shows."""

    document: Document
    sections: tuple[Section, ...]
    works: tuple[CitedWork, ...]
    barriers: tuple[Node, ...]
    mitigations: tuple[Node, ...]
    see_also: tuple[Document, ...]
    questions: tuple[str, ...]
    newer: tuple[Document, ...]


def work_meta(source: Source) -> str:
    """Publisher, year, kind and how it was read, in a line."""
    year = str(source.year) if isinstance(source.year, int) else "no date"
    return f"{source.publisher}, {year}. {SOURCE_NAMES[source.kind]}, {READ_NAMES[source.read]}."


def document_view(
    document: Document, knowledge: Knowledge, graph: Graph, marks: frozenset[str]
) -> DocumentView:
    """`document` for its page; sentences named in `marks` are marked."""
    works = _Works(knowledge)
    sections = tuple(_section(passage, works, marks) for passage in document.passages)
    front = document.front
    beside = [d for d in knowledge.documents.values() if document.id in d.front.evidence]
    linked = [knowledge.documents[i] for i in front.evidence if i in knowledge.documents]
    newer = [d for d in knowledge.documents.values() if document.id in d.front.supersedes]
    return DocumentView(
        document,
        sections,
        tuple(works.found.values()),
        tuple(graph.nodes[slug] for slug in front.barriers if slug in graph.nodes),
        tuple(graph.nodes[slug] for slug in front.mitigations if slug in graph.nodes),
        tuple(dict.fromkeys([*linked, *beside])),
        tuple(_questions(document))[:QUESTIONS_SHOWN],
        tuple(newer),
    )


def _questions(document: Document) -> Iterable[str]:
    """The questions written out as such; search words and hasty ones are left out."""
    return (v.question for v in document.variants if v.question.endswith("?") and v.question[0].isupper())


class _Works:
    """Numbers works in the order in which they are first cited."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.sources = knowledge.sources
        self.found: dict[str, CitedWork] = {}

    def number(self, citation: Citation) -> int:
        source = self.sources[citation.source]
        work = self.found.setdefault(source.id, CitedWork(len(self.found) + 1, source, work_meta(source)))
        if citation.locator not in work.locators:
            work.locators.append(citation.locator)
        return work.number


def _section(passage: Passage, works: _Works, marks: frozenset[str]) -> Section:
    blocks = tuple(
        ShownBlock(
            block.kind,
            block.ordered,
            _lead(block.lead, works, marks) if block.lead else None,
            tuple(_item(item, works, marks) for item in block.items),
        )
        for block in passage.blocks
    )
    return Section(passage.id.partition("#")[2], passage.heading, blocks)


def _lead(item: Item, works: _Works, marks: frozenset[str]) -> ShownItem:
    """A lead-in stands on the citations of its items, so it shows none of its own where it only leads in."""
    shown = _item(item, works, marks)
    if not item.text.endswith(":"):
        return shown
    last = shown.sentences[-1]
    return ShownItem((*shown.sentences[:-1], ShownSentence(last.text, (), last.marked)), shown.cautions)


def _item(item: Item, works: _Works, marks: frozenset[str]) -> ShownItem:
    numbered = [tuple(dict.fromkeys(works.number(c) for c in s.citations)) for s in item.sentences]
    # a citation covers the sentences before it: it is shown at the last one that it covers
    shown = (
        ShownSentence(
            sentence.text,
            numbers if i + 1 == len(numbered) or numbered[i + 1] != numbers else (),
            sentence_mark(sentence.text) in marks,
        )
        for i, (sentence, numbers) in enumerate(zip(item.sentences, numbered, strict=True))
    )
    return ShownItem(tuple(shown), tuple(_cautions(item)))


def _cautions(item: Item) -> Iterable[tuple[str, str]]:
    for mark in item.marks:
        date = f" {human_date(mark.date)}" if mark.date else ""
        yield mark.kind, MARK_NAMES[mark.kind] + date
