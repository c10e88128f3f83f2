"""Three things side by side, a list narrowed by the word asked, and a yes that is of another matter."""

import pytest

from api.ask.pipeline import Asker
from api.ask.scope import screen


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("PSP, contract or grant - which suits us best?", {"a contract", "a grant"}),
        (
            "what's the difference between a PSP, an alliance and a framework agreement",
            {"an alliance", "a framework agreement"},
        ),
        ("should we use a grant, a contract or a PSP", {"a grant", "a contract"}),
        ("a PSP, a grant and a consortium - how do they differ", {"a grant", "a consortium"}),
        (
            "social impact bond v social bridging finance v psp",
            {"a social impact bond", "Social Bridging Finance"},
        ),
        ("PSP vs tender vs grant", {"ordinary procurement", "a grant"}),
    ],
)
def test_a_psp_is_set_beside_each_of_two_others(asker: Asker, question: str, beside: set[str]) -> None:
    reply = asker.ask(question)
    assert reply.form == "comparison"
    headings = {s.heading for s in reply.answer.statements if s.heading}
    assert headings == {f"A PSP beside {other}" for other in beside}


def test_one_section_on_all_of_them_goes_first(asker: Asker) -> None:
    text = asker.ask("PSP, grant or framework").answer.statements[0].text
    assert all(word in text for word in ("PSP", "grant", "framework"))


def test_what_is_asked_of_a_psp_paid_in_one_of_two_ways_compares_no_three(asker: Asker) -> None:
    reply = asker.ask("Can a PSP pilot be funded by a grant instead of a contract?")
    assert reply.verdict == "yes"


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("where has it been tried in transport", "community transport"),
        ("where has a PSP been done for older people", "ROAR"),
        ("where in Scotland has this been tried with older people", "ROAR"),
        ("which places in Scotland ran one for old folk", "ROAR"),
        ("where has this been done", "North Lanarkshire"),
    ],
)
def test_a_list_is_narrowed_by_the_word_that_is_asked(asker: Asker, question: str, word: str) -> None:
    assert word in asker.ask(question).answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    ["will a PSP cost our charity money", "does it cost a charity anything", "is it expensive for us"],
)
def test_what_it_costs_is_no_matter_of_what_it_saves(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert not (reply.verdict == "no" and "save money" in reply.answer.statements[0].text)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Polish peasants party PSP election results", True),
        ("PSP party results in Portugal", True),
        ("who leads the Partido Social PSP", True),
        ("which political party backed PSPs", False),
        ("can the PSP stop after the election", False),
        ("what happens to a PSP when the council changes after an election", False),
    ],
)
def test_a_party_of_these_letters_is_another_subject(question: str, other: bool) -> None:
    assert (screen(question, False) == "out_of_scope") == other
