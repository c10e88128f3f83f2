import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.checks import EDITORIAL
from tests.reviewed import real_reading

DOCUMENT = """---
id: "lessons/{name}"
kind: "lesson"
title: "Agree {name}"
summary: "Both sectors agree on the problem."
stage: ["decide"]
themes: ["problem-definition"]
asked_as: ["why agree?", "what to agree?", "who agrees?", "agre what"]
evidence: ["lessons/{link}"]
reviewed: "2026-11-22"
review_by: "2027-11-22"
---
## Why agree?
{text} [@psp-guide-review, review]
"""


def write_document(corpus: Path, name: str, link: str, text: str = "Partners agree first.") -> Path:
    path = corpus / "lessons" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DOCUMENT.format(name=name, link=link, text=text), "utf-8")
    return path


@pytest.fixture(scope="session")
def bibliography() -> str:
    """The one source that they cite, as it stands among hundreds, which would be read again at every step."""
    sources = [one.model_dump(mode="json") for one in real_reading().corpus.sources if one.id == EDITORIAL]
    return json.dumps(sources, ensure_ascii=False)


@pytest.fixture
def corpus(tmp_path: Path, bibliography: str) -> Path:
    """A corpus of two documents that name each other."""
    folder = tmp_path / "corpus"
    (folder / "taxonomy").mkdir(parents=True)
    (folder / "sources.yml").write_text(bibliography, "utf-8")
    for name in ("facts", "taxonomy/names", "taxonomy/roles", "taxonomy/barriers", "taxonomy/mitigations"):
        (folder / f"{name}.yml").write_text("[]\n", "utf-8")
    (folder / "taxonomy/abbreviations.yml").write_text("[]\n", "utf-8")
    (folder / "taxonomy/stages.yml").write_text('- {id: "decide", title: "Decide", order: 1}\n', "utf-8")
    (folder / "taxonomy/themes.yml").write_text('- {id: "problem-definition", title: "Problem"}\n', "utf-8")
    write_document(folder, "one", "two")
    write_document(folder, "two", "one")
    return folder


@pytest.fixture
def written() -> Callable[..., Path]:
    return write_document


@pytest.fixture
def drafts(corpus: Path) -> Callable[[], list[str]]:
    """The names of everything in the drafts folder, hidden files too."""
    return lambda: sorted(path.name for path in (corpus / "drafts").glob("*")) if corpus.is_dir() else []
