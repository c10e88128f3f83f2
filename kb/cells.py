"""Cells of a table that a spreadsheet may open."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def defused(cell: str) -> str:
    """The cell as text: a leading apostrophe keeps spreadsheets from reading a formula.

    >>> defused("=1+1"), defused("plain")
    ("'=1+1", 'plain')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
