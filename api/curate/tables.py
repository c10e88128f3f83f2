"""Tables of HTML as Markdown can tell them: every cell in its own column, no cell over several.

Markdown knows no merged cells. Left as they are, the cells beside one that is merged downwards move to the
left, and a figure stands under the head of another.
"""

import copy
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.curate.table_cells import MAX_CELLS, SECTIONS, Cell, TooManyCells, place, rows_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

MAX_NESTED = 20  # tables in tables; those that lay out a web page seldom go beyond ten
# A head is said again over its columns only when it is short, so that no file can swell by it.
_HEAD_LENGTH, _HEAD_PARTS = 200, 20


@dataclass
class _Done:
    """What was counted so far, and the ids of the parts that hold tables which are done."""

    holders: set[int]
    cells: int = 0
    merged: int = 0
    moved: int = 0


def even_out(soup: "BeautifulSoup", body: "Tag") -> tuple[str, ...]:
    """Give each table in `body`, a part of `soup`, rows of equal length without merged cells.

    A merged cell stands once, at its top left, and the rest of its place is empty: a figure that was said
    again would be counted twice. In a head it is said again over each column, since it heads them all.
    A table inside another goes below it; a table of one filled cell is a frame, and its content stays.

    Returns:
        What the new tables do not tell.

    Raises:
        TooManyCells: more than MAX_CELLS cells or MAX_COLUMNS columns, or tables more than MAX_NESTED deep.
    """
    _check_depth(body)
    done = _Done(set())
    for table in reversed(body.find_all("table")):  # the inner ones first
        _even_out(soup, table, done)
    merged, moved = done.merged, done.moved
    ends = f"where {merged} merged cell{'s' * (merged > 1)} of tables end: each stands once, at its top left"
    below = f"the place of {moved} table{'s' * (moved > 1)} inside another: now below it"
    return (ends,) * bool(merged) + (below,) * bool(moved)


def _check_depth(body: "Tag") -> None:
    depth = {id(body): 0}
    for tag in body.find_all(True):
        depth[id(tag)] = depth[id(tag.parent)] + (tag.name == "table")
        if depth[id(tag)] > MAX_NESTED:
            raise TooManyCells(f"its tables stand more than {MAX_NESTED} deep in each other")


def _even_out(soup: "BeautifulSoup", table: "Tag", done: _Done) -> None:
    """Make `table` a part that holds its caption, the new table and those that stood in its cells."""
    inner: list[Tag] = []
    foreign: set[int] = set()
    for part in table.find_all("div"):
        if id(part) in done.holders and id(part) not in foreign:
            inner.append(part)
            foreign |= {id(part), *(id(tag) for tag in part.find_all(True))}
    rows = rows_of(table, foreign)
    _take_apart(table, foreign)
    captions = [one.extract() for one in table.find_all("caption") if id(one) not in foreign]
    placed = place(rows, MAX_CELLS - done.cells)
    done.cells += len({cell.start for row in placed for cell in row}) * len(placed)
    filled = [cell.tag for row in placed for cell in row if _text(cell.tag)]
    if len(filled) == 1:
        filled[0].name = "div"
        parts = filled
    else:
        below = [one.extract() for one in inner]
        parts = [*_rebuilt(soup, placed, done), *below]
        done.holders.add(id(table))
        done.moved += len(inner)
    stray = soup.new_tag("p")
    stray.string = _text(table)
    table.clear()
    table.name, table.attrs = "div", {}
    for caption in captions:
        caption.name = "div"
    table.extend([*captions, stray, *parts])


def _take_apart(table: "Tag", foreign: set[int]) -> None:
    """Take out the cells, from the last on: one whose end tag is missing holds those that follow it."""
    for tag in reversed(table.find_all([*SECTIONS, "tr", "td", "th"])):
        if id(tag) in foreign:
            continue
        parent = tag.parent
        if parent is not None and parent.name in SECTIONS and tag.name == "tr":
            parent = parent.parent
        if tag.name in ("td", "th"):
            tag.extract()
        elif parent is not table:
            tag.unwrap()  # a row in a cell, for the same reason


def _rebuilt(soup: "BeautifulSoup", placed: list[list[Cell]], done: _Done) -> list["Tag"]:
    """A new table of the filled rows, in the columns in which a cell begins; what is its title, before it."""
    columns = sorted({cell.start for row in placed for cell in row})
    shown = [row for row in placed if any(_text(cell.tag) for cell in row)]
    titles: list[Tag] = []
    while len(columns) > 1 and len(shown) > 1 and _fills(shown[0], columns):
        titles.append(shown.pop(0)[0].tag)  # as a head it would stand over each column
        titles[-1].name = "div"
    heads = _heads(shown)
    table = soup.new_tag("table")
    for at, row in enumerate(shown):
        slots: list[Tag | None] = [None] * len(columns)
        for cell in row:
            first, last = bisect_left(columns, cell.start), bisect_left(columns, cell.end)
            slots[first] = cell.tag
            if last - first == len(columns):
                continue  # the heading of the rows below
            said_again = at < heads and _is_short(cell.tag)
            if said_again:
                slots[first + 1 : last] = [one or copy.copy(cell.tag) for one in slots[first + 1 : last]]
            wide, high = last - first > 1 and not said_again, cell.rows > max(1, heads - at)
            if _text(cell.tag) and (wide or high):
                done.merged += 1
        line = soup.new_tag("tr")
        name = "th" if heads and not at else "td"  # Markdown has one row for heads
        for slot in slots:
            one = soup.new_tag(name) if slot is None else slot
            one.name, one.attrs = name, {}
            line.append(one)
        table.append(line)
    return [*titles, table]


def _fills(row: list[Cell], columns: list[int]) -> bool:
    """Whether one cell is the whole row."""
    return len(row) == 1 and row[0].start == columns[0] and row[0].end > columns[-1]


def _heads(rows: list[list[Cell]]) -> int:
    """How many rows at the beginning are heads of the columns: those that are marked, else the first.

    Word marks a head only where it is to be said again on every page, so hardly ever. Where the first row
    begins with a marked head and goes on with plain cells, the rows have heads and the columns none.
    """
    marked = [row[0].section == "thead" or all(cell.tag.name == "th" for cell in row) for row in rows]
    if not any(marked[:1]):
        first = [cell.tag.name for cell in rows[0] if _text(cell.tag)] if rows else []
        return 0 if first[:1] == ["th"] and "td" in first else min(1, len(rows))
    return marked.index(False) if False in marked else len(rows)


def _is_short(tag: "Tag") -> bool:
    return len(list(tag.descendants)) <= _HEAD_PARTS and len(_text(tag)) <= _HEAD_LENGTH


def _text(tag: "Tag") -> str:
    return tag.get_text(" ", strip=True)
