"""Small things of HTTP that the assessment routes share."""

import re

from fastapi import Request

from api.assess.errors import Overtaken
from api.assess.service import AssessmentService
from api.callers import public_address

NO_STORE = {"Cache-Control": "no-store"}
_TAG = re.compile(r'^(?:W/)?"(\d{1,9})"$')


def service_of(request: Request) -> AssessmentService:
    """The service of the running application."""
    found: AssessmentService = request.app.state.services.assessments
    return found


def seen_revision(request: Request) -> int | None:
    """The revision that If-Match names; none if the header is missing or a star.

    Raises:
        Overtaken: the header holds something that was never an ETag of ours.
    """
    header = request.headers.get("if-match", "").strip()
    if header in ("", "*"):
        return None
    found = _TAG.match(header)
    if found is None:
        raise Overtaken(
            'If-Match has to be an ETag of this resource, such as "3". Nothing was overwritten.', 0
        )
    return int(found.group(1))


def tag(revision: int) -> dict[str, str]:
    """Headers with the ETag of a revision."""
    return {"ETag": f'"{revision}"', **NO_STORE}


def private_link(request: Request, opened: str, token: str) -> str:
    """The address that opens an assessment, or one person's answers, to whoever holds it."""
    return f"{public_address(request)}/assess/open/{opened}~{token}"
