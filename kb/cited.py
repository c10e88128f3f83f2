"""A published work as whoever cites it shows it: the few things of the bibliography that a reader needs."""

from typing import Literal

from kb.documents import Source
from kb.strict import Strict


class CitedSource(Strict):
    """A published work, as shown."""

    id: str
    title: str
    publisher: str
    year: int | Literal["undated"]
    url: str | None


class CitedPlace(CitedSource):
    """A published work, and the place in it."""

    locator: str


def cited_source(source: Source) -> CitedSource:
    """What is shown of `source`."""
    return CitedSource(
        id=source.id, title=source.title, publisher=source.publisher, year=source.year, url=source.url
    )


def cited_place(source: Source, locator: str) -> CitedPlace:
    """What is shown of `source` with the place in it."""
    return CitedPlace(**cited_source(source).model_dump(), locator=locator)
