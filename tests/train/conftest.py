"""One library, planner and small application for all tests of trainings."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.testclient import TestClient

from api import app as application
from api.assess.opening import open_assessments
from api.assess.service import AssessmentService
from api.errors import ApiError
from api.frame.safe_headers import SafeHeaders
from api.settings import Settings
from api.storage.database import Database
from api.train.assessed import AssessedTopics
from api.train.loader import Library, load_library
from api.train.opening import further_reading
from api.train.planner import Planner
from api.train.request import TrainingRequest
from api.train.routes import router
from api.train.service import TrainingService
from api.train.training import Training
from graph.build import Graph
from kb.documents import Corpus
from tests.reviewed import CORPUS, real_reading
from tests.train.wishes import LONG, USUAL

HOSTILE = '<script>alert(1)</script> "x" & **bold** [link](http://evil) =~#{}:\\ \x0b end'


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return real_reading().corpus


@pytest.fixture(scope="session")
def library(corpus: Corpus) -> Library:
    return load_library(CORPUS / "activities", corpus)


@pytest.fixture(scope="session")
def planner(library: Library, corpus: Corpus) -> Planner:
    return Planner(library, further_reading(corpus))


def wish(**changes: object) -> TrainingRequest:
    """A usual request with some changes."""
    return TrainingRequest.model_validate(USUAL | changes)


@pytest.fixture(scope="session")
def training(planner: Planner) -> Training:
    return planner.plan(wish(), "abc")


@pytest.fixture(scope="session")
def long_training(planner: Planner) -> Training:
    """A whole day on six topics: the largest files."""
    return planner.plan(wish(**LONG), "long")


@pytest.fixture(scope="session")
def hostile(training: Training) -> Training:
    """A training whose words try to get out of every format."""
    question = training.quiz[0].model_copy(update={"question": HOSTILE, "options": (HOSTILE, "b", "c")})
    objective = training.objectives[0].model_copy(update={"text": HOSTILE, "task": HOSTILE})
    item = training.agenda[0].model_copy(update={"activity": HOSTILE, "notes": HOSTILE, "summary": HOSTILE})
    return training.model_copy(
        update={
            "title": HOSTILE,
            "quiz": (question, *training.quiz[1:]),
            "objectives": (objective, *training.objectives[1:]),
            "agenda": (item, *training.agenda[1:]),
        }
    )


@pytest.fixture(scope="session")
def assessing(corpus: Corpus) -> AssessmentService:
    """Questionnaires and guidance, read once."""
    return open_assessments(CORPUS, corpus, Graph.from_corpus(corpus), Database("sqlite://"))


@pytest.fixture
def assessments(assessing: AssessmentService, database: Database) -> AssessmentService:
    return replace(assessing, database=database)


@pytest.fixture
def client(
    corpus: Corpus, planner: Planner, database: Database, assessments: AssessmentService
) -> Iterator[TestClient]:
    """The training room alone, with the real errors and headers."""
    topics = AssessedTopics(lambda identity, token: assessments.report(identity, token)[0], corpus)
    trainings = TrainingService(database, planner, topics)
    app = FastAPI()
    app.state.services = SimpleNamespace(trainings=trainings, settings=Settings(data_dir=Path("unused")))
    app.add_middleware(SafeHeaders)
    app.add_exception_handler(ApiError, application._api_error)
    app.add_exception_handler(RequestValidationError, application._validation_error)
    app.include_router(router)
    with TestClient(app) as found:
        yield found
