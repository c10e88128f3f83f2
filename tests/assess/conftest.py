from collections.abc import Callable
from pathlib import Path

import pytest

from api.assess.answers import Answer, Response
from api.assess.checks import references_of
from api.assess.guidance import CorpusGuidance
from api.assess.loader import Library, load_library
from api.assess.model import Questionnaire, Sector
from kb.documents import Corpus
from kb.loader import read_corpus

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return read_corpus(CORPUS).corpus


@pytest.fixture(scope="session")
def library(corpus: Corpus) -> Library:
    return load_library(CORPUS / "questionnaires", references_of(corpus))


@pytest.fixture(scope="session")
def readiness(library: Library) -> Questionnaire:
    return library.get("psp-readiness", "1.0")


@pytest.fixture(scope="session")
def guidance(corpus: Corpus) -> CorpusGuidance:
    return CorpusGuidance(corpus)


def _respond(name: str, sector: Sector = "public", **options: str) -> Response:
    """A response; underscores in a question's name stand for hyphens, a comment follows after '|'."""
    answers = {}
    for question, given in options.items():
        option, _, comment = given.partition("|")
        answers[question.replace("_", "-")] = Answer(option=option or None, comment=comment)
    return Response(respondent=name, sector=sector, answers=answers)


@pytest.fixture(scope="session")
def respond() -> Callable[..., Response]:
    return _respond


@pytest.fixture(scope="session")
def everywhere(readiness: Questionnaire) -> Callable[..., Response]:
    """A response that gives one option to every question."""

    def give(name: str, option: str, sector: Sector = "public", comment: str = "") -> Response:
        answer = Answer(option=option, comment=comment)
        return Response(
            respondent=name, sector=sector, answers={question.id: answer for question in readiness.questions}
        )

    return give
