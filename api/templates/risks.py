"""The rows of a field of the kind `from-graph`: the barriers of the graph, as risks."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.barriers import Barrier
from graph.build import Graph
from graph.records import Node

COLUMNS = ("What stands in the way", "Signs", "What helps", "Who usually acts")
OWN_COLUMNS = ("How likely", "How serious", "Owner and date")  # left empty: no source can say
MOST_HELPS = 3
NOBODY_NAMED = "No source names one role"
"""What a row tells where no passage names a role as the one that does it."""


@dataclass(frozen=True)
class Risk:
    """A barrier as a row: how to notice it, what helps most, and the roles named as those who do that."""

    barrier: Node
    signs: tuple[str, ...]
    helps: tuple[Node, ...]
    done_by: tuple[str, ...]

    @property
    def who(self) -> tuple[str, ...]:
        """`done_by` for people to read: says so where it is empty."""
        return self.done_by or (NOBODY_NAMED,)


def risks_of(graph: Graph, stage: str = "") -> tuple[Risk, ...]:
    """Every barrier as a row, best backed first; with `stage`, those that arise in it.

    Without `stage` they come in the order of the stages in which they first arise.
    """
    if stage:
        return tuple(_risk(graph.barriers[b], graph) for b in _of_stage(graph, f"stage:{stage}"))
    stages = [node.id for node in graph.of_kind("stage")]
    ordered = dict.fromkeys(b for each in stages for b in _of_stage(graph, each))
    return tuple(_risk(graph.barriers[b], graph) for b in ordered)


def _of_stage(graph: Graph, stage: str) -> Iterator[str]:
    return (beside.node.id for beside in graph.barriers_of_stage(stage))


def _risk(barrier: Barrier, graph: Graph) -> Risk:
    helps = graph.mitigations_for(barrier.id)[:MOST_HELPS]
    done_by = dict.fromkeys(role.title for help_ in helps for role in help_.done_by)
    return Risk(
        graph.node(barrier.id),
        tuple(sign.text for sign in barrier.signs),
        tuple(help_.mitigation for help_ in helps),
        tuple(done_by),
    )
