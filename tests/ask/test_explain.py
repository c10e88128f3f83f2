"""`psp explain`: whoever mends a wrong answer sees what was understood, judged, found, and why each line."""

import re

import pytest

from api.ask.pipeline import Asker
from api.commands.explain import SHOWN_PASSAGES, explained


@pytest.fixture(scope="module")
def told(asker: Asker) -> list[str]:
    return explained(asker, "our buget was cut half-way through the pilot, what now")


def test_it_says_what_was_understood_and_each_judgement_with_its_numbers(told: list[str]) -> None:
    assert told[0] == "Understood as: our budget was cut half-way through the pilot, what now"
    judged = [line for line in told if "answered here" in line]
    assert re.findall(r"\d\.\d+ \(needed 0\.\d+\)", judged[0])
    assert any("tells of the barrier: budget-cut (likely " in line for line in told)
    assert sum(bool(re.match(r" {4}-?\d\.\d{3} \S+#\S+ ", line)) for line in told) == SHOWN_PASSAGES


def test_every_line_of_the_answer_says_where_it_comes_from(asker: Asker, told: list[str]) -> None:
    statements = asker.ask("our budget was cut half-way through the pilot, what now").answer.statements
    shown = told[next(n for n, line in enumerate(told) if line.startswith("Reply: ")) + 1 :]
    for statement in statements:
        place = shown.index(f"  {statement.text} {statement.citations}")
        assert re.match(r"    from \S+#\S+( \(passage \d+ above\))?.*; brought in by ", shown[place + 1])


def test_a_line_of_the_graph_is_told_apart_from_one_of_a_passage_found(told: list[str]) -> None:
    brought = [line.split("brought in by ")[1] for line in told if "brought in by " in line]
    assert brought[0] == "its passage, found for the question"
    assert "the graph: the barrier" in brought
    assert "the graph: what helps with it" in brought


def test_a_refusal_says_its_reason_and_what_to_change(asker: Asker) -> None:
    told = explained(asker, "how do I bake bread")
    assert any(line.startswith("Reply: abstained out_of_scope") for line in told)
    assert any("asked_as" in line for line in told)
