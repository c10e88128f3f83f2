"""The text of a PDF, page by page; a page that is only a picture is refused by its number."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from api.curate.errors import Refused

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 500
_LEAST = 10  # letters: a scanned page may carry a stamped page number and nothing else
_BROKEN_WORD = re.compile(r"(\w)-\n(?=[a-z])")


@dataclass
class Pages:
    """The paragraphs of each page that has text, by page number from 1, and what was left out."""

    count: int
    title: str = ""
    paragraphs: dict[int, list[str]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def read_pages(path: Path, without: frozenset[int] = frozenset()) -> Pages:
    """Read the PDF at `path` but for the pages `without`.

    Raises:
        Refused: broken, locked, too long, or with pages that are pictures of text.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        _check_open(reader, path)
        return _read(reader, path, without)
    except RecursionError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        # pypdf lets plain errors through on files that are damaged in unforeseen ways
        remedy = "export the PDF again, or save its text as .docx"
        raise Refused(path, f"the PDF cannot be read ({type(error).__name__})", remedy) from error


def _check_open(reader: "PdfReader", path: Path) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused(path, "the PDF is locked with a password", "save it without a password")
    if len(reader.pages) > MAX_PAGES:
        raise Refused(path, f"it has {len(reader.pages)} pages, more than {MAX_PAGES}", "split it")


def _read(reader: "PdfReader", path: Path, without: frozenset[int]) -> Pages:
    pages = Pages(len(reader.pages), _title(reader))
    scanned: list[int] = []
    blank: list[int] = []
    for number, page in enumerate(reader.pages, 1):
        if number in without:
            continue
        text = page.extract_text()
        if sum(map(str.isalpha, text)) >= _LEAST:
            pages.paragraphs[number] = _paragraphs(text)
        else:
            (scanned if _has_picture(page) else blank).append(number)
    if scanned:
        remedy = "run text recognition (OCR) over it first, or leave these pages out by number"
        fault = "a picture without text" if len(scanned) == 1 else "pictures without text"
        raise Refused(path, fault, remedy, _named(scanned))
    pages.left_out = tuple(
        f"{_named(numbers)}: {why}"
        for numbers, why in ((sorted(without), "at the curator's wish"), (blank, "blank"))
        if numbers
    )
    return pages


def _title(reader: "PdfReader") -> str:
    metadata = reader.metadata
    return (metadata.title or "").strip() if metadata else ""


def _has_picture(page: "PageObject") -> bool:
    return bool(list(page.images.keys()))


def _paragraphs(text: str) -> list[str]:
    joined = _BROKEN_WORD.sub(r"\1", text)
    return [" ".join(block.split()) for block in re.split(r"\n\s*\n", joined) if block.strip()]


def _named(numbers: list[int]) -> str:
    """The pages in words.

    >>> _named([3]), _named([1, 2, 9])
    ('page 3', 'pages 1, 2, 9')
    """
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
