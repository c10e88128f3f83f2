"""Refuses what a page of another site sends in a visitor's name: cookies would go with it."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.callers import public_origin
from api.doors.refusing import refuse
from api.errors import Forbidden

_READING = ("GET", "HEAD", "OPTIONS")
# These take no cookie: a token or key, or an origin of their own to check, or nothing that is anybody's.
_WITHOUT_COOKIES = ("/v1/", "/embed/", "/mcp")


class SameOrigin:
    """Stands before every page that changes something, so that none can forget to look."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what was sent by our own pages or by no page at all."""
        if (
            scope["type"] == "http"
            and scope["method"] not in _READING
            and not scope["path"].startswith(_WITHOUT_COOKIES)
            and _is_foreign(Request(scope))
        ):
            error = Forbidden("This form was sent from another site. Open the page here and try again.")
            await refuse(Request(scope), error)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_foreign(request: Request) -> bool:
    """Whether a browser says so, in one header or the other; over plain HTTP in Origin alone."""
    headers: Headers = request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site not in (None, "same-origin", "none"):
        return True
    here = f"{request.url.scheme}://{request.url.netloc}"
    return site != "same-origin" and origin not in (None, here, public_origin(request))
