"""What a visitor sends to the training room, and how a refusal looks."""

from typing import Any

from httpx2 import Response

from api.assess.answers import Answer
from api.assess.records import Start
from api.assess.service import AssessmentService

BODY = {"audience": "council", "minutes": 90, "participants": 12, "delivery": "in-person"}
FORM = {
    **BODY,
    "minutes": "90",
    "participants": "12",
    "level": "introductory",
    "start": "09:30",
    "topics": ["funding"],
}
HTML = {"accept": "text/html"}


def assert_problem(response: Response, status: int, pointer: str | None = None) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(body)
    if pointer:
        assert pointer in [error["pointer"] for error in body["errors"]]
    return body


def assessed(assessments: AssessmentService, option: int | None) -> tuple[str, str]:
    """An assessment with one respondent, who chose the option of that number everywhere, or nothing."""
    identity, token = assessments.start(Start(questionnaire_id="psp-readiness"))
    person, secret = assessments.invite(identity, token, "public")
    if option is not None:
        questionnaire = assessments.overview(identity, token).questionnaire
        answers = {q.id: Answer(option=list(q.anchors)[option]) for q in questionnaire.questions}
        assessments.save(person, secret, answers)
    return identity, token
