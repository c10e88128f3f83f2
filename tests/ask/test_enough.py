"""Whoever asks how, or several things at once, gets all of it."""

import pytest

from api.ask.composing.draft import Chosen
from api.ask.expectation import expected
from api.ask.form import tells_a_problem
from api.ask.part import Settled
from api.ask.pipeline import Asker
from api.ask.replying import _joined


@pytest.mark.parametrize(
    "question",
    [
        "how to budget for partners' time in the design phase",
        "what costs should go in a pilot budget",
        "who sets the budget",
        "staff sickness and turnover rates in the mentoring PSPs",
        "savings show up in the hospital budget but the council pays",
    ],
)
def test_a_word_of_money_alone_asks_for_no_sum(question: str) -> None:
    assert expected(question) != "money"


@pytest.mark.parametrize(
    "question",
    [
        "Shine budget",
        "what was the budget of Shine",
        "evaluator fee",
        "budget of the PSP",
        "annual turnover of Haven",
    ],
)
def test_a_sum_asked_for_by_its_name_is_one(question: str) -> None:
    assert expected(question) == "money"


def test_a_detail_that_is_wanted_exactly_tells_no_trouble() -> None:
    assert not tells_a_problem("exact saving the board booked in the year after it was mainstreamed")


def test_how_to_without_a_list_goes_on_to_what_to_do(asker: Asker) -> None:
    reply = asker.ask("how do we turn what the pilot taught into a specification")
    assert len({s.text for s in reply.answer.statements}) >= 3
    assert sum(len(s.text.split()) for s in reply.answer.statements) <= 100


def test_what_has_been_said_is_not_said_again_where_the_section_says_more(asker: Asker) -> None:
    found = asker.found("does tupe apply at the end of a pilot")
    shelf = found.hits[0].shelf
    short = [Chosen(line, shelf) for line in shelf.short]
    parts = [Settled(f"question {n}?", chosen=short, found=found) for n in range(3)]
    joined = _joined(parts, several=True)
    assert [chosen.heading for chosen in joined if chosen.heading] == [
        "Question 0?",
        "Question 1?",
        "Question 2?",
    ]
    assert len({chosen.line.text for chosen in joined}) == len(joined)


def test_a_verdict_stands_before_its_own_sentence_alone(asker: Asker) -> None:
    found = asker.found("does tupe apply at the end of a pilot")
    shelf = found.hits[0].shelf
    first = Settled("who is covered?", chosen=[Chosen(line, shelf) for line in shelf.short], found=found)
    again = Settled(
        "are all?", chosen=[Chosen(line, shelf) for line in shelf.short], verdict="no", found=found
    )
    assert all(chosen.verdict is None for chosen in _joined([first, again], several=True))


def test_how_many_of_what_nobody_counted_is_said_to_be_unknown(asker: Asker) -> None:
    """A number of something else in the section is no answer."""
    reply = asker.ask("how many psps were abandoned")
    assert reply.reason == "not_in_knowledge_base" or "one known case" in reply.answer.text
    assert "one test" not in reply.answer.text


def test_a_body_written_in_letters_is_no_person(asker: Asker) -> None:
    assert asker.ask("what did RECAP and Beulah call the group they made").reason != "personal_data"
