import doctest
import json
import re
from pathlib import Path

import pytest

from graph.barriers import Barrier, Mitigation
from graph.jsonld import context
from graph.records import EDGE_KINDS, NODE_KINDS, STRENGTHS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "graph.md"


def test_the_examples_of_the_page_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(PAGE), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0


def test_the_page_names_every_key_kind_and_strength() -> None:
    text = PAGE.read_text("utf-8")
    names = {*Barrier.model_fields, *Mitigation.model_fields, *EDGE_KINDS, *NODE_KINDS, *STRENGTHS}
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []


def test_the_published_context_is_the_one_in_use() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert json.loads(block) == context("https://guide.example")
