"""The widget's addresses: its files, the frame, and the two calls of the frame app."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import StrictBool

from api.ask.reply import Reply
from api.ask.schemas import LONGEST, AskRequest, too_long
from api.callers import address_of, bearer, public_address, public_origin
from api.doors import embed_snippets
from api.doors.embed_assets import LOADER_NAME, PUBLIC, asset, loader_integrity, templates
from api.doors.embed_cors import allowed_origin, cors_headers
from api.doors.embed_frame import Preset, answer_fragment, frame_page, headers, refused_page, theme_css
from api.doors.refusing import refuse
from api.errors import ApiError, Forbidden, NotFound, TooManyRequests, Unauthorised
from api.partners.model import Kind, Partner
from api.partners.registry import running
from api.partners.tokens import LIFETIME_SECONDS, RENEWABLE_SECONDS, Visitor
from api.services import Services

router = APIRouter(prefix="/embed", tags=["embed"])
FOR_EVER = "public, max-age=31536000, immutable"
PartnerId = Annotated[str, Query(max_length=60)]
Text = Annotated[str, Query(max_length=1000)]


class EmbedQuestion(AskRequest):
    """A question from the widget; `as_html` asks for the answer ready to be shown."""

    as_html: StrictBool = False


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


def _partner(request: Request, partner_id: str) -> Partner:
    services = _services(request)
    return services.partners.partner(partner_id, public_origin(request))


@router.get("/v1/integrity.json")
def integrity(request: Request) -> Response:
    """The hashes of the loader, by the address that never changes its content within a version.

    `ends` is the day on which a version stops being served, null as long as none is set.
    """
    base = public_address(request)
    body = {
        "version": 1,
        "ends": None,
        "files": {
            embed_snippets.LOADER: {"url": base + embed_snippets.LOADER, "integrity": loader_integrity()}
        },
    }
    return JSONResponse(body, headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"})


@router.get("/v1/theme.css")
def theme(request: Request, partner: PartnerId, v: Annotated[str, Query(max_length=40)] = "") -> Response:
    """A partner's colours; kept for ever under the version that the frame names."""
    found = _partner(request, partner)
    kept = FOR_EVER if v else "no-cache"
    return Response(theme_css(found.theme), media_type="text/css", headers={"Cache-Control": kept, **_SHARED})


def preset(
    host: Annotated[str, Query(max_length=300)] = "",
    topic: Annotated[str, Query(max_length=80)] = "",
    audience: Annotated[str, Query(max_length=20)] = "",
    question: Text = "",
    scheme: Annotated[str, Query(max_length=20)] = "",
) -> Preset:
    """What the page around the frame asks for."""
    return Preset(host, topic, audience, question, scheme)


@router.get("/v1/frame", response_class=HTMLResponse)
def frame(
    request: Request,
    wanted: Annotated[Preset, Depends(preset)],
    partner: PartnerId = "",
    q: str = "",
    c: Annotated[str, Query(max_length=64)] = "",
) -> HTMLResponse:
    """The guide inside a partner's page; with `q` it answers, so that it works without script too."""
    ancestors = "'none'"
    try:
        found = _partner(request, partner)
        ancestors = found.frame_ancestors
        _check_host(running(found), wanted.host)
        _admit(request, found, "ask" if q else "read", None)
        if fault := too_long(q):
            kept = replace(wanted, question=q[: LONGEST * 4])
            page = frame_page(_services(request), found, kept, None, fault)
            return HTMLResponse(page, 422, headers=headers(ancestors))
        reply = _ask_by_form(request, q, c, wanted) if q.strip() else None
        return HTMLResponse(frame_page(_services(request), found, wanted, reply), headers=headers(ancestors))
    except ApiError as error:
        waiting = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
        if isinstance(error, NotFound) and ancestors == "'none'":
            # whoever mistyped their id reads so on their own page; there is nothing on it but that sentence
            ancestors = "*"
        page = refused_page(error, wanted.host)
        return HTMLResponse(page, error.status, {**headers(ancestors), **waiting})


def _check_host(partner: Partner, host: str) -> None:
    if not partner.origins:
        raise Forbidden("No site may show the guide for this partner yet.")
    if host and host not in partner.origins:
        raise Forbidden(f"The site {host[:100]} may not show the guide for this partner.")


def _ask_by_form(request: Request, question: str, conversation: str, wanted: Preset) -> Reply:
    body = AskRequest.model_validate({"question": question})
    desk = _services(request).desk
    try:
        return desk.ask(body.question, conversation or None, wanted.known_audience)
    except NotFound:
        return desk.ask(body.question, None, wanted.known_audience)


