"""DOCX: a document with real headings, lists and table headers, to be edited in Word or LibreOffice."""

import io
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from api.train.exports.blocks import Block, Document, Grid, Heading, Lines, Text, clean

_MARGIN = 18  # mm


def docx_bytes(document: Document) -> bytes:
    """The document as a DOCX file."""
    file = docx.Document()
    _set_up(file, document)
    file.add_heading(clean(document.title), 0)
    file.add_paragraph(clean(document.subtitle))
    for block in document.blocks:
        _add(file, block)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _set_up(file: Any, document: Document) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if document.wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(_MARGIN))
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.paragraph_format.space_after = Pt(5)
    for name, size in (("Title", 20), ("Heading 1", 16), ("Heading 2", 14), ("Heading 3", 12)):
        style = file.styles[name]
        style.font.size, style.font.name = Pt(size), "Arial"
        style.element.rPr.rFonts.set(qn("w:asciiTheme"), "") if style.element.rPr is not None else None
    _own_styles(file)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    file.core_properties.title, file.core_properties.language = clean(document.title), "en-GB"
    file.core_properties.author = "PSP Guide"


def _own_styles(file: Any) -> None:
    """Styles for what the template has none: hanging lines, the words of a table and its head."""
    hanging = file.styles.add_style("Hanging", WD_STYLE_TYPE.PARAGRAPH)
    hanging.paragraph_format.left_indent, hanging.paragraph_format.first_line_indent = Mm(7), Mm(-7)
    hanging.paragraph_format.space_after = Pt(3)
    for name in ("Table text", "Table head"):
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.size, style.font.bold = Pt(9.5), name == "Table head"
        style.paragraph_format.space_after = Pt(1)
    for style in (hanging, file.styles["Table text"], file.styles["Table head"]):
        style.base_style = file.styles["Normal"]


def _add(file: Any, block: Block) -> None:
    if isinstance(block, Heading):
        heading = file.add_heading(clean(block.text), block.level)
        heading.paragraph_format.page_break_before = block.page
    elif isinstance(block, Text):
        paragraph = file.add_paragraph()
        if block.strong:
            paragraph.add_run(clean(block.strong)).bold = True
        paragraph.add_run(clean(block.text))
    elif isinstance(block, Lines):
        _lines(file, block)
    elif isinstance(block, Grid):
        _table(file, block)
    else:
        for _ in range(block.count):
            _rule(file.add_paragraph())


def _lines(file: Any, block: Lines) -> None:
    style = file.styles["Hanging" if block.ordered or block.boxes else "List Bullet"]
    for number, item in enumerate(block.items, 1):
        # numbers are written out: Word would go on counting from the list before
        lead = f"{number}. " if block.ordered else "☐ " if block.boxes else ""
        file.add_paragraph(lead + clean(item), style=style)


def _table(file: Any, grid: Grid) -> None:
    section = file.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    widths = [int(width * share / sum(grid.widths)) for share in grid.widths]
    table = file.add_table(rows=1 + len(grid.rows), cols=len(grid.headers))
    table.style, table.autofit = "Table Grid", False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    texts = [text for row in (grid.headers, *grid.rows) for text in row]
    styles = file.styles["Table head"], file.styles["Table text"]
    # the cells in one go: asking the table for them row by row walks it every time
    for number, (cell, text) in enumerate(zip(table._cells, texts, strict=True)):
        cell.width = widths[number % len(widths)]
        cell.paragraphs[0].style = styles[number >= len(widths)]
        cell.paragraphs[0].add_run(clean(text))
    for number, row in enumerate(table._tbl.tr_lst):
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if number == 0:
            row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for tag, value in (
        ("w:tblCaption", grid.caption),
        ("w:tblDescription", f"Columns: {', '.join(grid.headers)}"),
    ):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        table._tbl.tblPr.append(element)


def _rule(paragraph: Any) -> None:
    """A line to write on: the border of an empty paragraph; `between` keeps equal neighbours apart."""
    borders = OxmlElement("w:pBdr")
    for side in ("bottom", "between"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "6B6B6B")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(borders)
    paragraph.paragraph_format.line_spacing = Pt(22)
    paragraph.paragraph_format.space_after = Pt(0)
