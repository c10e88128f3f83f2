"""Pages for the members in one room: one difference at a time, to look at and to agree on."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.assess.answers import Answer
from api.assess.differences import DONE, Place, as_answered, grouped, place_of
from api.assess.errors import InvalidAnswers, Overtaken, PersonalData, Unconditional
from api.assess.forms import typed_answers
from api.assess.render import report_context
from api.assess.routes_pages_shared import (
    OVERTAKEN,
    FormData,
    closed_first,
    errors_of,
    page,
    see_other,
    seen_of,
    token_of,
)
from api.assess.routes_shared import service_of

pages = APIRouter()
HOME = "/assess/manage/{assessment_id}"
Wanted = Annotated[str, Query(max_length=80)]


@pages.get(HOME + "/compare", response_class=HTMLResponse)
def compare(request: Request, assessment_id: str, question: Wanted = "") -> HTMLResponse:
    """All differences as a list, the largest first; with `question` that one, to be looked at together."""
    context, place, answers = _context(request, assessment_id, question)
    if not question or place.question is None:
        return page(request, "Compare the answers", "compare.html", {**context, "answers": answers})
    return page(request, place.question.text, "difference.html", {**context, "answers": answers})


@pages.get(HOME + "/consensus", response_class=HTMLResponse)
def consensus_page(
    request: Request, assessment_id: str, question: Wanted = "", saved: bool = False
) -> HTMLResponse:
    """Agree on one question; without `question` the first open one, and in the end what was agreed."""
    context, place, answers = _context(request, assessment_id, question)
    return _page(request, {**context, "saved": saved}, place, answers)


def _context(
    request: Request, assessment_id: str, wanted: str
) -> tuple[dict[str, Any], Place, Mapping[str, Answer]]:
    closed_first(request, assessment_id)
    service, token = service_of(request), token_of(request, assessment_id)
    agreed, revision = service.consensus(assessment_id, token)
    report, questionnaire = service.report(assessment_id, token)
    place = place_of(grouped(report, questionnaire), wanted, agreed)
    shown = report_context(report, questionnaire, service.guidance, "")
    address = f"/assess/manage/{assessment_id}"
    more = {"taken": len(as_answered(report, questionnaire, agreed)), "personal": False}
    return {**shown, "place": place, "revision": revision, "home": address, **more}, place, agreed


def _page(
    request: Request, context: dict[str, Any], place: Place, answers: Mapping[str, Answer], status: int = 200
) -> HTMLResponse:
    about = place.question.text if place.question else "What was agreed"
    title = f"{'Error: ' if context.get('errors') else ''}{about}"
    return page(request, title, "consensus.html", {**context, "answers": answers}, status)


@pages.post(HOME + "/consensus")
def save_consensus(request: Request, assessment_id: str, form: FormData) -> Response:
    """Save what is agreed on the question shown; nothing is overwritten that was not seen."""
    service, token = service_of(request), token_of(request, assessment_id)
    wanted = form.get("question", "")
    context, place, present = _context(request, assessment_id, wanted)
    typed = {**present, **typed_answers(context["questionnaire"], form)}
    agreed = {name: answer for name, answer in typed.items() if answer.option or answer.comment}
    try:
        service.put_consensus(assessment_id, token, agreed, seen_of(form), form.get("confirm") == "yes")
    except InvalidAnswers as error:
        listed, by_question = errors_of(error)
        extra = {"errors": listed, "faults": by_question, "personal": isinstance(error, PersonalData)}
        seen = {"revision": form.get("seen", "0")}
        return _page(request, {**context, **extra, **seen}, place, typed, 422)
    except (Overtaken, Unconditional):
        extra = {"errors": [{"text": OVERTAKEN, "anchor": ""}]}
        return _page(request, {**context, **extra}, place, typed, 412)
    goal = {"previous": place.before, "stay": wanted}.get(form.get("go", ""), place.after)
    return see_other(f"/assess/manage/{assessment_id}/consensus?question={goal}&saved=true")


@pages.post(HOME + "/consensus/alike")
def agree_on_alike(request: Request, assessment_id: str, form: FormData) -> Response:
    """Agree at once on every open question where all who chose a step chose the same."""
    context, place, present = _context(request, assessment_id, DONE)
    service, token = service_of(request), token_of(request, assessment_id)
    agreed = {**present, **as_answered(context["report"], context["questionnaire"], present)}
    try:
        service.put_consensus(assessment_id, token, agreed, seen_of(form), confirmed=True)  # no new words
    except (Overtaken, Unconditional):
        return _page(request, {**context, "errors": [{"text": OVERTAKEN, "anchor": ""}]}, place, present, 412)
    return see_other(f"/assess/manage/{assessment_id}/consensus?question={DONE}&saved=true")
