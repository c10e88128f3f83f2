"""PPTX: slides in real placeholders, at 24 points or more, with notes, alt text and a source on each."""

import copy
import io
import re
from typing import Any

import pptx
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import XmlPart
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.slide import NotesSlidePart
from pptx.util import Inches

from api.frame.office import LANGUAGE, set_properties
from api.train.exports.blocks import clean
from api.train.exports.deck import BODY, COLUMN, Slide, deck
from api.train.exports.slide_room import BOLD, LEADING, SMALLEST, Room, lines_of, size_for
from api.train.exports.slide_xml import band, bar, notes_body, text_body
from api.train.training import Training

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)
_NUMBERED = re.compile(r"\d+\. |\d\d:\d\d  |[a-h]\) ")
_COLOURS = {
    "open": "5B6F87",
    "teach": "002D54",
    "practise": "2C6E49",
    "check": "8A4B08",
    "break": "BFC5CC",
    "lunch": "BFC5CC",
    "close": "5B6F87",
    "evaluate": "5B6F87",
    "own": "6B3FA0",
}
# colours of the template's theme, and ours in their place: what a trainer adds looks alike
_THEME = {
    "4F81BD": "0B4F6C",
    "C0504D": "8A3B12",
    "9BBB59": "1A6B3A",
    "1F497D": "0B4F6C",
}
_EDGES = 0.1, 0.05  # that a box keeps free at its sides, and at its top and bottom, in inches
# left, top, width, height in inches; and the largest letters in points
_BOXES = {
    "title": ((0.6, 2.2, 12.1, 1.8), 40),
    "subtitle": ((0.6, 4.2, 12.1, 1.7), 26),
    "heading": ((0.6, 0.3, 12.1, 1.0), 34),
    "body": ((0.6, 1.5, 12.1, 5.05), 26),
    "left": ((0.6, 1.5, 5.9, 5.05), 26),
    "right": ((6.8, 1.5, 5.9, 5.05), 26),
    "footer": ((0.6, 6.65, 11.2, 0.6), 24),
}


def pptx_bytes(training: Training) -> bytes:
    """The training as a PPTX file."""
    show = pptx.Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    layouts = {
        "title": show.slide_layouts[0],
        "content": show.slide_layouts[1],
        "columns": show.slide_layouts[3],
    }
    for name, layout in layouts.items():
        _shape_layout(layout, {1: "left", 2: "right"} if name == "columns" else {1: "body"})
    _dress(show, layouts["title"])
    for slide in deck(training):
        _add(show, layouts[slide.layout], slide, training)
    _colour(show)
    _speak_british(show)
    set_properties(show, clean(training.title))
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def _speak_british(show: Any) -> None:
    """Masters, layouts and defaults come in US English, in which a program would proofread what is added."""
    # a master shares its layouts; python-pptx keeps the parts of the file and writes their trees as they are
    masters = (show.slide_master.element, show.notes_master.element)
    for root in (show.element, *masters, *(x.element for x in show.slide_layouts)):
        for words in root.iter("{*}rPr", "{*}defRPr", "{*}endParaRPr"):
            words.set("lang", LANGUAGE)


def _dress(show: Any, title: Any) -> None:
    """The look of the guide in the master: a band at the top of each slide, a broad one first."""
    for tree, width, height, number in (
        (show.slide_master.shapes._spTree, WIDTH, Inches(0.14), 90),
        (title.shapes._spTree, Inches(0.3), HEIGHT, 91),
    ):
        tree.insert(2, parse_xml(band(0, 0, width, height, number)))


def _colour(show: Any) -> None:
    """Our colours in every theme, that of the notes too."""
    for part in show.part.package.iter_parts():
        if not str(part.partname).startswith("/ppt/theme/"):
            continue
        theme = part._element if isinstance(part, XmlPart) else parse_xml(part.blob)
        for colour in theme.iter("{*}srgbClr"):
            colour.set("val", _THEME.get(colour.get("val"), colour.get("val")))
        if not isinstance(
            part, XmlPart
        ):  # the theme of the slides is kept as bytes, that of the notes as a tree
            part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _shape_layout(layout: Any, bodies: dict[int, str]) -> None:
    """Fit a layout's placeholders to the wide page; date and slide number are not used.

    `bodies` are the boxes of those that hold lines, by the number of the placeholder.
    """
    for holder in list(layout.placeholders):
        kind = holder.placeholder_format.type
        name = {
            PP_PLACEHOLDER.CENTER_TITLE: "title",
            PP_PLACEHOLDER.SUBTITLE: "subtitle",
            PP_PLACEHOLDER.TITLE: "heading",
            PP_PLACEHOLDER.OBJECT: bodies.get(holder.placeholder_format.idx),
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
    bottom = copy.deepcopy(footer._element)
    slide.shapes._spTree.append(bottom)
    kind = "title" if content.layout == "title" else "heading"
    _fill(slide.shapes.title._element, _title(content.title, kind))
    columns = (content.lines, content.right) if content.layout == "columns" else (content.lines,)
    size = min(size_for(lines, COLUMN if len(columns) > 1 else BODY) for lines in columns)
    for number, lines in enumerate(columns, 1):
        hanging = [bool(_NUMBERED.match(line)) for line in lines]
        _fill(slide.placeholders[number]._element, text_body(lines, size, hanging=hanging))
    _fill(bottom, text_body((content.source,), SMALLEST))
    if content.bar:
        slide.shapes._spTree.append(parse_xml(_bar(training)))
    if len(show.slides) > 1:
        _share_notes(show.slides[0].notes_slide.part, slide.part, len(show.slides))
    _fill(slide.notes_slide.notes_placeholder._element, notes_body(content.notes))


def _share_notes(first: Any, slide: Any, number: int) -> None:
    """Give a slide a copy of the first notes page; for a new one python-pptx searches the whole file."""
    name = PackURI(f"/ppt/notesSlides/notesSlide{number}.xml")
    page = NotesSlidePart(name, first.content_type, first.package, copy.deepcopy(first._element))
    page.relate_to(first.part_related_by(RT.NOTES_MASTER), RT.NOTES_MASTER)
    page.relate_to(slide, RT.SLIDE)
    slide.relate_to(page, RT.NOTES_SLIDE)


def _fill(shape: Any, body: str) -> None:
    shape.replace(shape.txBody, parse_xml(body))


def _title(text: str, kind: str) -> str:
    """A title as large as its box allows, but never below the smallest size."""
    (_, _, wide, high), largest = _BOXES[kind]
    room = Room((wide - 2 * _EDGES[0]) * 72 / BOLD, (high - 2 * _EDGES[1]) * 72)
    sizes = (size for size in range(largest, SMALLEST, -2) if _high(text, size, room) <= room.height)
    return text_body((text,), next(sizes, SMALLEST), bold=True)


def _high(text: str, size: int, room: Room) -> float:
    return lines_of(text, size, room.width) * size * LEADING


def _bar(training: Training) -> str:
    """The day as a bar: one stretch for each item, described in words for those who do not see it."""
    stretches = [
        (f"{i.start} {i.activity}", f"{i.activity}, {i.minutes} minutes", _COLOURS[i.kind], i.minutes)
        for i in training.agenda
    ]
    said = "; ".join(f"{i.start} {i.activity} {i.minutes} minutes" for i in training.agenda)
    box = (int(MARGIN), int(Inches(1.25)), int(WIDTH - 2 * MARGIN), int(Inches(0.22)))
    return bar(stretches, box, "Time bar", f"Time bar of the training: {said}")
