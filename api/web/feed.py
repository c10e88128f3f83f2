"""The Atom feed (RFC 4287) of documents, the ones reviewed last first."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from kb.documents import Document

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 50


def atom_feed(documents: Sequence[Document], base: str) -> bytes:
    """The feed as XML; `base` is the public address of the server, without a slash at its end."""
    latest = sorted(documents, key=lambda d: (d.front.reviewed, d.id), reverse=True)[:ENTRIES]
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _text(feed, "id", f"{base}/knowledge/feed.atom")
    _text(feed, "title", "PSP Guide: reviewed and changed documents")
    _text(feed, "updated", _moment(latest[0]) if latest else "1970-01-01T00:00:00Z")
    SubElement(feed, "link", {"rel": "self", "href": f"{base}/knowledge/feed.atom"})
    SubElement(feed, "link", {"rel": "alternate", "href": f"{base}/knowledge"})
    SubElement(SubElement(feed, "author"), "name").text = "PSP Guide editors"
    for document in latest:
        _entry(feed, document, base)
    body: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def _entry(feed: Element, document: Document, base: str) -> None:
    entry = SubElement(feed, "entry")
    address = f"{base}/knowledge/{document.id}"
    _text(entry, "id", address)
    _text(entry, "title", document.front.title)
    _text(entry, "updated", _moment(document))
    _text(entry, "summary", document.front.summary)
    SubElement(entry, "link", {"rel": "alternate", "href": address})
    SubElement(entry, "category", {"term": document.front.kind})


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _moment(document: Document) -> str:
    return f"{document.front.reviewed}T00:00:00Z"
