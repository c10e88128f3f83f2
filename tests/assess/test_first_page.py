"""What the first page says, and that every file says the same."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable

import docx
from bs4 import BeautifulSoup
from lxml import etree

from api.assess.answers import Answer, Response
from api.assess.exports import EXPORTS
from api.assess.first_page import differences, first_steps
from api.assess.guidance import CorpusGuidance
from api.assess.model import Questionnaire
from api.assess.plan import Action
from api.assess.report import Subject, build_report


def test_a_must_have_has_one_state_in_every_file(
    readiness: Questionnaire, guidance: CorpusGuidance, everywhere: Callable[..., Response]
) -> None:
    people = [everywhere("a", "kept-up"), everywhere("b", "not-yet", "third")]
    report = build_report(readiness, people, Subject(id="x"), guidance)
    made = {
        kind: EXPORTS[kind][1](report, readiness, guidance, "https://psp.example")
        for kind in ("html", "docx", "csv", "xlsx", "json")
    }
    must = {question.id for question in readiness.questions if question.knock_out}
    rows = list(csv.DictReader(io.StringIO(made["csv"].decode("utf-8-sig"))))
    told = {row["question_id"]: row["legal_must_have"] for row in rows if row["legal_must_have"]}
    assert told == dict.fromkeys(must, "partners disagree")
    with zipfile.ZipFile(io.BytesIO(made["xlsx"])) as book:
        words = etree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = etree.fromstring(book.read("xl/worksheets/sheet2.xml"))
    texts = ["".join(entry.itertext()) for entry in words]
    last = [row[-1] for row in sheet.iterfind(".//{*}row")][1:]  # the column of the must-haves
    said = [texts[int(cell.findtext("{*}v"))] for cell in last if cell.get("t") == "s"]
    assert said.count("partners disagree") == len(must)
    assert "not met" not in texts
    short = f"0 not met, {len(must)} where partners disagree, 0 not known."
    word = "\n".join(p.text for p in docx.Document(io.BytesIO(made["docx"])).paragraphs)
    page = BeautifulSoup(made["html"], "lxml").text
    for text in (word, page):
        assert short in text
        assert text.count("Partners disagree: ") == len(must)
    assert {k["state"] for k in json.loads(made["json"])["knock_outs"]} == {"partners disagree"}


def test_one_answer_makes_no_hundred_per_cent(
    readiness: Questionnaire, guidance: CorpusGuidance, respond: Callable[..., Response]
) -> None:
    people = [respond("a", agreed_problem="kept-up"), respond("b", "third")]
    report = build_report(readiness, people, Subject(id="x"), guidance)
    core = sum(question.depth == "core" for question in readiness.questions)
    who = f"third sector: nobody yet, of 1 invited. 1 of {core} core questions have a figure."
    for kind in ("html", "docx"):
        data = EXPORTS[kind][1](report, readiness, guidance, "https://psp.example")
        text = BeautifulSoup(data, "lxml").text if kind == "html" else ""
        if kind == "docx":
            made = docx.Document(io.BytesIO(data))
            cells = [cell.text for table in made.tables for cell in table._cells]
            text = "\n".join([*(p.text for p in made.paragraphs), *cells])
        assert who in text
        assert "100 %" not in text
        assert "At no question did two people choose a step" in text
        assert "Too few answers: 1 of 3 questions" in text


def test_the_first_page_tells_the_plan_and_what_is_still_open(
    readiness: Questionnaire, guidance: CorpusGuidance, everywhere: Callable[..., Response]
) -> None:
    people = [everywhere("a", "kept-up"), everywhere("b", "not-yet", "third")]
    suggested = build_report(readiness, people, Subject(id="x"), guidance)
    assert first_steps(suggested).title == "What to do first (suggested, not agreed)"
    settled = suggested.spread[0].question
    plan = Action(action="Write one page", owner="Head of commissioning", date=dt.date(2027, 1, 29))
    subject = Subject(
        id="x",
        agreed={settled: Answer(option="started")},
        actions=(plan, Action(action="Old", done=True)),
        plan_revision=1,
    )
    report = build_report(readiness, people, subject, guidance)
    steps, apart = first_steps(report), differences(report)
    assert steps.title == "Our plan (1 to do, 1 done)"
    assert steps.lines == (("Write one page", "Head of commissioning, 29 January 2027"),)
    assert apart.title == "The largest differences still open (1 agreed)"
    assert suggested.spread[0].text not in [text for text, _ in apart.lines]
    data = EXPORTS["docx"][1](report, readiness, guidance, "https://psp.example")
    heads = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs if p.style.name == "Heading 1"]
    assert heads[:4] == ["On one page", "Plan", "What was agreed", "Who answered"]
    page = BeautifulSoup(EXPORTS["html"][1](report, readiness, guidance, ""), "lxml")
    assert [h2.text for h2 in page.find_all("h2")][:4] == heads[:4]


def test_what_was_planned_last_time_is_shown_and_carried_on(
    readiness: Questionnaire, guidance: CorpusGuidance, everywhere: Callable[..., Response]
) -> None:
    before = (
        Action(action="Meet monthly", owner="Chair", date=dt.date(2026, 3, 1)),
        Action(action="Write it down", done=True),
    )
    subject = Subject(id="x", earlier_actions=before)
    report = build_report(readiness, [everywhere("a", "not-yet")], subject, guidance)
    assert report.plan.actions[0] == Action(
        action="Meet monthly", owner="Chair"
    )  # the day is for them to set
    assert "Write it down" not in [action.action for action in report.plan.actions]
    page = BeautifulSoup(EXPORTS["html"][1](report, readiness, guidance, ""), "lxml")
    rows = page.find("h2", id="as-before").find_next("tbody").find_all("tr")
    assert [row.find_all("td")[-1].text for row in rows] == ["no", "yes"]
    data = EXPORTS["docx"][1](report, readiness, guidance, "https://psp.example")
    assert "The plan of last time" in [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
