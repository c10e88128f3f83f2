"""Hidden text of a Word document: taken out before it is read, and counted.

Word keeps it in the file and shows it to nobody; mammoth reads it like any other text.
"""

import io
import re
import zipfile
from pathlib import Path

from lxml import etree

from api.curate.raised_text import mark_raised, raising_styles
from api.curate.word_numbers import mark_numbers
from api.curate.word_styles import W, styles_that
from api.curate.word_tables import fill_rows

_TEXTS = re.compile(r"word/(document|footnotes|endnotes|comments)\d*\.xml")
_STYLES = "word/styles.xml"
_NUMBERING = "word/numbering.xml"
_OFF = ("0", "false", "off")


def without_hidden(path: Path) -> tuple[io.BytesIO, int, int]:
    """The document at `path` without its hidden text, how many words that was, and numbers not to be told.

    What a style raises is marked on the way, so that it can be told from the figure before it, and rows of
    tables are filled up, so that their figures stay in their columns; numbers of paragraphs are written down.

    Raises:
        etree.XMLSyntaxError: a part of the document is not XML.
    """
    shown, words, unknown = io.BytesIO(), 0, 0
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(shown, "w", zipfile.ZIP_DEFLATED) as new:
        named = _parsed(old.read(_STYLES)) if _STYLES in old.namelist() else etree.Element("none")
        lists = _parsed(old.read(_NUMBERING)) if _NUMBERING in old.namelist() else etree.Element("none")
        styles, raising = styles_that(_vanish, named), raising_styles(named)
        for part in old.infolist():
            data = old.read(part)
            if _TEXTS.fullmatch(part.filename):
                root = _parsed(data)
                words += _take_out(root, styles)
                mark_raised(root, raising)
                fill_rows(root)
                if part.filename.startswith("word/document"):
                    unknown += mark_numbers(root, lists, named)
                data = etree.tostring(root)
            new.writestr(part.filename, data)
    shown.seek(0)
    return shown, words, unknown


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _vanish(look: etree._Element | None) -> bool | None:
    """Whether a run's or a style's properties hide it; None where they say nothing."""
    mark = None if look is None else look.find(f"{W}vanish")
    return None if mark is None else mark.get(f"{W}val", "true").lower() not in _OFF


def _take_out(root: etree._Element, styles: frozenset[str]) -> int:
    """Take hidden runs out of `root`; returns how many words they held."""
    taken: list[str] = []
    for run in list(root.iter(f"{W}r")):
        if _hidden(run, styles):
            taken.append("".join(run.itertext(f"{W}t")))
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)
    return len(" ".join(taken).split())


def _hidden(run: etree._Element, styles: frozenset[str]) -> bool:
    look = run.find(f"{W}rPr")
    said = _vanish(look)
    if said is not None:
        return said
    paragraph = next(run.iterancestors(f"{W}p"), None)
    named = [
        None if look is None else look.find(f"{W}rStyle"),
        None if paragraph is None else paragraph.find(f"{W}pPr/{W}pStyle"),
    ]
    return any(style is not None and style.get(f"{W}val", "") in styles for style in named)
