"""Markdown: a document as text that any editor opens, and a zip of all of them."""

import io
import re
import zipfile

from api.train.exports.blocks import Block, Codes, Document, Grid, Heading, Lines, Text
from api.train.exports.documents import DOCUMENTS
from api.train.training import Training

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def markdown(document: Document) -> str:
    """The document as Markdown; special characters are escaped, so that text stays text."""
    parts = [
        f"# {_plain(document.title)}",
        _plain(document.subtitle),
        *(_block(block) for block in document.blocks),
    ]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_plain(block.text)}"
    if isinstance(block, Text):
        lead = f"**{_plain(block.strong.strip())}** " if block.strong else ""
        return lead + _plain(block.text)
    if isinstance(block, Lines):
        return "\n".join(f"{_bullet(block, n)} {_plain(item)}" for n, item in enumerate(block.items, 1))
    if isinstance(block, Grid):
        rows = [block.headers, tuple("---" for _ in block.headers), *block.rows]
        return "\n".join(
            "| " + " | ".join(cell if cell == "---" else _plain(cell) for cell in row) + " |" for row in rows
        )
    if isinstance(block, Codes):
        return "\n".join(f"- {_plain(title)}: {_plain(address)}" for title, address in block.items)
    return "\n\n".join("\\_" * 40 for _ in range(block.count))


def _bullet(block: Lines, number: int) -> str:
    return f"{number}." if block.ordered else "- [ ]" if block.boxes else "-"


def _plain(text: str) -> str:
    """Text with what Markdown would read as markup escaped.

    >>> _plain("a <b> [1] *c*")
    'a \\\\<b\\\\> \\\\[1\\\\] \\\\*c\\\\*'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def markdown_zip(training: Training) -> bytes:
    """Every document of the training as Markdown, zipped; equal trainings give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, make in DOCUMENTS.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.md", (1980, 1, 1, 0, 0, 0)), markdown(make(training)))
    return buffer.getvalue()
