"""HTML: a document as one page that needs nothing else, to read, to print, and as the ground of the PDF."""

import base64
import hashlib
from functools import cache
from html import escape
from pathlib import Path

from api.frame.qr import is_whole, qr_svg
from api.train.exports.blocks import Block, Codes, Document, Grid, Heading, Lines, Text

DATA = Path(__file__).parent / "data"
LANDSCAPE = "@page { size: A4 landscape }"


@cache
def style() -> str:
    """The style of every document."""
    return (DATA / "document.css").read_text("utf-8")


@cache
def style_hashes() -> str:
    """For a content security policy that allows the two styles and nothing else."""
    digests = (hashlib.sha256(text.encode()).digest() for text in (style(), style() + LANDSCAPE))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def html(document: Document, styled: bool = True) -> str:
    """The document as a whole HTML page, its style inside unless not `styled`; every text is escaped."""
    body = "\n".join(_block(block) for block in document.blocks)
    look = f"<style>{style()}{LANDSCAPE if document.wide else ''}</style>" if styled else ""
    title = escape(document.title)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"{look}</head>"
        f'<body><main>\n<h1>{title}</h1>\n<p class="where">{escape(document.subtitle)}</p>\n{body}\n'
        "</main></body></html>\n"
    )


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        page = ' class="page"' if block.page else ""
        return f"<h{block.level}{page}>{escape(block.text)}</h{block.level}>"
    if isinstance(block, Text):
        lead = f"<strong>{escape(block.strong)}</strong>" if block.strong else ""
        look = "" if block.text else ' class="lead"'
        return f"<p{look}>{lead}{escape(block.text)}</p>"
    if isinstance(block, Lines):
        tag = "ol" if block.ordered else "ul"
        look = "numbered" if block.numbered else ""
        if block.boxes:
            look = "boxes row" if block.row else "boxes"
        boxes = f' class="{look}"' if look else ""
        return f"<{tag}{boxes}>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + f"</{tag}>"
    if isinstance(block, Grid):
        return _table(block)
    if isinstance(block, Codes):
        return "".join(f'<p class="code">{_code(*item)}</p>' for item in block.items)
    return '<div class="writing"></div>' * block.count


def _code(title: str, address: str) -> str:
    """A title with its address, and the address as a QR code where it is whole."""
    words = f'<span>{escape(title)}: <b class="address">{escape(address)}</b></span>'
    return qr_svg(address, title) + words if is_whole(address) else words


def _table(grid: Grid) -> str:
    columns = "".join(f'<col class="w{width}">' for width in grid.widths)
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in grid.headers)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in grid.rows
    )
    look = " ".join(name for name, wanted in (("tall", grid.tall), ("large", grid.large)) if wanted)
    opening = f'<table class="{look}">' if look else "<table>"
    return (
        f"{opening}<caption>{escape(grid.caption)}</caption><colgroup>{columns}</colgroup>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
