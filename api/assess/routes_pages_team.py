"""Pages for the members together: compare, agree, plan, report."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.assess.answers import Answer
from api.assess.errors import InvalidAnswers, Overtaken, PersonalData, Unconditional
from api.assess.forms import read_rows, typed_answers, typed_rows
from api.assess.model import Question, Questionnaire
from api.assess.render import report_context
from api.assess.report import Report
from api.assess.routes_pages_shared import FormData, closed_first, errors_of, page, see_other, token_of
from api.assess.routes_report_file import Kind, report_file
from api.assess.routes_shared import service_of

pages = APIRouter()
HOME = "/assess/manage/{assessment_id}"
EMPTY_ROWS = 2
OVERTAKEN = "Somebody else saved in the meantime. Nothing was overwritten, and what you typed is still below."


def _read(request: Request, assessment_id: str) -> tuple[Report, Questionnaire, dict[str, Any]]:
    service = service_of(request)
    closed_first(request, assessment_id)
    report, questionnaire = service.report(assessment_id, token_of(request, assessment_id))
    return report, questionnaire, report_context(report, questionnaire, service.guidance, "")


@pages.get(HOME + "/compare", response_class=HTMLResponse)
def compare(request: Request, assessment_id: str) -> HTMLResponse:
    """The differences between people and sectors, largest first."""
    return page(request, "Compare the answers", "compare.html", _read(request, assessment_id)[2])


@pages.get(HOME + "/report", response_class=HTMLResponse)
def report_page(request: Request, assessment_id: str) -> HTMLResponse:
    """The report."""
    context = _read(request, assessment_id)[2]
    address = f"/assess/manage/{assessment_id}"
    heading = {
        "heading": "Report",
        "back": address,
        "back_title": "Your assessment",
        "files": f"{address}/report",
    }
    return page(request, "Report", "result.html", {**context, **heading})


@pages.get(HOME + "/report.{kind}")
def report_download(request: Request, assessment_id: str, kind: Kind) -> Response:
    """The report as a file."""
    closed_first(request, assessment_id)
    return report_file(request, assessment_id, kind, token_of(request, assessment_id))


@pages.get(HOME + "/consensus", response_class=HTMLResponse)
def consensus_page(request: Request, assessment_id: str, saved: bool = False) -> HTMLResponse:
    """Record what is agreed, the largest differences first."""
    agreed, revision = service_of(request).consensus(assessment_id, token_of(request, assessment_id))
    return _consensus(request, assessment_id, agreed, {"revision": revision, "saved": saved})


def _consensus(
    request: Request,
    assessment_id: str,
    answers: Mapping[str, Answer],
    extra: dict[str, Any],
    status: int = 200,
) -> HTMLResponse:
    report, questionnaire, context = _read(request, assessment_id)
    own = {"answers": answers, "ordered": _largest_first(report, questionnaire), "personal": False}
    return page(request, "Consensus session", "consensus.html", {**context, **own, **extra}, status)


def _largest_first(report: Report, questionnaire: Questionnaire) -> list[Question]:
    place = {spread.question: number for number, spread in enumerate(report.spread)}
    shown = [q for q in questionnaire.questions if q.depth == "core" or q.id in place]
    return sorted(shown, key=lambda question: place.get(question.id, len(place)))


@pages.post(HOME + "/consensus")
def save_consensus(request: Request, assessment_id: str, form: FormData) -> Response:
    """Save the agreed answers; nothing is overwritten that was not seen."""
    service, token = service_of(request), token_of(request, assessment_id)
    questionnaire = service.overview(assessment_id, token).questionnaire
    typed = typed_answers(questionnaire, form)
    agreed = {name: answer for name, answer in typed.items() if answer.option or answer.comment}
    try:
        service.put_consensus(assessment_id, token, agreed, _seen(form), form.get("confirm") == "yes")
    except InvalidAnswers as error:
        listed, by_question = errors_of(error)
        extra = {"errors": listed, "faults": by_question, "personal": isinstance(error, PersonalData)}
        return _consensus(request, assessment_id, typed, {**extra, "revision": form.get("seen", "0")}, 422)
    except (Overtaken, Unconditional):
        revision = service.consensus(assessment_id, token)[1]
        extra = {"errors": [{"text": OVERTAKEN, "anchor": ""}], "revision": revision}
        return _consensus(request, assessment_id, typed, extra, 412)
    return see_other(f"/assess/manage/{assessment_id}/consensus?saved=true")


def _seen(form: Mapping[str, str]) -> int | None:
    seen = form.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


@pages.get(HOME + "/plan", response_class=HTMLResponse)
def plan_page(request: Request, assessment_id: str, saved: bool = False) -> HTMLResponse:
    """The plan, prefilled from the answers until one is saved."""
    report = _read(request, assessment_id)[0]
    rows = [action.model_dump(mode="json") for action in report.plan.actions]
    return _plan(request, assessment_id, rows, {"saved": saved})


def _plan(
    request: Request, assessment_id: str, rows: list[dict[str, Any]], extra: dict[str, Any], status: int = 200
) -> HTMLResponse:
    report, _, context = _read(request, assessment_id)
    empty: list[dict[str, Any]] = [
        {"action": ""} | dict.fromkeys(("owner", "date", "measure", "done"), "")
    ] * EMPTY_ROWS
    blank = {"question": None, "barrier": None, "mitigation": None}
    own = {
        "rows": [blank | row for row in [*rows, *empty]],
        "revision": report.plan.revision,
        "conflict": False,
    }
    return page(request, "Plan", "plan.html", {**context, **own, **extra}, status)


@pages.post(HOME + "/plan")
def save_plan(request: Request, assessment_id: str, form: FormData) -> Response:
    """Save the plan; nothing is overwritten that was not seen."""
    service, token = service_of(request), token_of(request, assessment_id)
    rows = typed_rows(form)
    actions, faults = read_rows(rows)
    if faults:
        errors = [
            {"text": f"Action {n}: {text}", "anchor": f"row-{n}"}
            for n, texts in faults.items()
            for text in texts
        ]
        wrong: dict[str, Any] = {"errors": errors, "faults": faults, "revision": form.get("seen", "0")}
        return _plan(request, assessment_id, list(rows), wrong, 422)
    try:
        service.put_plan(assessment_id, token, actions, _seen(form))
    except (Overtaken, Unconditional):
        overtaken = [{"text": OVERTAKEN, "anchor": "theirs"}]
        extra: dict[str, Any] = {"errors": overtaken, "conflict": True}
        return _plan(request, assessment_id, list(rows), extra, 412)
    return see_other(f"/assess/manage/{assessment_id}/plan?saved=true")
