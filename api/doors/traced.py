"""A span for each request, where traces are wanted: its route, status and time."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.doors.route_names import method_of, route_of
from api.tracing import told_of


class Traced:
    """Hands on within a span; does nothing where no traces are wanted."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, and end the span with the response."""
        tracing = scope["app"].state.services.tracing if scope["type"] == "http" else None
        if tracing is None:
            await self.app(scope, receive, send)
            return
        status = 500  # of a request that ends without a response

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        method = method_of(scope)
        with tracing.request(method, Headers(scope=scope)) as span:
            try:
                await self.app(scope, receive, noted)
            finally:
                told_of(span, route_of(scope), method, status)
