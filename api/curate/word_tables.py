"""Tables of Word: what mammoth does not read of a row is written so that it does.

A row may begin some columns further in, as its properties say; mammoth would move all its cells to the left.
"""

from lxml import etree

from api.curate.word_styles import W

_WIDEST = 1_000  # columns; Word itself allows 63


def fill_rows(root: etree._Element) -> None:
    """Put an empty cell where a row of `root` leaves out columns; take out widths that are no number."""
    for width in list(root.iter(f"{W}gridSpan")):
        parent = width.getparent()
        if parent is not None and not _columns(width):
            parent.remove(width)
    for row in root.iter(f"{W}tr"):
        before = _columns(row.find(f"{W}trPr/{W}gridBefore"))
        first = row.find(f"{W}tc")
        if before and first is not None:
            empty = etree.Element(f"{W}tc")
            look = etree.SubElement(empty, f"{W}tcPr")
            etree.SubElement(look, f"{W}gridSpan").set(f"{W}val", str(before))
            etree.SubElement(empty, f"{W}p")
            first.addprevious(empty)


def _columns(mark: etree._Element | None) -> int:
    """How many columns a mark tells of; 0 where it tells no number from 1 on."""
    said = "" if mark is None else mark.get(f"{W}val", "")
    return min(int(said), _WIDEST) if said.isascii() and said.isdigit() and len(said) < 7 else 0
