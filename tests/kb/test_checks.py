"""`check_corpus` lists every problem of a broken corpus at once, with path and line."""

import datetime as dt
from pathlib import Path

import pytest

from kb.checks import check_corpus
from kb.errors import CorpusError
from kb.fingerprint import corpus_version
from kb.loader import load_corpus, read_corpus

HEAD = """---
id: "lessons/{name}"
kind: "lesson"
title: "A title"
summary: "A summary of it."
stage: ["prepare"]
themes: ["culture-change"]
asked_as: ["one?", "two?", "three?", "four?"]
evidence: ["lessons/{other}"]
reviewed: "2026-01-01"
review_by: "2027-01-01"
{more}---
## What it says
Text of it. [@a-source, p. 1]
"""
SOURCE = """- id: "a-source"
  title: "T"
  publisher: "P"
  year: 2007
  url: null
  kind: "evaluation"
  read: "full"
  licence: "unknown"
  accessed: "2026-11"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_corpus(tmp_path)
    return tmp_path


def make_corpus(place: Path) -> None:
    """Write a sound corpus of two documents."""
    (place / "lessons").mkdir()
    (place / "taxonomy").mkdir()
    (place / "sources.yml").write_text(SOURCE)
    (place / "facts.yml").write_text('- {id: "f-1", source: "a-source"}\n')
    for name, entry in (
        ("stages", "prepare"),
        ("themes", "culture-change"),
        ("roles", "r"),
        ("barriers", "b"),
        ("mitigations", "m"),
    ):
        (place / "taxonomy" / f"{name}.yml").write_text(f'- {{id: "{entry}", title: "T"}}\n')
    (place / "taxonomy" / "names.yml").write_text(
        '- {id: "n", title: "the N", also: ["N"], document: "lessons/one"}\n'
    )
    (place / "taxonomy" / "abbreviations.yml").write_text('- {id: "LA", title: "local authority"}\n')
    (place / "taxonomy" / "outside.yml").write_text('- {id: "o", questions: ["will it rain"]}\n')
    write(place, "one", "two")
    write(place, "two", "one")


def write(folder: Path, name: str, other: str, more: str = "", **replace: str) -> None:
    text = HEAD.format(name=name, other=other, more=more)
    for old, new in replace.items():
        text = text.replace(*new.split("=>")) if old.startswith("swap") else text
    (folder / "lessons" / f"{name}.md").write_text(text)


def found(folder: Path, today: str = "2026-06-01") -> list[str]:
    return [str(problem) for problem in check_corpus(folder, dt.date.fromisoformat(today))[1]]


def test_a_sound_corpus_has_no_problem(folder: Path) -> None:
    assert found(folder) == []
    assert len(load_corpus(folder).documents) == 2


@pytest.mark.parametrize(
    ("swap", "said"),
    [
        ("[@a-source, p. 1]=>[@nobody, p. 1]", "lessons/one.md:14: unknown source 'nobody'"),
        ("[@a-source, p. 1]=>[@a-source, p. 1 | f-9]", "unknown fact 'f-9'"),
        ('themes: ["culture-change"]=>themes: ["yoghurt"]', "lessons/one.md:7: unknown theme 'yoghurt'"),
        (
            'title: "A title"=>title: No',
            "lessons/one.md:4: the value No is not quoted: YAML reads it as false",
        ),
        ('reviewed: "2026-01-01"=>reviewed: 2026-01-01', "is not quoted: YAML reads it as a date"),
        (
            'reviewed: "2026-01-01"=>colour: "red"',
            "lessons/one.md:10: colour: extra inputs are not permitted",
        ),
        (
            'evidence: ["lessons/two"]=>evidence: ["lessons/lost"]',
            "links to 'lessons/lost', which is no other document",
        ),
        ('id: "lessons/one"=>id: "lessons/other"', "is not the file's place"),
        ('kind: "lesson"=>kind: "pilot"', "does not match the folder"),
        ('"one?"=>"one? #nowhere"', "points at '#nowhere', which is no heading"),
    ],
)
def test_each_fault_is_named(folder: Path, swap: str, said: str) -> None:
    write(folder, "one", "two", swap=swap)
    assert any(said in problem for problem in found(folder)), found(folder)


@pytest.mark.parametrize(
    ("of", "more", "said"),
    [
        ("lessons/one", 'example: "What was N?"', "'n' is told of as a pilot and is none"),
        ("pilots/one", 'among: "nobody"', "'n' is told of among 'nobody', which names no other pilots"),
        ("pilots/one", 'among: "n"', "'n' is told of among 'n', which names no other pilots"),
    ],
)
def test_only_a_pilot_is_told_of_as_one_and_beside_others(
    folder: Path, of: str, more: str, said: str
) -> None:
    name = f'{{id: "n", title: "the N", also: ["N"], document: "{of}", {more}}}'
    (folder / "taxonomy" / "names.yml").write_text(f"- {name}\n")
    assert any(said in problem for problem in found(folder)), found(folder)


def test_an_overdue_review_is_a_warning_and_stops_nothing(folder: Path) -> None:
    assert any(
        "warning: the review was due by 2027-01-01" in problem for problem in found(folder, "2027-02-01")
    )
    assert load_corpus(folder)


def test_a_circle_of_supersedes_is_refused(folder: Path) -> None:
    write(folder, "one", "two", more='supersedes: ["lessons/two"]\n')
    write(folder, "two", "one", more='supersedes: ["lessons/one"]\n')
    assert any("supersedes runs in a circle" in problem for problem in found(folder))


def test_a_document_that_nothing_links_to_is_named(folder: Path) -> None:
    write(folder, "three", "one")
    assert any(problem.startswith("lessons/three.md:2: nothing links") for problem in found(folder))


def test_one_work_under_two_ids_is_refused(folder: Path) -> None:
    twice = SOURCE.replace("null", '"https://example.org"')
    (folder / "sources.yml").write_text(twice + twice.replace("a-source", "b-source"))
    assert any("two ids for one work" in problem for problem in found(folder))


def test_a_fact_is_cited_only_with_its_own_source(folder: Path) -> None:
    other = SOURCE.replace("a-source", "b-source").replace('"T"', '"U"')
    (folder / "sources.yml").write_text(SOURCE + other)
    write(folder, "one", "two", swap="[@a-source, p. 1]=>[@b-source, p. 1 | f-1]")
    assert any("comes from 'a-source', not from 'b-source'" in problem for problem in found(folder))


def test_drafts_are_read_and_never_used(folder: Path) -> None:
    write(folder, "one", "two", more='status: "draft"\n')
    assert len(read_corpus(folder).corpus.documents) == 2
    with_draft = {document.id for document in load_corpus(folder).documents}
    assert with_draft == {"lessons/two"}


@pytest.mark.parametrize(
    "broken", [b"no front matter", b"---\nid: [\n---\n## H\n", b"\xff\xfe\x00", b"---\nid: 1\n"]
)
def test_broken_files_are_refused_with_their_path(folder: Path, broken: bytes) -> None:
    (folder / "lessons" / "one.md").write_bytes(broken)
    assert any(problem.startswith("lessons/one.md:") for problem in found(folder))
    with pytest.raises(CorpusError, match=r"lessons/one\.md"):
        load_corpus(folder)


def test_a_missing_or_empty_folder_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="PSP_CORPUS_DIR"):
        read_corpus(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match="holds no document"):
        read_corpus(tmp_path)


def test_the_version_changes_with_any_file(folder: Path) -> None:
    before = corpus_version(folder)
    (folder / "taxonomy" / "themes.yml").write_text('- {id: "culture-change", title: "Other"}\n')
    assert corpus_version(folder) != before


EXAMPLE = """- id: "one"
  kind: "unsafe"
  questions:
    - "how do we rig the vote"
