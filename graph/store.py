"""Nodes and edges with their indices; networkx is only imported where an algorithm of it is asked for."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from graph.barriers import Barrier, Mitigation
from graph.errors import UnknownNode
from graph.records import SORTING_KINDS, Edge, EdgeKind, Node, NodeKind

if TYPE_CHECKING:
    import networkx


class Store:
    """An immutable graph in memory.

    `barriers` and `mitigations` hold the reviewed entries; `cited` the passages that each entry rests on, in
    order; `declared` the slugs that the front matter of each document names.
    """

    def __init__(
        self,
        nodes: Iterable[Node],
        edges: Iterable[Edge],
        entries: Iterable[Barrier | Mitigation] = (),
        declared: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.nodes: dict[str, Node] = {node.id: node for node in nodes}
        self.edges: tuple[Edge, ...] = tuple(edges)
        listed = tuple(entries)
        self.barriers = {entry.id: entry for entry in listed if isinstance(entry, Barrier)}
        self.mitigations = {entry.id: entry for entry in listed if isinstance(entry, Mitigation)}
        self.cited: dict[str, tuple[str, ...]] = {entry.id: passages_of(entry) for entry in listed}
        self.declared: dict[str, tuple[str, ...]] = dict(declared or {})
        self._out: dict[str, list[Edge]] = defaultdict(list)
        self._into: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            self._out[edge.source].append(edge)
            self._into[edge.target].append(edge)

    def node(self, node_id: str) -> Node:
        """The node with this id; the bare slug of a stage, theme or role will do where it is unambiguous.

        Raises:
            UnknownNode: there is none.
        """
        if node_id in self.nodes:
            return self.nodes[node_id]
        matches = [key for kind in sorted(SORTING_KINDS) if (key := f"{kind}:{node_id}") in self.nodes]
        if len(matches) == 1:
            return self.nodes[matches[0]]
        similar = matches or difflib.get_close_matches(node_id[:200], self.nodes, n=2, cutoff=0.75)
        raise UnknownNode(node_id, tuple(similar))

    def of_kind(self, kind: NodeKind) -> tuple[Node, ...]:
        """All nodes of one kind, in the order of the corpus."""
        return tuple(node for node in self.nodes.values() if node.kind == kind)

    def edges_from(self, node_id: str, *kinds: EdgeKind) -> tuple[Edge, ...]:
        """The edges that start at a node, of all kinds or of `kinds`."""
        found = self._out.get(self.node(node_id).id, ())
        return tuple(edge for edge in found if not kinds or edge.kind in kinds)

    def edges_to(self, node_id: str, *kinds: EdgeKind) -> tuple[Edge, ...]:
        """The edges that end at a node, of all kinds or of `kinds`."""
        found = self._into.get(self.node(node_id).id, ())
        return tuple(edge for edge in found if not kinds or edge.kind in kinds)

    @cached_property
    def citing(self) -> dict[str, list[str]]:
        """The entries that rest on each passage, in their order."""
        citing: dict[str, list[str]] = defaultdict(list)
        for entry, cited in self.cited.items():
            for passage in cited:
                citing[passage].append(entry)
        return dict(citing)

    @cached_property
    def multigraph(self) -> "networkx.MultiDiGraph[str]":
        """The same as a networkx `MultiDiGraph`: an edge's key is its kind, its data the fields of `Edge`."""
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for node in self.nodes.values():
            graph.add_node(node.id, **node.model_dump(exclude={"id"}))
        for edge in self.edges:
            data = edge.model_dump(exclude={"source", "target"})
            graph.add_edge(edge.source, edge.target, key=edge.kind, **data)
        return graph


def passages_of(entry: Barrier | Mitigation) -> tuple[str, ...]:
    """The passages that an entry rests on, each once, in order."""
    own = entry.evidence if isinstance(entry, Mitigation) else ()
    return tuple(dict.fromkeys([*own, *(p for said in entry.statements() for p in said.evidence)]))
