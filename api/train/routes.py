"""The training API: parse, call the service, answer."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from api.callers import bearer, public_address
from api.train import routes_pages
from api.train.edits import EditRequest
from api.train.errors import UnknownFormat
from api.train.files import MEDIA, File, calendar
from api.train.request import TrainingRequest
from api.train.routes_shared import file_response, links, sent, series_links, service_of, stamp
from api.train.schemas import SwapRequest
from api.train.series import Series, SeriesRequest
from api.train.training import Training

router = APIRouter()
api = APIRouter(prefix="/v1", tags=["training"])
# A plan is also offered under its bare id with an ending.
_SHORT = {
    "md": "plan.md",
    "html": "plan.html",
    "docx": "plan.docx",
    "pdf": "plan.pdf",
    "pptx": "slides.pptx",
    "gift": "quiz.gift",
    "ics": "calendar.ics",
    "zip": "everything.zip",
}


@api.get("/training-topics")
def topics(request: Request) -> dict[str, object]:
    """The topics and audiences that a training can have."""
    library = service_of(request).planner.library
    return {
        "topics": [
            {"id": t.theme, "title": t.title, "objectives": [o.text for o in t.objectives]}
            for t in library.topics
        ],
        "audiences": [{"id": a.id, "title": a.title, "topics": a.topics} for a in library.audiences],
    }


@api.get("/training-activities")
def activities(request: Request) -> dict[str, object]:
    """The activities that trainings are built from, with their limits."""
    library = service_of(request).planner.library
    return {"activities": [activity.head.model_dump(mode="json") for activity in library.activities]}


@api.post("/trainings", status_code=201)
def create(
    request: Request, wish: TrainingRequest, around: Annotated[str | None, Query(max_length=40)] = None
) -> JSONResponse:
    """Plan a training. Whoever has its id can read it; it never changes, a swap or an edit makes a new one.

    With `around` what is locked in that training keeps its place and its minutes; where only `start` or
    `date` are other ones, all of it stays as it is.

    With `assessment_id` the topics come from the priorities of that assessment, whose token goes into
    `Authorization: Bearer`.
    """
    return _made(service_of(request).create(wish, bearer(request.headers), around))


@api.get("/trainings/{name}")
def read(request: Request, name: str) -> Response:
    """A training as JSON; with `.md .html .docx .pdf .pptx .gift .ics .zip` after its id, as a file."""
    training_id, _, ending = name.partition(".")
    training = service_of(request).get(training_id)
    if ending:
        return file_response(request, training, _SHORT.get(ending, f"plan.{ending}"))
    return JSONResponse(_body(training), headers={"Cache-Control": "private, max-age=3600"})


@api.get("/trainings/{training_id}/{wanted}")
def read_file(request: Request, training_id: str, wanted: str) -> Response:
    """A file of a training: plan, handouts, handouts-answers, checklist, evaluation, slides, quiz, scorm …"""
    return file_response(request, service_of(request).get(training_id), wanted)


@api.post("/trainings/{training_id}/swaps", status_code=201)
def swap(request: Request, training_id: str, wish: SwapRequest) -> JSONResponse:
    """The same training with another activity in one slot and the times re-flowed, under a new id."""
    return _made(service_of(request).swap(training_id, wish.slot, wish.activity_id))


@api.post("/trainings/{training_id}/edits", status_code=201)
def edit(request: Request, training_id: str, wish: EditRequest) -> JSONResponse:
    """The same training with its lines as wished, under a new id: minutes, order, names, more or fewer.

    `start` and `date` move it; without `lines` all lines stay as they are.
    """
    return _made(service_of(request).edit(training_id, wish))


@api.post("/training-series", status_code=201)
def create_series(request: Request, wish: SeriesRequest) -> JSONResponse:
    """Plan several trainings over weeks towards one goal."""
    series = service_of(request).create_series(wish, bearer(request.headers))
    return JSONResponse(_series_body(series), 201, {"Location": f"/v1/training-series/{series.id}"})


@api.get("/training-series/{series_id}")
def read_series(request: Request, series_id: str) -> dict[str, object]:
    """A series with links to its trainings."""
    return _series_body(service_of(request).get_series(series_id))


@api.get("/training-series/{series_id}/calendar.ics")
def read_calendar(request: Request, series_id: str) -> Response:
    """The trainings of a series and the follow-up as a calendar."""
    service = service_of(request)
    trainings = [service.get(part.id) for part in service.get_series(series_id).trainings]
    if not any(training.request.date for training in trainings):
        raise UnknownFormat("No training of this series has a day; a calendar needs one.")
    response = sent(File("series.ics", MEDIA["ics"], calendar(trainings, public_address(request), stamp())))
    response.headers["Cache-Control"] = "private, no-cache"  # a training of it may have been changed since
    return response


def _made(training: Training) -> JSONResponse:
    return JSONResponse(_body(training), 201, {"Location": f"/v1/trainings/{training.id}"})


def _body(training: Training) -> dict[str, object]:
    return training.model_dump(mode="json", exclude={"outline"}) | {"links": links(training)}


def _series_body(series: Series) -> dict[str, object]:
    return series.model_dump(mode="json") | {"links": series_links(series)}


router.include_router(api)
router.include_router(routes_pages.pages)
