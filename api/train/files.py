"""Which files a training is offered as, what each is called, and how it is made."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from api.train.errors import UnknownFormat
from api.train.exports.documents import DOCUMENTS, Kind
from api.train.exports.documents import document as document_of
from api.train.exports.gift_file import gift
from api.train.exports.html_file import html
from api.train.exports.markdown_file import markdown, markdown_zip
from api.train.exports.pdf_file import Press
from api.train.exports.scorm_file import scorm
from api.train.training import Training

_OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "gift": "text/plain; charset=utf-8",
    "zip": "application/zip",
    "ics": "text/calendar; charset=utf-8",
}
PACKED = ("pdf", "docx", "pptx", "zip")  # packing these again would take time and save nothing
TEXTS = ("md", "html", "docx", "pdf")
# What a name without an ending means.
DEFAULTS = {
    "plan": "docx",
    "handouts": "docx",
    "handouts-answers": "docx",
    "checklist": "docx",
    "evaluation": "docx",
    "slides": "pptx",
    "quiz": "gift",
    "scorm": "zip",
    "markdown": "zip",
    "calendar": "ics",
    "everything": "zip",
}


@dataclass(frozen=True)
class File:
    """A finished file."""

    name: str
    media: str
    data: bytes


def make_file(training: Training, wanted: str, base_url: str, stamp: dt.datetime) -> File:
    """The file `wanted` ("handouts.pdf", or "handouts" for its usual format) of a training.

    Raises:
        UnknownFormat: there is no such file; names those that there are.
    """
    kind, _, ending = wanted.partition(".")
    ending = ending or DEFAULTS.get(kind, "")
    makers = _makers(training, base_url, stamp)
    if (kind, ending) not in makers:
        offered = ", ".join(sorted(f"{k}.{e}" for k, e in makers))
        hint = " Give the training a date to have a calendar." if kind == "calendar" else ""
        raise UnknownFormat(f"There is no '{wanted}' of this training.{hint} There are: {offered}.")
    return File(f"{slug(training.title)}-{kind}.{ending}", MEDIA[ending], makers[kind, ending]())


def offered(training: Training) -> list[str]:
    """The names of the files that a training has."""
    return [f"{kind}.{ending}" for kind, ending in _makers(training, "", dt.datetime.now(dt.UTC))]


def _makers(
    training: Training, base_url: str, stamp: dt.datetime
) -> dict[tuple[str, str], Callable[[], bytes]]:
    press = Press()
    makers: dict[tuple[str, str], Callable[[], bytes]] = {
        (kind, ending): partial(_text, training, kind, ending, (press, base_url))
        for kind in DOCUMENTS
        for ending in TEXTS
    }
    makers["slides", "pptx"] = partial(_slides, training)
    makers["quiz", "gift"] = lambda: gift(training).encode()
    makers["scorm", "zip"] = partial(scorm, training)
    makers["markdown", "zip"] = partial(markdown_zip, training)
    if training.request.date:
        makers["calendar", "ics"] = partial(calendar, [training], base_url, stamp)
    makers["everything", "zip"] = partial(zipped, dict(makers))
    return makers


def _text(training: Training, kind: Kind, ending: str, means: tuple[Press, str]) -> bytes:
    press, base_url = means
    document = document_of(training, kind, base_url)
    if ending == "docx":
        from api.train.exports.docx_file import docx_bytes

        return docx_bytes(document)
    if ending == "pdf":
        return press.pdf(document)
    return (html(document) if ending == "html" else markdown(document)).encode()


# the libraries that write these take half a second and 30 MB to load: they come with the first file
def _slides(training: Training) -> bytes:
    from api.train.exports.pptx_file import pptx_bytes

    return pptx_bytes(training)


def calendar(trainings: Sequence[Training], base_url: str, stamp: dt.datetime) -> bytes:
    """The days of trainings as a calendar."""
    from api.train.exports.ical_file import icalendar

    return icalendar(trainings, base_url, stamp)


def zipped(makers: dict[tuple[str, str], Callable[[], bytes]]) -> bytes:
    """All files in one zip, for the evening before."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for (kind, ending), make in makers.items():
            packing = zipfile.ZIP_STORED if ending in PACKED else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(f"{kind}.{ending}", (1980, 1, 1, 0, 0, 0)), make(), packing)
    return buffer.getvalue()


def slug(title: str) -> str:
    """A file name out of a title.

    >>> slug("Piloting in Public Social Partnerships")
    'piloting-in-public-social-partnerships'
    """
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-")
