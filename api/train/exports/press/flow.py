"""Lets the blocks of a document flow over pages, as the style sheet of the web page has them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from api.frame.qr import is_whole, qr_rows
from api.train.exports.blocks import MOST_OPTIONS, Block, Codes, Document, Grid, Heading, Lines, Text, Writing
from api.train.exports.press.lines import Run, set_lines, width_of
from api.train.exports.press.objects import string
from api.train.exports.press.paper import Node, Paper, plain
from api.train.exports.press.pieces import (
    APART,
    BESIDE,
    BOX,
    CODE,
    CODE_GAP,
    GREY,
    HEADINGS,
    LEADING,
    ROW,
    RULE,
    SIZE,
    TITLE,
    Code,
    Look,
    Piece,
    Row,
    Rules,
    Words,
    fitting,
    look_of,
    numbering,
    together,
)
from api.train.exports.press.tables import Table
from api.train.exports.press.typeface import typeface


class Flow:
    """Sets a document and puts it on paper piece by piece."""

    def __init__(self, document: Document) -> None:
        self._paper = Paper(document.title, document.wide)
        self._width = self._paper.right - self._paper.left
        self._gap = 0.0  # below the last piece; the larger of this and what the next wants counts
        self._pieces: list[Piece] = []
        self._text(TITLE, document.title, 700, bookmark=(1, document.title))
        self._text(replace(Look(), ink=GREY), document.subtitle)
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
                HEADINGS[block.level], block.text, 700, page=block.page, bookmark=(block.level, block.text)
            )
        elif isinstance(block, Text):
            self._paragraph(block)
        elif isinstance(block, Lines):
            self._list(block)
        elif isinstance(block, Grid):
            self._pieces.append(Table(block, self._paper))
        elif isinstance(block, Writing):
            self._pieces.append(Rules(block.count))
        elif isinstance(block, Codes):
            for title, address in block.items:
                self._code(title, address)

    def _text(
        self,
        look: Look,
        text: str,
        weight: int = 400,
        page: bool = False,
        bookmark: tuple[int, str] | None = None,
    ) -> None:
        lines = set_lines([Run(typeface(weight), text)], look.size, self._width)
        keep = bookmark is not None
        self._pieces.append(Words(look, lines, self._paper.root, keep, page, bookmark))

    def _paragraph(self, block: Text) -> None:
        runs = [Run(typeface(700), block.strong), Run(typeface(400), block.text)]
        lines = set_lines(runs, SIZE, self._width)
        self._pieces.append(Words(Look(), lines, self._paper.root, keep=not block.text))

    def _list(self, block: Lines) -> None:
        if block.row and block.boxes and (row := self._row(block.items)):
            self._pieces.append(row)
            return
        group = Node("L", f"/A << /O /List /ListNumbering /{numbering(block)} >>")
        look = look_of(block)
        width = self._width - look.indent
        for number, item in enumerate(block.items, 1):
            lines = set_lines([Run(typeface(400), item)], look.size, width, look.hang)
            last = replace(look, after=6.0) if number == len(block.items) else look
            mark = "" if block.numbered else "box" if block.boxes else f"{number}." if block.ordered else "•"
            self._pieces.append(Words(last, lines, group, mark=mark))

    def _row(self, items: Sequence[str]) -> Row | None:
        """Boxes side by side; None where they are too wide for that."""
        found, x = [], 0.0
        for item in items:
            run = Run(typeface(400), item)
            wide = BOX + width_of(run, SIZE)
            found.append((x, set_lines([run], SIZE, wide + 1)[0]))
            x += wide + BESIDE
        return Row(tuple(found)) if found and x - BESIDE <= self._width else None

    def _code(self, title: str, address: str) -> None:
        runs = [Run(typeface(400), f"{title}: "), Run(typeface(400), address, whole=True)]
        if is_whole(address):
            words = set_lines(runs, SIZE, 0.8 * self._width)
            self._pieces.append(Code(address, title, words))
        else:
            self._pieces.append(Words(Look(), set_lines(runs, SIZE, self._width), self._paper.root))

    # lines onto pages

    def _put(self, piece: Piece, at: int) -> None:
        if isinstance(piece, Words):
            self._put_words(piece, at)
        elif isinstance(piece, Table):
            self._space(0.0, piece.least)
            piece.put()
            self._gap = APART
        elif isinstance(piece, Rules):
            self._put_rules(piece.count)
        elif isinstance(piece, Row):
            self._put_row(piece)
        else:
            self._put_code(piece)

    def _least(self, at: int) -> float:
        """Points of a piece, with what it is held to, that have to stay on one page."""
        if at >= len(self._pieces):
            return 0.0
        piece = self._pieces[at]
        if not isinstance(piece, Words):
            return piece.least
        if piece.keep:
            return piece.look.before + piece.whole + piece.look.after + self._least(at + 1)
        answer = self._answer_to(at, piece)
        high = piece.whole + piece.look.after + answer if answer else 0.0
        return piece.look.before + (high or together(len(piece.lines)) * piece.look.leading)

    def _answer_to(self, at: int, question: Words) -> float:
        """Points of the boxes to tick or the lines to write on under a question: they stay with it."""
        after = self._pieces[at + 1 :]
        if after and isinstance(after[0], Rules):
            return after[0].count * ROW
        if after and isinstance(after[0], Row):
            return after[0].least
        boxes = [
            piece.whole + piece.look.after
            for piece in takewhile(lambda piece: isinstance(piece, Words) and piece.mark == "box", after)
            if isinstance(piece, Words)
        ]
        return sum(boxes) if question.look.role == "P" and len(boxes) <= MOST_OPTIONS else 0.0

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

    def _put_words(self, piece: Words, at: int) -> None:
        paper, look = self._paper, piece.look
        if piece.page and not paper.fresh:
            paper.turn()
        self._space(look.before, min(self._least(at) - look.before, paper.body))
        if piece.bookmark:
            paper.bookmark(*piece.bookmark)
        node = self._node(piece)
        left = piece.lines
        while left:
            count = fitting(len(left), int(paper.room / look.leading + 0.001))
            self._say(node, look, left[:count], first=left is piece.lines)
            left = left[count:]
            if left:
                paper.turn()
        self._gap = look.after

    def _node(self, piece: Words) -> Node:
        """The part of the structure that the words belong to, with the mark before them drawn."""
        if piece.look.role != "LBody":
            return piece.parent.add(piece.look.role)
        paper, look = self._paper, piece.look
        if not piece.parent.parts:  # the list itself comes where its first entry stands
            paper.root.parts.append(piece.parent)
        entry = piece.parent.add("LI")
        face = typeface(400)
        down = paper.y + plain(face, look.size, look.leading)
        if piece.mark == "box":
            self._tick_box(paper.left, down)
        elif piece.mark:
            width, shown = face.word(piece.mark)
            x = paper.left + look.indent - (width + 0.4) * look.size
            line = f"/{face.key} {look.size:g} Tf [{shown}]TJ"
            paper.say(entry.add("Lbl"), paper.at(x, down, line, look.ink))
        return entry.add("LBody")

    def _tick_box(self, x: float, down: float) -> None:
        """A box to tick whose foot stands `down` points from the top."""
        self._paper.draw(f"{RULE} {self._paper.box(x, down - 8, 8, 8)} S")

    def _put_row(self, piece: Row) -> None:
        self._space(0.0, piece.least)
        paper, look = self._paper, look_of(Lines((), boxes=True))
        group = paper.root.add("L", "/A << /O /List /ListNumbering /Disc >>")
        down = paper.y + plain(typeface(400), look.size, look.leading)
        for x, line in piece.entries:
            self._tick_box(paper.left + x, down)
            body = group.add("LI").add("LBody")
            paper.say(body, paper.at(paper.left + x + BOX, down, line, look.ink))
        paper.y += look.leading
        self._gap = 6.0

    def _say(self, node: Node, look: Look, lines: Sequence[str], first: bool) -> None:
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
            self._space(0.0, ROW)
            self._gap = 0.0
            paper = self._paper
            paper.y += ROW
            up = paper.height - paper.y
            paper.draw(f"{RULE} {paper.left:.2f} {up:.2f} m {paper.right:.2f} {up:.2f} l S")
        self._gap = APART

    def _put_code(self, piece: Code) -> None:
        paper = self._paper
        self._space(0.0, CODE)
        node = paper.root.add("P")
        rows = qr_rows(piece.address)
        side = CODE / len(rows)
        x, down = paper.left, paper.y
        corners = f"{x:.2f} {paper.height - down - CODE:.2f} {x + CODE:.2f} {paper.height - down:.2f}"
        named = f"/Alt {string(f'QR code: {piece.title}')}"
        figure = node.add("Figure", f"{named} /A << /O /Layout /Placement /Inline /BBox [{corners}] >>")
        dark = (
            paper.box(x + start * side, down + row * side, length * side, side)
            for row, stretches in enumerate(rows)
            for start, length in stretches
        )
        paper.say(figure, f"0 g {' '.join(dark)} f")
        high = len(piece.words) * LEADING
        paper.y += max(0.0, (CODE - high) / 2)
        self._say(node, replace(Look(), indent=CODE + CODE_GAP), piece.words, first=True)
        paper.y = max(paper.y, down + CODE)
        self._gap = 5.0
