"""PPTX: slides in real placeholders, at 24 points or more, with notes, alt text and a source on each."""

import copy
import io
import re
from typing import Any

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from api.train.exports.blocks import clean
from api.train.exports.deck import Slide, deck
from api.train.training import Training

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)
SMALLEST = 24  # points
_NUMBERED = re.compile(r"\d+\. |\d\d:\d\d  |[a-h]\) ")
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DARK, _INK = RGBColor(0x00, 0x2D, 0x54), RGBColor(0x1A, 0x1A, 0x1A)
_COLOURS = {
    "open": "5B6F87",
    "teach": "002D54",
    "practise": "2C6E49",
    "check": "8A4B08",
    "break": "BFC5CC",
    "lunch": "BFC5CC",
    "close": "5B6F87",
    "evaluate": "5B6F87",
}
# left, top, width, height in inches; and points
_BOXES = {
    "title": ((0.6, 2.2, 12.1, 1.8), 40),
    "subtitle": ((0.6, 4.2, 12.1, 1.7), 26),
    "heading": ((0.6, 0.3, 12.1, 1.0), 34),
    "body": ((0.6, 1.65, 12.1, 4.75), 26),
    "footer": ((0.6, 6.65, 11.2, 0.6), 24),
}


def pptx_bytes(training: Training) -> bytes:
    """The training as a PPTX file."""
    show = pptx.Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    layouts = {"title": show.slide_layouts[0], "content": show.slide_layouts[1]}
    for layout in layouts.values():
        _shape_layout(layout)
    for slide in deck(training):
        _add(show, layouts[slide.layout], slide, training)
    show.core_properties.title, show.core_properties.author = clean(training.title), "PSP Guide"
    show.core_properties.language = "en-GB"
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def _shape_layout(layout: Any) -> None:
    """Fit a layout's placeholders to the wide page; date and slide number are not used."""
    for holder in list(layout.placeholders):
        kind = holder.placeholder_format.type
        name = {
            PP_PLACEHOLDER.CENTER_TITLE: "title",
            PP_PLACEHOLDER.SUBTITLE: "subtitle",
            PP_PLACEHOLDER.TITLE: "heading",
            PP_PLACEHOLDER.OBJECT: "body",
            PP_PLACEHOLDER.FOOTER: "footer",
        }.get(kind)
        if name is None:
            holder._element.getparent().remove(holder._element)
            continue
        box, _size = _BOXES[name]
        holder.left, holder.top, holder.width, holder.height = (Inches(value) for value in box)


def _add(show: Any, layout: Any, content: Slide, training: Training) -> None:
    slide = show.slides.add_slide(layout)
    footer = next(h for h in layout.placeholders if h.placeholder_format.type == PP_PLACEHOLDER.FOOTER)
    slide.shapes._spTree.append(copy.deepcopy(footer._element))
    title = content.layout == "title"
    _fill(slide.shapes.title, (content.title,), _BOXES["title" if title else "heading"][1], bold=True)
    _fill(slide.placeholders[1], content.lines, _BOXES["subtitle" if title else "body"][1])
    for holder in slide.placeholders:
        if holder.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
            _fill(holder, (content.source,), SMALLEST)
    if content.bar:
        _bar(slide, training)
    slide.notes_slide.notes_text_frame.text = clean(content.notes)


def _fill(holder: Any, lines: tuple[str, ...], size: int, bold: bool = False) -> None:
    frame = holder.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    # a long title shrinks a little rather than run over, but never below the smallest size
    size = max(SMALLEST, size - 6) if bold and len(lines[0]) > 55 else size
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = clean(line)
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, "Arial"
        run.font.color.rgb = _DARK if bold else _INK
        paragraph.space_after = Pt(4)
        paragraph.alignment = PP_ALIGN.LEFT
        if _NUMBERED.match(line):
            _without_bullet(paragraph)
        paragraph.line_spacing = 1.0


def _without_bullet(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "457200")
    properties.set("indent", "-457200")
    properties.append(paragraph._p.makeelement(f"{{{_DRAWING}}}buNone", {}))


def _bar(slide: Any, training: Training) -> None:
    """The day as a bar: one stretch for each item, described in words for those who do not see it."""
    left, top, width = MARGIN, Inches(1.35), WIDTH - 2 * MARGIN
    group = slide.shapes.add_group_shape()
    at = 0
    for item in training.agenda:
        start = left + Emu(int(width * at / training.minutes))
        stretch = group.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, start, top, Emu(int(width * item.minutes / training.minutes)), Inches(0.22)
        )
        stretch.fill.solid()
        stretch.fill.fore_color.rgb = RGBColor.from_string(_COLOURS[item.kind])
        stretch.line.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        stretch.name = clean(f"{item.start} {item.activity}")
        _describe(stretch, f"{item.activity}, {item.minutes} minutes")
        at += item.minutes
    group.name = "Time bar"
    said = "; ".join(f"{i.start} {i.activity} {i.minutes} minutes" for i in training.agenda)
    _describe(group, f"Time bar of the training: {said}")


def _describe(shape: Any, text: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(text))
