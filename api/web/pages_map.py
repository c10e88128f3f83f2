"""The map of barriers and what helps, and a page for each of them."""

from typing import Annotated, Any, Literal
from unicodedata import normalize
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.callers import public_address
from api.errors import NotFound
from api.frame.rendering import render
from api.services import Services
from api.views.map_drawing import as_file, whole_map
from api.views.map_picture import Pair, picture
from api.views.map_view import MapFilters, address_of, as_csv, by_stage, proofs, rows, trail
from api.views.reported import most_reported, works_of_each
from api.views.words import EDGE_NAMES, FELT_NAMES, STRENGTH_NAMES
from graph.errors import GraphError
from graph.records import NodeKind

Word = Annotated[str, Query(max_length=80)]
HELPS_DRAWN = 3
PATH_KINDS: tuple[NodeKind, ...] = ("barrier", "mitigation", "pilot", "lesson")
router = APIRouter(prefix="/map", include_in_schema=False)


def filters(
    stage: Word = "", who: Word = "", strength: Word = "", q: Annotated[str, Query(max_length=200)] = ""
) -> MapFilters:
    """What is shown, from the address."""
    return MapFilters(stage, who, strength, normalize("NFKC", q).strip())


Wish = Annotated[MapFilters, Depends(filters)]


@router.get("", response_class=HTMLResponse)
def barriers_map(
    request: Request,
    wish: Wish,
    start: Annotated[str, Query(alias="from", max_length=200)] = "",
    to: Annotated[str, Query(max_length=200)] = "",
    barrier: Word = "",
    order: Annotated[Literal["name", "works"], Query()] = "name",
) -> Response:
    """The five barriers reported most, all as a table and a drawing, and the way between two nodes.

    With `barrier` it leads to the page of that one: the list to choose from is a form. Unless filtered or put
    in `order`, the table is folded by stages.
    """
    if barrier:
        return RedirectResponse(f"/map/barriers/{quote(barrier, safe='')}", 303)
    services: Services = request.app.state.services
    graph = services.graph
    steps, fault = _trail(services, start, to)
    most, shown, works = _most(services), rows(graph, wish), works_of_each(graph, services.knowledge)
    if order == "works":
        shown.sort(key=lambda row: -works[row.entry.id])  # equals stay in the order of their names
    whole = wish == MapFilters() and order == "name"
    return render(
        request,
        "map.html",
        rows=shown,
        groups=by_stage(shown, graph.of_kind("stage")) if whole else [],
        works=works,
        order=order,
        drawing=whole_map(shown, graph),
        filters=wish,
        stages=graph.of_kind("stage"),
        felt=FELT_NAMES,
        strengths=STRENGTH_NAMES,
        choices=[(kind, graph.of_kind(kind)) for kind in PATH_KINDS],
        start=start,
        to=to,
        steps=steps,
        fault=fault,
        most=most,
        picture=picture(most, "The five barriers that most published works report, and what helps"),
        barriers=sorted(graph.barriers.values(), key=lambda entry: entry.title),
        address_of=address_of,
    )


def _most(services: Services) -> list[Pair]:
    """The barriers reported most, with the first things that help against each."""
    found = most_reported(services.graph, services.knowledge)
    return [
        Pair(entry, f"reported by {works} works", services.graph.mitigations_for(entry.id)[:HELPS_DRAWN])
        for entry, works in found
    ]


def _trail(services: Services, start: str, end: str) -> tuple[list[Any], str]:
    if not (start and end):
        return [], "Choose two things." if start or end else ""
    if start == end:
        return [], "Choose two different things."
    try:
        return trail(services.graph, services.knowledge, start, end), ""
    except GraphError as error:
        return [], str(error)


@router.get("/drawing.svg")
def drawn(request: Request, wish: Wish) -> Response:
    """The drawing of what is shown, as a file to print or to put into a document."""
    services: Services = request.app.state.services
    if not (shown := rows(services.graph, wish)):
        raise NotFound("Nothing fits these filters, so that there is nothing to draw.")
    whole = whole_map(shown, services.graph)
    headers = {"Content-Disposition": 'attachment; filename="psp-map.svg"'}
    return Response(as_file(whole, public_address(request)), media_type="image/svg+xml", headers=headers)


@router.get("/export.csv")
def export(request: Request, wish: Wish) -> Response:
    """What is shown, as CSV."""
    services: Services = request.app.state.services
    base = public_address(request)
    body = as_csv(rows(services.graph, wish), base)
    headers = {"Content-Disposition": 'attachment; filename="psp-barriers-and-what-helps.csv"'}
    return Response("\ufeff" + body, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/barriers/{slug}", response_class=HTMLResponse)
def barrier(slug: str, request: Request) -> HTMLResponse:
    """One barrier: signs, who feels it, what helps, what can follow, which pilots met it."""
    services: Services = request.app.state.services
    entry = services.graph.barriers.get(slug)
    if entry is None:
        raise NotFound("There is no barrier at this address; the map lists all of them.")
    helps = services.graph.mitigations_for(slug)
    drawn = picture([Pair(entry, "", helps)], f"What helps against this barrier: {entry.title}")
    return _node(request, "barrier.html", entry, helps=helps, picture=drawn)


@router.get("/helps/{slug}", response_class=HTMLResponse)
def mitigation(slug: str, request: Request) -> HTMLResponse:
    """One thing that helps: the first action, who does it, what it helps against, where it was tried."""
    services: Services = request.app.state.services
    entry = services.graph.mitigations.get(slug)
    if entry is None:
        raise NotFound("There is nothing at this address; the map lists what helps.")
    return _node(request, "mitigation.html", entry)


def _node(request: Request, template: str, entry: Any, **context: Any) -> HTMLResponse:
    services: Services = request.app.state.services
    documents = [services.knowledge.documents[i] for i in services.graph.documents_for(entry.id)]
    return render(
        request,
        template,
        entry=entry,
        graph=services.graph,
        documents=documents,
        felt=FELT_NAMES,
        edge_names=EDGE_NAMES,
        address_of=address_of,
        proofs=lambda passage_ids: proofs(passage_ids, services.knowledge),
        **context,
    )
