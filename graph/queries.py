"""What people ask of the graph: what helps, what follows, what a stage holds, how things connect."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Literal

from graph.errors import NoTrail
from graph.records import SORTING_KINDS, STRENGTHS, Edge, EdgeKind, Node, Strength
from graph.store import Store
from kb.strict import Strict

LONGEST_CHAIN = 4
# What a step of a trail costs: one to a stage, theme or role counts as four, so that trails go by what was
# learned; among trails of one length the one wins that needs less mere mention.
STEP, MENTION, DETOUR = 10, 11, 40


class Help(Strict):
    """A mitigation for a barrier, why it is thought to help, and where it was tried.

    `effect` says what is known of it, `effort` what we judge it to cost; empty where nothing is said.
    """

    mitigation: Node
    edge: Edge
    tried_in: tuple[Node, ...]
    first_action: str
    done_by: tuple[Node, ...]
    stages: tuple[Node, ...] = ()
    effort: str = ""
    effect: str = ""


class Neighbour(Strict):
    """A node beside another, and the edge between them."""

    node: Node
    edge: Edge
    direction: Literal["out", "in"]


class Step(Strict):
    """One step of a trail; `forward` is false where the trail goes against the direction of the edge."""

    edge: Edge
    forward: bool


class Trail(Strict):
    """The way from one node to another: one more node than steps."""

    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]


class Chain(Strict):
    """Barriers that tend to follow one from another; `strength` is that of the weakest link."""

    barriers: tuple[Node, ...]
    edges: tuple[Edge, ...]
    strength: Strength


class Centrality(Strict):
    """How central a barrier is: `score` is the mean of two shares, each from 0 to 1.

    `follows` counts the barriers that can follow from it, directly or in a chain; `met_by` the pilots that
    met it. The shares are `follows` among all other barriers, and `met_by` among all pilots that met any
    barrier.
    """

    barrier: Node
    score: float
    follows: int
    met_by: int


def mitigations_for(store: Store, barrier_id: str) -> tuple[Help, ...]:
    """What helps against a barrier, the most useful first: the order in which the reviewed entry lists it."""
    return tuple(_help(store, edge) for edge in store.edges_from(barrier_id, "mitigated_by"))


def _help(store: Store, edge: Edge) -> Help:
    node = store.node(edge.target)
    return Help(
        mitigation=node,
        edge=edge,
        tried_in=tuple(store.node(pilot) for pilot in edge.tried_in),
        first_action=node.first_action,
        done_by=tuple(store.node(by.target) for by in store.edges_from(edge.target, "done_by")),
        stages=tuple(store.node(at.target) for at in store.edges_from(edge.target, "used_in")),
        effort=node.effort,
        effect=node.effect,
    )


def _backing(edge: Edge) -> tuple[int, int]:
    """Sorts the best-backed edge first."""
    return -STRENGTHS.index(edge.strength), -len(edge.sources)


def neighbours(store: Store, node_id: str, kinds: Iterable[EdgeKind] = ()) -> tuple[Neighbour, ...]:
    """The nodes beside a node, those that its own edges lead to first."""
    wanted = tuple(kinds)
    out = [
        Neighbour(node=store.node(e.target), edge=e, direction="out")
        for e in store.edges_from(node_id, *wanted)
    ]
    into = [
        Neighbour(node=store.node(e.source), edge=e, direction="in") for e in store.edges_to(node_id, *wanted)
    ]
    return (*out, *into)


def evidence_for(store: Store, one: str, other: str, kinds: Iterable[EdgeKind] = ()) -> tuple[str, ...]:
    """The passages behind every edge between two nodes, in either direction; empty if there is no edge."""
    wanted, ends = tuple(kinds), {store.node(one).id, store.node(other).id}
    between = [
        e
        for e in (*store.edges_from(one, *wanted), *store.edges_to(one, *wanted))
        if {e.source, e.target} == ends
    ]
    return tuple(dict.fromkeys(passage for edge in between for passage in edge.evidence))


def barriers_of_stage(store: Store, stage_id: str) -> tuple[Neighbour, ...]:
    """The barriers that arise in a stage, best backed first."""
    found = [n for n in neighbours(store, stage_id, ("arises_in",)) if n.direction == "in"]
    return tuple(sorted(found, key=lambda n: (*_backing(n.edge), n.node.title)))


def barriers_of_passages(store: Store, passage_ids: Iterable[str]) -> tuple[Node, ...]:
    """The barriers that some passages, best first, are about; the nearest first.

    An entry that rests on the passage itself counts twice as much as one that only the head of the passage's
    document names; a passage further down the list counts less (1, 1/2, 1/3 …).
    """
    scores: dict[str, float] = defaultdict(float)
    for rank, passage in enumerate(passage_ids, start=1):
        exact = store.citing.get(passage, [])
        for entry in exact:
            scores[entry] += 2 / rank
        for entry in store.declared.get(passage.split("#")[0], ()):
            scores[entry] += 0 if entry in exact else 1 / rank
    order = sorted(scores, key=lambda entry: -scores[entry])
    return tuple(node for entry in order if (node := store.nodes.get(entry)) and node.kind == "barrier")


def documents_for(store: Store, node_id: str) -> tuple[str, ...]:
    """The ids of the documents that tell of a node, the one with most evidence first.

    A lesson or pilot comes first itself; documents that only name the node in their heads come last.
    """
    node = store.node(node_id)
    counts: dict[str, int] = defaultdict(int)
    cited = store.cited.get(node.id) or [p for e in store.edges_to(node.id) for p in e.evidence]
    for passage in dict.fromkeys(cited):
        counts[passage.split("#")[0]] += 1
    ranked = sorted(counts, key=lambda document: -counts[document])
    named = [document for document, slugs in store.declared.items() if node.id in slugs]
    itself = [node.id] if node.kind in ("lesson", "pilot") else []
    return tuple(dict.fromkeys([*itself, *ranked, *named]))


def chains(store: Store, barrier_id: str, longest: int = LONGEST_CHAIN) -> tuple[Chain, ...]:
    """What tends to follow from a barrier if nothing is done: every chain of at most `longest` steps.

    A chain is given at its full length only; none visits a barrier twice. Best-backed chains come first.
    """
    start = store.node(barrier_id)
    found = [_chain(store, start, links) for links in _follow(store, (start.id,), (), longest) if links]
    return tuple(sorted(found, key=lambda c: (-STRENGTHS.index(c.strength), -len(c.edges))))


def _follow(
    store: Store, seen: tuple[str, ...], links: tuple[Edge, ...], longest: int
) -> Iterator[tuple[Edge, ...]]:
    onward = [edge for edge in store.edges_from(seen[-1], "causes") if edge.target not in seen]
    if not onward or len(links) == longest:
        yield links
        return
    for edge in onward:
        yield from _follow(store, (*seen, edge.target), (*links, edge), longest)


def _chain(store: Store, start: Node, links: tuple[Edge, ...]) -> Chain:
    weakest = min(links, key=lambda edge: STRENGTHS.index(edge.strength)).strength
    return Chain(
        barriers=(start, *(store.node(edge.target) for edge in links)), edges=links, strength=weakest
    )


def shortest_trail(store: Store, start: str, end: str) -> Trail:
    """The shortest trail of evidence between two nodes, edges followed either way.

    A step to a stage, theme or role counts as four, since nearly everything hangs on those.

    Raises:
        UnknownNode: one of the two does not exist.
        NoTrail: no edges connect them.
    """
    import networkx

    first, last = store.node(start), store.node(end)

    def cost(one: str, other: str, edges: Mapping[str, object]) -> int:
        if {store.nodes[one].kind, store.nodes[other].kind} & SORTING_KINDS:
            return DETOUR
        return MENTION if {*edges} == {"evidenced_by"} else STEP

    try:
        path = networkx.shortest_path(
            store.multigraph.to_undirected(as_view=True), first.id, last.id, weight=cost
        )
    except networkx.NetworkXNoPath as error:
        raise NoTrail(first.id, last.id) from error
    steps = tuple(_step(store, one, other) for one, other in pairwise(path))
    return Trail(nodes=tuple(store.node(node_id) for node_id in path), steps=steps)


def _step(store: Store, one: str, other: str) -> Step:
    forward = [edge for edge in store.edges_from(one) if edge.target == other]
    backward = [edge for edge in store.edges_to(one) if edge.source == other]
    best = min((*forward, *backward), key=lambda edge: (edge.kind == "evidenced_by", *_backing(edge)))
    return Step(edge=best, forward=best.source == one)


def central_barriers(store: Store) -> tuple[Centrality, ...]:
    """All barriers, the most central first; see `Centrality` for how the score is computed."""
    barriers = store.of_kind("barrier")
    pilots = {edge.target for edge in store.edges if edge.kind == "met_by"}
    found = []
    for barrier in barriers:
        follows = len(_reached(store, barrier.id))
        met = len(store.edges_from(barrier.id, "met_by"))
        shares = (follows / max(len(barriers) - 1, 1), met / max(len(pilots), 1))
        found.append(
            Centrality(barrier=barrier, score=round(sum(shares) / 2, 3), follows=follows, met_by=met)
        )
    return tuple(sorted(found, key=lambda c: (-c.score, c.barrier.title)))


def _reached(store: Store, start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for edge in store.edges_from(waiting.pop(), "causes"):
            if edge.target not in seen and edge.target != start:
                seen.add(edge.target)
                waiting.append(edge.target)
    return seen
