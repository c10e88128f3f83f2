"""What the knowledge addresses send: plain data made from the corpus, the search and the graph."""

import json
from dataclasses import asdict
from typing import Any
from unicodedata import normalize

from api.ask.knowledge import Knowledge
from graph import exports, jsonld
from graph.build import Graph
from kb.documents import Citation, Corpus, Document, Item, Passage, Source

Data = dict[str, Any]


def search(knowledge: Knowledge, question: str, limit: int) -> Data:
    """The best passages for a question with each score named by what it is.

    Letters that a PDF draws as one ("ﬁ") are looked for as two.
    """
    ranking = knowledge.index.retriever.rank(normalize("NFKC", question), knowledge.embedder)
    return {"query": question, "results": [_result(knowledge, ranking, i) for i in ranking.top(limit)]}


def _result(knowledge: Knowledge, ranking: Any, number: int) -> Data:
    passage = knowledge.index.passages[number]
    scores = {
        name: round(float(getattr(ranking, name)[number]), 5)
        for name in ("mix", "rrf_score", "cosine", "title_cosine", "bm25")
    }
    return {
        "passage_id": passage.id, "document_id": passage.document_id,
        "title": knowledge.documents[passage.document_id].front.title, "heading": passage.heading,
        "text": passage.text, "url": f"/knowledge/{passage.id}", **scores,
    }  # fmt: skip


def documents(corpus: Corpus, kind: str | None, theme: str | None, stage: str | None) -> list[Data]:
    """The documents that fit every filter given, in order of id."""
    fitting = (
        d for d in corpus.documents
        if (not kind or d.front.kind == kind)
        and (not theme or theme in d.front.themes)
        and (not stage or stage in d.front.stage)
    )  # fmt: skip
    return [summary(d) for d in sorted(fitting, key=lambda d: d.id)]


def summary(document: Document) -> Data:
    """What a list shows of a document."""
    front = document.front
    return {
        "id": front.id, "kind": front.kind, "title": front.title, "summary": front.summary,
        "themes": list(front.themes),
        "stage": list(front.stage), "barriers": list(front.barriers), "mitigations": list(front.mitigations),
        "reviewed": front.reviewed, "review_by": front.review_by, "as_of": front.as_of,
        "url": f"/knowledge/{front.id}",
    }  # fmt: skip


def document(found: Document, sources: dict[str, Source]) -> Data:
    """A document whole: passages, items, sentences, citations, and the sources cited."""
    return {
        **summary(found), "asked_as": [v.question for v in found.variants],
        "evidence": list(found.front.evidence),
        "supersedes": list(found.front.supersedes), "passages": [_passage(p) for p in found.passages],
        "sources": [sources[name].model_dump() for name in sorted(found.cited)],
    }  # fmt: skip


def _passage(passage: Passage) -> Data:
    blocks = [
        {
            "kind": block.kind, "ordered": block.ordered, "lead": _item(block.lead) if block.lead else None,
            "items": [_item(item) for item in block.items],
        }
        for block in passage.blocks
    ]  # fmt: skip
    return {"id": passage.id, "heading": passage.heading, "text": passage.text, "blocks": blocks}


def _item(item: Item) -> Data:
    return {
        "sentences": [
            {"text": s.text, "citations": [_citation(c) for c in s.citations]} for s in item.sentences
        ],
        "marks": [asdict(mark) for mark in item.marks],
    }


def _citation(citation: Citation) -> Data:
    return {"source": citation.source, "locator": citation.locator, "facts": list(citation.facts)}


def graph(whole: Graph, form: str, base: str) -> tuple[str, str]:
    """The graph in one of its forms, with the media type."""
    if form == "graphml":
        return exports.as_graphml(whole), "application/graphml+xml"
    if form == "jsonld":
        return json.dumps(jsonld.as_jsonld(whole, base), ensure_ascii=False), "application/ld+json"
    return json.dumps(exports.as_json(whole), ensure_ascii=False), "application/json"


def namespace(base: str) -> str:
    """The context that the JSON-LD form of the graph is written in."""
    return json.dumps(jsonld.context(base), ensure_ascii=False, indent=1)


def node(whole: Graph, node_id: str) -> Data:
    """A node with the nodes beside it, the edges between, and the documents that tell of it.

    `entry` holds what was written of a barrier or a mitigation beside its edges, each with its evidence: how
    people tell of it, its signs, the first action, effort and effect.
    """
    return {
        **whole.node(node_id).model_dump(mode="json"),
        "entry": _entry(whole, whole.node(node_id).id),
        "neighbours": [n.model_dump(mode="json") for n in whole.neighbours(node_id)],
        "documents": list(whole.documents_for(node_id)),
    }


def _entry(whole: Graph, node_id: str) -> Data | None:
    entry = whole.barriers.get(node_id) or whole.mitigations.get(node_id)
    told = {"noticed_as", "felt_by", "signs", "evidence", "first_action", "effort", "effect"}
    return entry.model_dump(mode="json", include=told) if entry else None


def path(whole: Graph, start: str, end: str) -> Data:
    """The shortest evidence trail between two nodes."""
    return whole.path(start, end).model_dump(mode="json")


def mitigations(whole: Graph, barrier_id: str) -> Data:
    """What helps against a barrier."""
    return {
        "barrier": barrier_id,
        "mitigations": [h.model_dump(mode="json") for h in whole.mitigations_for(barrier_id)],
    }
