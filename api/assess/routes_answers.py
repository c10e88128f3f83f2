"""The API for those who answer, and for those who invite them."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.assess.answers import Answer, needs_reason
from api.assess.model import Questionnaire
from api.assess.routes_shared import NO_STORE, private_link, service_of, tag
from api.assess.schemas import Answers, NewRespondent
from api.callers import bearer
from api.errors import Fault, Unprocessable
from api.personal_data import personal_data_in

api = APIRouter()
PEOPLE = "/v1/assessments/{assessment_id}/respondents"


@api.post(PEOPLE, status_code=201)
def invite(request: Request, assessment_id: str, person: NewRespondent) -> JSONResponse:
    """Invite somebody. Token and link are shown once; they open this person's answers and no one else's."""
    check_label(person.label or "")
    service = service_of(request)
    respondent_id, token = service.invite(
        assessment_id, bearer(request.headers), person.sector, person.label or ""
    )
    return JSONResponse(_link(request, respondent_id, token) | person.model_dump(), 201, NO_STORE)


@api.post(PEOPLE + "/{respondent_id}/link", status_code=201)
def renew_link(request: Request, assessment_id: str, respondent_id: str) -> JSONResponse:
    """A new link for somebody who lost theirs; the old one stops working, the answers stay."""
    token = service_of(request).renew_link(assessment_id, bearer(request.headers), respondent_id)
    return JSONResponse(_link(request, respondent_id, token), 201, NO_STORE)


@api.delete(PEOPLE + "/{respondent_id}", status_code=204)
def revoke(request: Request, assessment_id: str, respondent_id: str) -> Response:
    """Withdraw a link. Answers given so far stay in the report."""
    service_of(request).revoke(assessment_id, bearer(request.headers), respondent_id)
    return Response(status_code=204, headers=NO_STORE)


@api.get(PEOPLE + "/{respondent_id}/answers")
def get_answers(request: Request, assessment_id: str, respondent_id: str) -> JSONResponse:
    """What this person has answered so far."""
    sheet = service_of(request).sheet(respondent_id, bearer(request.headers), assessment_id)
    shown = {name: answer.model_dump() for name, answer in sheet.answers.items()}
    body = {"answers": shown, "revision": sheet.revision, "closed": sheet.closed, "sector": sheet.sector}
    return JSONResponse(body, headers=tag(sheet.revision))


@api.put(PEOPLE + "/{respondent_id}/answers")
def put_answers(request: Request, assessment_id: str, respondent_id: str, body: Answers) -> JSONResponse:
    """Save some answers. Questions left out stay as they are; the same again changes nothing."""
    service, token, answers = service_of(request), bearer(request.headers), body.checked()
    revision = service.save(respondent_id, token, answers, body.confirm_personal_data, assessment_id)
    sheet = service.sheet(respondent_id, token, assessment_id)
    shown = {name: answer.model_dump() for name, answer in sheet.answers.items()}
    warnings = _warnings(sheet.questionnaire, answers)
    saved = {"saved": len(answers), "answers": shown, "revision": revision, "warnings": warnings}
    return JSONResponse(saved, headers=tag(revision))


@api.get(PEOPLE + "/{respondent_id}/report")
def get_own_report(request: Request, assessment_id: str, respondent_id: str) -> Response:
    """The result of this person's own answers."""
    report = service_of(request).own_report(respondent_id, bearer(request.headers), assessment_id)
    return Response(report.model_dump_json(), media_type="application/json", headers=NO_STORE)


def check_label(label: str) -> None:
    """Labels are roles and not people.

    Raises:
        Unprocessable: the label seems to identify somebody.
    """
    found = personal_data_in(label)
    if found:
        detail = f"The label seems to hold {found[0]}. Use a role, such as “housing officer”, and no name."
        raise Unprocessable(detail, (Fault("/label", detail),))


def _warnings(questionnaire: Questionnaire, answers: dict[str, Answer]) -> list[dict[str, str]]:
    found = []
    for name, answer in answers.items():
        question = questionnaire.question(name)
        if question and needs_reason(questionnaire, question, answer):
            text = "Say why it does not apply; until then it counts as not answered."
            found.append({"pointer": f"/answers/{name}/comment", "detail": text})
    return found


def _link(request: Request, respondent_id: str, token: str) -> dict[str, object]:
    return {"id": respondent_id, "token": token, "url": private_link(request, respondent_id, token)}
