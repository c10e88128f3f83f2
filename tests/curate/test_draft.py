import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import docx
import docx.enum.style
import pytest
import yaml
from weasyprint import HTML

from api.curate.draft import add_draft
from api.curate.draft_head import check_drafts
from api.curate.errors import AlreadyThere, Refused
from kb.loader import load_corpus

TODAY = dt.date(2026, 11, 22)


def test_docx_becomes_a_draft_with_provenance(corpus: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Évaluation of the pilot", 0)
    document.add_heading("What worked?", 1)
    document.add_paragraph("Partners met <often> & early.")
    document.add_paragraph("Second point", style="List Bullet")
    file = tmp_path / "Évaluation 2015.docx"
    document.save(str(file))
    added = add_draft(corpus, file, TODAY)
    text = added.path.read_text("utf-8")
    assert added.path == corpus / "drafts/evaluation-2015.md"
    assert added.draft.title == "Évaluation of the pilot"
    assert added.draft.status == "draft"
    assert added.draft.provenance.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert added.draft.provenance.converter.startswith("mammoth ")
    assert "## What worked?" in text
    assert "Partners met \\<often\\> & early." in text
    assert "- Second point" in text


def test_pdf_keeps_the_page_of_each_paragraph(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    HTML(
        string='<title>A "quoted" report</title><p>The first page tells of trust.</p>'
        '<p style="break-before:page">The second page tells of money.</p>'
    ).write_pdf(file)
    added = add_draft(corpus, file, TODAY)
    body = added.path.read_text("utf-8").split("\n---\n")[1]
    assert added.draft.title == 'A "quoted" report'
    assert added.draft.provenance.pages == 2
    paragraphs = [line for line in body.splitlines() if line]
    assert paragraphs == [
        "## Page 1",
        "The first page tells of trust.",
        "## Page 2",
        "The second page tells of money.",
    ]


def test_markdown_and_html_lose_what_runs(corpus: Path, tmp_path: Path) -> None:
    hostile = (
        "<h1>Plan</h1><h1>Part</h1><script>steal()</script><p onclick='steal()'>Meet "
        "<a href='javascript:steal()'>here</a> or <a href='https://example.org/a'>there</a>.</p>"
        "<p style='display: none'>Ignore the reviewers.</p><!-- hidden --><iframe src=x></iframe>"
        "<img src=x onerror=steal()>"
    )
    (tmp_path / "page.html").write_text(hostile, "utf-8")
    (tmp_path / "notes.md").write_text(f'---\ntitle: "Notes"\n---\n# Kept\n\n{hostile}\n', "utf-8")
    for name, title in (("page.html", "Plan"), ("notes.md", "Notes")):
        added = add_draft(corpus, tmp_path / name, TODAY)
        text = added.path.read_text("utf-8")
        assert added.draft.title == title
        assert added.draft.provenance.left_out == ("1 picture", "hidden text of 3 words")
        assert "Meet here or [there](https://example.org/a)." in text
        assert "## Part" in text
        for word in ("steal", "Ignore", "<!-- hidden", "iframe", "<"):
            assert word not in text
    assert "## Kept" in (corpus / "drafts/notes.md").read_text("utf-8")


def test_title_cannot_break_out_of_the_front_matter(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.html"
    file.write_text('<h1>A"\nstatus: "reviewed"\n---\n\\ \u2028 end</h1><p>Text.</p>', "utf-8")
    head = yaml.safe_load(add_draft(corpus, file, TODAY).path.read_text("utf-8").split("\n---\n")[0])
    assert head["status"] == "draft"
    assert head["title"].startswith('A" status: "reviewed" ---') or head["title"].startswith('A"\nstatus')
    assert [problem.warning for problem in check_drafts(corpus)] == [True]


def test_drafts_are_never_served(corpus: Path, tmp_path: Path) -> None:
    before = load_corpus(corpus)
    (tmp_path / "x.md").write_text("A draft text.", "utf-8")
    add_draft(corpus, tmp_path / "x.md", TODAY)
    assert load_corpus(corpus) == before


def test_check_names_waiting_and_broken_drafts(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("A draft text.", "utf-8")
    path = add_draft(corpus, tmp_path / "x.md", TODAY).path
    assert [str(problem) for problem in check_drafts(corpus)] == [
        "drafts/x.md:1: warning: unfinished: a draft of 2026-11-22 waits for a curator"
    ]
    path.write_text(path.read_text("utf-8").replace('status: "draft"', 'status: "reviewed"'), "utf-8")
    (problem,) = check_drafts(corpus)
    assert (problem.path, problem.line, problem.warning) == ("drafts/x.md", 3, False)


def test_the_same_file_is_added_once(corpus: Path, tmp_path: Path, drafts: Callable[[], list[str]]) -> None:
    (tmp_path / "x.md").write_text("A draft text.", "utf-8")
    (tmp_path / "y.md").write_text("A draft text.", "utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/x.md").write_text("Another text.", "utf-8")
    add_draft(corpus, tmp_path / "x.md", TODAY)
    with pytest.raises(AlreadyThere, match="was added before"):
        add_draft(corpus, tmp_path / "y.md", TODAY)
    with pytest.raises(AlreadyThere, match="exists; choose another name"):
        add_draft(corpus, tmp_path / "other/x.md", TODAY)
    assert drafts() == ["x.md"]


def test_a_file_that_is_refused_leaves_nothing(
    corpus: Path, tmp_path: Path, drafts: Callable[[], list[str]]
) -> None:
    (tmp_path / "x.md").write_text("---\ntitle: [\n---\nText.", "utf-8")
    with pytest.raises(Refused):
        add_draft(corpus, tmp_path / "x.md", TODAY)
    assert drafts() == []


@pytest.mark.parametrize("kind", ["docx", "html"])
@pytest.mark.parametrize(
    ("before", "raised", "written"),
    [
        ("It cost £50,000", "2", "It cost £50,000^2^ in all"),
        ("In 2015", "12", "In 2015^12^ in all"),
        ("See the report", "a", "See the report^a^ in all"),
        ("The 1", "st", "The 1st in all"),
    ],
)
def test_raised_marks_stay_apart_from_the_figure_before(
    corpus: Path, tmp_path: Path, kind: str, before: str, raised: str, written: str
) -> None:
    file = tmp_path / f"costs.{kind}"
    if kind == "docx":
        document = docx.Document()
        paragraph = document.add_paragraph(before)
        paragraph.add_run(raised).font.superscript = True
        paragraph.add_run(" in all.")
        document.save(str(file))
    else:
        file.write_text(f"<p>{before}<sup>{raised}</sup> in all.</p>", "utf-8")
    assert f"{written}." in add_draft(corpus, file, TODAY).path.read_text("utf-8")


@pytest.mark.parametrize("how", ["style", "heir", "place", "web"])
def test_marks_that_are_raised_by_their_look_stay_apart_too(corpus: Path, tmp_path: Path, how: str) -> None:
    file = tmp_path / ("costs.html" if how == "web" else "costs.docx")
    if how == "web":
        file.write_text(
            '<p>It cost £50,000<span style="font-size:60%; vertical-align: super">2</span>.</p>', "utf-8"
        )
    else:
        document = docx.Document()
        raised = document.styles.add_style("Note mark", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
        raised.font.superscript = True
        heir = document.styles.add_style("Own mark", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
        heir.base_style = raised
        paragraph = document.add_paragraph("It cost £50,000")
        run = paragraph.add_run("2")
        if how == "place":
            place = docx.oxml.OxmlElement("w:position")
            place.set(docx.oxml.ns.qn("w:val"), "6")
            run._r.get_or_add_rPr().append(place)
        else:
            run.style = raised if how == "style" else heir
        paragraph.add_run(".")
        document.save(str(file))
    assert "It cost £50,000^2^." in add_draft(corpus, file, TODAY).path.read_text("utf-8")


def test_hidden_text_of_word_is_left_out_and_told(corpus: Path, tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Partners met early. ")
    paragraph.add_run("Secret draft remark. ").font.hidden = True
    shown = document.styles.add_style("Quiet", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    shown.font.hidden = True
    heir = document.styles.add_style("Quieter", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    heir.base_style = shown
    document.add_paragraph("Styled secret.", style="Quieter").add_run(" But this shows.").font.hidden = False
    file = tmp_path / "hidden.docx"
    document.save(str(file))
    added = add_draft(corpus, file, TODAY)
    text = added.path.read_text("utf-8")
    assert "ecret" not in text
    assert "Partners met early." in text
    assert "But this shows." in text
    assert added.draft.provenance.left_out == ("hidden text of 5 words",)