@router.post("/v1/token")
def token(request: Request, partner: PartnerId) -> Response:
    """A fresh visitor token for one that expired today, or for a page of the partner's own making."""
    return _guarded(request, partner, lambda found: _new_token(request, found))


def _new_token(request: Request, found: Partner) -> Any:
    tokens = _services(request).partners.tokens
    old = bearer(request.headers)
    visitor = tokens.read(old, RENEWABLE_SECONDS) if old else None
    if visitor and visitor.partner_id != found.id:
        raise Unauthorised("The visitor token belongs to another partner.")
    _admit(request, found, "read", visitor.id if visitor else None)
    return {"token": tokens.make(found.id, visitor.id if visitor else None), "expires_in": LIFETIME_SECONDS}


@router.post("/v1/ask")
def ask(body: EmbedQuestion, request: Request, partner: PartnerId) -> Response:
    """Answer a visitor's question; the visitor token goes into `Authorization: Bearer`."""
    return _guarded(request, partner, lambda found: _answer(request, found, body))


def _answer(request: Request, found: Partner, body: EmbedQuestion) -> Any:
    services = _services(request)
    visitor: Visitor = services.partners.tokens.read(bearer(request.headers) or "")
    if visitor.partner_id != found.id:
        raise Unauthorised("The visitor token belongs to another partner.")
    _admit(request, found, "ask", visitor.id)
    reply = services.desk.ask(body.question, body.conversation_id, body.audience)
    if not body.as_html:
        return reply.as_json()
    html, announcement = answer_fragment(services, found, Preset(audience=body.audience or ""), reply)
    return {
        "html": html,
        "announcement": announcement,
        "conversation_id": reply.conversation_id,
        "status": reply.status,
    }


@router.options("/v1/{call}", include_in_schema=False)
def preflight(call: str, request: Request, partner: PartnerId) -> Response:
    """Tell a browser whether a page may call from script."""
    return _guarded(request, partner, lambda found: None)


def _guarded(request: Request, partner_id: str, work: Any) -> Response:
    """Do `work` for a running partner and an allowed page; refusals too can be read by that page."""
    shared = cors_headers(None)
    try:
        found = _partner(request, partner_id)
        shared = cors_headers(allowed_origin(request, found))
        done = work(running(found))
    except ApiError as error:
        response = refuse(request, error)
        response.headers.update(shared)
        return response
    plain = {**shared, "Cache-Control": "no-store"}
    return JSONResponse(done, headers=plain) if done is not None else Response(status_code=204, headers=plain)


def _admit(request: Request, partner: Partner, kind: Kind, visitor: str | None) -> None:
    office = _services(request).partners
    try:
        office.admit(partner, kind, visitor, address_of(request))
    except TooManyRequests:
        office.registry.count(partner.id, "widget", "limited")
        _services(request).metrics.refused.labels(f"partner-{kind}").inc()
        raise
    if kind == "ask" or request.url.path.endswith("/frame"):
        office.registry.count(partner.id, "widget", "asked" if kind == "ask" else "opened")


@router.get("/demo", response_class=HTMLResponse, include_in_schema=False)
def demo(request: Request) -> HTMLResponse:
    """A page as a partner's site may have it, with the widget at work and the lines to paste."""
    base = public_address(request)
    page = (
        templates()
        .get_template("demo.html")
        .render(
            integrity=loader_integrity(),
            widget=embed_snippets.widget("YOUR-ID", base),
            frame=embed_snippets.frame("YOUR-ID", base),
            link=embed_snippets.link("YOUR-ID", base),
            csp=embed_snippets.csp(base),
        )
    )
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})


_SHARED = {"Cross-Origin-Resource-Policy": "cross-origin"}


@router.get("/v1/{name}", include_in_schema=False)
def file(name: str, request: Request, v: Annotated[str, Query(max_length=40)] = "") -> Response:
    """A file of the widget; the loader's content never changes within version 1."""
    found = asset(name)
    if found is None:
        raise NotFound(f"There is no file '{name[:60]}'; the files are {', '.join(sorted(PUBLIC))}.")
    lasting = name == LOADER_NAME or v == found.version
    shared = {
        "Cache-Control": FOR_EVER if lasting else "no-cache",
        "ETag": f'"{found.version}"',
        "Access-Control-Allow-Origin": "*",
        **_SHARED,
    }
    if request.headers.get("if-none-match") == shared["ETag"]:
        return Response(status_code=304, headers=shared)
    return Response(found.body, headers=shared, media_type=found.media_type)
