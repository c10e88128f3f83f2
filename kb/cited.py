"""A sentence of the corpus and the published work behind it, as whoever cites them shows them."""

from typing import Literal

from kb.documents import Document, Passage, Source
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


class CitedSentence(Strict):
    """A numbered sentence of a passage, with an address that opens; whoever cites it adds the source."""

    number: int
    passage_id: str
    document_id: str
    title: str
    heading: str
    url: str
    quote: str


def ended(text: str) -> str:
    """A title, or other words, with a full stop at the end, unless they end as a sentence already.

    >>> ended("Carousel"), ended("Myth or rule?"), ended("“All is lost.”")
    ('Carousel.', 'Myth or rule?', '“All is lost.”')
    """
    return text if text.rstrip("”’\"'").endswith((".", "?", "!")) else f"{text}."


def cited_source(source: Source) -> CitedSource:
    """What is shown of `source`."""
    return CitedSource(
        id=source.id, title=source.title, publisher=source.publisher, year=source.year, url=source.url
    )


def cited_place(source: Source, locator: str) -> CitedPlace:
    """What is shown of `source` with the place in it."""
    return CitedPlace(**cited_source(source).model_dump(), locator=locator)


def cited_sentence(number: int, document: Document, passage: Passage, quote: str) -> CitedSentence:
    """What is shown of `quote`, which stands in `passage` of `document`."""
    return CitedSentence(
        number=number,
        passage_id=passage.id,
        document_id=document.id,
        title=document.front.title,
        heading=passage.heading,
        url=f"/knowledge/{passage.id}",
        quote=quote,
    )
