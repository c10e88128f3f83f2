"""Which barriers the sources report most: counted in published works, not in our own words."""

from collections.abc import Mapping

from api.ask.knowledge import Knowledge
from graph.barriers import Barrier
from graph.build import Graph
from kb.checks import EDITORIAL

MOST = 5


def works_behind(barrier: Barrier, knowledge: Knowledge) -> frozenset[str]:
    """The published works on which the passages rest that show a barrier: signs, who felt it, who met it.

    What helps against it does not count, and neither do the conclusions of the editors.
    """
    shown = (barrier.felt_by, *barrier.signs, *barrier.arises_in, *barrier.met_by)
    names = {name for statement in shown for name in statement.evidence}
    known = (knowledge.passage_numbers[name] for name in names if name in knowledge.passage_numbers)
    return frozenset(work for at in known for work in knowledge.index.passages[at].cited) - {EDITORIAL}


def works_of_each(graph: Graph, knowledge: Knowledge) -> Mapping[str, int]:
    """How many published works stand behind each barrier, by its id."""
    return {slug: len(works_behind(entry, knowledge)) for slug, entry in graph.barriers.items()}


def most_reported(graph: Graph, knowledge: Knowledge, most: int = MOST) -> list[tuple[Barrier, int]]:
    """The barriers behind which most published works stand, with how many; equals by title."""
    counted = works_of_each(graph, knowledge)
    ranked = sorted(graph.barriers.values(), key=lambda entry: (-counted[entry.id], entry.title))
    return [(entry, counted[entry.id]) for entry in ranked[:most]]
