"""What `psp check` finds in templates: every kind of fault, with its path and line."""

from pathlib import Path

import pytest

from api.content_checks import content_problems
from api.templates.checks import check_templates
from api.templates.errors import TemplateContentError
from api.templates.loader import load_templates
from api.templates.sheet import TemplateLibrary
from kb.documents import Corpus
from tests.reviewed import CORPUS, real_reading

PASSAGE = "process/is-a-psp-right#when-should-you-use-a-psp-and-when-is-it-worth-it"
EIGHT = "".join(f'  - "a form for case number {n}"\n' for n in range(8))
GOOD = f"""id: "plan"
title: "A plan"
summary: "A form that says what happens next."
stage: ["decide"]
for: "Whoever starts."
asked_as:
{EIGHT}sections:
  - title: "First part"
    fields:
      - id: "steps"
        label: "What happens next?"
        help: "Write the steps down. Keep them short."
        kind: "table"
        columns: ["Step", "Who"]
        cites: ["{PASSAGE}"]
"""


def _problems(folder: Path, corpus: Corpus, text: str, name: str = "plan") -> list[str]:
    (folder / f"{name}.yml").write_text(text)
    return [str(problem) for problem in check_templates(folder, corpus)]


def test_a_good_template_has_no_problem(tmp_path: Path, corpus: Corpus) -> None:
    assert _problems(tmp_path, corpus, GOOD) == []
    assert [field.kind for field in load_templates(tmp_path)[0].fields] == ["table"]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (PASSAGE, "process/is-a-psp-right#no-such-section", 23, "no passage of the corpus"),
        (PASSAGE, "process/is-a-psp-right", 23, "should match pattern"),
        ('["decide"]', '["dream"]', 4, "unknown stage 'dream'"),
        ('kind: "table"', 'kind: "text"', 18, "has no columns of its own"),
        ('["Step", "Who"]', '["Step"]', 18, "two to six columns"),
        ('kind: "table"', 'kind: "slider"', 21, "input should be"),
        ("Keep them short.", "Keep them short. Number them.", 20, "has 3 sentences"),
        ('title: "A plan"', 'title: "A plan"\ncolour: "red"', 3, "extra inputs"),
        ('"A plan"', "No", 2, "not quoted"),
        ('  - "a form for case number 7"\n', "", 6, "at least 8 items"),
        ("case number 7", "case number 6", 1, "is asked of 'plan' already"),
        ('stage: ["decide"]', "minutes: 0", 4, "greater than or equal to 1"),
    ],
)
def test_each_kind_of_fault_is_found_in_its_line(
    tmp_path: Path, corpus: Corpus, old: str, new: str, line: int, said: str
) -> None:
    assert GOOD.count(old) == 1
    found = _problems(tmp_path, corpus, GOOD.replace(old, new))
    assert any(problem.startswith(f"templates/plan.yml:{line}: ") and said in problem for problem in found), (
        found
    )


def test_a_field_id_stands_once_in_a_template(tmp_path: Path, corpus: Corpus) -> None:
    field = GOOD[GOOD.index('      - id: "steps"') :]
    found = _problems(tmp_path, corpus, GOOD + field)
    assert sum("stands twice" in problem for problem in found) == 2


def test_the_file_is_named_after_the_id(tmp_path: Path, corpus: Corpus) -> None:
    assert "plan.yml" in _problems(tmp_path, corpus, GOOD, "other")[0]


def test_two_templates_are_not_asked_for_in_the_same_words(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "plan.yml").write_text(GOOD)
    found = _problems(tmp_path, corpus, GOOD.replace('id: "plan"', 'id: "other"'), "other")
    assert len([problem for problem in found if "already; word it apart" in problem]) == 8


def test_what_cannot_be_read_is_named_and_not_served(tmp_path: Path) -> None:
    (tmp_path / "plan.yml").write_bytes(b'id: "\xff"')
    with pytest.raises(TemplateContentError, match=r"templates/plan\.yml:1: cannot be read"):
        load_templates(tmp_path)


def test_a_corpus_without_templates_is_no_fault(tmp_path: Path, corpus: Corpus) -> None:
    assert check_templates(tmp_path / "none", corpus) == []
    assert load_templates(tmp_path / "none") == ()


def test_psp_check_reads_the_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken passage id in a copy of the corpus comes out of the check of everything."""
    monkeypatch.setattr("api.content_checks.check_corpus", lambda _: (real_reading(), []))  # read once
    for path in CORPUS.iterdir():
        if path.name != "templates":
            (tmp_path / path.name).symlink_to(path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "plan.yml").write_text(GOOD.replace(PASSAGE, "roles/nobody#nothing"))
    found = [problem for problem in content_problems(tmp_path) if problem.path.startswith("templates/")]
    assert [problem.line for problem in found] == [23]


def test_the_templates_that_partners_need_are_there(library: TemplateLibrary) -> None:
    assert {template.id for template in library.templates} == {
        "problem-statement",
        "memorandum-of-understanding",
        "steering-group-terms-of-reference",
        "options-appraisal",
        "risk-register",
        "pilot-evaluation-plan",
        "exit-plan",
        "first-meeting-invitation",
    }
    assert all(library.of_stage(stage) for stage in ("decide", "prepare", "design", "pilot", "sustain"))
