"""A table on paper: its head stands on each page again, a row stays whole unless it is longer than a page."""

from collections.abc import Sequence

from api.train.exports.blocks import Grid
from api.train.exports.press.lines import Run, set_lines
from api.train.exports.press.paper import MM, Node, Paper, plain
from api.train.exports.press.typeface import typeface

_SIZE, _LARGE, _LINE = 9.5, 14.0, 1.45  # points of small and large letters, and how far lines are apart
_LEADING = _SIZE * _LINE
_ACROSS, _DOWN = 4.0, 3.0  # inside a cell
_TALL = 12 * MM
_INK, _GROUND, _RULE = "0.1 g", "0.922 0.941 0.961 rg", "0.42 G 0.75 w"

Cells = Sequence[Sequence[str]]


class Table:
    """The cells of a grid, broken into lines and ready to be put on `paper`."""

    def __init__(self, grid: Grid, paper: Paper) -> None:
        self._paper = paper
        whole = paper.right - paper.left
        self._widths = [whole * share / sum(grid.widths) for share in grid.widths]
        self._size = _LARGE if grid.large else _SIZE
        self._caption = set_lines([Run(typeface(700), grid.caption)], _SIZE, whole)
        self._head = self._cells(grid.headers, 700, _SIZE)
        self._rows = [self._cells(row, 400, self._size) for row in grid.rows]
        self._floor = _TALL if grid.tall else 0.0

    @property
    def least(self) -> float:
        """Points that its caption, its head and its first row, or the start of a long one, take together."""
        above = len(self._caption) * _LEADING + 8 + _high(self._head)
        first = self._row_high(self._rows[0]) if self._rows else 0.0
        return above + (first if above + first <= self._paper.body else 3 * self._size * _LINE)

    def put(self) -> None:
        """Put the whole table on the paper, from where it stands."""
        paper = self._paper
        table = paper.root.add("Table")
        self._say(table.add("Caption"), paper.left, self._caption, 4.0, 700)
        paper.y += len(self._caption) * _LEADING + 8
        head = table.add("THead").add("TR")
        named = [head.add("TH", "/A << /O /Table /Scope /Column >>") for _ in self._widths]
        self._put_head(named)
        body = table.add("TBody") if self._rows else table
        for row in self._rows:
            line = body.add("TR")
            self._put_row(row, [line.add("TD") for _ in self._widths])

    def _cells(self, texts: Sequence[str], weight: int, size: float) -> Cells:
        return [
            set_lines([Run(typeface(weight), text)], size, width - 2 * _ACROSS)
            for text, width in zip(texts, self._widths, strict=True)
        ]

    def _put_head(self, nodes: Sequence[Node] | None) -> None:
        """The names of the columns; without `nodes` as a picture, since they were said already."""
        paper, x = self._paper, self._paper.left
        high = _high(self._head)
        paper.draw(f"{_GROUND} {paper.box(x, paper.y, sum(self._widths), high)} f")
        self._put_cells(self._head, nodes, high, 700)

    def _put_row(self, cells: Cells, nodes: Sequence[Node]) -> None:
        left = cells
        while any(left) or left is cells:
            high = self._row_high(left)
            if high > self._paper.room:
                room = int((self._paper.room - 2 * _DOWN) / (self._size * _LINE))
                if high <= self._paper.body - _high(self._head) or room < 1:
                    self._turn()
                    continue
                part = [lines[:room] for lines in left]
                self._put_cells(part, nodes, self._row_high(part), 400)
                left = [lines[room:] for lines in left]
                self._turn()
                continue
            self._put_cells(left, nodes, high, 400)
            return

    def _row_high(self, cells: Cells) -> float:
        return max(self._floor, _high(cells, self._size * _LINE))

    def _turn(self) -> None:
        self._paper.turn()
        self._put_head(None)

    def _put_cells(self, cells: Cells, nodes: Sequence[Node] | None, high: float, weight: int) -> None:
        paper, x = self._paper, self._paper.left
        for at, (lines, width) in enumerate(zip(cells, self._widths, strict=True)):
            self._say(nodes[at] if nodes else None, x + _ACROSS, lines, _DOWN, weight)
            paper.draw(f"{_RULE} {paper.box(x, paper.y, width, high)} S")
            x += width
        paper.y += high

    def _say(self, node: Node | None, x: float, lines: Sequence[str], above: float, weight: int) -> None:
        paper = self._paper
        size = self._size if weight == 400 else _SIZE
        down = paper.y + above + plain(typeface(weight), size, size * _LINE)
        shown = "\n".join(
            paper.at(x, down + number * size * _LINE, line, _INK) for number, line in enumerate(lines) if line
        )
        if not shown:
            return
        if node is None:
            paper.draw(shown)
        else:
            paper.say(node, shown)


def _high(cells: Cells, leading: float = _LEADING) -> float:
    """How high a row is, in points."""
    return max(map(len, cells), default=1) * leading + 2 * _DOWN
