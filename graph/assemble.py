"""From the corpus to nodes and edges: the taxonomies, the reviewed entries, and the heads of documents."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.barriers import Barrier, Mitigation
from graph.records import Edge, EdgeKind, Node, NodeKind, strength_of
from graph.store import passages_of
from kb.documents import Corpus, Document, Passage
from kb.taxonomy import Term

DOCUMENT_KINDS: dict[str, NodeKind] = {"lesson": "lesson", "pilot": "pilot"}


def nodes_of(corpus: Corpus, entries: Iterable[Barrier | Mitigation]) -> Iterator[Node]:
    """Every node, barriers first; documents that are neither lesson nor pilot are evidence, not nodes."""
    for entry in entries:
        yield _entry_node(entry)
    for document in corpus.documents:
        if document.front.kind in DOCUMENT_KINDS:
            front = document.front
            yield Node(id=front.id, kind=DOCUMENT_KINDS[front.kind], title=front.title, summary=front.summary)
    registers: tuple[tuple[NodeKind, tuple[Term, ...]], ...] = (
        ("stage", corpus.stages), ("theme", corpus.themes), ("role", corpus.roles),
    )  # fmt: skip
    for kind, terms in registers:
        for term in sorted(terms, key=lambda term: term.order):
            yield Node(id=f"{kind}:{term.id}", kind=kind, title=term.title, summary=term.summary)


def _entry_node(entry: Barrier | Mitigation) -> Node:
    if isinstance(entry, Barrier):
        return Node(id=entry.id, kind="barrier", title=entry.title, summary=entry.summary)
    return Node(
        id=entry.id,
        kind="mitigation",
        title=entry.title,
        summary=entry.summary,
        first_action=entry.first_action.text,
        effort=entry.effort or "",
        effect=entry.effect.text if entry.effect else "",
    )


class Works(NamedTuple):
    """The ids of the published works behind a passage."""

    cited: tuple[str, ...]
    leading: frozenset[str]


class Edges:
    """Makes the edges of one corpus; the strength of each is computed from the works behind its passages."""

    def __init__(self, corpus: Corpus) -> None:
        self.documents = {document.id: document for document in corpus.documents}
        self.kinds = {source.id: source.kind for source in corpus.sources}
        self.passages = {passage.id: passage for passage in corpus.passages}
        self._works: dict[str, Works] = {}
        self._facts: dict[str, dict[str, set[str]]] = {}

    def all(self, entries: Iterable[Barrier | Mitigation]) -> Iterator[Edge]:
        """Every edge: what entries state, then what the heads of lessons and pilots state."""
        listed = tuple(entries)
        for entry in listed:
            yield from self._barrier(entry) if isinstance(entry, Barrier) else self._mitigation(entry)
            yield from self._shared(entry)
        yield from self._tried(entry for entry in listed if isinstance(entry, Barrier))
        for document in self.documents.values():
            if document.front.kind in DOCUMENT_KINDS:
                yield from self._document(document)

    def _edge(
        self, source: str, target: str, kind: EdgeKind, evidence: Iterable[str], note: str = ""
    ) -> Edge:
        passages = tuple(dict.fromkeys(evidence))
        behind = [self._works_of(passage) for passage in passages]
        works = tuple(dict.fromkeys(work for each in behind for work in each.cited))
        leading = frozenset[str]().union(*(each.leading for each in behind))
        strength = strength_of((self.kinds.get(work, "editorial"), work in leading) for work in works)
        return Edge(
            source=source,
            target=target,
            kind=kind,
            evidence=passages,
            strength=strength,
            sources=works,
            note=note,
        )

    def _works_of(self, passage: str) -> Works:
        if passage not in self._works:
            self._works[passage] = works_of(self.passages[passage])
        return self._works[passage]

    def _on_same_facts(self, one: Document, other: Document) -> list[str]:
        """The passages of both documents that rest on a fact which the other document rests on too."""
        for document in (one, other):
            if document.id not in self._facts:
                self._facts[document.id] = facts_of(document)
        first, second = self._facts[one.id], self._facts[other.id]
        common = set[str]().union(*first.values()) & set[str]().union(*second.values())
        return [passage for passage, facts in (*first.items(), *second.items()) if facts & common]

    def _barrier(self, barrier: Barrier) -> Iterator[Edge]:
        for at in barrier.arises_in:
            yield self._edge(barrier.id, f"stage:{at.stage}", "arises_in", at.evidence)
        for leads in barrier.causes:
            yield self._edge(barrier.id, leads.barrier, "causes", leads.evidence, leads.how)
        for met in barrier.met_by:
            yield self._edge(barrier.id, met.pilot, "met_by", met.evidence, met.led_to)
        for helps in barrier.mitigated_by:
            edge = self._edge(barrier.id, helps.mitigation, "mitigated_by", helps.evidence)
            yield edge.model_copy(update={"tried_in": helps.tried_in})

    def _mitigation(self, mitigation: Mitigation) -> Iterator[Edge]:
        for at in mitigation.stages:
            yield self._edge(mitigation.id, f"stage:{at.stage}", "used_in", at.evidence)
        for by in mitigation.done_by:
            yield self._edge(mitigation.id, f"role:{by.role}", "done_by", by.evidence)

    def _shared(self, entry: Barrier | Mitigation) -> Iterator[Edge]:
        for part in entry.part_of:
            yield self._edge(entry.id, part.of, "part_of", part.evidence)
        for against in entry.contradicts:
            yield self._edge(entry.id, against.other, "contradicts", against.evidence, against.point)
        told: dict[str, list[str]] = defaultdict(list)
        for passage in passages_of(entry):
            told[passage.split("#")[0]].append(passage)
        for document_id, passages in told.items():
            document = self.documents.get(document_id)
            if document and document.front.kind in DOCUMENT_KINDS:
                yield self._edge(entry.id, document_id, "evidenced_by", passages)

    def _tried(self, barriers: Iterable[Barrier]) -> Iterator[Edge]:
        """Mitigation to pilot, backed by that pilot's own passages; one edge for all barriers."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for helps in (helps for barrier in barriers for helps in barrier.mitigated_by):
            for pilot in helps.tried_in:
                own = [passage for passage in helps.evidence if passage.startswith(f"{pilot}#")]
                found[helps.mitigation, pilot] += own
        for (mitigation, pilot), passages in found.items():
            yield self._edge(mitigation, pilot, "tried_in", passages)

    def _document(self, document: Document) -> Iterator[Edge]:
        front, own = document.front, [passage.id for passage in document.passages]
        for stage in front.stage:
            yield self._edge(front.id, f"stage:{stage}", "about", own)
        for theme in front.themes:
            yield self._edge(front.id, f"theme:{theme}", "about", own)
        for older in front.supersedes:
            if older.split("/")[0] in ("lessons", "pilots"):
                yield self._edge(front.id, older, "supersedes", own)
        for other in front.evidence:
            target = self.documents.get(other)
            if (
                target
                and target.front.kind in DOCUMENT_KINDS
                and (shared := self._on_same_facts(document, target))
            ):
                yield self._edge(front.id, other, "evidenced_by", shared)


def works_of(passage: Passage) -> Works:
    """The works that a passage cites, and those behind its first sentence, which gives the answer."""
    sentences = [sentence for item in passage.items for sentence in item.sentences]
    cited = dict.fromkeys(citation.source for sentence in sentences for citation in sentence.citations)
    leading = sentences[0].citations if sentences else ()
    return Works(tuple(cited), frozenset(citation.source for citation in leading))


def facts_of(document: Document) -> dict[str, set[str]]:
    """The ids of the facts behind each passage of a document."""
    return {
        passage.id: {
            f for item in passage.items for s in item.sentences for c in s.citations for f in c.facts
        }
        for passage in document.passages
    }
