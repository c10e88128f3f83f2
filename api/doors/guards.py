"""What stands before every route: a limit on the size of bodies, limits a minute, counting of requests."""

import time

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.callers import address_of, bearer
from api.doors.heavy_work import HeavyWork
from api.doors.many_parts import check_address
from api.doors.plain_text import PlainText
from api.doors.refusing import refuse
from api.doors.route_names import method_of, route_of
from api.doors.same_origin import SameOrigin
from api.doors.traced import Traced
from api.doors.weights import Weight, weight_of
from api.errors import ApiError, TooLarge, TooManyRequests, Unauthorised
from api.frame.over_http import OverHttp
from api.limits import Quota
from api.numbers import whole_number
from api.partners.keys import PREFIX
from api.partners.model import Partner
from api.services import Services

MOST_BYTES = 256 * 1024
READS_FOR_ONE_QUESTION = 10


def guard(app: FastAPI) -> None:
    """Put the guards before the routes of `app`, the outermost last."""
    app.add_middleware(HeavyWork)
    app.add_middleware(PlainText)
    app.add_middleware(SameOrigin)
    app.add_middleware(RateGuard)
    app.add_middleware(BodyLimit)
    app.add_middleware(Measured)
    app.add_middleware(Traced)


class BodyLimit(OverHttp):
    """Refuses bodies of more than `most_bytes`, announced or not, and addresses that are slow to read."""

    def __init__(self, app: ASGIApp, most_bytes: int = MOST_BYTES) -> None:
        super().__init__(app)
        self.most_bytes = most_bytes

    async def take(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body up to the limit, then hand it on."""
        request = Request(scope, receive)
        try:
            check_address(scope["query_string"])
        except TooLarge as error:
            await refuse(request, error)(scope, receive, send)
            return
        if not _has_body(scope):
            await self.app(scope, receive, send)
            return
        announced = whole_number(request.headers.get("content-length", "0"), digits=18)
        body: list[Message] = []
        if announced is None or announced > self.most_bytes or not await self._read(receive, body):
            too_large = TooLarge(f"The body may have {self.most_bytes} bytes at most.")
            await refuse(request, too_large)(scope, receive, send)
            return

        async def replay() -> Message:
            return body.pop(0) if body else await receive()

        await self.app(scope, replay, send)

    async def _read(self, receive: Receive, body: list[Message]) -> bool:
        """Whether the whole body fits; its messages are put into `body`."""
        size = 0
        while True:
            message = await receive()
            body.append(message)
            size += len(message.get("body", b""))
            if size > self.most_bytes:
                return False
            if not message.get("more_body"):
                return True


def _has_body(scope: Scope) -> bool:
    names = {name for name, _ in scope["headers"]}
    return b"content-length" in names or b"transfer-encoding" in names


class RateGuard:
    """Limits each address, or the partner whose key is sent; questions, writes and reads apart."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the request, or refuse it."""
        weight = weight_of(scope) if scope["type"] == "http" else None
        if weight is None:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        services: Services = scope["app"].state.services
        try:
            await _admit(request, services, weight)
        except ApiError as error:
            if isinstance(error, TooManyRequests):
                services.metrics.refused.labels(weight.kind).inc()
            await refuse(request, error)(scope, receive, send)
            return
        await self.app(scope, receive, send)


async def _admit(request: Request, services: Services, weight: Weight) -> None:
    key = bearer(request.headers) or ""
    address = address_of(request)
    if key.startswith(PREFIX) and not request.url.path.startswith("/v1/admin"):
        try:
            await run_in_threadpool(_admit_partner, request, services, key, weight)
        except Unauthorised:  # trying keys uses up what the address has
            tries = [Quota(f"key:{address}", services.settings.rate_per_minute)]
            await run_in_threadpool(services.partners.limiter.take, tries)
            raise
        return
    rate = services.settings.rate_per_minute * (READS_FOR_ONE_QUESTION if weight.kind == "read" else 1)
    quotas = [Quota(f"{weight.kind}:{address}", rate, weight.cost)]
    limiter = services.partners.limiter
    if limiter.waits:
        await run_in_threadpool(limiter.take, quotas)
    else:
        limiter.take(quotas)


def _admit_partner(request: Request, services: Services, key: str, weight: Weight) -> None:
    """A partner's own limits in place of the address's; its servers all come from one address."""
    office = services.partners
    partner: Partner = office.registry.holder(key, "usage" if request.url.path == "/v1/partner" else "ask")
    visitor = request.headers.get("x-psp-visitor", "")[:64] or None
    asking = weight.kind == "ask"
    door = "openai" if request.url.path == "/v1/chat/completions" else "api"
    rates = partner.limits.ask if asking else partner.limits.read
    name = f"key:{'ask' if asking else 'read'}:{partner.id}"
    quotas = [Quota(f"{name}:partner", rates.partner, weight.cost)]
    if visitor:
        quotas.insert(0, Quota(f"{name}:visitor:{visitor}", rates.visitor, weight.cost))
    try:
        office.limiter.take(quotas)
    except TooManyRequests:
        office.registry.count(partner.id, door, "limited")
        raise
    if asking:
        office.registry.count(partner.id, door, "asked")


class Measured(OverHttp):
    """Counts requests by route and status; a route is its pattern, so that no id or question gets in."""

    async def take(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, and count when the response begins."""
        metrics = scope["app"].state.services.metrics
        started = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = route_of(scope)
                metrics.requests.labels(method_of(scope), route, str(message["status"])).inc()
                metrics.request_seconds.labels(route).observe(time.perf_counter() - started)
            await send(message)

        await self.app(scope, receive, counted)
