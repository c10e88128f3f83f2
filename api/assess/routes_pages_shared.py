"""What the assessment pages share: rendering, the cookie that holds a private link, and reading forms."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup
from starlette.datastructures import UploadFile

from api.assess.errors import InvalidAnswers, NoToken, StillOpen
from api.assess.render import environment
from api.assess.routes_shared import NO_STORE, service_of
from api.callers import public_address
from api.frame.rendering import render
from api.numbers import whole_number

COOKIE, COOKIE_DAYS = "psp_assess_", 60
MAX_FIELDS = 2000
OVERTAKEN = "Somebody else saved in the meantime. Nothing was overwritten, and what you typed is still below."


def page(
    request: Request,
    title: str,
    template: str,
    context: Mapping[str, Any],
    status: int = 200,
    script: str | None = None,
) -> HTMLResponse:
    """A page of the room inside the frame of the site; never stored by a browser or a proxy."""
    defaults: dict[str, Any] = {"errors": [], "error_title": None, "saved": False, "faults": {}, "typed": {}}
    text = environment().get_template(f"assess/{template}").render({**defaults, **context})
    body = Markup(text)  # noqa: S704 -- rendered just now, with escaping on
    return render(request, "assess/page.html", status, NO_STORE, title=title, body=body, script=script)


def closed_first(request: Request, assessment_id: str) -> None:
    """Nobody reads answers on the pages while others still answer alone.

    Raises:
        StillOpen: answering is not closed.
    """
    if not service_of(request).overview(assessment_id, token_of(request, assessment_id)).closed:
        raise StillOpen(
            "Others may still be answering alone, so that nobody sees answers yet. Close answering first; "
            "you can open it again."
        )


def cookie_name(opened_id: str) -> str:
    """The cookie that holds the token of one assessment or one respondent."""
    return f"{COOKIE}{opened_id}"


def token_of(request: Request, opened_id: str) -> str:
    """The token that this browser holds.

    Raises:
        NoToken: there is none; the private link has to be opened first.
    """
    found = request.cookies.get(cookie_name(opened_id))
    if not found:
        raise NoToken("Open your private link first. This browser does not hold it (any more).")
    return found


def remember(request: Request, response: Response, opened_id: str, token: str) -> Response:
    """Keep the token in a cookie that no script and no other site can read."""
    secure = public_address(request).startswith("https://")
    response.set_cookie(
        cookie_name(opened_id),
        token,
        max_age=COOKIE_DAYS * 86400,
        path="/assess",
        secure=secure,
        httponly=True,
        samesite="lax",
    )
    return response


def forget(response: Response, opened_id: str) -> Response:
    """Remove the token from this browser."""
    response.delete_cookie(cookie_name(opened_id), path="/assess")
    return response


def see_other(address: str) -> RedirectResponse:
    """Go on to `address` after something was saved."""
    return RedirectResponse(address, 303, NO_STORE)


async def read_form(request: Request) -> dict[str, str]:
    """The form, one value a name."""
    form = await request.form(max_fields=MAX_FIELDS)
    return {name: value for name, value in form.items() if not isinstance(value, UploadFile)}


FormData = Annotated[dict[str, str], Depends(read_form)]


def errors_of(error: InvalidAnswers) -> tuple[list[dict[str, str]], dict[str, list[str]]]:
    """The faults as a list with places to jump to, and by question."""
    listed: list[dict[str, str]] = []
    by_question: dict[str, list[str]] = {}
    for fault in error.errors:
        question = fault.pointer.split("/")[2] if fault.pointer.count("/") >= 2 else ""
        listed.append({"text": fault.detail, "anchor": question})
        by_question.setdefault(question, []).append(fault.detail)
    return listed, by_question


def seen_of(form: Mapping[str, str]) -> int | None:
    """The revision that the form says it was shown; none if it says none."""
    return whole_number(form.get("seen", ""))
