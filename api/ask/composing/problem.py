"""A problem answered from the graph: what it looks like, what helps in order, what a pilot met."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

import numpy as np

from api.ask.composing.draft import Chosen, Draft
from api.ask.composing.recognising import Recognised
from api.ask.composing.section import take_what_to_do, what_to_do
from api.ask.knowledge import Knowledge, Line, Shelf, cosine
from api.ask.orders import is_an_order
from api.ask.reply import Detail
from api.ask.retrieve import READ_AS_ANSWER, Found
from graph.barriers import Barrier, Helps
from graph.build import Graph
from kb.lexical import stems

_ACTIONS: dict[Detail, int] = {"short": 2, "normal": 3, "full": 8}
_WORDS: dict[Detail, int] = {"short": 60, "normal": 110, "full": 400}
_OPENING_WORDS = 55
_MET_WORDS = 90  # of an answer that has room for what a pilot met
_LOOKED_AT = 4  # of the passages found, those that may open the answer
_PLACE = 0.06  # how much nearer to the story an action has to be for each place that it goes forward
_TOLD_ALREADY = 0.5  # the share of an action's words that stand in a line before it
# headings under which a section says what to do in a trouble
_ON_TROUBLE = re.compile(r"^(?:what if|what when|what can|what helps)\b", re.I)
LOOKS_LIKE, WHAT_HELPS = "This looks like", "What helps"


def problem_answer(
    found: Found,
    recognised: Sequence[Recognised],
    opening: Sequence[Chosen],
    knowledge: Knowledge,
    graph: Graph,
    detail: Detail,
) -> list[Chosen]:
    """What to do (`opening`, from a section on this very story, if there is one), then the graph.

    The barrier, the first actions of what helps, who takes them, and, where it stays short, what a pilot met;
    each backed by passages. What the opening says is not said again, and its own steps count as actions.
    """
    chosen = list(opening)
    done = sum(c.kind != "sentence" or is_an_order(c.line.text) for c in opening)
    most = max(1, _ACTIONS[detail] - done)
    for one in recognised:
        said = _said(one.barrier.summary, one.barrier.felt_by.evidence, knowledge)
        chosen += [replace(c, heading=LOOKS_LIKE) for c in said]
    before = len(chosen)
    helps = _actions(recognised, found, knowledge, graph)
    for step in [*helps, *_of_the_sections(recognised, found, graph)]:
        taken = len(chosen) - before
        if taken >= most:
            break
        too_long = taken > 0 and _words([*chosen, step]) > _WORDS[detail]
        if not too_long and not _says(chosen, step.line):
            chosen.append(replace(step, heading=None if taken else WHAT_HELPS))
    met = _pilot(recognised[0].barrier, knowledge) if detail != "short" else []
    room = _WORDS["full"] if detail == "full" else _MET_WORDS
    return [*chosen, *met] if _words([*chosen, *met]) <= room else chosen


def _of_the_sections(recognised: Sequence[Recognised], found: Found, graph: Graph) -> list[Chosen]:
    """What the sections found on a barrier tell to do, for a barrier with which little helps in the graph."""
    named = {one.barrier.id for one in recognised}
    on_it = [
        hit.shelf
        for hit in found.hits[:_LOOKED_AT]
        if named & {node.id for node in graph.barriers_of_passages([hit.shelf.passage.id])}
    ]
    return [Chosen(line, shelf, "step") for shelf in on_it for line in what_to_do(shelf)]


def opening_of(found: Found, recognised: Sequence[Recognised], sure: bool, graph: Graph) -> list[Chosen]:
    """What to do about this very story: the first line of a section that was found and is on its barrier.

    The best section if it is on the barrier and gives advice or is read as an answer, else the best of the
    next that gives advice; none where there is none. A best section on another barrier or none may open too,
    if it is `sure` and gives advice.
    After it what the section tells to do, as far as there is room: it is on this story and no other.
    """
    named = {one.barrier.id for one in recognised}
    for number, hit in enumerate(found.hits[:_LOOKED_AT]):
        if hit.shelf.unknown or not hit.shelf.opening:
            continue
        about = {node.id for node in graph.barriers_of_passages([hit.shelf.passage.id])}
        advice = is_an_order(hit.shelf.opening[0].text) or bool(_ON_TROUBLE.match(hit.shelf.passage.heading))
        best = number == 0 and hit.reading >= READ_AS_ANSWER
        if (about & named and (advice or best)) or (advice and sure and number == 0):
            draft = Draft()
            draft.take(hit.shelf.opening[:1], hit.shelf)
            take_what_to_do(draft, hit.shelf, _OPENING_WORDS)
            return draft.chosen
    return []


def _words(chosen: Sequence[Chosen]) -> int:
    return sum(len(f"{c.line.text} {c.who or ''}".split()) for c in chosen)


def _says(chosen: Sequence[Chosen], line: Line) -> bool:
    """Whether a line of the answer holds most of what `line` says."""
    return any(len(line.stems & c.line.stems) > _TOLD_ALREADY * max(1, len(line.stems)) for c in chosen)


def _actions(
    recognised: Sequence[Recognised], found: Found, knowledge: Knowledge, graph: Graph
) -> list[Chosen]:
    """The first action of all that helps, the nearest to the story first where the reviewed order allows it.

    Of two barriers, one of each in turn. An action is one place of the reviewed order dearer by `_PLACE`.
    """
    turns = chain.from_iterable(zip_longest(*(one.barrier.mitigated_by for one in recognised)))
    listed: dict[str, Helps] = {}
    for helps in turns:
        if helps is not None:
            listed.setdefault(helps.mitigation, helps)
    steps = [step for helps in listed.values() for step in _step(helps, knowledge, graph)]
    near = [cosine(found.plain, step.line.vector) - _PLACE * place for place, step in enumerate(steps)]
    return [steps[place] for place in sorted(range(len(steps)), key=lambda place: -near[place])]


def _step(helps: Helps, knowledge: Knowledge, graph: Graph) -> list[Chosen]:
    entry = graph.mitigations.get(helps.mitigation)
    if entry is None:
        return []
    who = " and ".join(graph.node(f"role:{by.role}").title for by in entry.done_by[:2]) or None
    said = _said(entry.first_action.text, (*entry.first_action.evidence, *helps.evidence), knowledge)
    return [replace(c, kind="step", who=who, mitigation=helps.mitigation) for c in said]


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
    half = vector.astype(np.float16)
    own = Line(text, line.citations, line.marks, half, frozenset(stems(text)), unknown=False)
    return [(own, shelf, line)]
