"""The first page of the Word report: date, heat map, then and now, what differs, what to do first."""

from collections.abc import Callable, Sequence
from typing import Any

from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor

from api.assess.first_page import differences, first_steps, notes, then_and_now, together
from api.assess.model import SECTOR_TITLES
from api.assess.render import percent
from api.assess.report import Report
from api.days import day
from api.frame.docx_chart import add_bars

# the colours of the page: ground and text of each shade
SHADES = (
    ("F4E3D7", "1A1A1A"),
    ("E3EAF0", "1A1A1A"),
    ("B9D3E4", "1A1A1A"),
    ("2F6F95", "FFFFFF"),
    ("0A3D54", "FFFFFF"),
)
TABLE = Callable[[Sequence[str], Sequence[Sequence[str]], Sequence[int]], Any]


def write_summary(document: Any, table: TABLE, report: Report, clean: Callable[[str], str]) -> None:
    """One page at the beginning; `table` writes a table with headings, rows and widths in millimetres."""
    document.add_heading("On one page", 1)
    must_haves = f"Legal must-haves: {report.must_haves_in_short}"
    document.add_paragraph(clean(f"{_dates(report)}{report.answered_in_words} {must_haves}"))
    if report.heat and report.heat[0].cells:
        _heat(table, report)
    for note in notes(report):
        document.add_paragraph(clean(note))
    for part, style in ((differences(report), "List Number"), (first_steps(report), "List Bullet")):
        _bold(document, part.title)
        for text, remark in part.lines:
            document.add_paragraph(clean(f"{text} ({remark})"), style)
        if not part.lines:
            document.add_paragraph(part.none)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def write_bars(document: Any, report: Report) -> None:
    """The profile as a chart that Word can change, with the time before beside it where there was one."""
    scored = [score for score in report.dimensions if score.share is not None]
    if not scored:
        return
    now = [score.share for score in scored]
    shown = ", ".join(f"{score.title} {percent(score.share)}" for score in scored)
    bars = {"Now": now}
    add_bars(document, [s.title for s in scored], bars, f"Share of the most possible: {shown}.", 85)


def write_trend(document: Any, report: Report) -> None:
    """Then and now, over the questions that can be compared."""
    rows = [row for row in report.trend.dimensions if row.of] if report.trend else []
    if not rows:
        return
    document.add_heading("Since last time", 1)
    same = "Only questions that mean the same and were answered both times are compared."
    document.add_paragraph(f"{same} {then_and_now(report)}")
    bars = {"Then": [r.before / r.of for r in rows], "Now": [r.after / r.of for r in rows]}
    shown = ", ".join(f"{r.title} from {percent(r.before / r.of)} to {percent(r.after / r.of)}" for r in rows)
    add_bars(document, [row.title for row in rows], bars, f"Then and now: {shown}.", 110)


def _dates(report: Report) -> str:
    if report.begun is None or report.changed is None:
        return ""
    return f"Begun {day(report.begun)}, last changed {day(report.changed)}. "


def _bold(document: Any, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def _heat(table: TABLE, report: Report) -> None:
    heads = [SECTOR_TITLES[cell.sector] for cell in report.heat[0].cells]
    scores = {score.id: score for score in report.dimensions}
    rows = [
        [row.title, *(percent(cell.share) for cell in row.cells), together(scores[row.id])]
        for row in report.heat
    ]
    width = 106 // (len(heads) + 1)
    made = table(["Dimension", *heads, "Together"], rows, [64, *[width] * (len(heads) + 1)])
    for line, row in zip(made.rows[1:], report.heat, strict=True):
        for cell, found in zip(line.cells[1:-1], row.cells, strict=True):
            if found.shade is not None:
                _shade(cell, *SHADES[found.shade])


def _shade(cell: Any, ground: str, text: str) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    mark = f'<w:shd {space} w:val="clear" w:color="auto" w:fill="{ground}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(mark))
    for run in cell.paragraphs[0].runs:
        run.font.color.rgb, run.font.size = RGBColor.from_string(text), Pt(9)
