"""What a curator may do wrong in a document: each named with path, line and remedy, and nothing is served."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.checks import check_corpus
from kb.errors import CorpusError
from kb.loader import load_corpus

TODAY = dt.date(2026, 11, 22)


def _faults(corpus: Path) -> list[str]:
    return [str(problem) for problem in check_corpus(corpus, TODAY)[1] if not problem.warning]


def _change(corpus: Path, old: str, new: str, name: str = "one") -> None:
    path = corpus / "lessons" / f"{name}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_sound_corpus_has_no_problem(corpus: Path) -> None:
    assert check_corpus(corpus, TODAY)[1] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('kind: "lesson"', 'kind: "lesson', 4, "broken YAML"),
        ('title: "Agree one"', "title: No", 4, "write it in double quotes"),
        ('stage: ["decide"]', 'stage: ["later"]', 6, "unknown stage 'later'"),
        ('reviewed: "2026-11-22"', 'reviewed: "2026-11-31"', 10, "no such day"),
        ('review_by: "2027-11-22"', 'review_by: "2026-01-01"', 11, "later than reviewed"),
        ('summary: "Both', 'colour: "red"\nsummary: "Both', 5, "colour: extra inputs"),
        ('"agre what"]', '"agre what #nowhere"]', 8, "no heading of this document"),
        ("[@psp-guide-review, review]", "[@nobody, review]", 14, "add it to sources.yml"),
        ("[@psp-guide-review, review]", "", 14, "has to end with a citation"),
        ("[@psp-guide-review, review]", "[@psp-guide-review]", 14, "lacks a locator"),
        ("[@psp-guide-review, review]", "[@psp-guide-review, review | f-9]", 14, "unknown fact 'f-9'"),
        ("Partners agree first.", "<b>Partners</b> agree first.", 14, "HTML"),
        ('evidence: ["lessons/two"]', 'evidence: ["lessons/gone"]', 9, "no other document"),
    ],
)
def test_faults_are_named_with_their_line(corpus: Path, old: str, new: str, line: int, said: str) -> None:
    _change(corpus, old, new)
    found = [fault for fault in _faults(corpus) if fault.startswith("lessons/one.md:")]
    assert any(fault.startswith(f"lessons/one.md:{line}:") and said in fault for fault in found), found


def test_head_that_is_not_closed(corpus: Path) -> None:
    path = corpus / "lessons/one.md"
    path.write_text(path.read_text("utf-8").replace("\n---\n## ", "\n## "), "utf-8")
    assert any(
        "lessons/one.md:1: no front matter; begin with a line '---'" in fault for fault in _faults(corpus)
    )


def test_fact_cited_with_another_source(corpus: Path) -> None:
    (corpus / "facts.yml").write_text('- {id: "f-1", source: "psp-introduction"}\n', "utf-8")
    _change(corpus, "[@psp-guide-review, review]", "[@psp-guide-review, review | f-1]")
    expected = "lessons/one.md:14: the fact 'f-1' comes from 'psp-introduction', not from 'psp-guide-review'"
    assert expected in _faults(corpus)


def test_circular_supersedes(corpus: Path, written: Callable[..., Path]) -> None:
    for name, other in (("one", "two"), ("two", "one")):
        _change(corpus, "reviewed:", f'supersedes: ["lessons/{other}"]\nreviewed:', name)
    faults = _faults(corpus)
    assert "lessons/one.md:10: supersedes runs in a circle" in faults
    assert "lessons/two.md:10: supersedes runs in a circle" in faults


def test_huge_and_foreign_files(corpus: Path) -> None:
    with (corpus / "lessons/huge.md").open("wb") as file:
        file.truncate(200_000_000)
    (corpus / "lessons/latin.md").write_bytes(b"---\nid: \xe9\n---\n")
    faults = _faults(corpus)
    assert any(fault.startswith("lessons/huge.md:1: the file is larger than") for fault in faults)
    assert any(fault.startswith("lessons/latin.md:2: the file is not UTF-8") for fault in faults)


def test_nothing_of_a_faulty_corpus_is_served(corpus: Path) -> None:
    _change(corpus, 'kind: "lesson"', 'kind: "lesson')
    with pytest.raises(CorpusError, match=r"correct them, then run psp check") as caught:
        load_corpus(corpus)
    assert caught.value.problems
