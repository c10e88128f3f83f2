"""Lets the blocks of a document flow over pages, as the style sheet of the web page has them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.frame.qr import CODE_MM, is_whole, qr_rows
from api.train.exports.blocks import Block, Codes, Document, Grid, Heading, Lines, Text, Writing
from api.train.exports.press.lines import Run, set_lines
from api.train.exports.press.objects import string
from api.train.exports.press.paper import MM, Node, Paper, plain
from api.train.exports.press.tables import Table
from api.train.exports.press.typeface import typeface

INK, BLUE, GREY, RULE = "0.1 g", "0 0.176 0.329 rg", "0.2 g", "0.42 G 0.75 w"
_SIZE, _LEADING = 11.0, 15.95
_ROW = 20.0  # of an empty line to write on
_CODE, _CODE_GAP = CODE_MM * MM, 4 * MM


@dataclass(frozen=True)
class _Look:
    """How a paragraph looks: sizes in points, `before` and `after` the space around it."""

    role: str = "P"
    size: float = _SIZE
    leading: float = _LEADING
    before: float = 0.0
    after: float = 5.0
    ink: str = INK
    indent: float = 0.0
    hang: float = 0.0


_TITLE = _Look("H1", 18, 21.6, 0, 4, BLUE)
_HEADINGS = {1: _TITLE, 2: _Look("H2", 14, 20.3, 16, 4, BLUE), 3: _Look("H3", 11.5, 16.675, 12, 3)}
_ITEM = _Look("LBody", after=2, indent=1.4 * _SIZE)


@dataclass(frozen=True)
class _Set:
    """A paragraph that is broken into lines; `keep` holds it with what follows, `mark` stands before it."""

    look: _Look
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
class _Rules:
    count: int


@dataclass(frozen=True)
class _Code:
    address: str
    title: str
    words: list[str]


_Piece = _Set | Table | _Rules | _Code


class Flow:
    """Sets a document and puts it on paper piece by piece."""

    def __init__(self, document: Document) -> None:
        self._paper = Paper(document.title, document.wide)
        self._width = self._paper.right - self._paper.left
        self._gap = 0.0  # below the last piece; the larger of this and what the next wants counts
        self._pieces: list[_Piece] = []
        self._text(_TITLE, document.title, 700, bookmark=(1, document.title))
        self._text(replace(_Look(), ink=GREY), document.subtitle)
        for block in document.blocks:
            self._set(block)

    def pdf(self) -> bytes:
        """The finished file."""
        for at, piece in enumerate(self._pieces):
            self._put(piece, at)
        return self._paper.pdf()

    # words into lines

    def _set(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._text(
                _HEADINGS[block.level], block.text, 700, page=block.page, bookmark=(block.level, block.text)
            )
        elif isinstance(block, Text):
            self._paragraph(block)
        elif isinstance(block, Lines):
            self._list(block)
        elif isinstance(block, Grid):
            self._pieces.append(Table(block, self._paper))
        elif isinstance(block, Writing):
            self._pieces.append(_Rules(block.count))
        elif isinstance(block, Codes):
            for title, address in block.items:
                self._code(title, address)

    def _text(
        self,
        look: _Look,
        text: str,
        weight: int = 400,
        page: bool = False,
        bookmark: tuple[int, str] | None = None,
    ) -> None:
        lines = set_lines([Run(typeface(weight), text)], look.size, self._width)
        keep = bookmark is not None
        self._pieces.append(_Set(look, lines, self._paper.root, keep, page, bookmark))

    def _paragraph(self, block: Text) -> None:
        runs = [Run(typeface(700), block.strong), Run(typeface(400), block.text)]
        lines = set_lines(runs, _SIZE, self._width)
        self._pieces.append(_Set(_Look(), lines, self._paper.root, keep=not block.text))

    def _list(self, block: Lines) -> None:
        group = self._paper.root.add("L", f"/A << /O /List /ListNumbering /{_numbering(block)} >>")
        look = _look_of(block)
        width = self._width - look.indent
        for number, item in enumerate(block.items, 1):
            lines = set_lines([Run(typeface(400), item)], look.size, width, look.hang)
            last = replace(look, after=6.0) if number == len(block.items) else look
            mark = "" if block.numbered else "box" if block.boxes else f"{number}." if block.ordered else "•"
            self._pieces.append(_Set(last, lines, group, mark=mark))

    def _code(self, title: str, address: str) -> None:
        runs = [Run(typeface(400), f"{title}: "), Run(typeface(400), address, whole=True)]
        if is_whole(address):
            words = set_lines(runs, _SIZE, 0.8 * self._width)
            self._pieces.append(_Code(address, title, words))
        else:
            self._pieces.append(_Set(_Look(), set_lines(runs, _SIZE, self._width), self._paper.root))

    # lines onto pages

    def _put(self, piece: _Piece, at: int) -> None:
        if isinstance(piece, _Set):
            self._put_words(piece, at)
        elif isinstance(piece, Table):
            self._space(0.0, piece.least)
            piece.put()
            self._gap = 0.0
        elif isinstance(piece, _Rules):
            self._put_rules(piece.count)
        else:
            self._put_code(piece)

    def _least(self, at: int) -> float:
        """Points of a piece, with what it is held to, that have to stay on one page."""
        if at >= len(self._pieces):
            return 0.0
        piece = self._pieces[at]
        if isinstance(piece, Table):
            return piece.least
        if isinstance(piece, _Rules):
            return _ROW
        if isinstance(piece, _Code):
            return _CODE
        if piece.keep:
            return piece.look.before + piece.whole + piece.look.after + self._least(at + 1)
        return piece.look.before + _together(len(piece.lines)) * piece.look.leading

    def _space(self, before: float, least: float) -> None:
        """Leave the space above a piece; where `least` points do not fit below it, go to a new page."""
        paper = self._paper
        gap = max(self._gap, before)
        if paper.fresh:
            return
        if gap + least > paper.room:
            paper.turn()
        else:
            paper.y += gap

    def _put_words(self, piece: _Set, at: int) -> None:
        paper, look = self._paper, piece.look
        if piece.page and not paper.fresh:
            paper.turn()
        self._space(look.before, min(self._least(at) - look.before, paper.body))
        if piece.bookmark:
            paper.bookmark(*piece.bookmark)
        node = self._node(piece)
        left = piece.lines
        while left:
            count = _fitting(len(left), int(paper.room / look.leading + 0.001))
            self._say(node, look, left[:count], first=left is piece.lines)
            left = left[count:]
            if left:
                paper.turn()
        self._gap = look.after

    def _node(self, piece: _Set) -> Node:
        """The part of the structure that the words belong to, with the mark before them drawn."""
        if piece.look.role != "LBody":
            return piece.parent.add(piece.look.role)
        entry, paper, look = piece.parent.add("LI"), self._paper, piece.look
        face = typeface(400)
        down = paper.y + plain(face, look.size, look.leading)
        if piece.mark == "box":
            paper.draw(f"{RULE} {paper.box(paper.left, down - 8, 8, 8)} S")
        elif piece.mark:
            width, shown = face.word(piece.mark)
            x = paper.left + look.indent - (width + 0.4) * look.size
            line = f"/{face.key} {look.size:g} Tf [{shown}]TJ"
            paper.say(entry.add("Lbl"), paper.at(x, down, line, look.ink))
        return entry.add("LBody")

    def _say(self, node: Node, look: _Look, lines: Sequence[str], first: bool) -> None:
        paper = self._paper
        lower = plain(typeface(400), look.size, look.leading)
        shown = []
        for number, line in enumerate(lines):
            x = paper.left + look.indent + (0.0 if first and number == 0 else look.hang)
            shown.append(paper.at(x, paper.y + lower, line, look.ink))
            paper.y += look.leading
        paper.say(node, "\n".join(shown))

    def _put_rules(self, count: int) -> None:
        for _ in range(count):
            self._space(0.0, _ROW)
            self._gap = 0.0
            paper = self._paper
            paper.y += _ROW
            up = paper.height - paper.y
            paper.draw(f"{RULE} {paper.left:.2f} {up:.2f} m {paper.right:.2f} {up:.2f} l S")

    def _put_code(self, piece: _Code) -> None:
        paper = self._paper
        self._space(0.0, _CODE)
        node = paper.root.add("P")
        rows = qr_rows(piece.address)
        side = _CODE / len(rows)
        x, down = paper.left, paper.y
        corners = f"{x:.2f} {paper.height - down - _CODE:.2f} {x + _CODE:.2f} {paper.height - down:.2f}"
        named = f"/Alt {string(f'QR code: {piece.title}')}"
        figure = node.add("Figure", f"{named} /A << /O /Layout /Placement /Inline /BBox [{corners}] >>")
        dark = (
            paper.box(x + start * side, down + row * side, length * side, side)
            for row, stretches in enumerate(rows)
            for start, length in stretches
        )
        paper.say(figure, f"0 g {' '.join(dark)} f")
        high = len(piece.words) * _LEADING
        paper.y += max(0.0, (_CODE - high) / 2)
        self._say(node, replace(_Look(), indent=_CODE + _CODE_GAP), piece.words, first=True)
        paper.y = max(paper.y, down + _CODE)
        self._gap = 5.0


def _look_of(block: Lines) -> _Look:
    if block.numbered:
        return replace(_ITEM, indent=0.0, hang=2.2 * _SIZE)
    return replace(_ITEM, indent=13.0, hang=0.0) if block.boxes else _ITEM


def _numbering(block: Lines) -> str:
    return "Decimal" if block.ordered else "None" if block.numbered else "Disc"


def _together(count: int) -> int:
    """How many of the first lines of a paragraph stay on one page: no line stands alone above or below.

    >>> [_together(count) for count in (1, 2, 3, 4, 9)]
    [1, 2, 3, 2, 2]
    """
    return count if count <= 3 else 2


def _fitting(count: int, room: int) -> int:
    """How many of `count` lines to put where there is room for `room`; at least one, so that it ends.

    >>> [_fitting(9, room) for room in (12, 9, 8, 7, 1)]
    [9, 9, 7, 7, 1]
    """
    return count if count <= room else max(1, min(room, count - 2))
