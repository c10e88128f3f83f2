"""Pairs of sentences of which one denies what the other says."""

from pathlib import Path

import pytest

from api.evaluation.opposites import opposites
from kb.loader import load_corpus

BODY = """---
id: "lessons/{name}"
kind: "lesson"
title: "On {name}"
summary: "A lesson on {name}."
stage: ["prepare"]
themes: ["governance"]
asked_as: ["one of {name}", "two of {name}", "three of {name}", "four of {name}"]
reviewed: "2026-11-30"
review_by: "2027-11-30"
---
## On {name}
{says} [@psp-guide-review, advice]
"""
CORPUS = Path(__file__).parents[2] / "corpus"


def pairs_of(folder: Path, one: str, other: str) -> list[tuple[str, str]]:
    (folder / "lessons").mkdir()
    (folder / "taxonomy").symlink_to(CORPUS / "taxonomy")
    for name in ("sources.yml", "facts.yml"):
        (folder / name).symlink_to(CORPUS / name)
    for name, says in (("first", one), ("second", other)):
        (folder / "lessons" / f"{name}.md").write_text(BODY.format(name=name, says=says), encoding="utf-8")
    return [(pair.says[0], pair.denies[0]) for pair in opposites(load_corpus(folder), 0.5)]


def test_a_denial_of_what_another_document_says_is_found(tmp_path: Path) -> None:
    said = "A public body may pay a small charity ahead of need."
    denied = "A public body may not pay a charity ahead of need."
    assert pairs_of(tmp_path, said, denied) == [("lessons/first#on-first", "lessons/second#on-second")]


@pytest.mark.parametrize(
    "other",
    ["A public body may pay a charity ahead of need, too.", "No mentor met the women before their release."],
)
def test_agreement_and_another_matter_are_no_pair(tmp_path: Path, other: str) -> None:
    assert pairs_of(tmp_path, "A public body may pay a small charity ahead of need.", other) == []
