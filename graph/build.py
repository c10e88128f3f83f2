"""The one door to the graph: `Graph.from_corpus(corpus)` and what can be asked of it."""

from collections.abc import Iterable
from functools import cached_property
from typing import Self

from graph import queries
from graph.assemble import Edges, nodes_of
from graph.checks import content_problems
from graph.entries import read_entries
from graph.errors import GraphContentError
from graph.queries import Centrality, Chain, Help, Neighbour, Trail
from graph.records import EdgeKind, Node
from graph.store import Store
from kb.documents import Corpus


class Graph(Store):
    """Barriers, mitigations, lessons, pilots, stages, themes and roles, with evidence on every edge.

    Takes milliseconds to build from a corpus in memory, and never changes afterwards.
    """

    @classmethod
    def from_corpus(cls, corpus: Corpus, checked: bool = False) -> Self:
        """The graph of `corpus`; `checked` says that its content was found sound before.

        Raises:
            GraphContentError: barriers.yml or mitigations.yml cannot be used; lists every problem.
        """
        entries, problems = read_entries(corpus)
        if not problems and not checked:
            problems = [*content_problems(corpus, entries)]
        if faults := tuple(problem for problem in problems if not problem.warning):
            raise GraphContentError(faults)
        listed = entries.all()
        declared = {d.id: (*d.front.barriers, *d.front.mitigations) for d in corpus.documents}
        return cls(nodes_of(corpus, listed), Edges(corpus).all(listed), listed, declared)

    def mitigations_for(self, barrier_id: str) -> tuple[Help, ...]:
        """What helps against a barrier and where it was tried, the most useful first.

        Raises:
            UnknownNode: there is no such node; so do all methods that take an id.
        """
        if barrier_id not in self._helps:  # nearly every answer shows some
            self._helps[barrier_id] = queries.mitigations_for(self, barrier_id)
        return self._helps[barrier_id]

    @cached_property
    def _helps(self) -> dict[str, tuple[Help, ...]]:
        return {}

    def evidence_for(self, one: str, other: str, kinds: Iterable[EdgeKind] = ()) -> tuple[str, ...]:
        """The ids of the passages behind all edges between two nodes, in either direction."""
        return queries.evidence_for(self, one, other, kinds)

    def neighbours(self, node_id: str, kinds: Iterable[EdgeKind] = ()) -> tuple[Neighbour, ...]:
        """The nodes beside a node with the edges between, outgoing edges first."""
        return queries.neighbours(self, node_id, kinds)

    def barriers_of_passages(self, passage_ids: Iterable[str]) -> tuple[Node, ...]:
        """The barriers that these passages, best first, are about; unknown ids do no harm."""
        return queries.barriers_of_passages(self, passage_ids)

    def documents_for(self, node_id: str) -> tuple[str, ...]:
        """The ids of the documents that tell of a node, the one with most evidence first."""
        return queries.documents_for(self, node_id)

    def barriers_of_stage(self, stage_id: str) -> tuple[Neighbour, ...]:
        """The barriers that arise in a stage, best backed first."""
        return queries.barriers_of_stage(self, stage_id)

    def chains(self, barrier_id: str, longest: int = queries.LONGEST_CHAIN) -> tuple[Chain, ...]:
        """What tends to follow from a barrier if nothing is done, as chains of barriers."""
        return queries.chains(self, barrier_id, longest)

    def path(self, start: str, end: str) -> Trail:
        """The shortest trail of evidence between two nodes.

        Raises:
            NoTrail: no edges connect them.
        """
        return queries.shortest_trail(self, start, end)

    def central_barriers(self) -> tuple[Centrality, ...]:
        """All barriers, the most central first, with the two counts that the score is made of."""
        return queries.central_barriers(self)
