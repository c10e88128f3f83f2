"""HTML: a document as one page that needs nothing else, for reading, printing and as the ground of the PDF."""

import base64
import hashlib
from html import escape

from api.train.exports.blocks import Block, Document, Grid, Heading, Lines, Text

STYLE = """
:root { color-scheme: light }
body { font-family: Roboto, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif; font-size: 11pt; line-height: 1.45; color: #1a1a1a; max-width: 62rem; margin: 1.5rem auto; padding: 0 1rem }
h1 { font-size: 18pt; line-height: 1.2; color: #002d54; margin: 0 0 4pt } h2 { font-size: 14pt; color: #002d54; margin: 16pt 0 4pt } h3 { font-size: 11.5pt; margin: 12pt 0 3pt }
p { margin: 0 0 5pt } ul, ol { margin: 0 0 6pt; padding-left: 1.4em } li { margin-bottom: 2pt }
ul.boxes { list-style: none; padding-left: 0 } ul.boxes li::before { content: ''; display: inline-block; width: 8pt; height: 8pt; border: 1px solid #1a1a1a; margin-right: 5pt }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; table-layout: fixed } caption { text-align: left; font-weight: bold; padding: 4pt 0 }
th, td { border: 1px solid #6b6b6b; padding: 3pt 4pt; text-align: left; vertical-align: top; overflow-wrap: anywhere } th { background: #ebf0f5 } tr { break-inside: avoid }
.writing { border-bottom: 1px solid #6b6b6b; height: 20pt } h2, h3 { break-after: avoid } .page { break-before: page } .where { color: #333 }
@page { size: A4; margin: 16mm 15mm 18mm; font-family: Roboto, Arial, sans-serif; @bottom-right { content: counter(page) ' / ' counter(pages); font-size: 8.5pt } }
""" + " ".join(f"col.w{share} {{ width: {share}% }}" for share in range(5, 65))


LANDSCAPE = "@page { size: A4 landscape }"


def _hash(style: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"


# For a content security policy that allows these styles and nothing else.
STYLE_HASHES = f"{_hash(STYLE)} {_hash(STYLE + LANDSCAPE)}"


def html(document: Document) -> str:
    """The document as a whole HTML page; every text is escaped."""
    body = "\n".join(_block(block) for block in document.blocks)
    size = LANDSCAPE if document.wide else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(document.title)}</title><style>{STYLE}{size}</style></head><body><main>\n"
        f'<h1>{escape(document.title)}</h1>\n<p class="where">{escape(document.subtitle)}</p>\n{body}\n</main></body></html>\n'
    )


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        page = ' class="page"' if block.page else ""
        return f"<h{block.level}{page}>{escape(block.text)}</h{block.level}>"
    if isinstance(block, Text):
        lead = f"<strong>{escape(block.strong)}</strong>" if block.strong else ""
        return f"<p>{lead}{escape(block.text)}</p>"
    if isinstance(block, Lines):
        tag = "ol" if block.ordered else "ul"
        boxes = ' class="boxes"' if block.boxes else ""
        return f"<{tag}{boxes}>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + f"</{tag}>"
    if isinstance(block, Grid):
        return _table(block)
    return '<div class="writing"></div>' * block.count


def _table(grid: Grid) -> str:
    columns = "".join(f'<col class="w{width}">' for width in grid.widths)
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in grid.headers)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in grid.rows
    )
    return (
        f"<table><caption>{escape(grid.caption)}</caption><colgroup>{columns}</colgroup>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