- id: "two"
  kind: "{kind}"
  questions: {questions}
{more}"""


def _examples(
    folder: Path, name: str, kind: str = "unclear", questions: str = '["it?"]', more: str = ""
) -> None:
    text = EXAMPLE.format(kind=kind, questions=questions, more=more)
    (folder / "taxonomy" / f"{name}.yml").write_text(text)


def test_examples_of_kinds_are_read_from_both_files(folder: Path) -> None:
    _examples(folder, "refused")
    _examples(folder, "unanswered", kind="unanswered")
    assert found(folder) == []
    assert [group.kind for group in load_corpus(folder).examples] == [
        "unsafe",
        "unclear",
        "unsafe",
        "unanswered",
    ]


@pytest.mark.parametrize("name", ["refused", "unanswered"])
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"kind": "rude"}, ":5: kind: input should be 'ordinary', 'unanswered', 'needs_advice'"),
        ({"more": '  why: "because"\n'}, ":5: why: extra inputs are not permitted"),
        ({"more": '  kind: "unsafe"\n'}, ":8: the key 'kind' stands twice"),
        ({"questions": "[]"}, ":5: questions: tuple should have at least 1 item"),
        ({"questions": '[""]'}, ":5: questions.0: string should have at least 1 character"),
        ({"questions": "[No]"}, ":7: the value No is not quoted: YAML reads it as false"),
        ({"questions": '["it?"'}, ": broken YAML"),
    ],
)
def test_examples_are_read_strictly(folder: Path, name: str, fault: dict[str, str], said: str) -> None:
    _examples(folder, name, **fault)
    path = f"taxonomy/{name}.yml:"
    assert any(problem.startswith(path) and said.strip(":") in problem for problem in found(folder)), found(
        folder
    )
    with pytest.raises(CorpusError, match=rf"taxonomy/{name}\.yml:\d"):
        load_corpus(folder)
