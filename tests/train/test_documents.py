"""The documents of a training in every format, read back by another program than the one that wrote it."""

import io
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import docx
import pptx
import pypdf
import pytest
import zxingcpp
from docx.shared import Mm, Pt
from PIL import Image

from api.train.exports.blocks import Codes, Document, Grid, Heading, Lines, Text, Writing, marked
from api.train.exports.documents import DOCUMENTS, Kind, evaluation, handouts, plan
from api.train.exports.docx_file import docx_bytes
from api.train.exports.html_file import html
from api.train.exports.markdown_file import markdown
from api.train.exports.pdf_file import Press
from api.train.exports.pptx_file import pptx_bytes
from api.train.planner import Planner
from api.train.training import Training
from tests.train.conftest import wish


def test_the_plan_as_docx_has_headings_a_table_and_its_sources(training: Training) -> None:
    file = docx.Document(io.BytesIO(docx_bytes(plan(training))))
    headings = [p.text for p in file.paragraphs if p.style.name.startswith("Heading")]
    assert [
        h for h in headings if h in ("Objectives", "Plan", "Facilitator notes", "Follow-up", "Sources")
    ] == ["Objectives", "Plan", "Facilitator notes", "Follow-up", "Sources"]
    table = file.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "Time",
        "Min",
        "Activity",
        "Aim",
        "Materials",
        "Lead",
        "Notes",
    ]
    assert len(table.rows) == 1 + len(training.agenda)
    assert sum(int(row.cells[1].text) for row in table.rows[1:]) == training.minutes
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert file.core_properties.title == training.title


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_mark_in_a_document_has_its_entry_under_sources(kind: Kind, training: Training) -> None:
    document = DOCUMENTS[kind](training)
    text = markdown(document).replace("\\", "")
    body, _, listed = text.partition("## Sources")
    used = set(re.findall(r"\[(\d+)\]", body))
    assert used <= set(re.findall(r"^- \[(\d+)\]", listed, re.M))
    assert used or kind in ("evaluation", "checklist")


def test_answers_are_in_the_hand_outs_with_answers_alone(training: Training) -> None:
    without, with_answers = (markdown(handouts(training, answers)) for answers in (False, True))
    for objective in training.objectives:
        for line in objective.look_for:
            assert line.text.split(":")[0] in with_answers.replace("\\", "")
    assert "A good answer contains" not in without
    assert "Right:" not in without
    assert "Answer:" not in without
    assert with_answers.count("**Right:**") == len(training.quiz)
    against = sum(with_answers.count(f"Not {letter}: ") for letter in "abc")
    assert against == sum(len(question.others) for question in training.quiz)


