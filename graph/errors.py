"""What can go wrong in the graph.

GraphError
├── GraphContentError    barriers.yml or mitigations.yml cannot be used (lists every problem)
├── UnknownNode          no node has this id
└── NoTrail              two nodes are not connected
"""

from kb.errors import Problem


class GraphError(Exception):
    """Anything that this package reports to its caller; its text says what is wrong and what to do."""


class GraphContentError(GraphError):
    """The reviewed data cannot be made into a graph; `problems` holds every reason with path and line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        count = f"{len(problems)} problem" + ("s" if len(problems) != 1 else "")
        super().__init__(
            "\n".join([f"the graph has {count}; correct them, then run psp check", *map(str, problems)])
        )
        self.problems = problems


class UnknownNode(GraphError):
    """No node has this id; `similar` holds the ids that look most like it.

    >>> str(UnknownNode("unclear-problm", ("unclear-problem",)))
    "there is no node 'unclear-problm' in the graph; did you mean unclear-problem?"
    """

    def __init__(self, node_id: str, similar: tuple[str, ...] = ()) -> None:
        hint = f"; did you mean {' or '.join(similar)}?" if similar else ""
        super().__init__(f"there is no node '{node_id}' in the graph{hint}")
        self.node_id, self.similar = node_id, similar


class NoTrail(GraphError):
    """Two nodes are not connected by any edge that evidence backs."""

    def __init__(self, start: str, end: str) -> None:
        super().__init__(f"no trail of evidence leads from '{start}' to '{end}'")
        self.start, self.end = start, end
