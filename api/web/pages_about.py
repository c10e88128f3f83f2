"""Pages about the guide itself: what it is, data, accessibility, transparency, and its kinds of errors."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from api.callers import public_address
from api.errors import NotFound
from api.frame.problems import kinds_of_problem
from api.frame.rendering import pages_there, render
from api.services import Services
from api.web.sitemap import addresses, robots, sitemap
from api.web.transparency import read_figures

Call = dict[str, Any]
router = APIRouter(include_in_schema=False)


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


@router.get("/about", response_class=HTMLResponse)
def about(request: Request) -> HTMLResponse:
    """What the guide is, how answers are made, what it does not do."""
    services = _services(request)
    return render(request, "about.html", settings=services.settings, corpus=services.corpus)


@router.get("/robots.txt")
def robots_txt(request: Request) -> PlainTextResponse:
    """What search engines should leave alone, and where the site map is."""
    return PlainTextResponse(robots(public_address(request)))


@router.get("/sitemap.xml")
def sitemap_xml(request: Request) -> Response:
    """Every page that may be listed."""
    services = _services(request)
    found = addresses(pages_there(request.app), services.corpus, services.graph)
    return Response(sitemap(found, public_address(request)), media_type="application/xml")


@router.get("/privacy", response_class=HTMLResponse)
def privacy(request: Request) -> HTMLResponse:
    """What is kept, for how long, and what is not."""
    return render(request, "privacy.html", settings=_services(request).settings)


@router.get("/accessibility", response_class=HTMLResponse)
def accessibility(request: Request) -> HTMLResponse:
    """What was tested, with what result, and what still fails."""
    return render(request, "accessibility.html", settings=_services(request).settings)


@router.get("/transparency", response_class=HTMLResponse)
def transparency(request: Request) -> HTMLResponse:
    """The record of this server, in the fields of the UK Algorithmic Transparency Recording Standard."""
    services = _services(request)
    return render(
        request,
        "transparency.html",
        settings=services.settings,
        corpus=services.corpus,
        index=services.knowledge.index,
        measured=read_figures(),
    )


@router.get("/docs", response_class=HTMLResponse)
def api_docs(request: Request) -> HTMLResponse:
    """The API in words, from its own description; the usual page loads script from another server."""
    description = request.app.openapi()
    calls = [
        (method.upper(), path, call)
        for path, methods in description["paths"].items()
        for method, call in methods.items()
    ]
    return render(request, "docs.html", description=description, groups=_grouped(calls))


def _grouped(calls: list[tuple[str, str, Call]]) -> dict[str, list[tuple[str, str, Call]]]:
    """The calls by their first tag, in the order of the description."""
    groups: dict[str, list[tuple[str, str, Call]]] = {}
    for method, path, call in calls:
        groups.setdefault((call.get("tags") or ["other"])[0], []).append((method, path, call))
    return groups


@router.get("/problems/{slug}", response_class=HTMLResponse)
def problem_kind(slug: str, request: Request) -> HTMLResponse:
    """What an error type of the API means and what to do."""
    kind = kinds_of_problem().get(slug)
    if kind is None:
        raise NotFound("There is no kind of error with this name.")
    return render(request, "problem_kind.html", kind=kind)
