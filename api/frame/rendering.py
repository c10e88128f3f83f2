"""A page from its template, inside the frame that every page stands in."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.routing import Match

from api.ask.cautions import human_date
from api.callers import public_address
from api.frame.marking import node_address, passage_address
from api.frame.static_files import static
from api.frame.templates import Templates, read_templates

TEMPLATES = Path(__file__).parents[1] / "web" / "templates"
# every page that may stand in the navigation; one that nothing answers is left out
NAVIGATION = (
    ("/", "Ask"), ("/start", "Start a PSP"), ("/knowledge", "Knowledge"), ("/map", "Barriers"),
    ("/assess", "Assess"), ("/train", "Train"),
)  # fmt: skip
FOOTER = (
    ("/about", "About"),
    ("/privacy", "Privacy"),
    ("/accessibility", "Accessibility"),
    ("/transparency", "Transparency"),
    ("/embed/demo", "On your own site"),
)
# below these addresses stands what one person or group made: not for search engines, not for previews
UNLISTED = ("/a/", "/assess/", "/train/")


@cache
def _environment() -> Templates:
    found = read_templates(TEMPLATES, human_date=human_date)
    found.globals.update(
        static=static, is_current=is_current, node_address=node_address, passage_address=passage_address
    )
    return found


def pages_there(app: FastAPI) -> tuple[str, ...]:
    """The pages of navigation and footer that are there; found once, since routers do not change."""
    found: tuple[str, ...] | None = getattr(app.state, "pages_there", None)
    if found is None:
        found = tuple(address for address, _ in (*NAVIGATION, *FOOTER) if _is_there(app, address))
        app.state.pages_there = found
    return found


def _is_there(app: FastAPI, address: str) -> bool:
    """Whether some router answers at this address."""
    scope = {"type": "http", "method": "GET", "path": address, "root_path": "", "headers": []}
    return any(route.matches(scope)[0] is Match.FULL for route in app.routes)


def render(
    request: Request,
    template: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> HTMLResponse:
    """A page from `template`.

    `request`, `navigation`, `footer`, `there` (addresses), `site_address` and `unlisted` always are there.
    """
    there = pages_there(request.app)
    body = (
        _environment()
        .get_template(template)
        .render(
            request=request,
            there=there,
            unlisted=status != 200 or request.url.path.startswith(UNLISTED),
            site_address=public_address(request),
            navigation=[(address, name) for address, name in NAVIGATION if address in there],
            footer=[(address, name) for address, name in FOOTER if address in there],
            **context,
        )
    )
    return HTMLResponse(body, status, dict(headers or {}))


def is_current(path: str, address: str) -> bool:
    """Whether a page belongs to an entry of the navigation.

    >>> is_current("/knowledge/law/tupe", "/knowledge"), is_current("/knowledge", "/")
    (True, False)
    """
    return path == address or (address != "/" and path.startswith(address + "/"))
