"""Small things of HTTP that the training routes share."""

import datetime as dt

from fastapi import Request, Response

from api.callers import public_address
from api.storage.database import now
from api.train.exports.html_file import style_hashes
from api.train.files import File, make_file, offered
from api.train.series import Series
from api.train.service import TrainingService
from api.train.training import Training


def service_of(request: Request) -> TrainingService:
    """The service of the running application."""
    found: TrainingService = request.app.state.services.trainings
    return found


def file_response(request: Request, training: Training, wanted: str) -> Response:
    """A file of a training, to be saved; an HTML file may be read in the browser, with its own style."""
    file = make_file(training, wanted, public_address(request), stamp())
    return sent(file, inline=file.name.endswith(".html"))


def sent(file: File, inline: bool = False) -> Response:
    """The file with its name, and a policy that lets nothing in it load or run."""
    headers = {
        "Content-Disposition": f'{"inline" if inline else "attachment"}; filename="{file.name}"',
        "Content-Security-Policy": f"default-src 'none'; style-src {style_hashes()}; frame-ancestors 'none'",
        "Cache-Control": "private, max-age=3600",
    }
    return Response(file.data, media_type=file.media, headers=headers)


def stamp() -> dt.datetime:
    """The current time to the second, for files that carry the time at which they were made."""
    return now().replace(microsecond=0)


def links(training: Training) -> dict[str, str]:
    """Where the page and the files of a training are."""
    here = f"/v1/trainings/{training.id}"
    found = {"self": here, "page": f"/train/{training.id}"}
    if training.series:
        found["series"] = f"/v1/training-series/{training.series.id}"
    return found | {name: f"{here}/{name}" for name in offered(training)}


def series_links(series: Series) -> dict[str, str]:
    """Where the page and the calendar of a series are."""
    return {
        "self": f"/v1/training-series/{series.id}",
        "page": f"/train/series/{series.id}",
        "calendar.ics": f"/v1/training-series/{series.id}/calendar.ics",
    }
