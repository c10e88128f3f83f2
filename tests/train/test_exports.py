"""Every file of a training, read back by another program than the one that wrote it."""

import io
import json
import re
import subprocess
import time
import zipfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import icalendar
import playwright
import pptx
import pypdf
import pytest
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt

from api.storage.database import now
from api.train.errors import UnknownFormat
from api.train.exports.blocks import Document, Heading, Lines, Text, marked
from api.train.exports.documents import DOCUMENTS, Kind, handouts, plan
from api.train.exports.docx_file import docx_bytes
from api.train.exports.gift_file import gift
from api.train.exports.html_file import html
from api.train.exports.ical_file import icalendar as calendar_of
from api.train.exports.markdown_file import markdown, markdown_zip
from api.train.exports.pdf_file import Press
from api.train.exports.pptx_file import SMALLEST, pptx_bytes
from api.train.exports.scorm_file import scorm
from api.train.files import File, make_file, offered, zipped
from api.train.planner import Planner
from api.train.training import Training
from tests.train.conftest import wish

SCHEMAS = Path(__file__).parent / "data" / "scorm12"
# ADL's schema refers to that of IMS, whose wildcard asks for ADL's elements: both have to be known at once.
BOTH_SCHEMAS = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="adlcp_rootv1p2.xsd"/>
</xs:schema>"""
HOSTILE = '<script>alert(1)</script> "x" & **bold** [link](http://evil) =~#{}:\\ \x0b end'


@dataclass(frozen=True)
class Made:
    """Every file of one training, and how long they took together on a quiet machine."""

    files: dict[str, File]
    seconds: float


@pytest.fixture(scope="session")
def made(training: Training) -> Made:
    make_file(training, "evaluation.pdf", "", now())  # the first call imports the programs
    before = _pace()
    start = time.process_time()
    names = [name for name in offered(training) if name != "everything.zip"]
    files = {name: make_file(training, name, "https://psp.example", now()) for name in names}
    seconds = time.process_time() - start
    return Made(files, seconds / max(before, _pace()))


def _pace() -> float:
    """How many times slower than a quiet machine this one is just now: other tests share its processor.

    The same work, building and sorting a list of strings, takes 0.10 s on the quiet machine of the figures.
    """
    start = time.process_time()
    for _ in range(4):
        sorted(str(number * 7919 % 100_003) for number in range(60_000))
    return max(1.0, (time.process_time() - start) / 0.10)


@pytest.fixture(scope="session")
def hostile(training: Training) -> Training:
    """A training whose words try to get out of every format."""
    question = training.quiz[0].model_copy(update={"question": HOSTILE, "options": (HOSTILE, "b", "c")})
    objective = training.objectives[0].model_copy(update={"text": HOSTILE, "task": HOSTILE})
    item = training.agenda[0].model_copy(update={"activity": HOSTILE, "notes": HOSTILE, "summary": HOSTILE})
    return training.model_copy(
        update={
            "title": HOSTILE,
            "quiz": (question, *training.quiz[1:]),
            "objectives": (objective, *training.objectives[1:]),
            "agenda": (item, *training.agenda[1:]),
        }
    )


def test_the_plan_as_docx_has_headings_a_table_and_its_sources(made: Made, training: Training) -> None:
    file = docx.Document(io.BytesIO(made.files["plan.docx"].data))
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


def test_pdf_is_tagged_titled_and_in_its_own_font(made: Made, training: Training) -> None:
    file = pypdf.PdfReader(io.BytesIO(made.files["handouts.pdf"].data))
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


def test_slides_can_be_read_from_the_back_and_without_seeing(long_training: Training) -> None:
    show = pptx.Presentation(io.BytesIO(pptx_bytes(long_training)))
    for slide in show.slides:
        for shape in slide.placeholders:
            assert shape.has_text_frame
            assert shape.text_frame.text.strip(), "an empty placeholder"
            for paragraph in shape.text_frame.paragraphs:
                assert all(run.font.size >= Pt(SMALLEST) for run in paragraph.runs)
        footers = [s for s in slide.placeholders if s.placeholder_format.type == PP_PLACEHOLDER.FOOTER]
        assert len(footers) == 1
        assert footers[0].text_frame.text.startswith("Source")
        assert slide.shapes.title.text
        assert slide.notes_slide.notes_text_frame.text.strip()
        for shape in slide.shapes:
            if not shape.is_placeholder:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), "a picture without alt text"
    titles = [slide.shapes.title.text for slide in show.slides]
    assert titles[0] == long_training.title
    assert any(title.startswith("Plan of the day") for title in titles)


def test_no_slide_holds_more_lines_than_fit(long_training: Training) -> None:
    show = pptx.Presentation(io.BytesIO(pptx_bytes(long_training)))
    for slide in list(show.slides)[1:]:
        lines = slide.placeholders[1].text_frame.text.split("\n")
        # 66 characters of 26 points fill a line, nine lines the box; one long text may stand alone
        height = sum(-(-len(line) // 66) for line in lines)
        assert height <= 9 or len(lines) == 1


def read_gift(text: str) -> list[dict[str, Any]]:
    """What an independent parser reads: gift-pegjs, run by the Node that Playwright brings along."""
    node = Path(playwright.__file__).parent / "driver" / "node"
    reader = Path(__file__).parent / "data" / "gift-pegjs" / "read.cjs"
    made = subprocess.run([node, reader], input=text, capture_output=True, text=True, timeout=30, check=True)
    found: list[dict[str, Any]] = json.loads(made.stdout)
    return found


def test_the_quiz_is_read_by_a_gift_parser(long_training: Training) -> None:
    category, *questions = read_gift(gift(long_training))
    assert category["type"] == "Category"
    assert [q["type"] for q in questions] == ["MC"] * len(long_training.quiz)
    for read, written in zip(questions, long_training.quiz, strict=True):
        choices = [(c["text"]["text"], c["isCorrect"]) for c in read["choices"]]
        assert choices == [(option, n == written.right) for n, option in enumerate(written.options)]
        assert read["stem"]["text"] == written.question
        assert read["globalFeedback"]["text"].startswith(written.explanation.text)
        assert "Source:" in read["globalFeedback"]["text"]


def test_gift_keeps_special_characters_inside_their_question(hostile: Training) -> None:
    _, *questions = read_gift(gift(hostile))
    assert len(questions) == len(hostile.quiz)
    assert len(questions[0]["choices"]) == 3
    assert "=~#{}:" in questions[0]["stem"]["text"]


def test_the_scorm_manifest_keeps_its_schema_and_its_files_are_there(
    hostile: Training, training: Training
) -> None:
    package = etree.XMLSchema(etree.fromstring(BOTH_SCHEMAS, base_url=f"{SCHEMAS}/"))
    for made in (training, hostile):
        with zipfile.ZipFile(io.BytesIO(scorm(made))) as archive:
            manifest = etree.fromstring(archive.read("imsmanifest.xml"))
            package.assertValid(manifest)
            files = {element.get("href") for element in manifest.iter("{*}file")}
            assert files <= set(archive.namelist())
            assert {element.get("href") for element in manifest.iter("{*}resource")} <= files
            reader = _Scorm()
            reader.feed(archive.read("index.html").decode())
            assert reader.scripts == 1
            assert reader.questions == len(made.quiz)


class _Scorm(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts = self.questions = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.scripts += tag == "script"
        self.questions += tag == "fieldset"


def test_the_calendar_holds_the_training_and_its_follow_up(training: Training) -> None:
    read = icalendar.Calendar.from_ical(calendar_of([training], "https://psp.example", now()))
    events = [part for part in read.walk("VEVENT")]
    assert [event["summary"] for event in events] == [training.title, f"Follow-up: {training.title}"]
    start, end = events[0].decoded("dtstart"), events[0].decoded("dtend")
    assert (start.hour, start.minute, (end - start).total_seconds() / 60) == (9, 30, 180)
    assert f"https://psp.example/train/{training.id}" in events[0]["description"]
    later = events[1].decoded("dtstart")
    assert 90 <= (later - start.date()).days <= 183


def test_the_clocks_going_forward_do_not_stretch_a_training(planner: Planner) -> None:
    # 28 March 2027, 01:00: in Scotland the clocks go forward
    night = planner.plan(wish(date="2027-03-28", start="00:30", minutes=120), "night")
    event = icalendar.Calendar.from_ical(calendar_of([night], "", now())).walk("VEVENT")[0]
    assert event.decoded("dtend").utctimetuple()[3] == 2
    assert event.decoded("dtend").hour == 3


def test_markdown_zip_holds_every_document_and_is_stable(training: Training) -> None:
    first = markdown_zip(training)
    assert markdown_zip(training) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert sorted(archive.namelist()) == sorted(f"{kind}.md" for kind in DOCUMENTS)


def test_every_file_that_is_offered_is_made(made: Made, training: Training) -> None:
    assert set(made.files) == {name for name in offered(training) if name != "everything.zip"}
    for file in made.files.values():
        assert len(file.data) > 100
        assert re.fullmatch(r"[a-z0-9-]+\.[a-z]+", file.name)


def test_files_that_are_not_offered_are_refused(training: Training) -> None:
    with pytest.raises(UnknownFormat, match=r"no 'plan\.exe'.*plan\.docx"):
        make_file(training, "plan.exe", "", now())
    undated = training.model_copy(update={"request": wish(date=None)})
    assert "calendar.ics" not in offered(undated)
    with pytest.raises(UnknownFormat, match="Give the training a date"):
        make_file(undated, "calendar", "", now())


def test_everything_is_one_zip_of_all_files() -> None:
    with zipfile.ZipFile(
        io.BytesIO(zipped({("plan", "md"): lambda: b"a", ("quiz", "gift"): lambda: b"b"}))
    ) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "plan.md": b"a",
            "quiz.gift": b"b",
        }


@pytest.mark.exhaustive  # a time is a benchmark: run it on a quiet machine
def test_all_files_together_take_less_than_three_seconds(made: Made) -> None:
    assert made.seconds < 3


def test_cautions_stand_beside_the_words(training: Training) -> None:
    laws = [point for topic in training.topics for point in topic.points if point.cautions]
    assert laws
    assert all("check the current law" in marked(point) for point in laws)
    assert json.dumps(training.model_dump(mode="json"))
