"""The guided route through the stages of a PSP, and its checklist."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.callers import public_address
from api.errors import NotFound
from api.frame.rendering import render
from api.services import Services
from api.views.start_view import stage_tasks, stage_view, stages_in_order
from api.views.words import FELT_NAMES
from api.web.checklist import MEDIA_TYPE, checklist_docx
from kb.documents import Term

router = APIRouter(prefix="/start", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
def start(request: Request) -> HTMLResponse:
    """The six stages."""
    services: Services = request.app.state.services
    stages = stages_in_order(services.corpus)
    counts = {
        stage.id: (
            len(services.graph.barriers_of_stage(f"stage:{stage.id}")),
            [task.id for task in stage_tasks(stage, services.graph)[0]],
        )
        for stage in stages
    }
    return render(request, "start.html", stages=stages, counts=counts)


@router.get("/checklist.docx")
def checklist(
    request: Request,
    stage: Annotated[str, Query(max_length=80)] = "",
    done: Annotated[list[str], Query(max_length=200)] = [],  # noqa: B006 -- FastAPI copies it
) -> Response:
    """The checklist of one stage, or of all, as a Word file; `done` names what is ticked."""
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
        templates=services.templates.of_stage(stage.id),
    )


def _stage(services: Services, stage_id: str) -> Term:
    for stage in services.corpus.stages:
        if stage.id == stage_id:
            return stage
    raise NotFound("There is no stage at this address; the stages are listed on the page “Start a PSP”.")
