"""What a document is cut into before it goes on paper, and how each piece looks; lengths are in points."""

from dataclasses import dataclass, replace

from api.frame.qr import CODE_MM
from api.train.exports.blocks import Lines
from api.train.exports.press.paper import MM, Node
from api.train.exports.press.tables import Table

INK, BLUE, GREY, RULE = "0.1 g", "0 0.176 0.329 rg", "0.2 g", "0.42 G 0.75 w"
SIZE, LEADING = 11.0, 15.95
ROW = 20.0  # of an empty line to write on
BOX, BESIDE = 13.0, 20.0  # from a box to its words; between entries side by side
APART = 8.0  # below a table and below lines to write on
CODE, CODE_GAP = CODE_MM * MM, 4 * MM


@dataclass(frozen=True)
class Look:
    """How a paragraph looks: sizes in points, `before` and `after` the space around it."""

    role: str = "P"
    size: float = SIZE
    leading: float = LEADING
    before: float = 0.0
    after: float = 5.0
    ink: str = INK
    indent: float = 0.0
    hang: float = 0.0


TITLE = Look("H1", 18, 21.6, 0, 4, BLUE)
HEADINGS = {1: TITLE, 2: Look("H2", 14, 20.3, 16, 4, BLUE), 3: Look("H3", 11.5, 16.675, 12, 3)}
ITEM = Look("LBody", after=2, indent=1.4 * SIZE)


@dataclass(frozen=True)
class Words:
    """A paragraph that is broken into lines; `keep` holds it with what follows, `mark` stands before it."""

    look: Look
    lines: list[str]
    parent: Node
    keep: bool = False
    page: bool = False
    bookmark: tuple[int, str] | None = None
    mark: str = ""

    @property
    def whole(self) -> float:
        """Points from its top to its bottom."""
        return len(self.lines) * self.look.leading


@dataclass(frozen=True)
class Rules:
    """Empty lines to write on."""

    count: int
    least = ROW


@dataclass(frozen=True)
class Code:
    """An address as a QR code, the lines of `words` beside it."""

    address: str
    title: str
    words: list[str]
    least = CODE


@dataclass(frozen=True)
class Row:
    """Boxes to tick side by side: where each entry begins, in points from the left, and its line."""

    entries: tuple[tuple[float, str], ...]
    least = LEADING + 6.0


Piece = Words | Table | Rules | Code | Row


def look_of(block: Lines) -> Look:
    """How the entries of a list look."""
    if block.numbered:
        return replace(ITEM, indent=0.0, hang=2.2 * SIZE)
    return replace(ITEM, indent=BOX, hang=0.0) if block.boxes else ITEM


def numbering(block: Lines) -> str:
    """What a reader is told of the marks of a list."""
    return "Decimal" if block.ordered else "None" if block.numbered else "Disc"


def together(count: int) -> int:
    """How many of the first lines of a paragraph stay on one page: no line stands alone above or below.

    >>> [together(count) for count in (1, 2, 3, 4, 9)]
    [1, 2, 3, 2, 2]
    """
    return count if count <= 3 else 2


def fitting(count: int, room: int) -> int:
    """How many of `count` lines to put where there is room for `room`; at least one, so that it ends.

    >>> [fitting(9, room) for room in (12, 9, 8, 7, 1)]
    [9, 9, 7, 7, 1]
    """
    return count if count <= room else max(1, min(room, count - 2))
