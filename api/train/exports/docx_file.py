"""DOCX: a document with real headings, lists and table headers, to be edited in Word or LibreOffice.

python-docx makes the empty file with its styles, once; the words are then written as WordprocessingML, which
is ten times faster than to ask python-docx for each paragraph, style and cell.
"""

import io
from functools import cache
from html import escape
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from api.frame.office import LANGUAGE, set_properties
from api.frame.qr import CODE_MM, is_whole, qr_png
from api.train.exports.blocks import (
    Block,
    Codes,
    Document,
    Grid,
    Heading,
    Lines,
    Text,
    Writing,
    clean,
    is_options,
)

_MARGIN = 18  # mm
_BESIDE = CODE_MM + 4  # mm from the left edge to the words beside a QR code
_WIDTHS = {False: 210, True: 297}  # of the page, upright and wide, in mm
_TWIPS = 1440 / 25.4  # in a millimetre
_TAB = "<w:r><w:tab/></w:r>"
_BLUE = RGBColor(0x00, 0x2D, 0x54)
# the border of an empty paragraph; `between` keeps neighbours apart
_RULE = (
    '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="6B6B6B"/>'
    '<w:between w:val="single" w:sz="4" w:space="1" w:color="6B6B6B"/></w:pBdr>'
    '<w:spacing w:after="0" w:line="440" w:lineRule="exact"/></w:pPr></w:p>'
)


def docx_bytes(document: Document) -> bytes:
    """The document as a DOCX file."""
    file = docx.Document(io.BytesIO(_empty(document.wide)))
    set_properties(file, clean(document.title))
    places = zip((None, *document.blocks), document.blocks, (*document.blocks[1:], None), strict=False)
    blocks = "".join(_placed(*place, document.wide, file.part) for place in places)
    body = f"{_paragraph(_run(document.title), 'Title')}{_paragraph(_run(document.subtitle))}{blocks}"
    file.element.body[:0] = parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>")
    return _saved(file)


@cache
def _empty(wide: bool) -> bytes:
    """A file without words, its page and styles set up."""
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(_WIDTHS[wide]), Mm(_WIDTHS[not wide])
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(_MARGIN))
    _set_styles(file)
    _thin_out(file)
    return _saved(file)


