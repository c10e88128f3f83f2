"""Two things side by side: what is a comparison, and what only asks for a reason."""

import pytest

from api.ask.composing.comparison import asks_why
from api.ask.pipeline import Asker


@pytest.mark.parametrize(
    "question", ["why would anybody use a PSP instead of a grant", "why do a PSP and not simply give a grant"]
)
def test_why_one_rather_than_the_other_wants_the_reason_and_no_table(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert "PSP" in reply.answer.statements[0].text
    assert not [s for s in reply.answer.statements if s.text.startswith(("Who designs:", "What it costs:"))]


def test_why_they_differ_stays_a_comparison() -> None:
    assert not asks_why("why is a PSP different from a grant")


def test_a_section_on_both_is_told_rather_than_one_on_each(asker: Asker) -> None:
    reply = asker.ask("what is the difference between the Renfrewshire and the North Lanarkshire pilot")
    first = reply.answer.statements[0]
    assert "Renfrewshire" in first.text
    assert "North Lanarkshire" in first.text
    assert first.heading is None


@pytest.mark.parametrize(
    "question",
    [
        "whats better, one big charity leading or a consortium of small ones",
        "which is better for us, one lead charity or a consortium",
        "lead charity versus consortium, what suits better",
    ],
)
def test_two_things_of_which_one_has_a_page_are_not_set_beside_a_psp(asker: Asker, question: str) -> None:
    assert not asker.ask(question).answer.text.startswith("A PSP")


@pytest.mark.parametrize(
    "question",
    ["is this better than a grant", "how is a PSP different from a grant", "is a PSP better or a grant"],
)
def test_where_a_psp_is_meant_it_stands_beside_the_other(asker: Asker, question: str) -> None:
    assert asker.ask(question).answer.text.startswith("A PSP")
