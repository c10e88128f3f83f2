"""The graph as JSON-LD 1.1, over a published context of SKOS, Dublin Core, PROV and our own terms."""

from typing import Any

from graph.records import EDGE_KINDS, NODE_KINDS, Edge, Node
from graph.store import Store

# Terms that a common vocabulary has already; all others are our own, under `<base>/ns#`.
COMMON = {
    "title": "skos:prefLabel",
    "summary": "skos:definition",
    "note": "skos:note",
    "part_of": "dcterms:isPartOf",
    "supersedes": "dcterms:replaces",
    "evidence": "prov:wasDerivedFrom",
    "works": "dcterms:source",
}
PREFIXES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
_CLASSES = {kind: f"psp:{kind.capitalize()}" for kind in NODE_KINDS}


def context(base: str) -> dict[str, Any]:
    """The context to publish; `base` is the address of this server, without a slash at the end.

    >>> context("https://guide.example")["@context"]["causes"]
    {'@id': 'psp:causes', '@type': '@id'}
    """
    terms: dict[str, Any] = {"@version": 1.1, "psp": f"{base}/ns#", **PREFIXES, "id": "@id", "type": "@type"}
    for name in ("title", "summary", "note", "first_action", "effect"):
        terms[name] = {"@id": COMMON.get(name, f"psp:{name}"), "@language": "en"}
    terms |= {name: f"psp:{name}" for name in ("strength", "effort")}
    for name in (*EDGE_KINDS, "evidence", "works"):
        terms[name] = {"@id": COMMON.get(name, f"psp:{name}"), "@type": "@id"}
    for name in ("subject", "predicate", "object"):
        terms[name] = {"@id": f"rdf:{name}", "@type": "@id"}
    return {"@context": terms}


def as_jsonld(store: Store, base: str, context_url: str | None = None) -> dict[str, Any]:
    """The graph as JSON-LD: every node with its edges as plain triples, and every edge as an `rdf:Statement`.

    The statement carries what a plain triple cannot: evidence passages, works, strength, note. The context is
    written into the file unless `context_url` says where it is published.
    """
    statements = [_statement(edge, number, base) for number, edge in enumerate(store.edges, start=1)]
    nodes = [_node(store, node, base) for node in store.nodes.values()]
    return {"@context": context_url or context(base)["@context"], "@graph": [*nodes, *statements]}


def _address(node_id: str, base: str) -> str:
    return f"{base}/v1/graph/nodes/{node_id}"


def _node(store: Store, node: Node, base: str) -> dict[str, Any]:
    data: dict[str, Any] = {"id": _address(node.id, base), "type": _CLASSES[node.kind], "title": node.title}
    told = node.model_dump(include={"summary", "first_action", "effort", "effect"})
    data |= {name: value for name, value in told.items() if value}
    for edge in store.edges_from(node.id):
        data.setdefault(edge.kind, []).append(_address(edge.target, base))
    return data


def _statement(edge: Edge, number: int, base: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": f"{base}/v1/graph#statement-{number}",
        "type": "rdf:Statement",
        "subject": _address(edge.source, base),
        "predicate": COMMON.get(edge.kind, f"psp:{edge.kind}"),
        "object": _address(edge.target, base),
        "evidence": [f"{base}/knowledge/{passage}" for passage in edge.evidence],
        "works": [f"{base}/knowledge/sources#{work}" for work in edge.sources],
        "strength": edge.strength,
    }
    if edge.note:
        data["note"] = edge.note
    return data
