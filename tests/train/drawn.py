"""Slides as another program draws them: LibreOffice sets each, poppler reads where every word stands."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from tests.office import as_pdf

NEEDED = ("soffice", "pdftotext")
SECONDS = 600


@dataclass(frozen=True)
class Word:
    """A word on a slide, its place in points from the left and the top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A slide as drawn."""

    width: float
    height: float
    words: tuple[Word, ...]

    def between(self, top: float, bottom: float) -> str:
        """The words whose middle is between two heights, in points from the top."""
        found = (word for word in self.words if top <= (word.top + word.bottom) / 2 < bottom)
        return " ".join(word.text for word in found)


def can_draw() -> bool:
    """Whether both programs are on this machine."""
    return all(map(shutil.which, NEEDED))


def drawn(decks: Sequence[bytes], folder: Path) -> list[list[Page]]:
    """Each deck as LibreOffice draws it, page by page."""
    names = [folder / f"{number}.pptx" for number in range(len(decks))]
    for name, data in zip(names, decks, strict=True):
        name.write_bytes(data)
    return [_pages(name) for name in as_pdf(names, folder, SECONDS)]


def _pages(name: Path) -> list[Page]:
    told = subprocess.run(
        ["pdftotext", "-bbox", str(name), "-"], check=True, timeout=SECONDS, capture_output=True
    )
    tree = etree.fromstring(told.stdout, etree.XMLParser(recover=True))
    return [_page(page) for page in tree.iter("{*}page")]


def _page(page: etree._Element) -> Page:
    words = (
        Word(word.text or "", *(float(word.get(name, "")) for name in ("xMin", "yMin", "xMax", "yMax")))
        for word in page.iter("{*}word")
    )
    return Page(float(page.get("width", "")), float(page.get("height", "")), tuple(words))
