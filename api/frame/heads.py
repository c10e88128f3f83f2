"""HEAD wherever GET is answered: the same status and headers, without the body (RFC 9110, 9.3.2)."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

STREAMS = ("/mcp",)  # its GET never ends, so that its headers alone cannot be asked for


class AnswerHead:
    """Asks the application for GET and keeps the body back.

    Link checkers, chat programs that show a preview, and monitors begin with HEAD; FastAPI refuses it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; only HEAD is changed."""
        if scope["type"] != "http" or scope["method"] != "HEAD" or scope["path"].startswith(STREAMS):
            await self.app(scope, receive, send)
            return

        async def headers_only(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, headers_only)
