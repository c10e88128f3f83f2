import datetime as dt
from pathlib import Path

import pytest

from api.curate.errors import AlreadyThere, BadName
from api.curate.skeleton import kinds, new_document
from kb.checks import check_corpus
from kb.loader import load_corpus

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize("kind", kinds())
def test_skeleton_is_only_unfinished(corpus: Path, kind: str) -> None:
    before = check_corpus(corpus, TODAY)[1]
    path = new_document(corpus, kind, "a-new-one", TODAY)
    added = [problem for problem in check_corpus(corpus, TODAY)[1] if problem not in before]
    assert before == []
    assert added
    assert {problem.path for problem in added} == {path.relative_to(corpus).as_posix()}
    assert all(problem.warning and problem.text.startswith("unfinished:") for problem in added)


def test_skeleton_is_never_among_the_documents_that_are_served(corpus: Path) -> None:
    new_document(corpus, "lesson", "a-new-one", TODAY)
    assert [document.id for document in load_corpus(corpus).documents] == ["lessons/one", "lessons/two"]


def test_placeholders_left_in_a_reviewed_document_are_problems(corpus: Path) -> None:
    path = new_document(corpus, "lesson", "a-new-one", TODAY)
    path.write_text(path.read_text("utf-8").replace('status: "draft"\n', ""), "utf-8")
    faults = [problem for problem in check_corpus(corpus, TODAY)[1] if not problem.warning]
    assert any(problem.text == "unfinished: title still holds 'To write:'" for problem in faults)
    assert any("the text still holds" in problem.text and problem.line == 19 for problem in faults)
    assert any("nothing links to this document" in problem.text for problem in faults)


def test_reviewed_document_must_not_link_to_a_draft(corpus: Path) -> None:
    new_document(corpus, "lesson", "later", TODAY)
    path = corpus / "lessons/one.md"
    path.write_text(
        path.read_text("utf-8").replace('["lessons/two"]', '["lessons/two", "lessons/later"]'), "utf-8"
    )
    faults = [problem for problem in check_corpus(corpus, TODAY)[1] if not problem.warning]
    assert [(problem.path, problem.line) for problem in faults] == [("lessons/one.md", 9)]
    assert "draft 'lessons/later'" in faults[0].text


def test_folder_before_the_name_is_accepted(corpus: Path) -> None:
    assert new_document(corpus, "method", "methods/survey", TODAY) == corpus / "methods/survey.md"


def test_nothing_is_written_over(corpus: Path) -> None:
    path = corpus / "lessons/one.md"
    before = path.read_bytes()
    with pytest.raises(AlreadyThere, match=r"one\.md exists"):
        new_document(corpus, "lesson", "one", TODAY)
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == ["one.md", "two.md"]


@pytest.mark.parametrize(
    "name", ["", "../evil", "Upper-Case", "two words", "pilots/x", "a/b", "x" * 81, "café"]
)
def test_bad_names_are_refused_with_an_example(corpus: Path, name: str) -> None:
    with pytest.raises(BadName, match="lessons/agree-first"):
        new_document(corpus, "lesson", name, TODAY)


def test_unknown_kind_and_source(corpus: Path) -> None:
    with pytest.raises(BadName, match="there is no kind 'story'; choose one of lesson, pilot"):
        new_document(corpus, "story", "x", TODAY)
    with pytest.raises(BadName, match=r"'nobody' is not in sources\.yml"):
        new_document(corpus, "lesson", "x", TODAY, source="nobody")
