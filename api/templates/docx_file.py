"""DOCX: a template to be filled in with Word or LibreOffice, with real headings, table heads and links."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from api.frame.office import add_link, set_properties
from api.templates.risks import COLUMNS, OWN_COLUMNS, Risk
from api.templates.sheet import CARE, Sheet, SheetField

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EMPTY_ROWS = 4
_MARGIN, _SHORT, _LONG = 18, 210, 297  # mm
_BOX = {"text": 10, "long": 40, "list": 30}  # height of the empty box, in mm
_SMALL = Pt(9.5)
_GREY = RGBColor(0x4D, 0x4D, 0x4D)  # 8 to 1 on white


def docx_bytes(sheet: Sheet, base: str) -> bytes:
    """The template as a DOCX file; `base` is the address of this server, for links to passages."""
    paper = _Paper(wide=sheet.from_graph)
    template = sheet.template
    paper.set_up(template.title)
    paper.file.add_heading(template.title, 0)
    paper.text(template.summary)
    paper.labelled("Who fills it in", template.for_)
    if sheet.only:
        paper.labelled("Only for the stage", sheet.only.title)
    paper.small(CARE)
    for section in sheet.sections:
        paper.file.add_heading(section.title, 1)
        for field in section.fields:
            _add(paper, field, base)
    source = paper.small("From PSP Guide, under CC BY 4.0: ")
    paper.link(source, f"{base}/templates/{template.id}", f"{base}/templates/{template.id}")
    packed = io.BytesIO()
    paper.file.save(packed)
    return packed.getvalue()


def _add(paper: "_Paper", shown: SheetField, base: str) -> None:
    """One field: label, help, example, what backs it, and the place to write in."""
    field = shown.field
    paper.file.add_heading(field.label, 2)
    paper.small(field.help)
    if field.example:
        paper.small(f"Made-up example: {field.example}")
    read = paper.small("Read: ")
    for number, backing in enumerate(shown.backing):
        if number:
            read.add_run("; ").font.size = _SMALL
        paper.link(read, backing.heading, f"{base}{backing.address}")
    if field.kind == "from-graph":
        paper.table(field.label, (*COLUMNS, *OWN_COLUMNS), [_cells(risk) for risk in shown.risks])
    elif field.kind == "table":
        paper.table(field.label, field.columns, [("",) * len(field.columns)] * EMPTY_ROWS)
    else:
        paper.box(field.label, _BOX[field.kind], bullets=EMPTY_ROWS if field.kind == "list" else 0)


def _cells(risk: Risk) -> tuple[str, ...]:
    helps = [f"{node.title}: {node.first_action}" for node in risk.helps]
    told = (risk.barrier.title, "\n".join(risk.signs), "\n".join(helps), "\n".join(risk.who))
    return (*told, *("" for _ in OWN_COLUMNS))


class _Paper:
    """Writes into one Word file; `wide` turns the page."""

    def __init__(self, wide: bool) -> None:
        self.file: Any = docx.Document()
        self.width = (_LONG if wide else _SHORT) - 2 * _MARGIN
        self.wide = wide

    def set_up(self, title: str) -> None:
        """A4, readable type, title and language in the properties."""
        section = self.file.sections[0]
        high, broad = (_SHORT, _LONG) if self.wide else (_LONG, _SHORT)
        section.orientation = WD_ORIENT.LANDSCAPE if self.wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(broad), Mm(high)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Mm(_MARGIN))
        normal = self.file.styles["Normal"]
        normal.font.name, normal.font.size = "Arial", Pt(11)
        set_properties(self.file, title)

    def text(self, text: str) -> Any:
        """A paragraph."""
        return self.file.add_paragraph(text)

    def labelled(self, label: str, text: str) -> None:
        """A paragraph that opens with a bold label."""
        paragraph = self.file.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(text)

    def small(self, text: str) -> Any:
        """A paragraph of explanation, smaller and grey, so that what is filled in stands out."""
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        paragraph.paragraph_format.keep_with_next = True
        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = _SMALL, _GREY
        return paragraph

    def link(self, paragraph: Any, text: str, address: str) -> None:
        """A link at the end of `paragraph`."""
        add_link(paragraph, text, address).font.size = _SMALL

    def box(self, label: str, height: int, bullets: int) -> None:
        """An empty frame to write in, `height` in millimetres at least; with `bullets` empty list items."""
        table = self._table(label, 1)
        table.rows[0].height = Mm(height)
        cell = table.rows[0].cells[0]
        for number in range(bullets):
            paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
            paragraph.style = self.file.styles["List Bullet"]
        self._after()

    def table(self, label: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table whose head is repeated on every page and whose rows are not torn apart."""
        table = self._table(label, len(headers))
        for cell, text in zip(table.rows[0].cells, headers, strict=True):
            _write(cell, text, bold=True)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                _write(cell, text)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        self._after()

    def _table(self, label: str, columns: int) -> Any:
        """One row of equal columns, with a caption that a screen reader says."""
        table = self.file.add_table(rows=1, cols=columns, style="Table Grid")
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), label)
        table._tbl.tblPr.append(caption)
        for column in table.columns:
            column.width = Mm(self.width / columns)
        return table

    def _after(self) -> None:
        """Word joins neighbouring tables unless a paragraph stands between."""
        self.file.add_paragraph().paragraph_format.space_after = Pt(0)


def _write(cell: Any, text: str, bold: bool = False) -> None:
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(line)
        run.bold, run.font.size = bold or None, _SMALL
