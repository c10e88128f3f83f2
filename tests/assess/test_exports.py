import csv
import datetime as dt
import io
import re
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from lxml import etree
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from api.assess.answers import Answer, Response
from api.assess.exports import EXPORTS
from api.assess.guidance import CorpusGuidance
from api.assess.loader import Library
from api.assess.model import SECTORS, Questionnaire
from api.assess.render import report_html
from api.assess.report import Report, Subject, build_report
from api.assess.scoring import score_dimensions
from api.assess.trend import compare
from tests.office import as_pdf, assert_own_properties

HOSTILE = '=HYPERLINK("http://x") <script>\x07 & "quotes"'


@pytest.fixture(scope="module")
def report(readiness: Questionnaire, guidance: CorpusGuidance) -> Report:
    return of_people(readiness, guidance, 5)


def of_people(readiness: Questionnaire, guidance: CorpusGuidance, count: int) -> Report:
    people = []
    for number in range(count):
        steps = [level.id for level in readiness.scales[0].levels] + ["dont-know"]
        answers = {
            question.id: Answer(option=steps[(number + place) % 5], comment=HOSTILE if place == 0 else "")
            for place, question in enumerate(readiness.questions)
        }
        people.append(Response(respondent=str(number), sector=SECTORS[number % 4], answers=answers))
    return build_report(readiness, people, Subject(id="x", organisation="Strathmuir"), guidance)


@pytest.fixture(scope="module")
def export(report: Report, readiness: Questionnaire, guidance: CorpusGuidance) -> Callable[[str], bytes]:
    return lambda kind: EXPORTS[kind][1](report, readiness, guidance, "https://psp.example")


def test_the_page_stands_alone_and_its_links_open(export: Callable[[str], bytes]) -> None:
    page = export("html").decode()
    assert "<script" not in page
    assert "src=" not in page
    assert 'href="https://psp.example/knowledge/' in page
    assert page.count("<h1") == 1


def test_terms_in_the_page_add_up_to_the_sum(export: Callable[[str], bytes], report: Report) -> None:
    first = report.dimensions[0]
    shown = " + ".join(f"{term.value:g}" for term in first.terms if term.value is not None)
    assert f"<strong>{shown} = {first.score:g}</strong> of {first.of}." in export("html").decode()


