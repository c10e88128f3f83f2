"""Errors as pages, for people who came with a browser."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.errors import ApiError
from api.frame.rendering import render

ADVICE = {
    400: "Read the detail of the answer and send the request again as it says.",
    401: "Send the token or key that you were given: Authorization: Bearer TOKEN.",
    403: "The token is valid for something else. Use the one that belongs to this address.",
    404: "Check the address. Documents can be found by search, on the page “Knowledge”.",
    405: "Look the address up at /docs and use one of the methods that it takes.",
    409: "Read the present state first, then decide whether the change still makes sense.",
    410: "It was deleted, revoked or closed, and cannot be brought back.",
    412: "Somebody else saved in between. Read the present state and apply your change to it.",
    413: "Send less at once.",
    422: "The list `errors` names each place that is wrong by its JSON pointer, with what to do.",
    429: "Wait for the seconds that the header Retry-After gives, then go on more slowly.",
    503: "Try again in a little while.",
}
ELSEWHERE = "Try again. If it comes back, tell who runs this server what you did."


@dataclass(frozen=True)
class ProblemKind:
    """A kind of error: its status, its title and what to do."""

    status: int
    title: str
    meaning: str
    advice: str


def wants_page(request: Request) -> bool:
    """Whether the request came from a browser for a page rather than for data."""
    path = request.url.path
    data = path.startswith(("/v1/", "/mcp", "/metrics", "/healthz", "/readyz", "/openapi"))
    return not data and "text/html" in request.headers.get("accept", "")


def problem_page(request: Request, error: ApiError, headers: Mapping[str, str]) -> HTMLResponse:
    """The error in words, with its status."""
    return render(request, "problem.html", status=error.status, headers=headers, problem=error)


def kinds_of_problem() -> dict[str, ProblemKind]:
    """Every kind of error by the last part of its address, such as `not-found`.

    >>> kinds_of_problem()["not-found"].status
    404
    """
    every: list[type[ApiError]] = [ApiError, *_below(ApiError)]
    return {_slug(error): _kind(error) for error in every}


def _slug(error: type[ApiError]) -> str:
    """As `ApiError.problem` names the type."""
    return re.sub(r"(?=[A-Z])", "-", error.__name__).strip("-").lower()


def _kind(error: type[ApiError]) -> ProblemKind:
    meaning = (error.__doc__ or "").strip().splitlines()[0]
    return ProblemKind(error.status, error.title, meaning, ADVICE.get(error.status, ELSEWHERE))


def _below(kind: type[ApiError]) -> Iterator[type[ApiError]]:
    for below in kind.__subclasses__():
        if below.__name__ != "HttpProblem":  # made on the fly for statuses without a kind of their own
            yield below
        yield from _below(below)
