"""The graph for others: JSON as in the contract, GraphML for graph tools, CSV rows for a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from graph.records import Edge
from graph.store import Store
from kb.cells import defused

CSV_HEADER = (
    "source",
    "source_title",
    "kind",
    "target",
    "target_title",
    "strength",
    "evidence",
    "works",
    "note",
)


def as_json(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Plain data: `{"nodes": [{id, kind, title, …}], "edges": [{source, target, kind, evidence, …}]}`."""
    return {
        "nodes": [node.model_dump(mode="json") for node in store.nodes.values()],
        "edges": [edge.model_dump(mode="json") for edge in store.edges],
    }


def as_graphml(store: Store) -> str:
    """The graph as GraphML; lists such as the evidence of an edge are joined by spaces.

    Every edge has an id of its own, `e1` onwards in the order of the store: readers keep one edge an id.
    `label` is what graph tools write beside a node or an edge.
    """
    import networkx

    flat: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in store.nodes.values():
        flat.add_node(node.id, label=node.title, **node.model_dump(exclude={"id"}))
    for number, edge in enumerate(store.edges, start=1):
        label = edge.kind.replace("_", " ")
        flat.add_edge(edge.source, edge.target, key=f"e{number}", label=label, **_flat(edge))
    lines = networkx.generate_graphml(flat, prettyprint=False)
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', *lines]) + "\n"


def _flat(edge: Edge) -> dict[str, str]:
    data = edge.model_dump(exclude={"source", "target"})
    return {key: value if isinstance(value, str) else " ".join(value) for key, value in data.items()}


def edge_rows(store: Store) -> Iterator[tuple[str, ...]]:
    """One row an edge, under `CSV_HEADER`; passages and works are joined by spaces."""
    for edge in store.edges:
        yield (
            edge.source, store.node(edge.source).title, edge.kind, edge.target, store.node(edge.target).title,
            edge.strength, " ".join(edge.evidence), " ".join(edge.sources), edge.note,
        )  # fmt: skip


def as_csv(store: Store) -> str:
    """All edges as CSV (RFC 4180) with a header; what a spreadsheet would run as a formula is defused."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(CSV_HEADER)
    writer.writerows(map(defused, row) for row in edge_rows(store))
    return text.getvalue()
