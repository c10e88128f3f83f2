"""Pages for somebody who answers: the questions, their own result, and the report once answering is over."""

import datetime
from collections.abc import Mapping
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from api.assess.answers import Answer, needs_reason
from api.assess.errors import InvalidAnswers, Overtaken, PersonalData
from api.assess.forms import changed_answers, fingerprint, overtaken_by, typed_answers
from api.assess.parts import CHECK, beside, chosen, parts_of
from api.assess.records import Sheet
from api.assess.render import report_context
from api.assess.routes_pages_shared import FormData, errors_of, page, see_other, token_of
from api.assess.routes_shared import NO_STORE, service_of

pages = APIRouter()
SCRIPT = "assess.js"
OVERTAKEN = "What is here is not saved; use Save to put it in its place."
ZONE = ZoneInfo("Europe/London")


@pages.get("/assess/answers/{respondent_id}", response_class=HTMLResponse)
def answer_page(
    request: Request,
    respondent_id: str,
    part: Annotated[str, Query(max_length=80)] = "",
    saved: bool = False,
) -> HTMLResponse:
    """One part of the questions with what was answered so far; without `part` the first with any left."""
    sheet = service_of(request).sheet(respondent_id, token_of(request, respondent_id))
    return _page(request, sheet, part, sheet.answers, {"saved": _clock() if saved else ""})


@pages.post("/assess/answers/{respondent_id}")
def save_answers(request: Request, respondent_id: str, form: FormData) -> Response:
    """Save what was changed on the page and go where the button says; a script asks for JSON instead."""
    service, token = service_of(request), token_of(request, respondent_id)
    sheet = service.sheet(respondent_id, token)
    typed = typed_answers(sheet.questionnaire, form)
    changed = changed_answers(typed, form)
    overtaken = overtaken_by(sheet.answers, changed, form)
    changed = {name: answer for name, answer in changed.items() if name not in overtaken}
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
        return _page(request, sheet, form.get("part", ""), {**sheet.answers, **typed}, context, 422)
    sheet = service.sheet(respondent_id, token)
    if overtaken:
        return _overtaken(request, sheet, overtaken, form, wants_json=wants_json)
    parts = parts_of(sheet)
    why = [name for name in unreasoned(sheet) if name in typed]
    if wants_json:
        was = {name: fingerprint(answer) for name, answer in typed.items()}
        done = {part.dimension.id: part.done for part in parts}
        saved = {"saved": len(changed), "was": was, "done": done, "why": why}
        return JSONResponse(saved, headers=NO_STORE)
    if any(name in changed for name in why):  # once: who goes on without a reason goes on
        return see_other(
            f"/assess/answers/{respondent_id}?part={form.get('part', '')}&saved=true#{why[0]}-comment"
        )
    goal = beside(parts, chosen(parts, form.get("part", "")), form.get("go", "stay"))
    return see_other(f"/assess/answers/{respondent_id}?part={goal}&saved=true")


def unreasoned(sheet: Sheet) -> list[str]:
    """The questions said not to apply, without the reason that they need to count."""
    questions = [(question, sheet.answers.get(question.id)) for question in sheet.questionnaire.questions]
    return [q.id for q, given in questions if given and needs_reason(sheet.questionnaire, q, given)]


def _overtaken(
    request: Request, sheet: Sheet, mine: Mapping[str, Answer], form: FormData, *, wants_json: bool
) -> Response:
    """What another window saved stays; what was typed here stays on the page, and is saved if sent again."""
    text = {name: f"Saved in another window meanwhile: {_said(sheet, name)}. {OVERTAKEN}" for name in mine}
    if wants_json:
        error = Overtaken(" ".join(text.values()), sheet.revision)
        was = {name: fingerprint(sheet.answers.get(name)) for name in mine}
        body = {**error.problem(request.url.path), "was": was}
        return JSONResponse(body, error.status, NO_STORE, "application/problem+json")
    context = {
        "errors": [{"text": said, "anchor": name} for name, said in text.items()],
        "faults": {name: [said] for name, said in text.items()},
    }
    return _page(request, sheet, form.get("part", ""), {**sheet.answers, **mine}, context, 412)


def _said(sheet: Sheet, name: str) -> str:
    question, given = sheet.questionnaire.question(name), sheet.answers.get(name)
    if question is None or given is None or given.option is None:
        return "no answer"
    chosen_step = sheet.questionnaire.level(question, given.option)
    other = sheet.questionnaire.other(question, given.option)
    title = chosen_step.title if chosen_step else other.title if other else given.option
    return f"“{title}”"


def _clock() -> str:
    """The time of day in Scotland, as it stands behind "Saved"."""
    return f"{datetime.datetime.now(ZONE):%H:%M}"


def _page(
    request: Request,
    sheet: Sheet,
    wanted: str,
    answers: Mapping[str, Answer],
    extra: dict[str, Any],
    status: int = 200,
) -> HTMLResponse:
    parts = parts_of(sheet)
    place = chosen(
        parts, wanted or (CHECK if sheet.closed else "")
    )  # nothing is left to do once it is closed
    part, leaf = place or (None, None)
    guidance = service_of(request).guidance
    context = {
        "sheet": sheet,
        "questionnaire": sheet.questionnaire,
        "answers": answers,
        "parts": parts,
        "part": part,
        "leaf": leaf,
        "before": beside(parts, place, "previous"),
        "answered_ids": list(answers),
        "was": {q.id: fingerprint(sheet.answers.get(q.id)) for q in sheet.questionnaire.questions},
        "total": sum(len(part.core) for part in parts),
        "done": sum(part.done for part in parts),
        "personal": False,
        "why": unreasoned(sheet),
        "title": lambda slug: guidance.title(slug).title,
        **extra,
    }
    about = (
        f"{part.number}. {part.dimension.title}"
        if part
        else ("Your answers" if sheet.closed else "Check your answers")
    )
    about += f", page {leaf.number} of {len(part.leaves)}" if part and leaf and len(part.leaves) > 1 else ""
    title = f"{'Error: ' if extra.get('errors') else ''}{about}: your answers"
    return page(request, title, "answers.html", context, status, SCRIPT)


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
