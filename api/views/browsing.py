"""Finding documents by search and filters, and the list of sources."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from api.ask.knowledge import Knowledge
from api.frame.marking import passage_address
from api.views.words import SOURCE_NAMES
from kb.documents import Document, Source

PASSAGES_LOOKED_AT = 80
MOST_FOUND = 25


@dataclass(frozen=True)
class Filters:
    """What a reader is looking for; empty strings leave a filter out."""

    words: str = ""
    kind: str = ""
    theme: str = ""
    stage: str = ""
    source: str = ""

    def any(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.words or self.kind or self.theme or self.stage or self.source)

    def fits(self, document: Document) -> bool:
        """Whether a document passes kind, theme, stage and source."""
        front = document.front
        return (
            (not self.kind or front.kind == self.kind)
            and (not self.theme or self.theme in front.themes)
            and (not self.stage or self.stage in front.stage)
            and (not self.source or self.source in document.cited)
        )


@dataclass(frozen=True)
class Found:
    """A document with the passage of it that fits best, if words were searched for."""

    document: Document
    heading: str = ""
    address: str = ""


def browse(knowledge: Knowledge, filters: Filters) -> list[Found]:
    """The documents that fit: best first for words, by title otherwise."""
    if not filters.words:
        fitting = [d for d in knowledge.documents.values() if filters.fits(d)]
        return [Found(d) for d in sorted(fitting, key=lambda d: d.front.title.lower())]
    fitting_ids = {d.id for d in knowledge.documents.values() if filters.fits(d)}
    passages = knowledge.index.passages
    among = np.fromiter((p.document_id in fitting_ids for p in passages), np.bool_, len(passages))
    ranking = knowledge.index.retriever.rank(
        filters.words, knowledge.embedder, None if among.all() else among
    )
    best: dict[str, Found] = {}
    for number in ranking.top(PASSAGES_LOOKED_AT):
        passage = passages[number]
        document = knowledge.documents[passage.document_id]
        best.setdefault(document.id, Found(document, passage.heading, passage_address(passage.id)))
    return list(best.values())[:MOST_FOUND]


def evidence_kinds(document: Document, knowledge: Knowledge) -> str:
    """What kinds of works a document rests on, the most frequent first, as words."""
    kinds = Counter(SOURCE_NAMES[knowledge.sources[name].kind] for name in sorted(document.cited))
    return ", ".join(name.lower() for name, _ in kinds.most_common(3))


WORKS_ON_A_PAGE = 450


@dataclass(frozen=True)
class Works:
    """A page of the list of sources, and the first letters of each page's first and last title."""

    works: list[Source]
    page: int
    pages: list[tuple[str, str]]
    total: int


def works_on(knowledge: Knowledge, page: int) -> Works:
    """Page `page` of the sources, counted from 1; the last one where there are fewer."""
    shown = sources_shown(knowledge)
    cut = [shown[start : start + WORKS_ON_A_PAGE] for start in range(0, len(shown), WORKS_ON_A_PAGE)] or [[]]
    page = min(page, len(cut))
    letters = [(one[0].title[:2], one[-1].title[:2]) for one in cut if one]
    return Works(cut[page - 1], page, letters, len(shown))


def sources_shown(knowledge: Knowledge) -> list[Source]:
    """Every source that some document cites, by title."""
    citing = {name for document in knowledge.documents.values() for name in document.cited}
    cited = [source for source in knowledge.sources.values() if source.id in citing]
    return sorted(cited, key=lambda source: source.title.lower())