def test_csv_has_one_row_a_question_and_no_formula(
    export: Callable[[str], bytes], readiness: Questionnaire
) -> None:
    data = export("csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["question_id"] for row in rows] == [question.id for question in readiness.questions]
    assert not any(str(cell).startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_docx_has_headings_repeated_heading_rows_and_links(export: Callable[[str], bytes]) -> None:
    document = docx.Document(io.BytesIO(export("docx")))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name.startswith("Heading 1")]
    assert headings[:4] == ["On one page", "Who answered", "Legal must-haves", "Profile"]
    assert document.core_properties.language == "en-GB"
    links = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert links
    assert all(link.startswith("https://psp.example/knowledge/") for link in links)
    xml = document.element.xml
    assert xml.count("w:tblHeader") == len(document.tables)
    assert "<script>" in "".join(p.text for p in document.paragraphs)


def test_xlsx_holds_text_and_no_formula(export: Callable[[str], bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(export("xlsx"))) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 6
        for name in book.namelist():
            if name.endswith(".xml"):
                tree = etree.fromstring(book.read(name))
                assert not tree.findall(".//{*}f[@t]")
        assert not any(b"<f>" in book.read(name) for name in sheets)
        assert any(name.startswith("xl/charts/chart") for name in book.namelist())


def test_pdf_is_tagged_with_language_title_and_bookmarks(library: Library, guidance: CorpusGuidance) -> None:
    short = library.get("psp-options-check")  # laying out a PDF takes seconds for the long one
    report = of_people(short, guidance, 1)
    pdf = PdfReader(io.BytesIO(EXPORTS["pdf"][1](report, short, guidance, "https://psp.example")))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/StructTreeRoot"]
    assert b"pdfuaid" not in raw_metadata(root)  # no claim that nothing here can check
    elements = list(structure(root["/StructTreeRoot"]))
    figures = [element for element in elements if element["/S"] == "/Figure"]
    heads = [element for element in elements if element["/S"] == "/TH"]
    assert figures
    assert all(figure.get("/Alt") for figure in figures)
    assert {head["/A"]["/Scope"] for head in heads} == {"/Column", "/Row"}
    assert pdf.metadata
    assert pdf.metadata.title == "Is a PSP right for this service? – Strathmuir"
    assert len(pdf.outline) >= 1


def raw_metadata(root: DictionaryObject) -> bytes:
    found: bytes = root["/Metadata"].get_data() if "/Metadata" in root else b""
    return found


def structure(element: DictionaryObject) -> Iterator[DictionaryObject]:
    """Every element below `element` in the tree of a tagged PDF."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield found
            yield from structure(found)


def test_the_properties_of_the_word_file_are_our_own(export: Callable[[str], bytes]) -> None:
    assert_own_properties(export("docx"), "Is our partnership ready")


def test_the_report_of_fifty_is_made_in_under_a_second(
    readiness: Questionnaire, guidance: CorpusGuidance
) -> None:
    of_people(readiness, guidance, 5)  # the corpus is looked through once
    begun = time.process_time()
    report = of_people(readiness, guidance, 50)
    page = report_html(report, readiness, guidance, "")
    assert time.process_time() - begun < 1.0
    assert "no. of people" not in page
    assert sum(people.answered for people in report.respondents) == 50


def test_the_same_answers_give_the_same_bytes(readiness: Questionnaire, guidance: CorpusGuidance) -> None:
    one, two = (of_people(readiness, guidance, 5).model_dump_json() for _ in range(2))
    assert one == two


@pytest.mark.exhaustive
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_libreoffice_opens_it(export: Callable[[str], bytes], tmp_path: Path, kind: str) -> None:
    report = tmp_path / f"report.{kind}"
    report.write_bytes(export(kind))
    (printed,) = as_pdf([report], tmp_path, seconds=120)
    assert len(PdfReader(printed).pages) >= 3


def two_rounds(readiness: Questionnaire, guidance: CorpusGuidance) -> Report:
    """Five people, a round before, and the dates: the fullest first page that there is."""
    now, then = (
        [
            Response(
                respondent=str(n),
                sector=SECTORS[n % 4],
                answers={
                    q.id: Answer(
                        option=[level.id for level in readiness.scales[0].levels][(n + place + off) % 4]
                    )
                    for place, q in enumerate(readiness.questions)
                },
            )
            for n in range(5)
        ]
        for off in (0, 1)
    )
    before, after = ((readiness, score_dimensions(readiness, people)) for people in (then, now))
    dates = {"begun": dt.date(2026, 11, 1), "changed": dt.date(2027, 3, 1)}
    subject = Subject(id="x", organisation="Strathmuir furniture re-use partnership", **dates)
    return build_report(readiness, now, subject, guidance, compare(before, after, [], "before"))


def test_the_first_page_of_the_pdf_is_the_whole_summary(
    readiness: Questionnaire, guidance: CorpusGuidance
) -> None:
    report = two_rounds(readiness, guidance)
    data = EXPORTS["pdf"][1](report, readiness, guidance, "https://psp.example")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    first, second = pages[:2]
    words = " ".join(first.split())
    for text in ("On one page", "last changed 1 March 2027", report.priorities[4].role.title, "They prove"):
        assert text.casefold() in words.casefold(), text
    assert "Who answered" in second
    assert "Who answered" not in first
    html = EXPORTS["html"][1](report, readiness, guidance, "https://psp.example")
    stays_with_what_follows(pages, BeautifulSoup(html, "lxml"))


def stays_with_what_follows(pages: list[str], page: BeautifulSoup) -> None:
    """No page ends on a heading or on what leads in, and no words of a step stand each on a line."""
    heads = {"".join(head.text.split()) for head in page.select("h2, h3, caption, section > p")}
    assert len(heads) > 30
    for text in pages:
        lines = ["".join(line.split()) for line in text.splitlines() if line.strip()]
        lines = [line for line in lines if not re.fullmatch(r"\d+of\d+", line)]
        assert not [head for head in heads if len(lines[-1]) > 9 and head.endswith(lines[-1])], lines[-1]
        assert not [line for line in lines if re.search(r"\dBetween$", line)]


def test_the_word_file_has_charts_that_word_can_change(
    readiness: Questionnaire, guidance: CorpusGuidance
) -> None:
    report = two_rounds(readiness, guidance)
    data = EXPORTS["docx"][1](report, readiness, guidance, "https://psp.example")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = sorted(name for name in archive.namelist() if name.startswith("word/charts/chart"))
        trees = [etree.fromstring(archive.read(name)) for name in charts]
        books = [name for name in archive.namelist() if name.startswith("word/embeddings/")]
        page = etree.fromstring(archive.read("word/document.xml"))
    series = [[name.text for name in tree.iterfind(".//{*}ser/{*}tx//{*}v")] for tree in trees]
    assert series == [["Now"], ["Then", "Now"]]
    drawn = [float(v.text or "nan") for v in trees[0].iterfind(".//{*}val//{*}v")]
    assert drawn == [score.share for score in report.dimensions]
    assert len(books) == 2
    told = [drawing.get("descr") for drawing in page.iterfind(".//{*}docPr")]
    assert len(told) == 2
    assert all(report.dimensions[0].title in words for words in told)


def test_the_heat_map_is_worked_out_by_sector(readiness: Questionnaire, guidance: CorpusGuidance) -> None:
    first, second = readiness.dimensions[0].questions[:2]
    top = readiness.scale_of(first).levels
    people = [
        Response(respondent="1", sector="public", answers={first.id: Answer(option=top[3].id)}),
        Response(respondent="2", sector="public", answers={first.id: Answer(option=top[0].id)}),
        Response(
            respondent="3",
            sector="third",
            answers={first.id: Answer(option=top[1].id), second.id: Answer(option=top[1].id)},
        ),
        Response(respondent="4", sector="intermediary", answers={first.id: Answer(option="dont-know")}),
    ]
    row, *others = build_report(readiness, people, Subject(id="x"), guidance).heat
    # public: one of three core questions is too few; third: 1 + 1 of 3 + 3; who knows nothing has no column
    assert [(cell.sector, cell.share, cell.shade) for cell in row.cells] == [
        ("public", None, None),
        ("third", 0.333, 1),
    ]
    assert all(cell.share is None for other in others for cell in other.cells)
