"""The cells of a table in HTML, each in the columns and rows where a browser would show it."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

MAX_CELLS = 200_000  # of all tables of a file, when every row is as long as the longest
MAX_COLUMNS = 1_000  # as wide as browsers let a cell be
_SPAN = re.compile(r"\s*\+?0*(\d{1,6})", re.ASCII)
SECTIONS = {"thead": 0, "tbody": 1, "tfoot": 2}  # in the order in which they are shown


class TooManyCells(ValueError):
    """Tables that would be too large when every cell has its own place, or too deep in each other."""


@dataclass(frozen=True)
class Cell:
    """A cell, its columns from `start` to before `end`, its number of rows and the section that it is in."""

    tag: "Tag"
    start: int
    end: int
    rows: int
    section: str


def rows_of(table: "Tag", foreign: set[int]) -> list[tuple["Tag", list["Tag"]]]:
    """The section and the cells of each row of `table`: the head first and the foot last, as browsers do.

    Where end tags of cells and rows are missing, the next ones stand inside them: the order of the text
    tells what belongs to a row. `foreign` are the ids of what belongs to tables inside this one.
    """
    rows: list[tuple[Tag, list[Tag]]] = []
    section = table
    for tag in table.find_all([*SECTIONS, "tr", "td", "th"]):
        if id(tag) in foreign:
            continue
        if tag.name in SECTIONS:
            section = tag
        elif tag.name == "tr":
            if tag.parent is table:
                section = table
            rows.append((section, []))
        else:
            rows = rows or [(section, [])]
            rows[-1][1].append(tag)
    return sorted(rows, key=lambda row: SECTIONS.get(row[0].name, 1))


def place(rows: list[tuple["Tag", list["Tag"]]], limit: int) -> list[list[Cell]]:
    """Each row's own cells in their columns, counted from 0. A row may be empty and still be covered.

    Where spans overlap, both cells cover the place and each text stands where its own cell begins. A span
    that is no number counts as 1, like a `colspan` of 0; a `rowspan` of 0 goes to the end of the section,
    beyond which none reaches.

    Raises:
        TooManyCells: more than `limit` cells, or more than MAX_COLUMNS columns in which a cell begins.
    """
    placed: list[list[Cell]] = []
    starts: set[int] = set()
    left: dict[int, int] = {}
    for section, _ in rows:
        left[id(section)] = left.get(id(section), 0) + 1
    above: list[tuple[Cell, int]] = []  # cells that reach into this row, and before which row they end
    for at, (section, tags) in enumerate(rows):
        if at and rows[at - 1][0] is not section:
            above = []
        most = left[id(section)]
        row: list[Cell] = []
        column = passed = 0
        for tag in tags:
            while passed < len(above) and above[passed][0].start <= column:
                column = max(column, above[passed][0].end)
                passed += 1
            end = column + min(_span(tag, "colspan") or 1, MAX_COLUMNS)
            high = _span(tag, "rowspan")
            row.append(Cell(tag, column, end, min(high or most, most), section.name))
            column = end
        starts.update(cell.start for cell in row)
        if len(starts) > MAX_COLUMNS:
            raise TooManyCells(f"a table of it has more than {MAX_COLUMNS:,} columns")
        if len(starts) * len(rows) > limit:
            raise TooManyCells(f"its tables have more than {MAX_CELLS:,} cells")
        placed.append(row)
        left[id(section)] -= 1
        above += [(cell, at + cell.rows) for cell in row]
        above = sorted((one for one in above if one[1] > at + 1), key=lambda one: one[0].start)
    return placed


def _span(tag: "Tag", name: str) -> int:
    """The number that a span begins with, as browsers read it; 1 where it begins with none."""
    number = _SPAN.match(str(tag.get(name, "1")))
    return int(number[1]) if number else 1
