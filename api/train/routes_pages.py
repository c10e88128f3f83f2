"""The pages of the trainer: form, live preview, plan with swaps, series. They work without script."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.callers import public_address
from api.errors import ApiError
from api.frame.rendering import render
from api.numbers import whole_number
from api.train.edit_form import read_edit
from api.train.errors import EditRefused
from api.train.exports.documents import GOOD_ANSWER, LISTEN_FOR, READY, TO_SEND, TO_TAKE
from api.train.files import offered
from api.train.forms import Typed, parsed, refused, typed
from api.train.lines import stored_lines
from api.train.references import Marks
from api.train.request import TrainingRequest
from api.train.routes_shared import service_of
from api.train.series import SeriesRequest
from api.train.time_bar import time_bar
from api.train.training import Training

pages = APIRouter(include_in_schema=False)
_NOTHING: Mapping[str, str] = {}
NO_STORE = {"Cache-Control": "no-store"}
_START = Typed(
    {
        "minutes": "180",
        "participants": "16",
        "delivery": "in-person",
        "audience": "mixed",
        "level": "introductory",
        "start": "09:30",
        "trainings": "3",
        "weeks_between": "2",
    },
    (),
)


async def read_form(request: Request) -> Typed:
    """The form that was sent."""
    return typed((await request.form(max_fields=200)).multi_items())


Form = Annotated[Typed, Depends(read_form)]


@pages.get("/train", response_class=HTMLResponse)
def home(request: Request, around: Annotated[str, Query(max_length=40)] = "") -> HTMLResponse:
    """The form; with `around` filled in from that plan, whose locked lines will stay."""
    return _form(request, "train/form.html", _asked(service_of(request).get(around)) if around else _START)


def _asked(training: Training) -> Typed:
    wish = training.request.model_dump(mode="json", exclude={"topics", "assessment_id"}, exclude_none=True)
    values = {name: str(value) for name, value in wish.items()} | {"around": training.id}
    return Typed(values, training.request.topics or tuple(topic.id for topic in training.topics))


@pages.post("/train")
def create(request: Request, form: Form) -> Response:
    """Plan, keep, and go to the private page of the plan."""
    wish = parsed(form, TrainingRequest)
    if isinstance(wish, Typed):
        return _form(request, "train/form.html", wish)
    try:
        training = service_of(request).create(wish, form.get("token") or None, form.get("around") or None)
    except ApiError as error:
        return _form(request, "train/form.html", refused(form, error))
    return _see(f"/train/{training.id}")


@pages.post("/train/preview", response_class=HTMLResponse)
def preview(request: Request, form: Form) -> HTMLResponse:
    """The plan that the form as it stands would give, as a piece of a page; nothing is kept."""
    wish = parsed(form, TrainingRequest)
    if isinstance(wish, Typed):
        return render(request, "train/preview.html", 422, NO_STORE, training=None, faults=wish.faults, bar="")
    try:
        around = form.get("around") or None
        training = service_of(request).preview(wish, form.get("token") or None, around)
    except ApiError as error:
        return render(
            request,
            "train/preview.html",
            422,
            NO_STORE,
            training=None,
            faults=refused(form, error).faults,
            bar="",
        )
    return render(
        request, "train/preview.html", 200, NO_STORE, training=training, faults={}, bar=time_bar(training)
    )


@pages.get("/train/series", response_class=HTMLResponse)
def series_home(request: Request) -> HTMLResponse:
    """The form for a series."""
    return _form(request, "train/series_form.html", _START)


@pages.post("/train/series")
def create_series(request: Request, form: Form) -> Response:
    """Plan a series and go to its private page."""
    wish = parsed(form, SeriesRequest)
    if isinstance(wish, Typed):
        return _form(request, "train/series_form.html", wish)
    try:
        series = service_of(request).create_series(wish, form.get("token") or None)
    except ApiError as error:
        return _form(request, "train/series_form.html", refused(form, error))
    return _see(f"/train/series/{series.id}")


@pages.get("/train/series/{series_id}", response_class=HTMLResponse)
def show_series(request: Request, series_id: str) -> HTMLResponse:
    """A series with its trainings."""
    series = service_of(request).get_series(series_id)
    return render(
        request,
        "train/series.html",
        200,
        NO_STORE,
        series=series,
        address=f"{public_address(request)}/train/series/{series.id}",
    )


@pages.get("/train/{training_id}", response_class=HTMLResponse)
def show(request: Request, training_id: str) -> HTMLResponse:
    """A plan: time bar, table, notes, swaps, files."""
    return _plan(request, service_of(request).get(training_id))


@pages.post("/train/{training_id}/swap")
async def swap(request: Request, training_id: str) -> Response:
    """Swap one activity and go to the new plan."""
    form = await request.form(max_fields=20)
    slot, activity = str(form.get("slot", "")), str(form.get("activity_id", ""))
    number = whole_number(slot)
    at = -1 if number is None else number
    training = service_of(request).swap(training_id, at, activity)
    return _see(f"/train/{training.id}#slot-{at}")


@pages.post("/train/{training_id}/edit")
async def edit(request: Request, training_id: str) -> Response:
    """Change the lines and go to the new plan; what cannot be done is said above what was typed."""
    pairs = (await request.form(max_fields=400)).items()
    form = {name: value[:1000] for name, value in pairs if isinstance(value, str)}
    service = service_of(request)
    training = service.get(training_id)
    try:
        wish, line = read_edit(form, len(training.agenda))
        changed = service.edit(training_id, wish)
    except EditRefused as error:
        return _plan(request, training, form, error)
    return _see(f"/train/{changed.id}#line-{line}")


def _form(request: Request, template: str, form: Typed) -> HTMLResponse:
    library = service_of(request).planner.library
    status = 422 if form.faults else 200
    context = {"topics": library.topics, "audiences": library.audiences, "form": form}
    return render(request, template, status, NO_STORE, **context)


def _plan(
    request: Request,
    training: Training,
    form: Mapping[str, str] = _NOTHING,
    error: EditRefused | None = None,
) -> HTMLResponse:
    desk = service_of(request).editor.desk(training)
    lines = stored_lines(training)
    return render(
        request,
        "train/plan.html",
        422 if error else 200,
        NO_STORE,
        form=form,
        error=error,
        bounds=[desk.bounds(line) for line in lines],
        addable=desk.addable(),
        training=training,
        files=offered(training),
        ready={"before": READY, "on_the_day": TO_TAKE, "after": TO_SEND},
        asked={"own": LISTEN_FOR, "objective": GOOD_ANSWER},
        bar=time_bar(training),
        address=f"{public_address(request)}/train/{training.id}",
        references=Marks(training.references),
    )


def _see(address: str) -> RedirectResponse:
    return RedirectResponse(address, 303, NO_STORE)
