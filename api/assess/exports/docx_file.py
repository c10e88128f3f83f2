"""The report as a Word document with real headings, tables with heading rows, and links that open."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from api.assess.exports.docx_decided import write_decided
from api.assess.exports.docx_summary import write_bars, write_summary, write_trend
from api.assess.guidance import Guidance
from api.assess.model import SECTOR_TITLES, Questionnaire
from api.assess.priorities import Priority
from api.assess.render import holds_before, number, sum_in_words
from api.assess.report import Report
from api.frame.office import add_link, set_properties

SHOWN_SPREADS = 15
# characters that XML 1.0 cannot hold; a comment could carry them
FORBIDDEN = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {0xFFFE: None, 0xFFFF: None}


def report_docx(report: Report, questionnaire: Questionnaire, guidance: Guidance, base: str) -> bytes:
    """An editable document that opens in Word and LibreOffice."""
    document = docx.Document()
    paper = _Paper(document, base.rstrip("/"))
    paper.set_up(report)
    _title(paper, report)
    if report.scope != "own":
        write_summary(document, paper.table, report, clean)
    decided = report.plan.saved or report.consensus
    if decided:
        write_decided(paper, report)
    _opening(paper, report)
    _must_haves(paper, report, guidance)
    _profile(paper, report)
    write_trend(document, report)
    _differences(paper, report)
    _priorities(paper, report)
    if not decided:
        write_decided(paper, report)
    _rest(paper, report)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class _Paper:
    """Writes clean text into one document."""

    def __init__(self, document: Any, base: str) -> None:
        self.document = document
        self.base = base

    def set_up(self, report: Report) -> None:
        """A4, readable type, title and language in the properties."""
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(20)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Arial", Pt(11)
        set_properties(self.document, clean(report.title))

    def heading(self, text: str, level: int) -> None:
        """A heading."""
        self.document.add_heading(clean(text), level)

    def text(self, text: str, style: str | None = None) -> Any:
        """A paragraph."""
        return self.document.add_paragraph(clean(text), style)

    def labelled(self, label: str, text: str) -> Any:
        """A paragraph that opens with a bold label."""
        paragraph = self.document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(clean(text))
        return paragraph

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Any:
        """A table whose first row is repeated on each page; `widths` in millimetres."""
        table = self.document.add_table(rows=1, cols=len(headings), style="Table Grid")
        table.autofit = False
        for cell, heading in zip(table.rows[0].cells, headings, strict=True):
            cell.paragraphs[0].add_run(heading).bold = True
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.paragraphs[0].add_run(clean(text)).font.size = Pt(10)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
        self.document.add_paragraph()
        return table

    def link(self, paragraph: Any, text: str, address: str) -> None:
        """A link at the end of `paragraph`."""
        add_link(paragraph, clean(text), f"{self.base}{address}")


def clean(text: str) -> str:
    """Text without characters that a document cannot hold.

    >>> clean("a\\x00b")
    'ab'
    """
    return text.translate(FORBIDDEN)


def _title(paper: _Paper, report: Report) -> None:
    paper.heading(report.title, 0)
    version = f"{report.questionnaire['id']}, version {report.questionnaire['version']}"
    paper.text(f"{report.organisation + '. ' if report.organisation else ''}Questionnaire {version}.")


def _opening(paper: _Paper, report: Report) -> None:
    paper.heading("Who answered", 1)
    rows = [(people.title, str(people.invited), people.in_words) for people in report.respondents]
    paper.table(("Sector", "Invited", "Answered"), rows, (90, 40, 40))
    paper.labelled("Read this with care", report.limits)


def _must_haves(paper: _Paper, report: Report, guidance: Guidance) -> None:
    if not report.knock_outs and not report.knock_outs_open:
        return
    paper.heading("Legal must-haves", 1)
    paper.text("These stand outside every sum. This is not legal advice; check the current law.")
    for result in (*report.knock_outs, *report.knock_outs_open):
        paper.heading(f"{result.state.capitalize()}: {result.text}", 2)
        paper.text(f"{result.reason} {holds_before(report, result, guidance)}")
        paper.labelled("What to do", result.what_to_do)


def _profile(paper: _Paper, report: Report) -> None:
    paper.heading("Profile", 1)
    paper.text("Each dimension has its own words and cut-offs. There is no overall grade.")
    write_bars(paper.document, report)
    rows = [
        (
            score.title,
            f"{sum_in_words([term.value for term in score.terms])} = {number(score.score)} of {score.of}"
            if score.score is not None
            else "no answers yet",
            score.standing,
            number(score.spread),
        )
        for score in report.dimensions
    ]
    paper.table(
        ("Dimension", "Sum, term by term", "Where you stand", "Largest difference"), rows, (48, 58, 38, 26)
    )
    for score in report.dimensions:
        paper.heading(score.title, 2)
        if score.band or score.score is None:
            paper.text(score.band.text if score.band else "Nobody has chosen a step here yet.")
        if score.uncertain:
            paper.text(score.uncertain)
        terms = [
            (
                t.text,
                number(t.value),
                f"{t.in_words} (agreed)" if t.basis == "agreed" else t.in_words,
                f"{t.answered} of {t.asked}",
            )
            for t in score.terms
        ]
        paper.table(("Question", "Steps", "In words", "Chose a step"), terms, (82, 18, 46, 24))


def _differences(paper: _Paper, report: Report) -> None:
    apart = [spread for spread in report.spread if spread.range]
    if not apart:
        return
    paper.heading("Where answers differ", 1)
    paper.text("The largest differences come first. A difference shows what is worth talking about.")
    rows = []
    for spread in apart[:SHOWN_SPREADS]:
        said = "; ".join(
            f"{SECTOR_TITLES[s.sector]}: {', '.join(map(str, s.values))}" for s in spread.by_sector
        )
        rows.append((spread.text, number(spread.range), number(spread.sector_gap), said))
    paper.table(
        ("Question", "Between people", "Between sectors", "Answers by sector"), rows, (72, 22, 24, 52)
    )


def _priorities(paper: _Paper, report: Report) -> None:
    paper.heading("What to work on first", 1)
    if not report.priorities:
        paper.text("No answer lies on a lower step.")
    for place, item in enumerate(report.priorities, start=1):
        _priority(paper, place, item)


def _priority(paper: _Paper, place: int, item: Priority) -> None:
    paper.heading(f"{place}. {item.text}", 2)
    must = " This is a legal must-have." if item.knock_out else ""
    paper.labelled("Why we think so", f"{item.why}{must}")
    law = f" (Law as of {item.law}; check the current law.)" if item.law else ""
    paper.labelled("Why it matters", item.why_it_matters + law)
    paper.labelled("A barrier behind it", item.barrier.title)
    helped = paper.labelled("What helped elsewhere", item.mitigation.title + (": " if item.pilots else ""))
    for number_, pilot in enumerate(item.pilots):
        if number_:
            helped.add_run("; ")
        paper.link(helped, pilot.title, f"/knowledge/{pilot.id}")
    paper.labelled("First action", item.first_action)
    paper.labelled("Who usually does it", item.role.title)
    for cite in item.citations:
        line = paper.text(f"“{cite.quote}” ", "List Bullet")
        paper.link(line, f"{cite.title}: {cite.heading}", cite.url)
        line.add_run(clean(f" ({cite.source.title}, {cite.source.year})"))


def _rest(paper: _Paper, report: Report) -> None:
    texts = {term.question: term.text for score in report.dimensions for term in score.terms}
    if report.missing:
        paper.heading("Answers that are missing", 1)
        rows = [
            tuple(str(gap[key]) for key in ("text", "asked", "missing", "dont_know"))
            for gap in report.missing
        ]
        paper.table(("Question", "Asked", "No answer", "Do not know"), rows, (104, 20, 22, 24))
    if report.comments:
        paper.heading("Comments, by sector", 1)
        for comment in report.comments:
            sector = SECTOR_TITLES[comment.sector]
            paper.labelled(texts.get(comment.question, comment.question), f"{sector}: “{comment.comment}”")
