"""The guided route through the stages of a PSP, and its checklist."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.callers import public_address
from api.errors import Fault, NotFound, Unprocessable
from api.frame.rendering import render
from api.numbers import whole_number
from api.services import Services
from api.storage.database import now
from api.views.road_view import ASSUMED_MONTHS, MOST_MONTHS, TIMELINE, road, road_picture
from api.views.start_view import stage_tasks, stage_view, stages_in_order
from api.views.words import FELT_NAMES
from kb.taxonomy import Term

# who sits where, in the order in which they come together
GROUPS = (
    "roles/lead-bodies",
    "roles/intermediary",
    "roles/steering-group",
    "roles/design-committee",
    "roles/consortium",
)

FIRST = 5  # tasks of a stage that are not folded
router = APIRouter(prefix="/start", include_in_schema=False)


@dataclass(frozen=True)
class Asked:
    """What somebody typed about their contract, read: a day or none, months, and what is wrong."""

    typed_ends: str
    typed_months: str
    ends: dt.date | None
    months: int
    fault: str


def asked(
    ends: Annotated[str, Query(max_length=40)] = "", months: Annotated[str, Query(max_length=10)] = ""
) -> Asked:
    """The question of the road: when the contract ends, and how long before that the tender has to go out."""
    day, count, fault = None, ASSUMED_MONTHS, ""
    try:
        day = dt.date.fromisoformat(ends.strip()) if ends.strip() else None
    except ValueError:
        fault = "Write the day as year-month-day, such as 2028-03-31."
    if day and not 2000 <= day.year <= 2100:
        day, fault = None, "Write a day between the years 2000 and 2100."
    if months.strip():
        typed = whole_number(months.strip(), digits=10)
        if typed is not None and typed <= MOST_MONTHS:
            count = typed
        else:
            day, fault = None, f"Write the months as a number from 0 to {MOST_MONTHS}."
    return Asked(ends.strip(), months.strip() or str(ASSUMED_MONTHS), day, count, fault)


AskedRoad = Annotated[Asked, Depends(asked)]


@router.get("", response_class=HTMLResponse)
def start(request: Request, wish: AskedRoad) -> HTMLResponse:
    """The road back from the tender, dated if somebody says when the contract ends, and the six stages."""
    services: Services = request.app.state.services
    stages = stages_in_order(services.corpus)
    counts = {
        stage.id: (
            len(services.graph.barriers_of_stage(f"stage:{stage.id}")),
            [task.id for task in stage_tasks(stage, services.graph)[0]],
        )
        for stage in stages
    }
    shown = road(wish.ends, wish.months, now().date())
    documents = services.knowledge.documents
    return render(
        request,
        "start.html",
        422 if wish.fault else 200,
        stages=stages,
        counts=counts,
        wish=wish,
        road=shown,
        picture=road_picture(shown),
        timeline=TIMELINE,
        groups=[documents[name] for name in GROUPS if name in documents],
    )


@router.get("/road.ics")
def road_file(request: Request, wish: AskedRoad) -> Response:
    """The dated road as a calendar.

    Raises:
        Unprocessable: no day is given, or it is not one.
    """
    if wish.ends is None:
        detail = wish.fault or "Say when the contract ends, as year-month-day."
        raise Unprocessable(detail, (Fault("/ends", detail),))
    from api.web.road_calendar import MEDIA_TYPE, road_calendar  # comes with the first calendar

    stamp = now().replace(microsecond=0)
    shown = road(wish.ends, wish.months, stamp.date())
    headers = {"Content-Disposition": 'attachment; filename="psp-road.ics"'}
    body = road_calendar(shown, public_address(request), stamp)
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


@router.get("/checklist.docx")
def checklist(
    request: Request,
    stage: Annotated[str, Query(max_length=80)] = "",
    done: Annotated[list[str], Query(max_length=200)] = [],  # noqa: B006 -- FastAPI copies it
) -> Response:
    """The checklist of one stage, or of all, as a Word file; `done` names what is ticked."""
    from api.web.checklist import MEDIA_TYPE, checklist_docx  # comes with the first Word file

    services: Services = request.app.state.services
    stages = [_stage(services, stage)] if stage else stages_in_order(services.corpus)
    base = public_address(request)
    body = checklist_docx([(s, stage_tasks(s, services.graph)[0]) for s in stages], frozenset(done), base)
    name = f"psp-checklist-{stage}.docx" if stage else "psp-checklist.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


@router.get("/{stage_id}", response_class=HTMLResponse)
def one_stage(stage_id: str, request: Request) -> HTMLResponse:
    """One stage: what to read, who acts, what stands in the way, what pilots met, a checklist."""
    services: Services = request.app.state.services
    stage = _stage(services, stage_id)
    stages = stages_in_order(services.corpus)
    at = stages.index(stage)
    return render(
        request,
        "stage.html",
        view=stage_view(stage, services.corpus, services.graph),
        stages=stages,
        before=stages[at - 1] if at else None,
        after=stages[at + 1] if at + 1 < len(stages) else None,
        felt=FELT_NAMES,
        first=FIRST,
        templates=services.templates.of_stage(stage.id),
    )


def _stage(services: Services, stage_id: str) -> Term:
    for stage in services.corpus.stages:
        if stage.id == stage_id:
            return stage
    raise NotFound("There is no stage at this address; the stages are listed on the page “Start a PSP”.")
