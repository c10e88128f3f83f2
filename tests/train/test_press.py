"""Our own press: what it prints, as poppler and pypdf read it back."""

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.train.exports.blocks import Block, Codes, Document, Grid, Heading, Lines, Text, Writing, texts
from api.train.exports.documents import DOCUMENTS, Kind, document
from api.train.exports.pdf_file import Press, writes
from api.train.exports.press.flow import Flow
from api.train.exports.press.paper import BOTTOM, SIDE, TOP
from api.train.training import Training

BASE = "https://psp.example"
ROOM = 0.6  # of a point: what poppler rounds
needs_poppler = pytest.mark.skipif(
    shutil.which("pdfinfo") is None, reason="no poppler: order and place NOT read"
)
WORDS = st.text("aZ Ää£€-/–.,:;[]()'\"0", min_size=1, max_size=400)
LINES = st.lists(WORDS, max_size=6).map(tuple)
CELLS = st.lists(st.tuples(WORDS, WORDS), max_size=4).map(tuple)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, WORDS, st.integers(1, 3), st.booleans()),
    st.builds(Text, WORDS, st.just("") | WORDS),
    st.builds(Lines, LINES, st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    st.builds(Grid, WORDS, st.tuples(WORDS, WORDS), CELLS, st.just((70, 30)), st.booleans(), st.booleans()),
    st.builds(Writing, st.integers(0, 40)),
    st.builds(Codes, st.lists(st.tuples(WORDS, st.just(f"{BASE}/s/a1")), max_size=3).map(tuple)),
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def run(tool: str, *options: str, data: bytes, folder: Path) -> str:
    file = folder / "printed.pdf"
    file.write_bytes(data)
    made = subprocess.run(
        [tool, *options, file, *(["-"] if tool == "pdftotext" else [])], capture_output=True, check=True
    )
    assert not made.stderr, made.stderr
    return made.stdout.decode()


def told(data: bytes, folder: Path) -> str:
    """What a screen reader is told, in the order of the structure, without the marks of lists."""
    lines = run("pdfinfo", "-struct-text", data=data, folder=folder).splitlines()
    found, label = [], False
    for line in lines:
        said = re.fullmatch(r'\s*"(.*)"', line)
        if said and not label:
            found.append(said[1])
        elif not said:
            label = line.strip().startswith("Lbl")
    return squeezed("".join(found))


def wanted(document: Document) -> str:
    return squeezed("".join(texts(document)))


@needs_poppler
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_structure_tells_all_words_in_their_order(
    kind: Kind, long_training: Training, tmp_path: Path
) -> None:
    made = document(long_training, kind, BASE)
    # between the title of a code and its address stands a colon that is no text of the document
    expected = re.sub(r":(?=https://psp)", "", wanted(made))
    assert re.sub(r":(?=https://psp)", "", told(Flow(made).pdf(), tmp_path)) == expected


@needs_poppler
@settings(max_examples=60, deadline=None)
@given(blocks=st.lists(BLOCKS, max_size=8).map(tuple), wide=st.booleans())
def test_whatever_is_printed_stays_inside_the_margins(
    tmp_path_factory: pytest.TempPathFactory, blocks: tuple[Block, ...], wide: bool
) -> None:
    data = Flow(Document("Title", "Where and when", blocks, wide)).pdf()
    pages = ET.fromstring(run("pdftotext", "-bbox", data=data, folder=tmp_path_factory.mktemp("press")))
    for page in pages.iter("{*}page"):
        width, height = float(page.get("width", 0)), float(page.get("height", 0))
        for word in page.iter("{*}word"):
            left, up, right, down = (float(word.get(side, 0)) for side in ("xMin", "yMin", "xMax", "yMax"))
            assert left >= SIDE - ROOM
            assert right <= width - SIDE + ROOM
            assert up >= TOP - 4 * ROOM
            assert (
                down <= height - BOTTOM + 4 * ROOM or down > height - BOTTOM * 0.75
            )  # the number of the page


def nodes(element: Any) -> Iterator[Any]:
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield from nodes(found)


def test_tables_name_their_columns_and_pictures_have_words(training: Training) -> None:
    file = pypdf.PdfReader(io.BytesIO(Flow(document(training, "handouts", BASE)).pdf()), strict=True)
    parts = list(nodes(file.trailer["/Root"]["/StructTreeRoot"]["/K"].get_object()))
    heads = [part for part in parts if part["/S"] == "/TH"]
    pictures = [part for part in parts if part["/S"] == "/Figure"]
    assert heads
    assert pictures
    assert all(head["/A"]["/Scope"] == "/Column" for head in heads)
    assert all(str(picture["/Alt"]).startswith("QR code: ") for picture in pictures)
    titles = [mark.title for mark in file.outline if not isinstance(mark, list)]
    assert titles == [training.title]


def test_a_row_longer_than_a_page_goes_on_and_its_head_stands_on_each_page() -> None:
    words = [f"word{number}" for number in range(3000)]
    grid = Grid("Long", ("Left", "Right"), ((" ".join(words), "x"),), (50, 50))
    file = pypdf.PdfReader(io.BytesIO(Flow(Document("t", "s", (grid,))).pdf()))
    assert len(file.pages) > 5
    printed = [page.extract_text() for page in file.pages]
    assert all("Left" in page for page in printed)
    assert re.findall(r"word\d+", "\n".join(printed)) == words


def test_a_question_stays_with_the_lines_for_its_answer() -> None:
    asked = [Text(f"question {number}") for number in range(40)]
    options = ("yes", "no")
    for room in (Writing(3), Lines(options, boxes=True), Lines(options, boxes=True, row=True)):
        blocks = tuple(block for question in asked for block in (question, room))
        file = pypdf.PdfReader(io.BytesIO(Flow(Document("t", "s", blocks)).pdf()))
        assert len(file.pages) > 2
        for page in file.pages:
            lines = [line for line in page.extract_text().splitlines() if "/" not in line]
            assert isinstance(room, Writing) or lines[-1] in ("no", "yes no")
            assert isinstance(room, Lines) or len(re.findall("question", " ".join(lines))) <= 8


def test_a_long_list_of_boxes_begins_where_there_is_room() -> None:
    things = Lines(tuple(f"thing {number}" for number in range(60)), boxes=True)
    file = pypdf.PdfReader(io.BytesIO(Flow(Document("t", "s", (Text("to take along"), things))).pdf()))
    assert "thing 0" in file.pages[0].extract_text()


@pytest.mark.parametrize("letter", ["…", "é", "€", "ł", "א", "日", "\u00ad", "e\u0301"])
def test_letters_that_the_font_lacks_are_set_by_the_other_way(letter: str) -> None:
    strange = Document("Title", "s", (Grid("c", ("h",), ((f"before {letter} after",),), (100,)),))
    assert writes(strange) == (letter in "…é€")
    written = pypdf.PdfReader(io.BytesIO(Press().pdf(strange)))
    assert ("PSP Guide" in str(written.metadata)) == writes(strange)
    if writes(strange):
        assert letter in written.pages[0].extract_text()


def test_no_document_of_a_training_needs_the_slow_way(training: Training, long_training: Training) -> None:
    for made in (training, long_training):
        assert all(writes(document(made, kind, BASE)) for kind in DOCUMENTS)
