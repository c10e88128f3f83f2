"""A problem answered from the graph: the barrier recognised, what helps in order, what a pilot met."""

from dataclasses import dataclass, replace

import numpy as np

from api.ask.composing.draft import Chosen
from api.ask.knowledge import Knowledge, Line, Shelf, cosine
from api.ask.reply import Detail
from api.ask.retrieve import Found
from graph.barriers import Barrier
from graph.build import Graph
from kb.lexical import stems

# set on the tuning half: below, nothing that is told of a barrier is near enough to what the question tells
RECOGNISED = 0.72
_SECOND = 0.03  # a second barrier this near to the first is named too
_BACKED = 0.15  # what it counts that the passages found are evidence on a barrier
_ACTIONS: dict[Detail, int] = {"short": 2, "normal": 3, "full": 8}
WHAT_HELPS = "What helps"


@dataclass(frozen=True)
class Recognised:
    """A barrier that a question tells of, and how near the nearest way of telling of it is."""

    barrier: Barrier
    cosine: float


def recognise(found: Found, knowledge: Knowledge, graph: Graph) -> list[Recognised]:
    """The barriers that the question tells of, the likeliest first, at most two; none if nothing is near.

    What people say of a barrier counts most; that the passages found are evidence on it speaks for it too.
    """
    raw = knowledge.index.corpus.barriers
    if not raw:
        return []
    plain = knowledge.index.noticed.best(found.plain)
    moved = knowledge.index.noticed.best(found.asked.vector)
    near = [hit.shelf.passage.id for hit in found.hits[:5]]
    backed = {node.id: rank for rank, node in enumerate(graph.barriers_of_passages(near)[:4], start=1)}
    bonus = np.array([_BACKED / backed.get(str(entry.get("id")), np.inf) for entry in raw])
    told = plain + moved
    likely = told + bonus
    order = [int(number) for number in np.argsort(-likely)[:2]]
    taken = [n for n in order if told[n] >= RECOGNISED and likely[n] >= likely[order[0]] - _SECOND]
    entries = [(graph.barriers.get(str(raw[n].get("id"))), float(told[n]) / 2) for n in taken]
    return [Recognised(barrier, value) for barrier, value in entries if barrier]


def problem_answer(
    recognised: list[Recognised], knowledge: Knowledge, graph: Graph, detail: Detail
) -> list[Chosen]:
    """The barrier, the first actions of what helps, and what a pilot met, each backed by passages."""
    chosen: list[Chosen] = []
    for one in recognised:
        barrier = one.barrier
        said = _said(barrier.summary, barrier.felt_by.evidence, knowledge)
        chosen += [replace(c, heading="This looks like") for c in said]
    chosen += _actions(recognised, knowledge, graph, _ACTIONS[detail])
    if detail != "short":
        chosen += _pilot(recognised[0].barrier, knowledge)
    return chosen


def _actions(recognised: list[Recognised], knowledge: Knowledge, graph: Graph, limit: int) -> list[Chosen]:
    listed: dict[str, tuple[str, ...]] = {}
    for one in recognised:
        for helps in one.barrier.mitigated_by:
            listed.setdefault(helps.mitigation, helps.evidence)
    chosen: list[Chosen] = []
    for mitigation, evidence in listed.items():
        entry = graph.mitigations.get(mitigation)
        if entry is None or len(chosen) == limit:
            continue
        who = " and ".join(graph.node(f"role:{by.role}").title for by in entry.done_by[:2]) or None
        said = _said(entry.first_action.text, (*entry.first_action.evidence, *evidence), knowledge)
        heading = None if chosen else WHAT_HELPS
        chosen += [replace(c, kind="step", who=who, mitigation=mitigation, heading=heading) for c in said]
    return chosen


def _pilot(barrier: Barrier, knowledge: Knowledge) -> list[Chosen]:
    for met in barrier.met_by:
        document = knowledge.documents.get(met.pilot)
        if document:
            heading = f"Met in: {document.front.title}"
            return [replace(c, heading=heading) for c in _said(met.led_to, met.evidence, knowledge)]
    return []


def _said(text: str, evidence: tuple[str, ...], knowledge: Knowledge) -> list[Chosen]:
    """A line of the graph, cited from the passage of its evidence that is nearest to it; none without one."""
    said = (text, evidence)
    if said not in knowledge.backed:  # the graph says the same to everybody, so its lines are embedded once
        knowledge.backed[said] = _backed(text, evidence, knowledge)
    return [Chosen(own, shelf, rests_on=line) for own, shelf, line in knowledge.backed[said]]


def _backed(text: str, evidence: tuple[str, ...], knowledge: Knowledge) -> list[tuple[Line, Shelf, Line]]:
    shelves = [shelf for passage in evidence if (shelf := knowledge.section(passage)) and shelf.lines]
    if not shelves:
        return []
    vector = knowledge.embedder.embed_one(text)
    backing = [(cosine(vector, line.vector), shelf, line) for shelf in shelves for line in shelf.lines]
    _, shelf, line = max(backing, key=lambda one: one[0])
    own = Line(text, line.citations, line.marks, line.vector, frozenset(stems(text)), unknown=False)
    return [(own, shelf, line)]
