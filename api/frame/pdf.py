"""A tagged PDF out of HTML, its tables' heads with their scope.

No standard is claimed in the file: WeasyPrint says "PDF/UA" of whatever it is given, and no checker of that
standard runs in our tests. What is put right here and what is left is in docs/accessibility.md.
"""

from typing import Any

_COLUMN, _ROW = "/Column", "/Row"


def tagged_pdf(page: Any, **options: Any) -> bytes:
    """The PDF of a `weasyprint.HTML`, with tags for screen readers; `options` go to `write_pdf`."""
    return bytes(page.write_pdf(pdf_tags=True, finisher=_give_scopes, **options))


def _give_scopes(_document: Any, pdf: Any) -> None:
    """Say of each head of a table whether it heads a column or a row.

    WeasyPrint links cells to their heads by ids but writes no tree of these ids, so that no reader can follow
    them; in tables with one row and one column of heads the scope says the same.
    """
    elements = [
        entry for entry in pdf.objects if isinstance(entry, dict) and entry.get("S") in ("/TH", "/TD")
    ]
    for element in elements:
        attributes = element.get("A")
        if attributes is None:
            continue
        attributes.pop("Headers", None)
        element.pop("ID", None)
        if element["S"] == "/TH":
            attributes["Scope"] = _COLUMN if _group(element, pdf)["S"] == "/THead" else _ROW


def _group(cell: Any, pdf: Any) -> Any:
    """Head or body of the table that a cell stands in: the parent of its row."""
    row = pdf.objects[_number(cell["P"])]
    return pdf.objects[_number(row["P"])]


def _number(reference: Any) -> int:
    text = reference.decode() if isinstance(reference, bytes) else str(reference)
    return int(text.split()[0])
