"""`/v1/admin/gaps` and `/v1/admin/feedback`: what editors work from, with the admin key alone."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.curate.queue import AskedAgain, Said, Waiting, asked_again, latest_said, remove, waiting
from api.doors.admin_key import require_admin
from api.services import Services
from api.storage.gaps import MOST

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Limit = Annotated[int, Query(ge=1, le=500)]
NO_STORE = {"Cache-Control": "no-store"}


def _unstored(response: Response) -> None:
    response.headers.update(NO_STORE)


router = APIRouter(
    prefix="/v1/admin", tags=["curation"], dependencies=[Depends(require_admin), Depends(_unstored)]
)


@router.get("/gaps")
def gaps(request: Request, limit: Limit = 100, offset: Annotated[int, Query(ge=0, le=MOST)] = 0) -> Waiting:
    """The curation queue: questions that the sources do not answer, or only nearly, most asked first."""
    services: Services = request.app.state.services
    return waiting(services.database, services.settings.keep_gaps, limit, offset)


@router.get("/gaps/{number}")
def gap(number: Number, request: Request) -> AskedAgain:
    """One of them, asked again: which sections answer it now, or which are nearest and why they do not."""
    services: Services = request.app.state.services
    return asked_again(services.database, services.asker, number)


@router.delete("/gaps/{number}", status_code=204)
def drop_gap(number: Number, request: Request) -> Response:
    """Take one out of the queue, answered or not."""
    remove(request.app.state.services.database, number)
    return Response(status_code=204, headers=NO_STORE)


@router.get("/feedback")
def feedback(request: Request, limit: Limit = 100, unhelpful: bool = False) -> dict[str, list[Said]]:
    """What people said of answers, newest first; with `unhelpful` only where an answer did not help."""
    return {"feedback": latest_said(request.app.state.services.database, limit, unhelpful=unhelpful)}
