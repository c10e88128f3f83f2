"""What the graph is made of: nodes, edges, and how strong the evidence of an edge is."""

from collections.abc import Iterable
from typing import Literal, get_args

from kb.documents import SourceKind
from kb.strict import Strict

NodeKind = Literal["barrier", "mitigation", "lesson", "pilot", "stage", "theme", "role"]
EdgeKind = Literal[
    "mitigated_by", "evidenced_by", "arises_in", "causes", "met_by", "part_of", "supersedes", "contradicts",
    "tried_in", "used_in", "done_by", "about",
]  # fmt: skip
Strength = Literal["our judgement", "one source", "several", "evaluated"]
NODE_KINDS: tuple[NodeKind, ...] = get_args(NodeKind)
EDGE_KINDS: tuple[EdgeKind, ...] = get_args(EdgeKind)
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
# Nodes that sort others; almost everything touches them, so a trail through one says little.
SORTING_KINDS: frozenset[NodeKind] = frozenset({"stage", "theme", "role"})


class Node(Strict):
    """A barrier, mitigation, lesson, pilot, stage, theme or role.

    Barriers and mitigations go by their slug, lessons and pilots by their document id; stages, themes and
    roles share slugs with others and go by `stage:…`, `theme:…`, `role:…`. The last three fields are those of
    a mitigation.
    """

    id: str
    kind: NodeKind
    title: str
    summary: str = ""
    first_action: str = ""
    effort: str = ""
    effect: str = ""


class Edge(Strict):
    """A typed statement about two nodes, with the passages that make it and the works behind those.

    Only a stage may stand without passages: it is then the editors' own judgement.
    """

    source: str
    target: str
    kind: EdgeKind
    evidence: tuple[str, ...]
    strength: Strength
    sources: tuple[str, ...] = ()
    note: str = ""
    tried_in: tuple[str, ...] = ()


def strength_of(works: Iterable[tuple[SourceKind, bool]]) -> Strength:
    """How strong evidence is, from the distinct works behind it: the kind of each, and whether it leads.

    A work leads that stands behind the first sentence of a passage, which gives the passage's answer; the
    rest of a passage may cite others for things beside the point. Our own review is left aside.

    `evaluated`: an evaluation leads. `several`: two or more works, and one leads. `one source`: the rest.
    An edge without passages claims nothing of a source: `our judgement`.

    >>> strength_of([("guidance", True)]), strength_of([("evaluation", True), ("guidance", False)])
    ('one source', 'evaluated')
    >>> strength_of([])
    'our judgement'
    >>> strength_of([("guidance", True), ("evaluation", False)])
    'several'
    >>> strength_of([("editorial", True), ("guidance", False), ("report", False)])
    'one source'
    """
    behind = list(works)
    if not behind:
        return "our judgement"
    outside = [(kind, leads) for kind, leads in behind if kind != "editorial"]
    if ("evaluation", True) in outside:
        return "evaluated"
    return "several" if len(outside) > 1 and any(leads for _, leads in outside) else "one source"
