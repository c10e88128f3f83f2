"""The pages made from the code say what the code does, and decisions are written in one form."""

import re
from pathlib import Path

import pytest

from tests.docs.reference import DOCS, PAGES, decision

DECISIONS = sorted((DOCS / "adr").glob("[0-9]*.md"))
PARTS = {"Context", "Decision", "Because", "Measured", "Consequences", "Refused"}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_a_made_page_is_up_to_date(path: Path) -> None:
    assert path.read_text() == PAGES[path](), "the code says otherwise; run: make reference"


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_decisions_have_one_form(path: Path) -> None:
    number, title, status = decision(path)
    assert number
    assert title[0].isupper() or title[0] in "`n"  # networkx, a name
    assert re.match(r"(accepted|superseded|refused), \d{4}-\d\d-\d\d\.", status)
    parts = re.findall(r"(?m)^#+ (.+)$", path.read_text())[1:]
    assert set(parts) <= PARTS, "a part has another heading"
    assert "Decision" in parts


def test_a_decision_in_another_form_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "0007-x.md"
    wrong.write_text("# 0007: X\n\nStatus: accepted.\n")
    with pytest.raises(ValueError, match="begins otherwise"):
        decision(wrong)
    wrong.write_text("# 8. X\n\n**Status:** accepted, 2026-11-29.\n\n## Decision\nYes.\n")
    with pytest.raises(ValueError, match="number 8"):
        decision(wrong)
