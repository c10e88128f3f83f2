"""Every problem of a collection, by the contract of the corpus."""

import tempfile
from pathlib import Path

from graph.checks import check_graph
from kb.checks import UNLINKED, check_corpus
from kb.errors import Problem
from kb.overlay import SOURCES, documents_of, lay_over, misplaced, own_sources_end


def collection_problems(national: Path, own: Path) -> list[Problem]:
    """All problems and warnings of the collection in `own`, sorted by path and line; none of the guide's.

    Nothing has to link to a document of it, since the guide knows none.
    """
    if problems := misplaced(national, own):
        return problems
    with tempfile.TemporaryDirectory() as name:
        target = Path(name) / own.name
        lay_over(national, own, target)
        reading, found = check_corpus(target)
        found = sorted({*found, *check_graph(reading, target)})
    documents, end = set(documents_of(own)), own_sources_end(own)
    own_ones = [p for p in found if p.path in documents or (p.path == SOURCES and p.line <= end)]
    return [p for p in own_ones if p.text != UNLINKED]
