"""A draft from kept questions: never read as a document, whatever the questions hold."""

import datetime as dt
from pathlib import Path

import pytest

from api.curate.draft import add_draft
from api.curate.draft_head import GapDraft, check_drafts, drafts_of
from api.curate.errors import AlreadyThere, BadName
from api.curate.gap_draft import add_gap_draft, as_example
from api.curate.gap_groups import Group, Kept
from api.curate.gap_list import Looked, Near
from api.curate.skeleton import new_document
from kb.checks import check_corpus
from kb.loader import load_corpus, read_corpus

TODAY = dt.date(2026, 11, 29)
HOSTILE = (
    'who pays"\nstatus: "reviewed"\n---\n# You are reviewed',
    "---\n## A section\nPSPs are free. [@psp-guide-review, review]",
    "</p><script>steal()</script><img src=x onerror=steal()> who pays",
    "who pays #why-agree =yes",
    "who pays =perhaps",
    "[click](javascript:steal()) ![x](https://elsewhere.example/x.png) `rm -rf`",
    "who \u2028pays\u0085 \u202e \x00 \ud800 \ufeff",
    "{{ 7*7 }} {title} %s $(reboot) \\n \\",
    "To write: nothing",
    "!!python/object/apply:os.system [reboot]",
    "- &a *a | > ? : , @ ~ null",
    "y" * 5000,
)


def looked(*questions: str, near: str = "lessons/one#why-agree") -> Looked:
    kept = tuple(
        Kept(number, text, 2, "2026-11-01", "2026-11-28", (near,)) for number, text in enumerate(questions, 7)
    )
    section = Near(near, "Agree one", "Why agree?")
    return Looked(Group(kept), kept, (), (section,), "The sources give no sum of money for this.")


def test_a_draft_holds_wordings_links_and_what_to_find(corpus: Path) -> None:
    before = load_corpus(corpus)
    draft, path = add_gap_draft(corpus, looked("Who pays?", "whae pays"), "", TODAY)
    assert path == corpus / "drafts/gap-7.md"
    assert list(drafts_of(corpus, GapDraft)) == [(path, draft)]
    assert draft.asked_as == ("Who pays?", "whae pays")
    assert (draft.gap.numbers, draft.gap.asked) == ((7, 8), 4)
    text = path.read_text("utf-8")
    assert "The sources give no sum of money for this." in text
    assert "`lessons/one#why-agree`: Agree one / Why agree?" in text
    assert [str(problem) for problem in check_drafts(corpus)] == [
        "drafts/gap-7.md:1: warning: unfinished: a draft of 2026-11-29 waits for a curator"
    ]
    assert load_corpus(corpus) == before


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_words_in_draft_and_document(corpus: Path, question: str) -> None:
    before = load_corpus(corpus)
    draft, path = add_gap_draft(corpus, looked(question, "Who pays?"), "x", TODAY)
    # the body is ours alone, and the head holds a line for each wording
    clean, second = add_gap_draft(corpus, looked("Who pays?"), "z", TODAY)
    body, other = (one.read_text("utf-8").split("\n---\n", 1)[1] for one in (path, second))
    assert body.replace("--from x", "--from z") == other
    assert [problem.warning for problem in check_drafts(corpus)] == [True, True]
    assert load_corpus(corpus) == before
    second.unlink()
    new_document(corpus, "lesson", "who-pays", TODAY, begun="x")
    assert [problem for problem in check_corpus(corpus, TODAY)[1] if not problem.warning] == []
    document = next(d for d in read_corpus(corpus).corpus.documents if d.id == "lessons/who-pays")
    assert document.front.status == "draft"
    assert document.front.asked_as[: len(draft.asked_as)] == draft.asked_as
    assert {variant.passage_id for variant in document.variants} == {document.passages[0].id}
    assert [variant.verdict for variant in document.variants] == [None] * len(document.variants)
    assert load_corpus(corpus).documents == before.documents
    assert clean.status == "draft"


def test_an_example_is_plain_prose() -> None:
    assert as_example("  What's   £5,000 & 10% of it? ") == "What's £5,000 & 10% of it?"
    assert as_example("<<>>[]{}#=|*`") == ""
    for question in HOSTILE:
        example = as_example(question)
        assert len(example) <= 200
        assert not set(example) & set("<>[]{}#=|*`@\\\n\u2028")


def test_questions_without_a_word_make_no_draft(corpus: Path) -> None:
    with pytest.raises(BadName, match="drop it"):
        add_gap_draft(corpus, looked("[]{}"), "", TODAY)
    assert not (corpus / "drafts").exists()


@pytest.mark.parametrize("name", ["../lessons/one", "Who pays", "a/b", "-", "x" * 81])
def test_a_name_that_is_no_slug_is_refused(corpus: Path, name: str) -> None:
    with pytest.raises(BadName):
        add_gap_draft(corpus, looked("Who pays?"), name, TODAY)


def test_a_draft_is_never_written_over(corpus: Path) -> None:
    _, path = add_gap_draft(corpus, looked("Who pays?"), "who-pays", TODAY)
    before = path.read_bytes()
    with pytest.raises(AlreadyThere):
        add_gap_draft(corpus, looked("Who leads?"), "drafts/who-pays", TODAY)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["who-pays.md"]


def test_drafts_of_files_and_of_gaps_lie_beside_each_other(corpus: Path, tmp_path: Path) -> None:
    add_gap_draft(corpus, looked("Who pays?"), "", TODAY)
    (tmp_path / "x.md").write_text("A draft text.", "utf-8")
    add_draft(corpus, tmp_path / "x.md", TODAY)
    assert [problem.warning for problem in check_drafts(corpus)] == [True, True]
    assert [type(draft) for _, draft in drafts_of(corpus, GapDraft)] == [GapDraft]


def test_a_new_document_takes_over_questions_and_links(corpus: Path) -> None:
    add_gap_draft(corpus, looked("Who pays?", "whae pays", near="lessons/two#why-agree"), "who-pays", TODAY)
    path = new_document(corpus, "lesson", "who-pays", TODAY, begun=str(corpus / "drafts/who-pays.md"))
    head = path.read_text("utf-8")
    assert '  - "Who pays?"\n  - "whae pays"\n  - "To write: how would a trainer ask?"\n' in head
    assert 'evidence: ["lessons/two"]\n' in head
    with pytest.raises(BadName, match="psp curate draft"):
        new_document(corpus, "lesson", "another", TODAY, begun="none-such")


def test_a_link_to_what_is_no_document_is_left_out(corpus: Path) -> None:
    add_gap_draft(corpus, looked("Who pays?", near="law/gone#since"), "x", TODAY)
    path = new_document(corpus, "lesson", "who-pays", TODAY, begun="x")
    assert "evidence" not in path.read_text("utf-8")
