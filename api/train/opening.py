"""Opening the training service from a corpus and a database."""

from collections.abc import Callable
from pathlib import Path

from api.assess.report import Report
from api.storage.database import Database
from api.train.assessed import AssessedTopics
from api.train.loader import load_library
from api.train.planner import Planner
from api.train.service import TrainingService
from api.train.training import Reading
from kb.documents import Corpus

MOST_READING = 3
_KINDS = ("lesson", "process", "method", "law", "role")


def open_trainings(
    corpus_dir: Path, corpus: Corpus, database: Database, report: Callable[[str, str | None], Report]
) -> TrainingService:
    """The service over the activities of `corpus_dir`; `report` opens an assessment with its token.

    Raises:
        ContentError: the activities have a problem; lists all of them.
    """
    library = load_library(corpus_dir / "activities", corpus)
    return TrainingService(
        database, Planner(library, further_reading(corpus)), AssessedTopics(report, corpus)
    )


def further_reading(corpus: Corpus) -> Callable[[str], tuple[Reading, ...]]:
    """The documents to read on for a theme: lessons, and those where it is the first of their themes."""
    found: dict[str, tuple[Reading, ...]] = {}
    for theme in corpus.themes:
        about = [d for d in corpus.documents if theme.id in d.front.themes and d.front.kind in _KINDS]
        about.sort(key=lambda d: (d.front.themes.index(theme.id), _KINDS.index(d.front.kind), d.id))
        found[theme.id] = tuple(
            Reading(id=d.id, title=d.front.title, url=f"/knowledge/{d.id}") for d in about[:MOST_READING]
        )
    return lambda theme: found.get(theme, ())
