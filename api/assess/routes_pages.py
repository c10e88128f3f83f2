"""Pages anybody can open: what it is, the questions, starting, and opening a private link."""

from contextlib import suppress

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.assess import (
    routes_pages_answers,
    routes_pages_differences,
    routes_pages_manage,
    routes_pages_team,
)
from api.assess.answers import name_faults
from api.assess.errors import Missing
from api.assess.held import opened
from api.assess.model import SECTOR_TITLES
from api.assess.records import Opened, Start
from api.assess.routes_pages_shared import (
    COOKIE,
    FormData,
    cookie_name,
    forget,
    page,
    remember,
    see_other,
    token_of,
)
from api.assess.routes_shared import service_of
from api.errors import ApiError

pages = APIRouter(include_in_schema=False)
MAX_NAME = 200
MOST_COOKIES = 50


@pages.get("/assess", response_class=HTMLResponse)
def home(request: Request) -> HTMLResponse:
    """What a self-assessment is, and the form to start one."""
    return _home(request, {}, [])


def _home(
    request: Request, typed: dict[str, str], errors: list[dict[str, str]], *, personal: bool = False
) -> HTMLResponse:
    service = service_of(request)
    context = {
        "questionnaires": service.library.newest(),
        "stages": [service.guidance.title(stage) for stage in service.stages()],
        "retention_days": request.app.state.services.settings.retention_days,
        "typed": {"questionnaire": "", "organisation": "", "stage": "", "share": "", **typed},
        "errors": errors,
        "mine": _held(request),
        "personal": personal,
    }
    return page(request, "Self-assessment", "home.html", context, 422 if errors else 200)


def _held(request: Request) -> list[Opened]:
    """What this browser can open, by its private links; those that open nothing any more are left out."""
    found = []
    for name, token in list(request.cookies.items())[:MOST_COOKIES]:
        if name.startswith(COOKIE):
            with suppress(ApiError):
                found.append(opened(service_of(request), name.removeprefix(COOKIE), token))
    return found


@pages.get("/assess/questionnaires/{questionnaire_id}", response_class=HTMLResponse)
def questions(request: Request, questionnaire_id: str) -> HTMLResponse:
    """Every question with its steps, so that one can read before starting; each has an address."""
    service = service_of(request)
    questionnaire = service.library.get(questionnaire_id)
    context = {
        "questionnaire": questionnaire,
        "title": lambda slug: service.guidance.title(slug).title,
        "source_title": service.guidance.source_title,
        "sector_titles": SECTOR_TITLES,
    }
    return page(request, questionnaire.title, "questions.html", context)


@pages.post("/assess/start")
def start(request: Request, form: FormData) -> Response:
    """Begin an assessment and go to its page."""
    service = service_of(request)
    errors = []
    if len(form.get("organisation", "")) > MAX_NAME:
        errors.append({"text": f"Shorten the name to {MAX_NAME} characters.", "anchor": "organisation"})
    personal = [] if form.get("confirm") == "yes" else name_faults(form.get("organisation", ""))
    errors += [{"text": fault.detail, "anchor": "organisation"} for fault in personal]
    if form.get("questionnaire") not in service.library.questionnaires:
        errors.append({"text": "Choose which questions you want to answer.", "anchor": ""})
    if form.get("stage") and form["stage"] not in service.stages():
        errors.append({"text": "Choose a stage from the list.", "anchor": "stage"})
    if errors:
        return _home(request, form, errors, personal=bool(personal))
    follows = form.get("follows") or None
    wish = Start(
        questionnaire_id=form["questionnaire"],
        organisation=form.get("organisation", "").replace("\x00", "").strip(),
        stage=form.get("stage") or None,
        share_benchmark=form.get("share") == "yes",
        follows=follows,
    )
    assessment_id, token = service.start(wish, token_of(request, follows) if follows else None)
    return remember(request, see_other(f"/assess/manage/{assessment_id}"), assessment_id, token)


@pages.get("/assess/open/{reference}")
def open_link(request: Request, reference: str) -> Response:
    """Open a private link: the token moves into a cookie and out of the address.

    Raises:
        Missing: the link is incomplete.
    """
    opened_id, _, token = reference.partition("~")
    if not opened_id or not token:
        raise Missing("This private link is incomplete. Copy the whole of it into the address bar.")
    kind = opened(service_of(request), opened_id, token).kind
    return remember(request, see_other(f"/assess/{kind}/{opened_id}"), opened_id, token)


@pages.post("/assess/forget/{opened_id}")
def forget_link(request: Request, opened_id: str, form: FormData) -> Response:
    """Remove a private link from this browser."""
    found = cookie_name(opened_id) in request.cookies
    return forget(see_other("/assess"), opened_id) if found else see_other("/assess")


pages.include_router(routes_pages_answers.pages)
pages.include_router(routes_pages_manage.pages)
pages.include_router(routes_pages_differences.pages)
pages.include_router(routes_pages_team.pages)
