from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response as HttpResponse
from starlette.testclient import TestClient

from api.app import create_app
from api.assess.answers import Answer, Response
from api.assess.checks import references_of
from api.assess.guidance import CorpusGuidance
from api.assess.loader import Library, load_library
from api.assess.model import Questionnaire, Sector
from api.assess.service import AssessmentService
from api.settings import read_settings
from api.storage.database import Database
from graph.build import Graph
from kb.documents import Corpus
from tests.assess.pages import Browser
from tests.reviewed import CORPUS, real_reading


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return real_reading().corpus


@pytest.fixture(scope="session")
def library(corpus: Corpus) -> Library:
    return load_library(CORPUS / "questionnaires", references_of(corpus))


@pytest.fixture(scope="session")
def readiness(library: Library) -> Questionnaire:
    return library.get("psp-readiness", "1.0")  # figures worked out by hand stay with their version


@pytest.fixture(scope="session")
def guidance(corpus: Corpus) -> CorpusGuidance:
    return CorpusGuidance(corpus, Graph.from_corpus(corpus))


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


@pytest.fixture
def service(database: Database, library: Library, guidance: CorpusGuidance) -> AssessmentService:
    return AssessmentService(database, library, guidance)


@pytest.fixture
def app(service: AssessmentService, tmp_path: Path) -> FastAPI:
    """The real application, with assessments opened on a database of their own and no index."""
    app = create_app(read_settings({"PSP_DATA_DIR": str(tmp_path)}))
    app.state.services.assessments = service
    return app


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app)


class Partnership:
    """An assessment over the API: who manages it and who answers."""

    def __init__(self, client: TestClient, questionnaire: str = "psp-readiness", **more: object) -> None:
        self.client = client
        started = client.post("/v1/assessments", json={"questionnaire_id": questionnaire, **more})
        assert started.status_code == 201, started.text
        self.id, self.token = started.json()["id"], started.json()["manage_token"]
        self.url = f"/v1/assessments/{self.id}"
        self.key = {"Authorization": f"Bearer {self.token}"}

    def invite(self, sector: str = "public", label: str | None = None) -> dict[str, Any]:
        reply = self.client.post(
            f"{self.url}/respondents", json={"sector": sector, "label": label}, headers=self.key
        )
        assert reply.status_code == 201, reply.text
        found: dict[str, Any] = reply.json()
        return found

    def answer(self, person: dict[str, Any], **more: object) -> HttpResponse:
        key = {"Authorization": f"Bearer {person['token']}"}
        return self.client.put(f"{self.url}/respondents/{person['id']}/answers", json=more, headers=key)

    def report(self) -> dict[str, Any]:
        reply = self.client.get(f"{self.url}/report", headers=self.key)
        assert reply.status_code == 200, reply.text
        found: dict[str, Any] = reply.json()
        return found


@pytest.fixture
def partnership(client: TestClient) -> Partnership:
    return Partnership(client)


@pytest.fixture
def begin(client: TestClient) -> Callable[..., Partnership]:
    return lambda questionnaire="psp-readiness", **more: Partnership(client, questionnaire, **more)


def problem(reply: HttpResponse, status: int) -> dict[str, Any]:
    """The problem details of a reply, checked for their shape."""
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = reply.json()
    assert set(body) >= {"type", "title", "status", "detail", "instance"}
    assert body["status"] == status
    return body


@pytest.fixture(scope="session")
def expect_problem() -> Callable[[HttpResponse, int], dict[str, Any]]:
    return problem


@pytest.fixture
def browser(client: TestClient) -> Browser:
    return Browser(client)
