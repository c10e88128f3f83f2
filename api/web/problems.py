"""Errors as pages, for people who came with a browser."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.errors import ApiError
from api.web.rendering import render


def wants_page(request: Request) -> bool:
    """Whether the request came from a browser for a page rather than for data."""
    path = request.url.path
    data = path.startswith(("/v1/", "/mcp", "/metrics", "/healthz", "/readyz", "/openapi"))
    return not data and "text/html" in request.headers.get("accept", "")


def problem_page(request: Request, error: ApiError, headers: Mapping[str, str]) -> HTMLResponse:
    """The error in words, with its status."""
    return render(request, "problem.html", status=error.status, headers=headers, problem=error)
