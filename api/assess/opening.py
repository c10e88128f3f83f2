"""Opening the room: questionnaires read and checked once, guidance from the corpus."""

from pathlib import Path

from api.assess.checks import references_of
from api.assess.guidance import CorpusGuidance
from api.assess.loader import load_library
from api.assess.service import AssessmentService
from api.storage.database import Database
from graph.build import Graph
from kb.documents import Corpus


def open_assessments(corpus_dir: Path, corpus: Corpus, graph: Graph, database: Database) -> AssessmentService:
    """Everything that runs self-assessments.

    Raises:
        QuestionnaireError: a questionnaire has a problem; lists all of them.
    """
    library = load_library(corpus_dir / "questionnaires", references_of(corpus))
    return AssessmentService(database, library, CorpusGuidance(corpus, graph))
