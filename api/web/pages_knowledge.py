"""Browsing, searching and reading the corpus; its sources; a feed of changes."""

from typing import Annotated
from unicodedata import normalize

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.callers import public_address
from api.errors import NotFound
from api.frame.rendering import render
from api.services import Services
from api.views.browsing import Filters, browse, evidence_kinds, works_on
from api.views.document_view import document_view, work_meta
from api.views.unknown_view import unknown_by_kind
from api.views.words import KIND_NAMES, KIND_PLURALS, KIND_SUMMARIES
from api.web.feed import atom_feed

Word = Annotated[str, Query(max_length=80)]
router = APIRouter(prefix="/knowledge", include_in_schema=False)


@router.get("", response_class=HTMLResponse)
def knowledge(
    request: Request,
    q: Annotated[str, Query(max_length=1000)] = "",
    kind: Word = "",
    theme: Word = "",
    stage: Word = "",
    source: Word = "",
) -> HTMLResponse:
    """Everything there is, by stage, kind and theme; or what fits a search and filters."""
    services: Services = request.app.state.services
    filters = Filters(normalize("NFKC", q).strip(), kind, theme, stage, source)
    work = services.knowledge.sources.get(source)
    return render(
        request,
        "knowledge.html",
        filters=filters,
        found=browse(services.knowledge, filters) if filters.any() else None,
        source=work,
        source_meta=work_meta(work) if work else "",
        corpus=services.corpus,
        counts=_counts(services),
        kinds=KIND_NAMES,
        plurals=KIND_PLURALS,
        summaries=KIND_SUMMARIES,
        evidence_kinds=lambda document: evidence_kinds(document, services.knowledge),
    )


def _counts(services: Services) -> dict[str, int]:
    """How many documents each kind, stage and theme has, by `kind:…`, `stage:…`, `theme:…`."""
    counts: dict[str, int] = {}
    for document in services.corpus.documents:
        front = document.front
        keys = [
            f"kind:{front.kind}",
            *(f"stage:{s}" for s in front.stage),
            *(f"theme:{t}" for t in front.themes),
        ]
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
    return counts


@router.get("/sources", response_class=HTMLResponse)
def sources(request: Request, page: Annotated[int, Query(ge=1, le=1000)] = 1) -> HTMLResponse:
    """Every published work that the guide rests on, some hundreds on a page."""
    services: Services = request.app.state.services
    return render(request, "sources.html", shown=works_on(services.knowledge, page))


@router.get("/not-known", response_class=HTMLResponse)
def not_known(request: Request, stage: Word = "", theme: Word = "") -> HTMLResponse:
    """Every section that says that no source tells, by kind of document; of one stage or theme if asked."""
    services: Services = request.app.state.services
    filters = Filters(stage=stage, theme=theme)
    found = unknown_by_kind(d for d in services.corpus.documents if filters.fits(d))
    return render(request, "not_known.html", found=found, filters=filters, corpus=services.corpus)


@router.get("/feed.atom")
def feed(request: Request) -> Response:
    """The documents reviewed most recently, as an Atom feed."""
    services: Services = request.app.state.services
    base = public_address(request)
    return Response(atom_feed(services.corpus.documents, base), media_type="application/atom+xml")


@router.get("/{document_id:path}", response_class=HTMLResponse)
def document(
    document_id: str, request: Request, mark: Annotated[str, Query(max_length=500)] = ""
) -> HTMLResponse:
    """One document; `mark` names sentences to mark, as links from answers do."""
    services: Services = request.app.state.services
    found = services.knowledge.documents.get(document_id)
    if found is None:
        raise NotFound("There is no document at this address. It may have been renamed; try the search.")
    marks = frozenset(mark.split(",")) if mark else frozenset()
    view = document_view(found, services.knowledge, services.graph, marks)
    return render(
        request,
        "document.html",
        view=view,
        front=found.front,
        kind_name=KIND_NAMES[found.front.kind],
        stages={s.id: s.title for s in services.corpus.stages},
        themes={t.id: t.title for t in services.corpus.themes},
    )
