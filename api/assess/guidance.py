"""What the corpus knows about a weak answer: barrier, what helped elsewhere, and the passages that say so."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from api.assess.model import Question, SourceRef
from kb.documents import Citation, Corpus, Document, Passage, Sentence, Source, Strict

MAX_PILOTS = 2
LEAST_FIT = 3
# words that stand in nearly every document and say nothing about its subject
COMMON = frozenset(
    (
        "service",
        "services",
        "partner",
        "partners",
        "people",
        "public",
        "sector",
        "social",
        "their",
        "there",
        "which",
        "partnership",
        "partnerships",
        "pilot",
        "pilots",
        "report",
        "scottish",
        "scotland",
    )
)


class Titled(Strict):
    """Something with an id and a title."""

    id: str
    title: str


class CitedSource(Strict):
    """The published work behind a sentence, and the place in it."""

    id: str
    title: str
    publisher: str
    year: int | str
    locator: str
    url: str | None


class CitedPassage(Strict):
    """A sentence of the corpus that a recommendation rests on, with an address that opens."""

    number: int
    passage_id: str
    document_id: str
    title: str
    heading: str
    url: str
    quote: str
    source: CitedSource


class Guidance(Protocol):
    """Looks up barriers, mitigations, roles and stages by slug, and passages for a question."""

    def title(self, slug: str) -> Titled: ...  # noqa: D102 -- said above

    def source_title(self, source_id: str) -> str: ...  # noqa: D102

    def stages(self) -> tuple[str, ...]: ...  # noqa: D102

    def pilots(self, barrier: str, mitigation: str) -> tuple[Titled, ...]: ...  # noqa: D102

    def citations(self, question: Question, mitigation: str) -> tuple[CitedPassage, ...]: ...  # noqa: D102


@dataclass
class CorpusGuidance:
    """Guidance read from the reviewed corpus: who is evidence for what stands in the front matter."""

    corpus: Corpus
    documents: Mapping[str, Document] = field(init=False)
    sources: Mapping[str, Source] = field(init=False)
    titles: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.documents = {document.id: document for document in self.corpus.documents}
        self.sources = {source.id: source for source in self.corpus.sources}
        slugs = (*self.corpus.barriers, *self.corpus.mitigations)
        terms = (*self.corpus.stages, *self.corpus.themes, *self.corpus.roles)
        self.titles = {str(s["id"]): str(s["title"]) for s in slugs} | {term.id: term.title for term in terms}

    def title(self, slug: str) -> Titled:
        """The slug with its title; a document id gets the document's title."""
        if slug in self.documents:
            return Titled(id=slug, title=self.documents[slug].front.title)
        return Titled(id=slug, title=self.titles.get(slug, slug))

    def stages(self) -> tuple[str, ...]:
        """The stages of a PSP, in order."""
        return tuple(term.id for term in self.corpus.stages)

    def source_title(self, source_id: str) -> str:
        """The title of a published work."""
        return self.sources[source_id].title if source_id in self.sources else source_id

    def pilots(self, barrier: str, mitigation: str) -> tuple[Titled, ...]:
        """Pilots that are evidence on the mitigation, those that met the barrier first."""
        found = [
            d for d in self.corpus.documents if d.front.kind == "pilot" and mitigation in d.front.mitigations
        ]
        found.sort(key=lambda document: (barrier not in document.front.barriers, document.id))
        return tuple(self.title(document.id) for document in found[:MAX_PILOTS])

    def citations(self, question: Question, mitigation: str) -> tuple[CitedPassage, ...]:
        """A passage from each lesson of the question, then one from each pilot that used the mitigation."""
        pilots = [pilot.id for pilot in self.pilots(question.barriers[0], mitigation)]
        named = [self.documents[name] for name in (*question.lessons, *pilots) if name in self.documents]
        topic = " ".join([question.text, question.why, self.title(mitigation).title])
        chosen = [
            choice for document in named if (choice := best_sentence(document, question.sources, topic))
        ]
        return tuple(self._cited(number, *choice) for number, choice in enumerate(chosen, start=1))

    def _cited(self, number: int, document: Document, passage: Passage, sentence: Sentence) -> CitedPassage:
        citation = sentence.citations[0]
        source = self.sources[citation.source]
        return CitedPassage(
            number=number,
            passage_id=passage.id,
            document_id=document.id,
            title=document.front.title,
            heading=passage.heading,
            url=f"/knowledge/{passage.id}",
            quote=sentence.text,
            source=CitedSource(
                id=source.id,
                title=source.title,
                publisher=source.publisher,
                year=source.year,
                locator=citation.locator,
                url=source.url,
            ),
        )


Choice = tuple[Document, Passage, Sentence]


def best_sentence(document: Document, wanted: Iterable[SourceRef], topic: str) -> Choice | None:
    """The sentence of `document` that rests on the same facts or source, or speaks of the same things.

    None where no sentence shares at least two words with `topic`: then nothing is quoted.
    """
    references, words = tuple(wanted), stems(topic)
    best: tuple[int, Choice] | None = None
    for passage in document.passages:
        for item in passage.items:
            for sentence in item.sentences:
                fit = _fit(sentence, references, words)
                if fit >= LEAST_FIT and (best is None or fit > best[0]):
                    best = (fit, (document, passage, sentence))
    return best[1] if best else None


def stems(text: str) -> frozenset[str]:
    """The first five letters of each longer word, which joins "agreed" and "agreement".

    >>> sorted(stems("An agreed plan; the agreement."))
    ['agree']
    """
    return frozenset(word[:5] for word in re.findall(r"[a-z]{5,}", text.lower()) if word not in COMMON)


def _fit(sentence: Sentence, wanted: tuple[SourceRef, ...], words: frozenset[str]) -> int:
    if not sentence.citations:
        return 0
    return max(_same_ground(citation, wanted) for citation in sentence.citations) + len(
        words & stems(sentence.text)
    )


def _same_ground(citation: Citation, wanted: tuple[SourceRef, ...]) -> int:
    facts = {fact for reference in wanted for fact in reference.facts}
    if facts & set(citation.facts):
        return 6
    if any((r.source, r.locator) == (citation.source, citation.locator) for r in wanted):
        return 2
    return 1 if any(reference.source == citation.source for reference in wanted) else 0
