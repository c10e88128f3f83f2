"""The graph for its page: rows of barriers and what helps, the trail between two nodes, pages of nodes."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.ask.knowledge import Knowledge
from api.frame.marking import node_address, passage_address
from api.views.words import EDGE_NAMES, FELT_NAMES
from graph.barriers import Barrier
from graph.build import Graph
from graph.queries import Help
from graph.records import Node
from kb.cells import defused
from kb.lexical import stems

CSV_HEADER = ("barrier", "felt by", "stages", "what helps", "strength", "tried in", "evidence")


@dataclass(frozen=True)
class MapFilters:
    """What is shown of the map; empty strings leave a filter out. `words`: all of them have to be told of."""

    stage: str = ""
    who: str = ""
    strength: str = ""
    words: str = ""


@dataclass(frozen=True)
class Row:
    """A barrier with who feels it, its stages and what helps, the most useful first."""

    entry: Barrier
    who: str
    stages: tuple[Node, ...]
    helps: tuple[Help, ...]


@dataclass(frozen=True)
class Proof:
    """A passage that backs an edge."""

    address: str
    heading: str
    title: str


@dataclass(frozen=True)
class TrailStep:
    """A step of a trail in words, with its evidence."""

    start: Node
    words: str
    end: Node
    strength: str
    proofs: tuple[Proof, ...]


def rows(graph: Graph, filters: MapFilters) -> list[Row]:
    """The barriers that fit the filters, by title."""
    fitting = (entry for entry in graph.barriers.values() if _fits(entry, filters))
    made = (_row(entry, graph, filters.strength) for entry in fitting)
    wanted = set(stems(filters.words))
    kept = (row for row in made if row.helps and wanted <= set(stems(_told(row))))
    return sorted(kept, key=lambda row: row.entry.title)


def _told(row: Row) -> str:
    """The words by which a row is found: the barrier, its signs, and what helps."""
    entry = row.entry
    helps = (help_.mitigation.title for help_ in row.helps)
    return " ".join((entry.title, entry.summary, *(sign.text for sign in entry.signs), *helps))


@dataclass(frozen=True)
class StageRows:
    """The rows of barriers that arise in a stage and in none before."""

    stage: Node
    rows: tuple[Row, ...]


def by_stage(shown: Sequence[Row], stages: Sequence[Node]) -> list[StageRows]:
    """Each row once, under the first stage in which its barrier arises; stages without a row are left out."""
    order = {stage.id: number for number, stage in enumerate(stages)}
    first = {row.entry.id: min(order[stage.id] for stage in row.stages) for row in shown}
    found = (
        StageRows(stage, tuple(row for row in shown if first[row.entry.id] == number))
        for number, stage in enumerate(stages)
    )
    return [group for group in found if group.rows]


def _fits(entry: Barrier, filters: MapFilters) -> bool:
    at_stage = not filters.stage or any(at.stage == filters.stage for at in entry.arises_in)
    return at_stage and filters.who in ("", entry.felt_by.who)


def _row(entry: Barrier, graph: Graph, strength: str) -> Row:
    helps = tuple(h for h in graph.mitigations_for(entry.id) if strength in ("", h.edge.strength))
    stages = tuple(graph.node(f"stage:{at.stage}") for at in entry.arises_in)
    return Row(entry, FELT_NAMES[entry.felt_by.who], stages, helps)


def proofs(passage_ids: Iterable[str], knowledge: Knowledge) -> tuple[Proof, ...]:
    """The passages with their headings; ids that the index does not hold are left out."""
    known = (i for i in passage_ids if i in knowledge.passage_numbers)
    passages = (knowledge.index.passages[knowledge.passage_numbers[i]] for i in known)
    return tuple(
        Proof(passage_address(p.id), p.heading, knowledge.documents[p.document_id].front.title)
        for p in passages
    )


def trail(graph: Graph, knowledge: Knowledge, start: str, end: str) -> list[TrailStep]:
    """The shortest trail of evidence from one node to another.

    Raises:
        GraphError: one of the two does not exist, or nothing connects them.
    """
    found = graph.path(start, end)
    return [
        TrailStep(
            found.nodes[i],
            EDGE_NAMES[step.edge.kind][0 if step.forward else 1],
            found.nodes[i + 1],
            step.edge.strength,
            proofs(step.edge.evidence, knowledge),
        )
        for i, step in enumerate(found.steps)
    ]


def address_of(node: Node) -> str:
    """The page of a node.

    >>> address_of(Node(id="stage:pilot", kind="stage", title="Pilot"))
    '/start/pilot'
    """
    if node.kind == "barrier":
        return node_address(node.id, "barriers")
    if node.kind == "mitigation":
        return node_address(node.id, "helps")
    slug = node.id.partition(":")[2]
    pages = {
        "stage": f"/start/{slug}",
        "theme": f"/knowledge?theme={slug}",
        "role": f"/knowledge?q={node.title}",
    }
    return pages.get(node.kind, f"/knowledge/{node.id}")


def as_csv(shown: Sequence[Row], base: str) -> str:
    """What is shown as CSV (RFC 4180): one line for each barrier and thing that helps."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(CSV_HEADER)
    for row in shown:
        for help_ in row.helps:
            line = (
                row.entry.title,
                row.who,
                "; ".join(stage.title for stage in row.stages),
                help_.mitigation.title,
                help_.edge.strength,
                "; ".join(pilot.title for pilot in help_.tried_in),
                " ".join(base + passage_address(p) for p in help_.edge.evidence),
            )
            writer.writerow([defused(cell) for cell in line])
    return text.getvalue()
