"""Pages for the one who manages an assessment: invite, open and close, delete."""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.assess.again import invited_last_time
from api.assess.benchmark_service import BenchmarkService
from api.assess.export_all import export_everything
from api.assess.model import SECTOR_TITLES, SECTORS, Sector
from api.assess.records import minutes_of
from api.assess.routes_answers import check_label
from api.assess.routes_pages_shared import FormData, closed_first, forget, page, see_other, token_of
from api.assess.routes_shared import NO_STORE, private_link, service_of
from api.errors import Unprocessable
from api.numbers import whole_number

pages = APIRouter()
HOME = "/assess/manage/{assessment_id}"
MOST_AT_ONCE = 20
MAX_LABEL = 80
SENT_BEFORE = (
    "Since this page was opened people were invited, perhaps by this very form. Nobody was invited now: look "
    "at the table, and make a new link for whose link is lost."
)
CLOSED = "Answering is closed: open it again before you invite more people."


@pages.get(HOME, response_class=HTMLResponse)
def manage(request: Request, assessment_id: str, changed: bool = False) -> HTMLResponse:
    """The state of the assessment, read out first if it was `changed`, and all that can be done."""
    return _page(request, assessment_id, {"changed": changed})


def _page(request: Request, assessment_id: str, extra: dict[str, Any], status: int = 200) -> HTMLResponse:
    token = token_of(request, assessment_id)
    overview = service_of(request).overview(assessment_id, token)
    context = {
        "overview": overview,
        "manage_url": private_link(request, assessment_id, token),
        "sectors": SECTORS,
        "new_links": [],
        "stage": service_of(request).guidance.title(overview.stage).title if overview.stage else "",
        "changed": False,
        "again": invited_last_time(service_of(request), assessment_id, token),
        "most": MOST_AT_ONCE,
        "minutes": lambda sector: minutes_of(overview.questionnaire, sector),
    }
    return page(request, "Your assessment", "manage.html", {**context, **extra}, status)


@pages.post(HOME + "/invite")
def invite(request: Request, assessment_id: str, form: FormData) -> HTMLResponse:
    """Make private links, as many as wanted of each sector, and show them, this once."""
    overview = service_of(request).overview(assessment_id, token_of(request, assessment_id))
    if overview.closed:
        return _again(request, assessment_id, CLOSED, "close", form)
    if form.get("have", "") not in ("", str(len(overview.people))):
        return _again(request, assessment_id, SENT_BEFORE, f"count-{SECTORS[0]}", form, 409)
    wanted: dict[Sector, int] = {}
    for sector in SECTORS:
        count = whole_number(form.get(f"count.{sector}", "").strip() or "0")
        if count is None or count > MOST_AT_ONCE:
            text = f"{SECTOR_TITLES[sector]}: write a number from 0 to {MOST_AT_ONCE}."
            return _again(request, assessment_id, text, f"count-{sector}", form)
        wanted[sector] = count
    if not any(wanted.values()):
        return _again(request, assessment_id, "Say how many people to invite.", f"count-{SECTORS[0]}", form)
    label = form.get("label", "").replace("\x00", "").strip()
    if fault := _fault_of(label):
        return _again(request, assessment_id, fault, "label", form)
    people = [(sector, label) for sector, count in wanted.items() for _ in range(count)]
    return _invited(request, assessment_id, people)


def _fault_of(label: str) -> str:
    if len(label) > MAX_LABEL:
        return f"Shorten the role to {MAX_LABEL} characters."
    try:
        check_label(label)
    except Unprocessable as error:
        return error.detail
    return ""


@pages.post(HOME + "/invite-again")
def invite_again(request: Request, assessment_id: str, form: FormData) -> HTMLResponse:
    """A private link for everybody who was invited last time."""
    if _closed(request, assessment_id):
        return _again(request, assessment_id, CLOSED, "close", form)
    people = invited_last_time(service_of(request), assessment_id, token_of(request, assessment_id))
    return _invited(request, assessment_id, people)


