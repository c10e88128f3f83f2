"""Tables of reports: each figure stays under its own head, whatever is merged, nested or broken."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from api.curate.convert import convert
from api.curate.errors import Refused
from api.curate.html_to_markdown import tidy
from api.curate.table_cells import MAX_CELLS, MAX_COLUMNS
from api.curate.tables import MAX_NESTED

HEAD = "<tr><th>Year</th><th>Sector</th><th>Cost</th></tr>"
ONE_MERGED = ("where 1 merged cell of tables end: each stands once, at its top left",)


def _grid(markdown: str) -> list[list[str]]:
    """The filled lines of the Markdown tables, cell by cell."""
    lines = [line.strip("|").split("|") for line in markdown.splitlines() if line.startswith("|")]
    rows = [[" ".join(cell.split()) for cell in line] for line in lines]
    return [row for row in rows if any(row) and set(row) != {"---"}]


def test_cells_under_a_merged_cell_keep_their_columns() -> None:
    body = (
        "<tr><td rowspan=2>2014</td><td>health</td><td>£5</td></tr><tr><td>housing</td><td>£7</td></tr>"
        "<tr><td>2015</td><td>health</td><td>£6</td></tr>"
    )
    tidied = tidy(f"<table>{HEAD}{body}</table>")
    assert _grid(tidied.markdown) == [
        ["Year", "Sector", "Cost"],
        ["2014", "health", "£5"],
        ["", "housing", "£7"],
        ["2015", "health", "£6"],
    ]
    assert tidied.left_out == ONE_MERGED


def test_a_figure_over_two_columns_stands_once_and_is_told() -> None:
    tidied = tidy(f"<table>{HEAD}<tr><td>2014</td><td colspan=2>£5</td></tr></table>")
    assert _grid(tidied.markdown)[1] == ["2014", "£5", ""]
    assert tidied.left_out == ONE_MERGED


def test_a_head_over_two_columns_is_said_over_both() -> None:
    tidied = tidy(
        "<table><thead><tr><th rowspan=2>Pilot</th><th colspan=2>Cost <sup>2</sup></th></tr>"
        "<tr><th>2014</th><th>2015</th></tr></thead><tr><td>A</td><td>£5</td><td>£7</td></tr></table>"
    )
    assert _grid(tidied.markdown) == [
        ["Pilot", "Cost ^2^", "Cost ^2^"],
        ["", "2014", "2015"],
        ["A", "£5", "£7"],
    ]
    assert tidied.left_out == ()


def test_a_row_of_one_cell_heads_those_below_and_is_said_once() -> None:
    tidied = tidy(
        f"<table>{HEAD}<tr><th colspan=3>Start</th></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>"
    )
    assert _grid(tidied.markdown)[1] == ["Start", "", ""]
    assert tidied.left_out == ()


@pytest.mark.parametrize(
    ("span", "columns"),
    [
        ("0", 1),
        ("10000", 2),
        ("9" * 5000, 2),
        ("x", 1),
        ("", 1),
        ("-2", 1),
        ("2.9", 2),
        (" +2px", 2),
        ("²", 1),
    ],
)
def test_spans_are_read_as_browsers_do(span: str, columns: int) -> None:
    body = f"<tr><td>a</td><td>b</td><td>c</td></tr><tr><td colspan='{span}'>d</td><td>e</td></tr>"
    row = _grid(tidy(f"<table>{HEAD}{body}</table>").markdown)[2]
    if span in ("10000", "9" * 5000):  # e begins right of all columns, in one of its own
        assert row == ["d", "", "", "e"]
    else:
        assert row[columns] == "e"
        assert len(row) == 3


@pytest.mark.parametrize(("span", "rows"), [("0", 3), ("10000", 3), ("x", 1), ("-1", 1), ("2", 2)])
def test_a_cell_reaches_down_to_the_end_of_its_section_at_most(span: str, rows: int) -> None:
    line = "<tr><td>b</td></tr>"
    foot = "<tfoot><tr><td>total</td><td>9</td></tr></tfoot>"
    table = f"<table>{foot}<tbody><tr><td rowspan='{span}'>a</td><td>b</td></tr>{line}{line}</tbody></table>"
    grid = _grid(tidy(table).markdown)
    assert [row[1] == "b" for row in grid[:3]] == [at < rows for at in range(3)]
    assert grid[3] == ["total", "9"]


def test_overlapping_spans_lose_no_text() -> None:
    table = (
        "<table><tr><td rowspan=2>a</td><td>b</td><td rowspan=3>c</td></tr>"
        "<tr><td colspan=3>d</td></tr><tr><td>e</td><td>f</td><td>g</td></tr></table>"
    )
    assert _grid(tidy(table).markdown) == [["a", "b", "c", ""], ["", "d", "", ""], ["e", "f", "", "g"]]


def test_rows_without_a_cell_count_for_what_reaches_into_them() -> None:
    table = (
        f"<table>{HEAD}<tr><td rowspan=2>a</td><td>b</td></tr><tr></tr><tr><td>c</td><td>d</td></tr></table>"
    )
    assert _grid(tidy(table).markdown)[1:] == [["a", "b", ""], ["c", "d", ""]]


def test_end_tags_may_be_missing() -> None:
    head = "<table><caption>Costs<thead><tr><th>Year<th>Cost"
    markdown = tidy(f"{head}<tbody><tr><td rowspan=2>2014<td>£5<tr><td>£7</table>").markdown
    assert _grid(markdown) == [["Year", "Cost"], ["2014", "£5"], ["", "£7"]]
    assert markdown.startswith("Costs\n\n|")
    assert _grid(tidy("<table><td>a<td>b<tr><td>c<td>d</table>").markdown) == [["a", "b"], ["c", "d"]]


def test_a_table_in_a_cell_keeps_its_own_columns_below() -> None:
    inner = "<table><tr><th>x</th><th>y</th></tr><tr><td>1</td><td>2</td></tr></table>"
    tidied = tidy(
        f"<table>{HEAD}<tr><td>2014</td><td>see {inner} here</td><td>£5</td></tr></table><p>After.</p>"
    )
    assert _grid(tidied.markdown) == [
        ["Year", "Sector", "Cost"],
        ["2014", "see here", "£5"],
        ["x", "y"],
        ["1", "2"],
    ]
    assert tidied.markdown.endswith("After.\n")
    assert tidied.left_out == ("the place of 1 table inside another: now below it",)


def test_a_frame_is_no_table() -> None:
    table = f"<table>{HEAD}<tr><td>1</td><td>2</td><td>3</td></tr></table>"
    tidied = tidy(f"<table><tr><td><h2>Costs</h2>{table}</td></tr></table>")
    assert tidied.markdown.startswith("## Costs\n\n| Year |")
    assert tidied.left_out == ()


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("<table><tr><td>a</td><td>b</td>" * (MAX_NESTED + 1), "deep in each other"),
        (f"<table><tr>{'<td>a</td>' * (MAX_COLUMNS + 1)}</tr></table>", "1,000 columns"),
        (
            f"<table><tr>{'<td>a</td>' * MAX_COLUMNS}</tr>{'<tr></tr>' * (MAX_CELLS // MAX_COLUMNS)}</table>",
            "200,000 cells",
        ),
        (f"<table>{'<tr><td rowspan=90>a' * 10_000}</table>", "200,000 cells"),
    ],
    ids=["deep", "wide", "large", "unclosed"],
)
def test_tables_have_limits(tmp_path: Path, table: str, fault: str) -> None:
    file = tmp_path / "table.html"
    file.write_text(f"<p>Text.</p>{table}", "utf-8")
    with pytest.raises(Refused, match=fault):
        convert(file)


def _word(tmp_path: Path, build: Callable[[docx.document.Document], None]) -> list[list[str]]:
    document = docx.Document()
    build(document)
    document.save(str(tmp_path / "table.docx"))
    return _grid(convert(tmp_path / "table.docx").markdown)


def _table(document: docx.document.Document) -> docx.table.Table:
    table = document.add_table(4, 3)
    for at, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"c{at}"
    return table


def test_word_cells_merged_downwards_and_sideways(tmp_path: Path) -> None:
    def build(document: docx.document.Document) -> None:
        table = _table(document)
        table.cell(1, 0).merge(table.cell(2, 0)).text = "2014"
        table.cell(3, 1).merge(table.cell(3, 2)).text = "£9"

    grid = _word(tmp_path, build)
    assert grid == [["c0", "c1", "c2"], ["2014", "c4", "c5"], ["", "c7", "c8"], ["c9", "£9", ""]]


def test_word_rows_that_begin_further_in_and_widths_that_are_none(tmp_path: Path) -> None:
    def build(document: docx.document.Document) -> None:
        table = _table(document)
        row = table.rows[1]._tr
        row.remove(row.tc_lst[0])
        before = OxmlElement("w:gridBefore")
        before.set(qn("w:val"), "1")
        row.get_or_add_trPr().append(before)
        for at, said in ((0, "x"), (1, "0")):
            width = OxmlElement("w:gridSpan")
            width.set(qn("w:val"), said)
            table.rows[2]._tr.tc_lst[at].get_or_add_tcPr().append(width)

    grid = _word(tmp_path, build)
    assert grid == [["c0", "c1", "c2"], ["", "c4", "c5"], ["c6", "c7", "c8"], ["c9", "c10", "c11"]]


def _first_line_is_head(markdown: str) -> bool:
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    return set(lines[1]) <= set("|- ") and any(character.isalnum() for character in lines[0])


@pytest.mark.parametrize("section", ["{}", "<tbody>{}</tbody>", "<thead></thead><tbody>{}</tbody>"])
def test_the_first_row_is_the_head_where_none_is_marked(section: str) -> None:
    rows = (
        "<tr><td> </td><td></td></tr><tr><td></td><td colspan=2>Cost</td></tr>"
        "<tr><td>A</td><td>£5</td><td>£7</td></tr>"
    )
    tidied = tidy(f"<table>{section.format(rows)}</table>")
    assert _grid(tidied.markdown) == [["", "Cost", "Cost"], ["A", "£5", "£7"]]
    assert _first_line_is_head(tidied.markdown)
    assert tidied.left_out == ()


def test_rows_with_marked_heads_are_no_heads_of_columns() -> None:
    rows = "<tr><th>Budget</th><td>£5</td></tr><tr><th>Spent</th><td>£4</td></tr>"
    markdown = tidy(f"<table>{rows}</table>").markdown
    assert _grid(markdown) == [["Budget", "£5"], ["Spent", "£4"]]
    assert not _first_line_is_head(markdown)


@pytest.mark.parametrize("marked", [False, True])
def test_the_first_row_of_a_word_table_is_its_head(tmp_path: Path, marked: bool) -> None:
    document = docx.Document()
    table = _table(document)
    if marked:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.save(str(tmp_path / "head.docx"))
    markdown = convert(tmp_path / "head.docx").markdown
    assert _first_line_is_head(markdown)
    assert _grid(markdown)[0] == ["c0", "c1", "c2"]
    assert len(_grid(markdown)) == 4


def test_a_title_over_all_columns_stands_above_the_head() -> None:
    title = "<tr><td colspan=3>Table 3: costs</td></tr>"
    markdown = tidy(f"<table>{title}{HEAD}<tr><td>1</td><td>2</td><td>3</td></tr></table>").markdown
    assert markdown.startswith("Table 3: costs\n\n| Year | Sector | Cost |\n| --- | --- | --- |")
