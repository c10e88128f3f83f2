"""The web application: routers plugged together, errors in one shape, headers that keep a browser safe."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from api.doors.described import allowed_at, describe
from api.doors.guards import guard
from api.doors.mcp_door import McpDoor
from api.doors.refusing import refuse
from api.errors import ApiError, Fault, MethodNotAllowed, NotFound, Unavailable, Unprocessable
from api.following import following
from api.frame.heads import AnswerHead
from api.frame.safe_headers import SafeHeaders
from api.housekeeping import housekeeping
from api.keeping_up import keeping_up
from api.private_logs import private_logs, trace
from api.rollover import rolling_over
from api.routers import include_routers
from api.services import Services
from api.settings import Settings, read_settings
from api.storage.database import BadValue, DatabaseFault
from api.version import VERSION
from api.warming import open_for_answers, warming

log = logging.getLogger("psp")
MOST_FAULTS = 100  # that one refusal lists
# FastAPI's own spans hold whole addresses, with questions and tokens of private links in them, and come by
# themselves once the process has a tracer; ours (api/tracing.py) hold routes
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}


@contextmanager
def traced(services: Services) -> Iterator[None]:
    """Opens traces, where they are wanted, and hands on the last ones at the end."""
    tracing = services.tracing
    try:
        yield
    finally:
        if tracing:
            tracing.close()


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application for `settings`, read from the environment if none are given."""
    services = Services(settings or read_settings())
    mcp = McpDoor(services)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        open_for_answers(services)
        with private_logs(), traced(services):
            async with (
                mcp.running(), warming(services), housekeeping(services),
                following(services), rolling_over(services), keeping_up(services),
            ):  # fmt: skip
                yield

    app = FastAPI(
        title="PSP Guide", version=VERSION, lifespan=lifespan, docs_url=None, redoc_url=None,
        telemetry=NO_TELEMETRY,
        description="Cited guidance on Public Social Partnerships. Errors are RFC 9457 problem details.",
        license_info={"name": "Apache-2.0 (code), CC BY 4.0 (corpus)"},
    )  # fmt: skip
    app.state.services = services
    guard(app)
    app.add_middleware(SafeHeaders)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    app.add_middleware(AnswerHead)
    app.add_exception_handler(ApiError, _api_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(DatabaseFault, _database_error)
    app.add_exception_handler(Exception, _unexpected)
    include_routers(app)
    describe(app)
    app.router.routes.append(Route("/mcp", mcp))
    return app


async def _api_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)  # noqa: S101 -- registered for this type alone
    allowed = allowed_at(request.app, request.url.path) if isinstance(error, NotFound) else ""
    if allowed and request.method not in allowed.split(", "):  # a wider pattern took it
        return refuse(request, MethodNotAllowed(f"This address takes {allowed}.", allowed))
    return refuse(request, error)


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    found = error.errors()
    faults = tuple(Fault(_pointer(fault["loc"]), str(fault["msg"])) for fault in found[:MOST_FAULTS])
    of = f" (the first {MOST_FAULTS} of {len(found):,})" if len(found) > MOST_FAULTS else ""
    return refuse(
        request, Unprocessable(f"The request does not fit what this address takes; see errors{of}.", faults)
    )


def _pointer(location: tuple[int | str, ...]) -> str:
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in location if step != "body"]
    return "/" + "/".join(steps) if steps else ""


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    made = type("HttpProblem", (ApiError,), {"status": error.status_code, "title": str(error.detail)})
    detail = "There is nothing at this address." if error.status_code == 404 else str(error.detail)
    response = refuse(request, made(detail))
    response.headers.update(error.headers or {})
    # the routes of one address may lie apart, and each knows itself alone
    if error.status_code == 405 and (allowed := allowed_at(request.app, request.url.path)):
        response.headers["Allow"] = allowed
    return response


async def _database_error(request: Request, error: Exception) -> Response:
    if isinstance(error, BadValue):  # the one kind that the sender can put right
        return refuse(request, Unprocessable("The request holds characters that cannot be kept."))
    route = getattr(request.scope.get("route"), "path", "an unknown address")
    log.error("the database failed at %s: %s", route, type(error).__name__)
    return refuse(request, Unavailable("The database does not answer. Please try again.", retry_after=30))


async def _unexpected(request: Request, error: Exception) -> Response:
    # no question, body, token or address is logged: the route's pattern, the kind of fault and where it arose
    route = getattr(request.scope.get("route"), "path", "an unknown address")
    log.error("unexpected fault at %s: %s", route, trace(error))
    return refuse(request, ApiError("The fault is ours and has been noted. Please try again."))
