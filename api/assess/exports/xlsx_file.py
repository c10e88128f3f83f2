"""The report as a workbook: profile with a chart, questions, differences, priorities, plan."""

import io
from collections.abc import Sequence

import xlsxwriter

from api.assess.exports.rows import HEADINGS, Cell, question_rows
from api.assess.guidance import Guidance
from api.assess.model import SECTOR_TITLES, Questionnaire
from api.assess.render import sum_in_words
from api.assess.report import Report

WIDE = 60
LINE = 15.5  # points


def report_xlsx(report: Report, questionnaire: Questionnaire, guidance: Guidance, base: str) -> bytes:
    """Every sheet has a heading row that stays in sight; text is never read as a formula."""
    buffer = io.BytesIO()
    # text starting with "=" or an address stays text: people's comments are among it
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(buffer, plain)
    book.set_properties({"title": report.title, "subject": report.organisation, "author": "PSP Guide"})
    styles = _Styles(book)
    _profile(book, styles, report)
    styles.sheet("Questions", [heading.replace("_", " ") for heading in HEADINGS], question_rows(report))
    _differences(styles, report)
    _priorities(styles, report, base)
    _plan(styles, report)
    _comments(styles, report)
    book.close()
    return buffer.getvalue()


class _Styles:
    """Writes sheets of one look."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
        self.cell = book.add_format({"text_wrap": True, "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 16})

    def sheet(
        self, name: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]], first: int = 0
    ) -> xlsxwriter.worksheet.Worksheet:
        """A sheet with a table from row `first` on; columns are as wide as their text, within bounds."""
        sheet = self.book.add_worksheet(name)
        sheet.write_row(first, 0, headings, self.head)
        widths = [_width(heading, [row[column] for row in rows]) for column, heading in enumerate(headings)]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_row(first, LINE * max(1 + heading.count(" ") for heading in headings))
        for number, row in enumerate(rows, start=first + 1):
            sheet.write_row(number, 0, row, self.cell)
            sheet.set_row(number, LINE * max(map(_lines, row, widths)))
        sheet.freeze_panes(first + 1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(first)
        return sheet


def _width(heading: str, cells: Sequence[Cell]) -> int:
    """As wide as the longest text, between the heading's longest word and `WIDE`, in characters."""
    longest = max([len(str(cell)) for cell in cells if cell is not None] + [max(map(len, heading.split()))])
    return min(WIDE, longest + 2)


def _lines(cell: Cell, width: int) -> int:
    """How many lines the text takes; programs that do not fit rows themselves would cut it off."""
    parts = "" if cell is None else str(cell)
    return sum(1 + len(part) // max(1, width - 1) for part in parts.split("\n"))


def _profile(book: xlsxwriter.Workbook, styles: _Styles, report: Report) -> None:
    rows: list[Sequence[Cell]] = [
        (
            score.title,
            score.score,
            score.of or None,
            score.share,
            score.standing,
            sum_in_words([term.value for term in score.terms]),
            score.spread,
            score.uncertain,
            score.agreed,
            score.as_answered,
        )
        for score in report.dimensions
    ]
    headings = [
        "Dimension",
        "Sum",
        "Of",
        "Share",
        "Where you stand",
        "Term by term",
        "Largest difference",
        "Note",
        "Questions agreed on",
        "Share as answered",
    ]
    first = 4
    sheet = styles.sheet("Profile", headings, rows, first)
    sheet.write_string(0, 0, report.title, styles.title)
    sheet.write_string(1, 0, f"{report.organisation or 'Partnership'}: {_version(report)}")
    sheet.write_string(2, 0, f"{report.answered_in_words} {report.limits}")
    sheet.set_column(3, 3, 8, book.add_format({"num_format": "0%", "valign": "top"}))
    per_cent = book.add_format({"num_format": "0%", "valign": "top"})
    for number, row in enumerate(rows, start=first + 1):
        for column in (3, 9):
            share = row[column]
            if share is not None:
                sheet.write_number(number, column, float(share), per_cent)
    _chart(book, sheet, first, len(rows))


def _chart(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, first: int, count: int) -> None:
    """Bars of the shares in the table that begins at row `first`."""
    last = first + count
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "Share of the possible sum",
            "categories": ["Profile", first + 1, 0, last, 0],
            "values": ["Profile", first + 1, 3, last, 3],
            "fill": {"color": "#0065bd"},
        }
    )
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%"})
    chart.set_title({"name": "Profile"})
    chart.set_legend({"none": True})
    chart.set_size({"width": 900, "height": 80 + 36 * count})
    place = {"description": "Bar chart of the shares in the table above", "object_position": 2}
    sheet.insert_chart(last + 2, 0, chart, place)


def _version(report: Report) -> str:
    return f"{report.questionnaire['id']} {report.questionnaire['version']}"


def _differences(styles: _Styles, report: Report) -> None:
    rows: list[Sequence[Cell]] = []
    for spread in report.spread:
        sectors = (f"{SECTOR_TITLES[s.sector]}: {', '.join(map(str, s.values))}" for s in spread.by_sector)
        said = "; ".join(sectors)
        rows.append((spread.text, spread.range, spread.sector_gap, spread.mean_difference, spread.n, said))
    headings = [
        "Question",
        "Between people (steps)",
        "Between sectors (steps)",
        "Mean between two people",
        "n",
        "Answers by sector",
    ]
    styles.sheet("Differences", headings, rows)


def _priorities(styles: _Styles, report: Report, base: str) -> None:
    rows: list[Sequence[Cell]] = [
        (
            number,
            item.barrier.title,
            f"{item.text} {item.why}",
            item.mitigation.title,
            "; ".join(pilot.title for pilot in item.pilots),
            item.first_action,
            item.role.title,
            "yes" if item.knock_out else "",
            "\n".join(f"{base.rstrip('/')}{cite.url} ({cite.source.title})" for cite in item.citations),
        )
        for number, item in enumerate(report.priorities, start=1)
    ]
    headings = [
        "No.",
        "Barrier",
        "Why we think so",
        "What helped elsewhere",
        "Pilots",
        "First action",
        "Who usually does it",
        "Legal must-have",
        "Where this comes from",
    ]
    styles.sheet("Priorities", headings, rows)


def _plan(styles: _Styles, report: Report) -> None:
    rows: list[Sequence[Cell]] = [
        (a.action, a.owner, a.date.isoformat() if a.date else "", a.measure, "yes" if a.done else "no")
        for a in report.plan.actions
    ]
    styles.sheet("Plan", ["Action", "Owner (role)", "Date", "How you notice it is done", "Done"], rows)


def _comments(styles: _Styles, report: Report) -> None:
    texts = {term.question: term.text for score in report.dimensions for term in score.terms}
    rows: list[Sequence[Cell]] = [
        (texts.get(c.question, c.question), SECTOR_TITLES[c.sector], c.comment) for c in report.comments
    ]
    styles.sheet("Comments", ["Question", "Sector", "Comment"], rows)
