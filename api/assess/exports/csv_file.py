"""The questions of a report as CSV, safe to open in a spreadsheet."""

import csv
import io

from api.assess.exports.rows import HEADINGS, Cell, question_rows
from api.assess.guidance import Guidance
from api.assess.model import Questionnaire
from api.assess.report import Report
from kb.cells import defused


def report_csv(report: Report, questionnaire: Questionnaire, guidance: Guidance, base: str) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads the letters right."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([safe(cell) for cell in row] for row in question_rows(report))
    return text.getvalue().encode("utf-8-sig")


def safe(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front.

    >>> safe("=1+1"), safe(-2), safe("a-b")
    ("'=1+1", -2, 'a-b')
    """
    return defused(cell) if isinstance(cell, str) else cell
