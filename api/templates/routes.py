"""Templates over HTTP: the list, one as data, as a Word file and as Markdown; and their pages."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.callers import public_address
from api.templates import routes_pages
from api.templates.markdown_file import markdown
from api.templates.routes_shared import library_of
from api.templates.schemas import TemplateAsData, TemplateList, as_data, listed
from api.templates.sheet import CARE

Stage = Annotated[str, Query(max_length=80, description="narrows rows from the graph to one stage")]
router = APIRouter()
api = APIRouter(prefix="/v1/templates", tags=["templates"])


@api.get("")
def templates(request: Request, stage: Annotated[str, Query(max_length=80)] = "") -> TemplateList:
    """The templates, by title; with `stage` those that belong to it."""
    library = library_of(request)
    found = library.of_stage(stage) if stage else library.templates
    return TemplateList(templates=[listed(template) for template in found])


@api.get("/{template_id}.docx", response_class=Response)
def word(template_id: str, request: Request, stage: Stage = "") -> Response:
    """A template as a Word file to fill in."""
    from api.templates.docx_file import MEDIA_TYPE, docx_bytes  # half a second, for whoever wants Word first

    sheet = library_of(request).sheet(template_id, stage)
    return _file(docx_bytes(sheet, public_address(request)), MEDIA_TYPE, f"{template_id}.docx")


@api.get("/{template_id}.md", response_class=Response)
def text(template_id: str, request: Request, stage: Stage = "") -> Response:
    """A template as Markdown."""
    body = markdown(library_of(request).sheet(template_id, stage), public_address(request))
    return _file(body.encode(), "text/markdown; charset=utf-8", f"{template_id}.md")


@api.get("/{template_id}")
def template(template_id: str, request: Request, stage: Stage = "") -> TemplateAsData:
    """A template as data, with the passages that back each field and the rows from the graph."""
    return as_data(library_of(request).sheet(template_id, stage), CARE)


def _file(body: bytes, media_type: str, name: str) -> Response:
    return Response(
        body, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


router.include_router(api)
router.include_router(routes_pages.router)
