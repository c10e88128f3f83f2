"""The pages of the templates: all of them, and one with every field explained."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.frame.rendering import render
from api.templates.risks import COLUMNS
from api.templates.routes_shared import library_of
from api.templates.sheet import CARE

router = APIRouter(prefix="/templates", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
def templates(request: Request) -> HTMLResponse:
    """All templates."""
    return render(request, "templates.html", templates=library_of(request).templates, care=CARE)


@router.get("/{template_id}", response_class=HTMLResponse)
def template(
    template_id: str, request: Request, stage: Annotated[str, Query(max_length=80)] = ""
) -> HTMLResponse:
    """One template; `stage` narrows rows from the graph."""
    sheet = library_of(request).sheet(template_id, stage)
    return render(request, "template.html", sheet=sheet, care=CARE, columns=COLUMNS)
