"""Pages for somebody who answers: the questions, their own result, and the report once answering is over."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from api.assess.answers import Answer
from api.assess.errors import InvalidAnswers, PersonalData
from api.assess.forms import changed_answers, fingerprint, typed_answers
from api.assess.records import Sheet
from api.assess.render import report_context
from api.assess.routes_pages_shared import FormData, errors_of, page, token_of
from api.assess.routes_shared import NO_STORE, service_of

pages = APIRouter()
SCRIPT = "assess.js"


@pages.get("/assess/answers/{respondent_id}", response_class=HTMLResponse)
def answer_page(request: Request, respondent_id: str, saved: bool = False) -> HTMLResponse:
    """The questions for this person, with what they have answered so far."""
    sheet = service_of(request).sheet(respondent_id, token_of(request, respondent_id))
    return _page(request, sheet, sheet.answers, {"saved": saved})


@pages.post("/assess/answers/{respondent_id}")
def save_answers(request: Request, respondent_id: str, form: FormData) -> Response:
    """Save what was changed on the page; a script asks for the same with JSON in return."""
    service, token = service_of(request), token_of(request, respondent_id)
    sheet = service.sheet(respondent_id, token)
    typed = typed_answers(sheet.questionnaire, form)
    changed = changed_answers(typed, form)
    wants_json = "application/json" in request.headers.get("accept", "")
    try:
        service.save(respondent_id, token, changed, form.get("confirm") == "yes")
    except InvalidAnswers as error:
        if wants_json:
            return JSONResponse(
                error.problem(request.url.path), error.status, NO_STORE, "application/problem+json"
            )
        listed, by_question = errors_of(error)
        context = {"errors": listed, "faults": by_question, "personal": isinstance(error, PersonalData)}
        return _page(request, sheet, {**sheet.answers, **typed}, context, 422)
    if wants_json:
        return JSONResponse(
            {"saved": len(changed), "was": {q: fingerprint(a) for q, a in typed.items()}}, headers=NO_STORE
        )
    place = form.get("at", "")
    anchor = f"#{place}" if place.startswith("dim-") and place[4:].replace("-", "").isalnum() else ""
    return Response(
        status_code=303,
        headers={"Location": f"/assess/answers/{respondent_id}?saved=true{anchor}", **NO_STORE},
    )


def _page(
    request: Request, sheet: Sheet, answers: Mapping[str, Answer], extra: dict[str, Any], status: int = 200
) -> HTMLResponse:
    questionnaire = sheet.questionnaire
    asked = [q for q in questionnaire.questions if sheet.sector in q.asked_of]
    core = [q.id for q in asked if q.depth == "core"]
    answered = [name for name, answer in sheet.answers.items() if answer.option]
    guidance = service_of(request).guidance
    context = {
        "sheet": sheet,
        "questionnaire": questionnaire,
        "answers": answers,
        "asked_ids": [q.id for q in asked],
        "answered_ids": list(answers),
        "was": {q.id: fingerprint(sheet.answers.get(q.id)) for q in asked},
        "total": len(core),
        "done": len(set(core) & set(answered)),
        "personal": False,
        "title": lambda slug: guidance.title(slug).title,
    }
    return page(request, "Your answers", "answers.html", {**context, **extra}, status, SCRIPT)


@pages.get("/assess/answers/{respondent_id}/result", response_class=HTMLResponse)
def own_result(request: Request, respondent_id: str) -> HTMLResponse:
    """The result of this person's own answers."""
    service, token = service_of(request), token_of(request, respondent_id)
    sheet = service.sheet(respondent_id, token)
    report = service.own_report(respondent_id, token)
    context = report_context(report, sheet.questionnaire, service.guidance, "")
    heading = {
        "heading": "Your own result",
        "back": f"/assess/answers/{respondent_id}",
        "back_title": "Your answers",
    }
    return page(request, "Your own result", "result.html", {**context, **heading, "files": None})


@pages.get("/assess/answers/{respondent_id}/report", response_class=HTMLResponse)
def shared_report(request: Request, respondent_id: str) -> HTMLResponse:
    """The report of the partnership, open to everybody invited once answering is over."""
    service, token = service_of(request), token_of(request, respondent_id)
    sheet = service.sheet(respondent_id, token)
    report, questionnaire = service.report(sheet.assessment_id, token)
    context = report_context(report, questionnaire, service.guidance, "")
    heading = {"heading": "Report", "back": f"/assess/answers/{respondent_id}", "back_title": "Your answers"}
    return page(request, "Report", "result.html", {**context, **heading, "files": None})
