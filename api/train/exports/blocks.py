"""A neutral document: what the DOCX, HTML, PDF and Markdown exports are all rendered from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from api.frame.short_address import short_address
from api.train.references import Marks
from api.train.training import Cited, Reference
from kb.cited import ended


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3; `page` starts a new page in paged formats."""

    text: str
    level: int = 2
    page: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph; `strong` words may lead in, and alone they stay with what follows them."""

    text: str
    strong: str = ""


@dataclass(frozen=True)
class Lines:
    """A list; items that bring a `numbered` mark of their own get no other.

    `row` asks for boxes side by side, where a page is wide enough for them.
    """

    items: tuple[str, ...]
    ordered: bool = False
    boxes: bool = False
    numbered: bool = False
    row: bool = False


@dataclass(frozen=True)
class Grid:
    """A table with a header row; `widths` are shares of the page width.

    `tall` rows leave room to write; `large` ones are cards, read at arm's length.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    tall: bool = False
    large: bool = False


@dataclass(frozen=True)
class Writing:
    """Empty lines to write on."""

    count: int


@dataclass(frozen=True)
class Codes:
    """Where to read on: each a title and an address, with a QR code where there are pictures."""

    items: tuple[tuple[str, str], ...]


Block = Heading | Text | Lines | Grid | Writing | Codes


MOST_OPTIONS = 8  # of a question; more boxes are a list to tick off


def is_options(block: Block | None) -> bool:
    """Whether a block is the boxes to tick under a question."""
    return isinstance(block, Lines) and block.boxes and len(block.items) <= MOST_OPTIONS


@dataclass(frozen=True)
class Document:
    """A titled document; `wide` asks for a landscape page."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    wide: bool = False


def texts(document: Document) -> Iterator[str]:
    """Every text of a document."""
    yield document.title
    yield document.subtitle
    for block in document.blocks:
        yield from _texts_of(block)


def _texts_of(block: Block) -> tuple[str, ...]:
    if isinstance(block, Heading):
        return (block.text,)
    if isinstance(block, Text):
        return block.strong, block.text
    if isinstance(block, Lines):
        return block.items
    if isinstance(block, Grid):
        return (block.caption, *block.headers, *(cell for row in block.rows for cell in row))
    if isinstance(block, Codes):
        return tuple(text for item in block.items for text in item)
    return ()


def marked(cited: Cited) -> str:
    """The words with their reference marks and cautions.

    >>> marked(Cited(text="A pilot ran.", citations=(1, 3), cautions=("Sources differ on this.",)))
    'A pilot ran. [1] [3] (Sources differ on this.)'
    """
    marks = " ".join(f"[{number}]" for number in cited.citations)
    cautions = " ".join(f"({caution})" for caution in cited.cautions)
    return " ".join(filter(None, (cited.text, marks, cautions)))


def numbers(cited: Sequence[Cited]) -> set[int]:
    """The reference numbers that some statements use."""
    return {number for statement in cited for number in statement.citations}


def reference_line(reference: Reference, base: str = "") -> str:
    """One entry of the list of sources; with the `base` of a server its address is one that can be typed."""
    source = reference.source
    address = f" {source.url}" if source.url else ""
    if address and base:
        address = f" {short_address(base, f'sources/{source.id}')} ({urlsplit(source.url or '').hostname})"
    work = f"{ended(source.title)} {source.publisher}, {source.year}"
    return f"[{reference.number}] {work}. {ended(reference.locator)}{address}"


def sources(references: Sequence[Reference], base: str = "") -> list[Block]:
    """The closing list of the sources that a document uses."""
    found = tuple(reference_line(reference, base) for reference in references)
    return [Heading("Sources"), Lines(found, numbered=True)] if found else []


def renumbered(blocks: Sequence[Block], references: Sequence[Reference], base: str = "") -> list[Block]:
    """The blocks with their reference marks numbered from 1 in the order of use, and the list of sources."""
    marks = Marks(references)
    anew = marks.anew
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Text):
            found.append(replace(block, text=anew(block.text)))
        elif isinstance(block, Lines):
            found.append(replace(block, items=tuple(map(anew, block.items))))
        elif isinstance(block, Grid):
            found.append(replace(block, rows=tuple(tuple(map(anew, row)) for row in block.rows)))
        else:
            found.append(block)
    return found + sources(marks.shown, base)


def clean(text: str) -> str:
    """The text without control characters, which XML, and with it Word and PowerPoint, refuses.

    >>> clean("a\x0bb")
    'ab'
    """
    return "".join(character for character in text if character >= " " or character in "\n\t")