class _Balanced(HTMLParser):
    """Counts tags, so that a stray one shows."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.scripts += tag == "script"
        if tag not in ("meta", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_and_nothing_gets_out_of_it(hostile: Training) -> None:
    for make in DOCUMENTS.values():
        reader = _Balanced()
        text = html(make(hostile))
        reader.feed(text)
        assert reader.open == []
        assert reader.scripts == 0
        assert "style=" not in text


def test_markdown_keeps_text_as_text(hostile: Training) -> None:
    text = markdown(plan(hostile))
    assert "<script>" not in text.replace("\\<", "")
    assert "](http" not in text.replace("\\]", "")


def test_docx_and_pptx_of_hostile_words_can_be_opened(hostile: Training) -> None:
    assert "alert(1)" in docx.Document(io.BytesIO(docx_bytes(plan(hostile)))).paragraphs[0].text
    assert "alert(1)" in pptx.Presentation(io.BytesIO(pptx_bytes(hostile))).slides[0].shapes.title.text


def test_pdf_is_tagged_titled_and_in_its_own_font(training: Training) -> None:
    file = pypdf.PdfReader(io.BytesIO(Press().pdf(handouts(training))))
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "en-GB"
    assert file.metadata.title == training.title
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in file.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("Roboto" in font for font in fonts)
    assert training.objectives[0].text.split()[0] in file.pages[0].extract_text()


def test_pdf_loads_nothing_from_outside() -> None:
    outside = Document(
        "t",
        "",
        (
            Text('<img src="http://127.0.0.1:9/x.png"><link rel="stylesheet" href="file:///etc/passwd">'),
            Lines(("a",)),
            Heading("h"),
        ),
    )
    text = pypdf.PdfReader(io.BytesIO(Press().pdf(outside))).pages[0].extract_text()
    assert "<img" in text


def test_an_answer_stays_on_the_page_of_its_question_in_word() -> None:
    options, long = Lines(("yes", "no"), boxes=True), Lines(tuple("abcdefghij"), boxes=True)
    blocks = (Text("asked"), options, Text("written"), Writing(3), Text("to do"), long)
    file = docx.Document(io.BytesIO(docx_bytes(Document("t", "s", blocks))))
    kept = {p.text for p in file.paragraphs if p._p.xpath("./w:pPr/w:keepNext")}
    assert kept == {"asked", "☐\tyes", "written", ""}
    rules = [bool(p._p.xpath("./w:pPr/w:keepNext")) for p in file.paragraphs if p._p.xpath("./w:pPr/w:pBdr")]
    assert rules == [True, True, False]


@pytest.mark.parametrize("minutes", [60, 180, 240, 360])
def test_the_evaluation_form_is_one_page(planner: Planner, minutes: int) -> None:
    form = evaluation(planner.plan(wish(minutes=minutes, topics=[]), "x"))
    assert len(pypdf.PdfReader(io.BytesIO(Press().pdf(form))).pages) == 1
    rows = [block for block in form.blocks if isinstance(block, Lines)]
    assert rows
    assert all(block.row and block.boxes for block in rows)
    words = [p.text for p in docx.Document(io.BytesIO(docx_bytes(form))).paragraphs]
    assert all("\t".join(f"☐ {item}" for item in block.items) in words for block in rows)
    assert html(form).count('class="boxes row"') == len(rows)


def test_a_checklist_names_only_rooms_that_have_to_be_special(training: Training) -> None:
    assert not [line for line in training.checklist.before if "No special room" in line]


def test_cards_can_be_read_at_arms_length(training: Training) -> None:
    cards = {block.caption for block in handouts(training).blocks if isinstance(block, Grid) and block.large}
    assert cards
    file = docx.Document(io.BytesIO(docx_bytes(handouts(training))))
    assert file.styles["Card text"].font.size >= Pt(14)
    cells = [row.cells[0] for table in file.tables for row in table.rows]
    assert "Card text" in {paragraph.style.name for cell in cells for paragraph in cell.paragraphs}
    assert 'class="tall large"' in html(handouts(training))


def test_cautions_stand_beside_the_words(training: Training) -> None:
    laws = [point for topic in training.topics for point in topic.points if point.cautions]
    assert laws
    assert all("check the current law" in marked(point) for point in laws)


def test_codes_lead_to_the_address_beside_them(training: Training, tmp_path: Path) -> None:
    assert "<svg" not in html(
        handouts(training)
    )  # without the address of a server there is nothing to lead to
    document = handouts(training, base="https://psp.example")
    codes = [item for block in document.blocks if isinstance(block, Codes) for item in block.items]
    assert len(codes) >= 3
    file = docx.Document(io.BytesIO(docx_bytes(document)))
    pictures = [
        (
            inline.docPr.get("descr"),
            file.part.related_parts[inline.graphic.graphicData.pic.blipFill.blip.embed],
        )
        for inline in file.element.body.iter("{*}inline")
    ]
    read = [
        (alt, zxingcpp.read_barcodes(Image.open(io.BytesIO(part.blob)))[0].text) for alt, part in pictures
    ]
    assert read == [(f"QR code of {address}: {title}", address) for title, address in codes]
    # the words stand beside the picture, and the line that leads in stays with the first
    beside = [p for p in file.paragraphs if p._p.xpath(".//w:drawing")]
    assert {p.style.name for p in beside} == {"Code"}
    style = file.styles["Code"].paragraph_format
    assert style.left_indent == -style.first_line_indent == style.tab_stops[0].position > Mm(18)
    leading = [p for p in file.paragraphs if p.text == "Read on:"]
    assert leading
    assert all(p._p.xpath("./w:pPr/w:keepNext") for p in leading)
    # a source has its number and no other mark
    assert not [p.text for p in file.paragraphs if p.style.name == "List Bullet" and p.text.startswith("[")]
    if shutil.which("pdftoppm") is None:
        pytest.skip("no pdftoppm: the codes of the PDF are NOT read")
    printed = Press().pdf(document)
    lines = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed)).pages)
    assert [address for _, address in codes if address not in lines] == []  # none broken over two lines
    # on paper too, as a camera sees it
    (tmp_path / "sheets.pdf").write_bytes(printed)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "sheets.pdf", "page"], cwd=tmp_path, check=True)
    seen = {
        code.text for page in tmp_path.glob("page-*.png") for code in zxingcpp.read_barcodes(Image.open(page))
    }
    assert seen == {address for _, address in codes}
