"""Slides, quiz, SCORM package and calendar, read back by another program, and what is offered."""

import datetime as dt
import io
import json
import re
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import icalendar
import playwright
import pptx
import pytest
import vobject
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt

from api.storage.database import now
from api.train.errors import UnknownFormat
from api.train.exports.deck import deck
from api.train.exports.documents import DOCUMENTS
from api.train.exports.docx_file import docx_bytes
from api.train.exports.gift_file import gift
from api.train.exports.ical_file import ZONE
from api.train.exports.ical_file import icalendar as calendar_of
from api.train.exports.markdown_file import markdown_zip
from api.train.exports.pptx_file import SMALLEST, pptx_bytes
from api.train.exports.scorm_file import scorm
from api.train.files import make_file, offered, zipped
from api.train.planner import Planner
from api.train.training import Training
from tests.eventually import SECONDS
from tests.office import assert_own_properties
from tests.train.conftest import wish

SCHEMAS = Path(__file__).parent / "data" / "scorm12"
# ADL's schema refers to that of IMS, whose wildcard asks for ADL's elements: both have to be known at once.
BOTH_SCHEMAS = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="adlcp_rootv1p2.xsd"/>
</xs:schema>"""


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


def test_every_slide_has_its_own_notes_and_no_number_twice(long_training: Training) -> None:
    show = pptx.Presentation(io.BytesIO(pptx_bytes(long_training)))
    assert [s.notes_slide.notes_text_frame.text for s in show.slides] == [
        s.notes for s in deck(long_training)
    ]
    for slide in show.slides:
        ids = [element.get("id") for element in slide._element.iter("{*}cNvPr")]
        assert len(ids) == len(set(ids))


def read_gift(text: str) -> list[dict[str, Any]]:
    """What an independent parser reads: gift-pegjs, run by the Node that Playwright brings along."""
    node = Path(playwright.__file__).parent / "driver" / "node"
    reader = Path(__file__).parent / "data" / "gift-pegjs" / "read.cjs"
    made = subprocess.run(
        [node, reader], input=text, capture_output=True, text=True, timeout=SECONDS, check=True
    )
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
        told = [c["feedback"]["text"] for c in read["choices"]]
        assert all(reason.text in told[n] for n, reason in written.others)
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


@pytest.mark.parametrize("month", range(1, 13))
def test_another_reader_shows_every_month_at_the_right_hour(planner: Planner, month: int) -> None:
    # vobject follows the time zone that stands in the file, as ical.js does; icalendar looks only at its name
    day = dt.date(2027, month, 15)
    made = planner.plan(wish(date=day.isoformat()), "month")
    read = vobject.readOne(calendar_of([made], "", now()).decode())
    start = read.vevent_list[0].dtstart.value
    assert start.astimezone(dt.UTC) == dt.datetime.combine(day, dt.time(9, 30), ZONE).astimezone(dt.UTC)


def test_a_follow_up_leaves_its_day_free(training: Training) -> None:
    read = vobject.readOne(calendar_of([training], "", now()).decode())
    assert [event.transp.value for event in read.vevent_list] == ["OPAQUE", "TRANSPARENT"]


def test_properties_of_slides_and_documents_are_our_own(training: Training) -> None:
    assert_own_properties(pptx_bytes(training), training.title)
    for make in DOCUMENTS.values():
        assert_own_properties(docx_bytes(make(training)), training.title)


def test_slides_and_their_masters_are_in_british_english(training: Training) -> None:
    with zipfile.ZipFile(io.BytesIO(pptx_bytes(training))) as archive:
        for name in archive.namelist():
            if re.match(r"ppt/(.+/)?[^/]+\.xml$", name):
                root = etree.fromstring(archive.read(name))
                spoken = {found.get("lang") for found in root.iter("{*}rPr", "{*}defRPr", "{*}endParaRPr")}
                assert spoken <= {"en-GB"}, name


def test_markdown_zip_holds_every_document_and_is_stable(training: Training) -> None:
    first = markdown_zip(training)
    assert markdown_zip(training) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert sorted(archive.namelist()) == sorted(f"{kind}.md" for kind in DOCUMENTS)


def test_every_file_that_is_offered_is_made_and_is_in_the_zip(planner: Planner) -> None:
    short = planner.plan(wish(minutes=30), "short")
    with zipfile.ZipFile(
        io.BytesIO(make_file(short, "everything", "https://psp.example", now()).data)
    ) as all_files:
        assert all_files.namelist() == [name for name in offered(short) if name != "everything.zip"]
        assert all(file.file_size > 100 for file in all_files.infolist())
    for name in ("plan.docx", "quiz", "calendar"):
        assert re.fullmatch(r"[a-z0-9-]+\.[a-z]+", make_file(short, name, "", now()).name)


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


def test_the_master_carries_our_look(training: Training) -> None:
    show = pptx.Presentation(io.BytesIO(pptx_bytes(training)))
    assert [shape.name for shape in show.slide_master.shapes if shape.name.startswith("Band")]
    with zipfile.ZipFile(io.BytesIO(pptx_bytes(training))) as archive:
        themes = [archive.read(n) for n in archive.namelist() if n.startswith("ppt/theme/")]
    assert any(b"0B4F6C" in theme for theme in themes)
    assert not any(b"4F81BD" in theme for theme in themes)
