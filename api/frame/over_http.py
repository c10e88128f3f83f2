"""What a middleware begins with: it sees requests over HTTP and lets all else through."""

from abc import ABC, abstractmethod

from starlette.types import ASGIApp, Receive, Scope, Send


class OverHttp(ABC):
    """A middleware for requests over HTTP; the application's own start and end go by it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request over HTTP, hand on anything else untouched."""
        if scope["type"] == "http":
            await self.take(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    @abstractmethod
    async def take(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on the request, or answer it here."""
