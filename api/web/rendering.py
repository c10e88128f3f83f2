"""Jinja templates: everything escaped, nothing undefined."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.ask.cautions import human_date

HERE = Path(__file__).parent
NAVIGATION = (("/", "Ask"), ("/knowledge", "Knowledge"))


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined)
    environment.filters["human_date"] = human_date
    return environment


def render(
    request: Request, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any
) -> HTMLResponse:
    """A page from `template`; `request` and `navigation` are always there."""
    body = _environment().get_template(template).render(request=request, navigation=NAVIGATION, **context)
    return HTMLResponse(body, status, dict(headers or {}))
