"""What the corpus knows about a weak answer: barrier, what helped elsewhere, and the passages that say so."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from api.assess.model import Question, SourceRef
from graph.build import Graph
from graph.records import Edge
from kb.cited import CitedPlace, CitedSentence, cited_place, cited_sentence
from kb.documents import Citation, Corpus, Document, Passage, Sentence, Source
from kb.strict import Strict

MAX_PILOTS = 2
MAX_CITATIONS = 4
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


class CitedPassage(CitedSentence):
    """A sentence of the corpus that a recommendation rests on, with an address that opens."""

    source: CitedPlace


class Advice(Strict):
    """What stands behind a weak answer and what helped: `pilots` tried it, `citations` say so."""

    barrier: Titled
    mitigation: Titled
    pilots: tuple[Titled, ...]
    citations: tuple[CitedPassage, ...]


class Guidance(Protocol):
    """Looks up barriers, mitigations, roles and stages by slug, and what helps at a question."""

    def title(self, slug: str) -> Titled: ...  # noqa: D102 -- said above

    def source_title(self, source_id: str) -> str: ...  # noqa: D102

    def stages(self) -> tuple[str, ...]: ...  # noqa: D102

    def advice(self, question: Question) -> Advice: ...  # noqa: D102


@dataclass
class CorpusGuidance:
    """Guidance from the reviewed corpus and its graph: what helps, with the passages that say so."""

    corpus: Corpus
    graph: Graph
    documents: Mapping[str, Document] = field(init=False)
    passages: Mapping[str, Passage] = field(init=False)
    sources: Mapping[str, Source] = field(init=False)
    titles: Mapping[str, str] = field(init=False)
    # corpus and graph never change while they are open, so that each question is advised on once
    given: dict[str, Advice] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.documents = {document.id: document for document in self.corpus.documents}
        self.passages = {passage.id: passage for passage in self.corpus.passages}
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

    def advice(self, question: Question) -> Advice:
        """The first mitigation of the question that the graph backs against one of its barriers."""
        key = question.model_dump_json()
        if key not in self.given:
            self.given[key] = self._advice(question)
        return self.given[key]

    def _advice(self, question: Question) -> Advice:
        barrier, mitigation, edge = self._backed(question)
        pilots = tuple(self.title(pilot) for pilot in edge.tried_in[:MAX_PILOTS]) if edge else ()
        return Advice(
            barrier=self.title(barrier),
            mitigation=self.title(mitigation),
            pilots=pilots,
            citations=self._citations(question, mitigation, edge.evidence if edge else ()),
        )

    def _backed(self, question: Question) -> tuple[str, str, Edge | None]:
        for barrier in question.barriers:
            helps = {found.mitigation.id: found.edge for found in self.graph.mitigations_for(barrier)}
            for mitigation in question.mitigations:
                if mitigation in helps:
                    return barrier, mitigation, helps[mitigation]
        return question.barriers[0], question.mitigations[0], None

    def _citations(
        self, question: Question, mitigation: str, evidence: Sequence[str]
    ) -> tuple[CitedPassage, ...]:
        """A sentence from each lesson of the question, then from the passages that back the mitigation."""
        topic = " ".join([question.text, question.why, self.title(mitigation).title])
        lessons = [self.documents[name] for name in question.lessons if name in self.documents]
        found = [best_sentence(lesson, lesson.passages, question.sources, topic) for lesson in lessons]
        for passage in (self.passages[name] for name in evidence if name in self.passages):
            document = self.documents[passage.document_id]
            found.append(best_sentence(document, (passage,), question.sources, topic))
        chosen = {choice[2].text: choice for choice in found if choice}
        return tuple(
            self._cited(n, *choice) for n, choice in enumerate([*chosen.values()][:MAX_CITATIONS], start=1)
        )

    def _cited(self, number: int, document: Document, passage: Passage, sentence: Sentence) -> CitedPassage:
        citation = sentence.citations[0]
        return CitedPassage(
            **cited_sentence(number, document, passage, sentence.text).model_dump(),
            source=cited_place(self.sources[citation.source], citation.locator),
        )


Choice = tuple[Document, Passage, Sentence]


def best_sentence(
    document: Document, passages: Iterable[Passage], wanted: Iterable[SourceRef], topic: str
) -> Choice | None:
    """The sentence that rests on the same facts or source, or speaks of the same things."""
    references, words = tuple(wanted), stems(topic)
    sentences = [(p, s) for p in passages for item in p.items for s in item.sentences if s.citations]
    if not sentences:
        return None
    passage, sentence = max(sentences, key=lambda found: _fit(found[1], references, words))
    return document, passage, sentence


def stems(text: str) -> frozenset[str]:
    """The first five letters of each longer word, which joins "agreed" and "agreement".

    >>> sorted(stems("An agreed plan; the agreement."))
    ['agree']
    """
    return frozenset(word[:5] for word in re.findall(r"[a-z]{5,}", text.lower()) if word not in COMMON)


def _fit(sentence: Sentence, wanted: tuple[SourceRef, ...], words: frozenset[str]) -> int:
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