def _saved(file: Any) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _thin_out(file: Any) -> None:
    """Leave out what the template brings and nothing uses: a hundred table styles, and all styles again."""
    for style in list(file.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    for number, relation in list(file.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del file.part.rels[number]


def _set_styles(file: Any) -> None:
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.paragraph_format.space_after = Pt(5)
    for name, size in (("Title", 20), ("Heading 1", 16), ("Heading 2", 14), ("Heading 3", 12)):
        style = file.styles[name]
        style.font.size, style.font.name, style.font.color.rgb = Pt(size), "Arial", _BLUE
        style.element.rPr.rFonts.set(qn("w:asciiTheme"), "") if style.element.rPr is not None else None
    _own_styles(file)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    normal.element.get_or_add_rPr().append(language)


def _own_styles(file: Any) -> None:
    """Styles for what the template has none: hanging lines, the words of a table and its head."""
    hanging = file.styles.add_style("Hanging", WD_STYLE_TYPE.PARAGRAPH)
    hanging.paragraph_format.left_indent, hanging.paragraph_format.first_line_indent = Mm(7), Mm(-7)
    hanging.paragraph_format.space_after = Pt(3)
    row = file.styles.add_style("Row", WD_STYLE_TYPE.PARAGRAPH)  # boxes side by side
    for number in range(1, 5):
        row.paragraph_format.tab_stops.add_tab_stop(Mm(40 * number))
    code = file.styles.add_style("Code", WD_STYLE_TYPE.PARAGRAPH)  # the words stand beside the picture
    code.paragraph_format.left_indent, code.paragraph_format.first_line_indent = Mm(_BESIDE), Mm(-_BESIDE)
    code.paragraph_format.tab_stops.add_tab_stop(Mm(_BESIDE))
    code.element.get_or_add_pPr().append(_middle())
    for name in ("Table text", "Table head", "Card text"):
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.size, style.font.bold = Pt(14 if name == "Card text" else 9.5), name == "Table head"
        style.paragraph_format.space_after = Pt(1)
        style.base_style = file.styles["Normal"]
    for style in (hanging, code, row):
        style.base_style = file.styles["Normal"]


def _middle() -> Any:
    """Letters at half the height of a picture in their line."""
    found = OxmlElement("w:textAlignment")
    found.set(qn("w:val"), "center")
    return found


def _placed(before: Block | None, block: Block, after: Block | None, wide: bool, part: Any) -> str:
    """A block as its neighbours want it: a question stays with its answer, and apart from what is above."""
    if isinstance(block, Text) and block.text:
        kept = "<w:keepNext/>" if isinstance(after, Writing) or is_options(after) else ""
        apart = '<w:spacing w:before="160"/>' if isinstance(before, Grid | Writing) else ""
        return _text(block, kept + apart)
    if isinstance(block, Lines):
        return _lines(block, is_options(block) and isinstance(before, Text))
    return _block(block, wide, part)


def _block(block: Heading | Text | Grid | Codes | Writing, wide: bool, part: Any) -> str:
    if isinstance(block, Heading):
        new_page = f'<w:pageBreakBefore w:val="{int(block.page)}"/>'
        return _paragraph(_run(block.text), f"Heading{block.level}", new_page)
    if isinstance(block, Text):  # words that lead in stay with what follows
        return _text(block, "<w:keepNext/>")
    if isinstance(block, Grid):
        return _table(block, wide)
    if isinstance(block, Codes):
        return _codes(block, part)
    kept = _RULE.replace("<w:pBdr>", "<w:keepNext/><w:pBdr>", 1)  # all lines for an answer on one page
    return kept * (block.count - 1) + _RULE * min(block.count, 1)


def _text(block: Text, look: str) -> str:
    lead = _run(block.strong, "<w:rPr><w:b/></w:rPr>") if block.strong else ""
    return _paragraph(lead + (_run(block.text) if block.text else ""), "Normal" if look else "", look)


def _codes(block: Codes, part: Any) -> str:
    """A line for each address, its QR code before it where it is whole."""
    found = []
    for title, address in block.items:
        picture = _picture(address, title, part) if is_whole(address) else ""
        tab = _TAB if picture else ""
        found.append(_paragraph(picture + tab + _run(f"{title}: {address}"), "Code" if picture else ""))
    return "".join(found)


def _picture(address: str, title: str, part: Any) -> str:
    inline = part.new_pic_inline(io.BytesIO(qr_png(address)), width=Mm(CODE_MM))
    inline.docPr.set("descr", f"QR code of {address}: {title}")
    drawing = etree.tostring(inline, encoding="unicode")
    return f"<w:r><w:drawing>{drawing}</w:drawing></w:r>"


def _paragraph(runs: str, style: str = "", more: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>' if style else ""
    return f"<w:p>{look}{runs}</w:p>"


def _run(text: str, look: str = "") -> str:
    r"""A run of text; white space counts, a line break stays one.

    >>> _run("a < b\nc ")
    '<w:r><w:t>a &lt; b</w:t><w:br/><w:t xml:space="preserve">c </w:t></w:r>'
    """
    lines = escape(clean(text), quote=False).split("\n")
    return f"<w:r>{look}{'<w:br/>'.join(map(_words, lines))}</w:r>"


def _words(line: str) -> str:
    space = "" if line == line.strip() else ' xml:space="preserve"'
    return f"<w:t{space}>{line}</w:t>" if line else ""


def _lines(block: Lines, together: bool) -> str:
    if block.row and block.boxes and block.items:
        return _paragraph(_TAB.join(_run(f"☐ {item}") for item in block.items), "Row")
    style = "Hanging" if block.ordered or block.boxes or block.numbered else "ListBullet"
    found = []
    for number, item in enumerate(block.items, 1):
        # numbers are written out: Word would go on counting from the list before
        lead = f"{number}." if block.ordered else "☐" if block.boxes else ""
        words = f"{_run(lead)}{_TAB}{_run(item)}" if lead else _run(item)
        kept = "<w:keepNext/>" if together and number < len(block.items) else ""
        found.append(_paragraph(words, style, kept))
    return "".join(found)


def _table(grid: Grid, wide: bool) -> str:
    width = (_WIDTHS[wide] - 2 * _MARGIN) * _TWIPS
    widths = [round(width * share / sum(grid.widths)) for share in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    room = f'<w:trHeight w:val="{round(12 * _TWIPS)}"/>' if grid.tall else ""  # to write in
    words = "Cardtext" if grid.large else "Tabletext"
    rows = "".join(_row(row, widths, words, room) for row in grid.rows)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" '
        'w:lastRow="0" w:noHBand="0" w:noVBand="1" w:val="04A0"/>'
        f'<w:tblCaption w:val="{escape(clean(grid.caption))}"/>'
        f'<w:tblDescription w:val="{escape(clean("Columns: " + ", ".join(grid.headers)))}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
        f"{_row(grid.headers, widths, 'Tablehead', '<w:tblHeader/>')}{rows}</w:tbl>"
    )


def _row(texts: tuple[str, ...], widths: list[int], style: str, more: str = "") -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>{_paragraph(_run(text), style)}</w:tc>'
        for text, width in zip(texts, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"
