"""The Word and Markdown files, read back: every field, its help, what backs it, its place to write."""

import io
import re

import docx
import pytest
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from api.templates.docx_file import docx_bytes
from api.templates.markdown_file import markdown
from api.templates.risks import COLUMNS, MOST_HELPS, NOBODY_NAMED, OWN_COLUMNS, risks_of
from api.templates.sheet import CARE, Sheet, TemplateLibrary

BASE = "https://guide.example"
IDS = (
    "exit-plan", "first-meeting-invitation", "memorandum-of-understanding", "options-appraisal",
    "pilot-evaluation-plan", "problem-statement", "risk-register", "steering-group-terms-of-reference",
)  # fmt: skip


def _word(sheet: Sheet) -> WordFile:
    return docx.Document(io.BytesIO(docx_bytes(sheet, BASE)))


def _links(file: WordFile) -> set[str]:
    return {r.target_ref for r in file.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.HYPERLINK}


def _headings(file: WordFile, level: int) -> list[str]:
    return [p.text for p in file.paragraphs if p.style.name == f"Heading {level}"]


@pytest.mark.parametrize("template_id", IDS)
def test_word_holds_every_field_explained_with_links(library: TemplateLibrary, template_id: str) -> None:
    sheet = library.sheet(template_id)
    file = _word(sheet)
    fields = [shown for section in sheet.sections for shown in section.fields]
    assert _headings(file, 1) == [section.title for section in sheet.sections]
    assert _headings(file, 2) == [shown.field.label for shown in fields]
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    for shown in fields:
        assert shown.field.help in text
        assert not shown.field.example or f"Made-up example: {shown.field.example}" in text
        assert {f"{BASE}{backing.address}" for backing in shown.backing} <= _links(file)
        # a link shows the heading of its passage (a hyperlink's text is part of the paragraph's)
        assert all(backing.heading in text for backing in shown.backing)
    assert CARE in text
    assert file.core_properties.title == sheet.template.title
    assert file.core_properties.language == "en-GB"


@pytest.mark.parametrize("template_id", IDS)
def test_word_has_one_place_to_write_for_each_field(library: TemplateLibrary, template_id: str) -> None:
    sheet = library.sheet(template_id)
    file = _word(sheet)
    fields = [shown.field for section in sheet.sections for shown in section.fields]
    assert len(file.tables) == len(fields)
    for field, table in zip(fields, file.tables, strict=True):
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        assert caption is not None
        assert caption.get(qn("w:val")) == field.label
        if field.kind == "table":
            assert tuple(cell.text for cell in table.rows[0].cells) == field.columns
            assert len(table.rows) == 5
            assert all(not cell.text for row in table.rows[1:] for cell in row.cells)
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_rows_of_the_risk_register_come_from_the_graph(library: TemplateLibrary) -> None:
    graph = library._graph
    table = _word(library.sheet("risk-register")).tables[0]
    assert tuple(cell.text for cell in table.rows[0].cells) == (*COLUMNS, *OWN_COLUMNS)
    assert {row.cells[0].text for row in table.rows[1:]} == {b.title for b in graph.barriers.values()}
    for risk, row in zip(risks_of(graph), table.rows[1:], strict=True):
        assert row.cells[0].text == risk.barrier.title
        entry = graph.barriers[risk.barrier.id]
        assert row.cells[1].text.split("\n") == [sign.text for sign in entry.signs]
        first = graph.mitigations_for(entry.id)[0]
        assert row.cells[2].text.startswith(f"{first.mitigation.title}: {first.first_action}")
        assert all(role.title in row.cells[3].text for role in first.done_by)
        named = any(help_.done_by for help_ in graph.mitigations_for(entry.id)[:MOST_HELPS])
        assert (NOBODY_NAMED in row.cells[3].text) is not named
        assert [cell.text for cell in row.cells[4:]] == ["", "", ""], "no source can say how likely it is"


def test_a_stage_narrows_the_rows_and_nothing_else(library: TemplateLibrary) -> None:
    whole, narrow = library.sheet("risk-register"), library.sheet("risk-register", "procure")
    of_stage = {beside.node.title for beside in library._graph.barriers_of_stage("stage:procure")}
    rows = _word(narrow).tables[0].rows[1:]
    assert {row.cells[0].text for row in rows} == of_stage
    assert 0 < len(rows) < len(_word(whole).tables[0].rows) - 1
    assert narrow.only
    assert f"Only for the stage: {narrow.only.title}" in [p.text for p in _word(narrow).paragraphs]
    assert library.sheet("risk-register", "dreaming").only is None


@pytest.mark.parametrize("template_id", IDS)
def test_markdown_holds_the_same(library: TemplateLibrary, template_id: str) -> None:
    sheet = library.sheet(template_id)
    text = markdown(sheet, BASE)
    page = MarkdownIt("commonmark").enable("table").render(text)
    assert re.findall(r"<h2>(.*?)</h2>", page) == [section.title for section in sheet.sections]
    fields = [shown for section in sheet.sections for shown in section.fields]
    assert page.count("<h3>") == len(fields)
    assert page.count("<table>") == sum(f.field.kind in ("table", "from-graph") for f in fields)
    links = set(re.findall(r'href="([^"]+)"', page))
    for shown in fields:
        assert {f"{BASE}{backing.address}" for backing in shown.backing} <= links