def _invited(request: Request, assessment_id: str, people: Iterable[tuple[Sector, str]]) -> HTMLResponse:
    service, token = service_of(request), token_of(request, assessment_id)
    secrets = dict(service.invite(assessment_id, token, sector, label) for sector, label in people)
    return _page(request, assessment_id, {"new_links": _links(request, assessment_id, secrets)}, 201)


def _closed(request: Request, assessment_id: str) -> bool:
    return service_of(request).overview(assessment_id, token_of(request, assessment_id)).closed


def _again(
    request: Request, assessment_id: str, text: str, place: str, form: dict[str, str], status: int = 422
) -> HTMLResponse:
    return _page(request, assessment_id, {"errors": [{"text": text, "anchor": place}], "typed": form}, status)


def _links(request: Request, assessment_id: str, secrets: Mapping[str, str]) -> list[dict[str, str]]:
    """The links by respondent, under the number, sector and role that the table shows."""
    people = service_of(request).overview(assessment_id, token_of(request, assessment_id)).people
    return [
        {
            "number": str(person.number),
            "name": f"{SECTOR_TITLES[person.sector]}{f' ({person.label})' if person.label else ''}",
            "sector": person.sector,
            "url": private_link(request, person.id, secrets[person.id]),
        }
        for person in people
        if person.id in secrets
    ]


@pages.post(HOME + "/people/{respondent_id}/renew")
def renew(request: Request, assessment_id: str, respondent_id: str, form: FormData) -> HTMLResponse:
    """A new link in place of a lost one."""
    service, token = service_of(request), token_of(request, assessment_id)
    secret = service.renew_link(assessment_id, token, respondent_id)
    links = _links(request, assessment_id, {respondent_id: secret})
    return _page(request, assessment_id, {"new_links": links}, 201)


@pages.post(HOME + "/people/{respondent_id}/revoke")
def revoke(request: Request, assessment_id: str, respondent_id: str, form: FormData) -> Response:
    """Withdraw a link."""
    service_of(request).revoke(assessment_id, token_of(request, assessment_id), respondent_id)
    return see_other(f"/assess/manage/{assessment_id}#invite")


@pages.post(HOME + "/change")
def change(request: Request, assessment_id: str, form: FormData) -> Response:
    """Open or close answering; join or leave the benchmark."""
    service, token = service_of(request), token_of(request, assessment_id)
    wishes = {"yes": True, "no": False}
    service.change(
        assessment_id, token, wishes.get(form.get("closed", "")), wishes.get(form.get("share", ""))
    )
    overview = service.overview(assessment_id, token)
    if overview.closed and overview.share_benchmark:
        benchmark = BenchmarkService(service.database, service.library, service.guidance)
        benchmark.refresh(overview.questionnaire.id, overview.questionnaire.version)
    return see_other(f"/assess/manage/{assessment_id}?changed=true")


@pages.get(HOME + "/export")
def export(request: Request, assessment_id: str) -> Response:
    """Everything as one file."""
    closed_first(request, assessment_id)
    body = export_everything(service_of(request), assessment_id, token_of(request, assessment_id))
    overview = service_of(request).overview(assessment_id, token_of(request, assessment_id))
    name = f'attachment; filename="psp-assessment-{overview.begun}-{assessment_id}.json"'
    return Response(body, media_type="application/json", headers={"Content-Disposition": name, **NO_STORE})


@pages.post(HOME + "/delete")
def delete(request: Request, assessment_id: str, form: FormData) -> Response:
    """Delete everything, if the box was ticked."""
    if form.get("sure") != "yes":
        error = {"text": "Tick the box to confirm that everything may be deleted.", "anchor": "sure"}
        return _page(request, assessment_id, {"errors": [error]}, 422)
    service_of(request).delete(assessment_id, token_of(request, assessment_id))
    return forget(page(request, "Deleted", "deleted.html", {}), assessment_id)
