"""The guided route: for each stage what to read, who acts, what stands in the way and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.frame.marking import passage_address
from api.views.unknown_view import most_unknown
from graph.barriers import Barrier, Mitigation
from graph.build import Graph
from graph.records import Node
from kb.documents import Corpus, Document
from kb.taxonomy import Term

READ_FIRST = 6
HELPS_SHOWN = 3
UNKNOWN_FIRST = 5  # documents of a stage that say most often what is not known


@dataclass(frozen=True)
class Task:
    """One line of the checklist: what to do, who does it, what it helps against, where it is backed."""

    id: str
    title: str
    action: str
    done_by: tuple[str, ...]
    against: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class StageBarrier:
    """A barrier of a stage with its signs and what helps most."""

    entry: Barrier
    helps: tuple[Node, ...]


@dataclass(frozen=True)
class PilotStory:
    """What a barrier of this stage led to in a pilot."""

    pilot: str
    barrier: str
    led_to: str
    address: str


@dataclass(frozen=True)
class StageView:
    """What the page of a stage shows; `looks_back` is true where its tasks belong to earlier stages."""

    stage: Term
    read_first: tuple[Document, ...]
    unknown: tuple[Document, ...]
    roles: tuple[tuple[Node, str], ...]
    barriers: tuple[StageBarrier, ...]
    stories: tuple[PilotStory, ...]
    tasks: tuple[Task, ...]
    looks_back: bool


def stages_in_order(corpus: Corpus) -> list[Term]:
    """The stages, first to last."""
    return sorted(corpus.stages, key=lambda stage: stage.order)


def stage_view(stage: Term, corpus: Corpus, graph: Graph) -> StageView:
    """Everything that corpus and graph say about a stage, for its page."""
    entries = [graph.barriers[n.node.id] for n in graph.barriers_of_stage(f"stage:{stage.id}")]
    tasks, looks_back = stage_tasks(stage, graph)
    here = [d for d in corpus.documents if stage.id in d.front.stage and d.front.kind == "process"]
    met = {entry.id for entry in entries}
    # pages of this stage alone come first, then those on most of its barriers
    here.sort(key=lambda d: (len(d.front.stage), -len(met.intersection(d.front.barriers)), d.front.title))
    unknown = most_unknown(here, UNKNOWN_FIRST)
    return StageView(
        stage,
        tuple(d for d in here if d not in unknown)[:READ_FIRST],
        unknown,
        tuple(_roles(tasks, corpus, graph)),
        tuple(StageBarrier(e, _helps(e, graph)) for e in entries),
        tuple(_stories(entries, graph)),
        tasks,
        looks_back,
    )


def stage_tasks(stage: Term, graph: Graph) -> tuple[tuple[Task, ...], bool]:
    """The tasks of a stage in order of time: those begun in the earliest stage, then against most barriers.

    Where no source places any help in the stage itself, the tasks are what helps against its barriers, done
    in earlier stages; the second value is then true.
    """
    own = [m for m in graph.mitigations.values() if any(at.stage == stage.id for at in m.stages)]
    if own:
        order = {node.id.removeprefix("stage:"): at for at, node in enumerate(graph.of_kind("stage"))}
        begun = {m.id: min(order[at.stage] for at in m.stages) for m in own}
        tasks = sorted((_task(m, graph) for m in own), key=lambda t: (begun[t.id], -len(t.against), t.title))
        return tuple(tasks), False
    barriers = [n.node.id for n in graph.barriers_of_stage(f"stage:{stage.id}")]
    helping = dict.fromkeys(h.mitigation.id for b in barriers for h in graph.mitigations_for(b))
    return tuple(_task(graph.mitigations[slug], graph) for slug in helping), True


def _task(entry: Mitigation, graph: Graph) -> Task:
    against = [graph.node(edge.source).title for edge in graph.edges_to(entry.id, "mitigated_by")]
    done_by = [graph.node(f"role:{by.role}").title for by in entry.done_by]
    address = passage_address(entry.first_action.evidence[0])
    return Task(entry.id, entry.title, entry.first_action.text, tuple(done_by), tuple(against), address)


def _helps(entry: Barrier, graph: Graph) -> tuple[Node, ...]:
    return tuple(h.mitigation for h in graph.mitigations_for(entry.id))[:HELPS_SHOWN]


def _roles(tasks: Iterable[Task], corpus: Corpus, graph: Graph) -> Iterable[tuple[Node, str]]:
    """The roles that act in these tasks, with the page that describes each, if there is one."""
    acting = {name for task in tasks for name in task.done_by}
    pages = {d.id for d in corpus.documents if d.front.kind == "role"}
    for node in graph.of_kind("role"):
        if node.title in acting:
            told = [d for d in graph.documents_for(node.id) if d in pages]
            yield node, f"/knowledge/{told[0]}" if told else ""


def _stories(entries: Iterable[Barrier], graph: Graph) -> Iterable[PilotStory]:
    for entry in entries:
        for met in entry.met_by:
            title = graph.node(met.pilot).title
            yield PilotStory(title, entry.title, met.led_to, passage_address(met.evidence[0]))
