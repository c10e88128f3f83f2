import csv
import io
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
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
from tests.office import assert_own_properties

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
    assert headings[:3] == ["Who answered", "Legal must-haves", "Profile"]
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
    (tmp_path / f"report.{kind}").write_bytes(export(kind))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        f"report.{kind}",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=120, capture_output=True)
    assert len(PdfReader(tmp_path / "report.pdf").pages) >= 3
