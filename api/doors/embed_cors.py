"""Which pages may call the partner addresses from script: the partner's own sites, by exact origin."""

from starlette.requests import Request

from api.callers import public_origin
from api.errors import Forbidden
from api.partners.model import Partner


def allowed_origin(request: Request, partner: Partner) -> str | None:
    """The origin that may read the answer; None where the call comes from our own page or from no page.

    Raises:
        Forbidden: it comes from a page of somebody else.
    """
    origin = request.headers.get("origin")
    if origin is None or origin == public_origin(request) or _is_same_site(request):
        return None
    if origin in partner.origins:
        return origin
    raise Forbidden(
        f"The site {origin[:100]} may not use this partner's guide; the partner has to name it first."
    )


def _is_same_site(request: Request) -> bool:
    """Whether the browser says that page and server are one origin; behind a proxy hosts may differ."""
    return request.headers.get("sec-fetch-site") == "same-origin"


def cors_headers(origin: str | None) -> dict[str, str]:
    """The headers that let a page of `origin` read the answer."""
    if origin is None:
        return {"Vary": "Origin"}
    return {
        "Access-Control-Allow-Origin": origin,
        "Vary": "Origin",
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Expose-Headers": "Retry-After",
        "Access-Control-Max-Age": "600",
    }
