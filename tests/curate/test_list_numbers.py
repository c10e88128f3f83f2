"""Numbers of lists and headings of reports: each stays the one that a reader of the report sees."""

from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from api.curate.convert import Converted, convert
from api.curate.html_to_markdown import tidy


class Report:
    """A Word document with lists of its own."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self.lists = self.document.part.numbering_part.element

    def kind(self, name: int, *levels: tuple[str, str, int]) -> None:
        """A kind of list, of levels with their form, text and start, and a list of the same number."""
        text = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{shown}"/>'
            "</w:lvl>"
            for at, (form, shown, start) in enumerate(levels)
        )
        kind = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{text}</w:abstractNum>'
        self.lists.insert(0, parse_xml(kind))
        self.list(name, name)

    def list(self, name: int, kind: int, start: int | None = None) -> None:
        over = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        inside = f'<w:abstractNumId w:val="{kind}"/>{over if start is not None else ""}'
        self.lists.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}">{inside}</w:num>'))

    def add(self, text: str, name: int, level: int = 0, style: str | None = None) -> None:
        look = self.document.add_paragraph(text, style)._p.get_or_add_pPr().get_or_add_numPr()
        look.get_or_add_ilvl().val = level
        look.get_or_add_numId().val = name

    def converted(self, folder: Path) -> Converted:
        self.document.save(str(folder / "report.docx"))
        return convert(folder / "report.docx")


def _lines(converted: Converted) -> list[str]:
    return [line for line in converted.markdown.splitlines() if line]


def test_a_word_list_goes_on_after_a_paragraph(tmp_path: Path) -> None:
    report = Report()
    report.kind(90, ("decimal", "%1.", 1))
    report.list(91, 90)
    report.list(92, 90, start=1)
    report.add("one", 90)
    report.add("two", 90)
    report.document.add_paragraph("Between.")
    report.add("three", 90)
    report.document.add_paragraph("Another list of the same kind goes on.")
    report.add("four", 91)
    report.document.add_paragraph("One that begins anew.")
    report.add("first", 92)
    report.add("second", 92)
    lines = _lines(report.converted(tmp_path))
    assert [line for line in lines if line[0].isdigit()] == [
        "1. one",
        "2. two",
        "3. three",
        "4. four",
        "1. first",
        "2. second",
    ]


def test_word_lists_of_styles_and_of_a_later_start(tmp_path: Path) -> None:
    report = Report()
    report.kind(90, ("decimal", "%1)", 7))
    report.add("seven", 90)
    report.document.add_paragraph("Between.")
    report.add("eight", 90)
    for text in ("a", "b"):
        report.document.add_paragraph(text, style="List Number")
        report.document.add_paragraph("Between.")
    numbered = [line for line in _lines(report.converted(tmp_path)) if line[0].isdigit()]
    assert numbered == ["7. seven", "8. eight", "1. a", "2. b"]


def test_word_levels_letters_and_words_stay(tmp_path: Path) -> None:
    report = Report()
    report.kind(90, ("decimal", "%1.", 1), ("decimal", "%1.%2", 1), ("lowerLetter", "(%3)", 1))
    report.kind(91, ("upperRoman", "Recommendation %1:", 4))
    report.add("costs", 90)
    report.add("of staff", 90, 1)
    report.add("of rooms", 90, 1)
    report.add("rent", 90, 2)
    report.add("results", 90)
    report.add("for people", 90, 1)
    report.add("Agree early.", 91)
    assert [line.strip() for line in _lines(report.converted(tmp_path))] == [
        "1. costs",
        "- 1.1 of staff",
        "- 1.2 of rooms",
        "- (a) rent",
        "2. results",
        "- 2.1 for people",
        "- Recommendation IV: Agree early.",
    ]


def test_numbers_of_word_headings_stay(tmp_path: Path) -> None:
    report = Report()
    report.document.add_heading("Report", 0)
    report.kind(90, ("decimal", "%1", 1), ("decimal", "%1.%2", 1))
    report.add("Aims", 90, 0, "Heading 1")
    report.add("Costs", 90, 0, "Heading 1")
    report.add("Staff", 90, 1, "Heading 2")
    assert _lines(report.converted(tmp_path)) == ["## 1 Aims", "## 2 Costs", "## 2.1 Staff"]


def test_numbers_that_cannot_be_told_are_left_out_and_said(tmp_path: Path) -> None:
    report = Report()
    report.kind(90, ("cardinalText", "%1", 1))
    report.kind(91, ("bullet", "*", 1))
    report.add("first", 90)
    report.add("a point", 91)
    converted = report.converted(tmp_path)
    assert "- a point" in converted.markdown
    assert converted.left_out == ("the number of 1 paragraph",)


def test_deleted_and_hidden_paragraphs_and_strange_marks_do_not_count(tmp_path: Path) -> None:
    report = Report()
    report.kind(90, ("decimal", "%1.", 1))
    report.add("one", 90)
    report.add("gone", 90)
    last = report.document.paragraphs[-1]
    last.runs[0].font.hidden = True
    mark = OxmlElement("w:rPr")
    mark.append(OxmlElement("w:vanish"))
    last._p.get_or_add_pPr().append(mark)
    report.add("two", 90)
    strange = OxmlElement("w:bookmarkStart")
    strange.set(qn("w:name"), "psp-number-77")
    report.document.paragraphs[-1].runs[0]._r.addprevious(strange)
    report.add("none", 4711)
    lines = _lines(report.converted(tmp_path))
    assert lines == ["1. one", "2. two", "none"]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        (
            "<ol start=3><li>c<li value=7><p>g<ul><li>x</ul><li>h</ol><p>9",
            ["3. c", "7. g", "- x", "8. h", "9"],
        ),
        ("<ol><li>a<li>b</li></li><li>c</li></ol>", ["1. a", "2. b", "3. c"]),
        ("<ol start=3><li>c</li><li value=7>g</li><li>h</li></ol>", ["3. c", "7. g", "8. h"]),
        ("<ol reversed><li>b</li><li>a</li></ol>", ["2. b", "1. a"]),
        ("<ol type=a start=26><li>z</li><li><p>aa</p></li></ol>", ["- z. z", "- aa. aa"]),
        ("<ol type=I><li>x</li><li value=x>y</li></ol>", ["- I. x", "- II. y"]),
        ("<ol start=-1><li>m</li><li>n</li><li>p</li></ol>", ["- -1. m", "0. n", "1. p"]),
        ("<ol start=x><li>a<ol start=5><li>e</li></ol></li><li>b</li></ol>", ["1. a", "5. e", "2. b"]),
    ],
)
def test_numbers_of_lists_in_html(markup: str, lines: list[str]) -> None:
    assert [line.strip() for line in tidy(markup).markdown.splitlines() if line] == lines


def test_a_long_list_without_end_tags_is_read() -> None:
    lines = tidy("<ol>" + "".join(f"<li>point {at}" for at in range(1, 3001)) + "</ol>").markdown.splitlines()
    assert lines == [f"{at}. point {at}" for at in range(1, 3001)]
