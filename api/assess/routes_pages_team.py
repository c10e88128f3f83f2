"""Pages for the members together: plan and report."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.assess.errors import Overtaken, PersonalData, Unconditional
from api.assess.forms import read_rows, typed_rows
from api.assess.model import Questionnaire
from api.assess.render import report_context
from api.assess.report import Report
from api.assess.routes_pages_shared import (
    OVERTAKEN,
    FormData,
    closed_first,
    page,
    see_other,
    seen_of,
    token_of,
)
from api.assess.routes_report_file import Kind, report_file
from api.assess.routes_shared import service_of

pages = APIRouter()
HOME = "/assess/manage/{assessment_id}"
EMPTY_ROWS = 2
ZONE = ZoneInfo("Europe/London")


def _read(request: Request, assessment_id: str) -> tuple[Report, Questionnaire, dict[str, Any]]:
    service = service_of(request)
    closed_first(request, assessment_id)
    report, questionnaire = service.report(assessment_id, token_of(request, assessment_id))
    return report, questionnaire, report_context(report, questionnaire, service.guidance, "")


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
        "personal": False,
        "late": [
            (number, action.date)
            for number, action in enumerate(report.plan.actions, start=1)
            if action.date and not action.done and action.date < dt.datetime.now(ZONE).date()
        ],
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
        service.put_plan(assessment_id, token, actions, seen_of(form), form.get("confirm") == "yes")
    except PersonalData as error:
        listed = [
            {"text": fault.detail, "anchor": f"row-{int(fault.pointer.split('/')[2]) + 1}"}
            for fault in error.errors
        ]
        doubt: dict[str, Any] = {"errors": listed, "personal": True, "revision": form.get("seen", "0")}
        return _plan(request, assessment_id, list(rows), doubt, 422)
    except (Overtaken, Unconditional):
        overtaken = [{"text": OVERTAKEN, "anchor": "theirs"}]
        extra: dict[str, Any] = {"errors": overtaken, "conflict": True}
        return _plan(request, assessment_id, list(rows), extra, 412)
    return see_other(f"/assess/manage/{assessment_id}/plan?saved=true")
