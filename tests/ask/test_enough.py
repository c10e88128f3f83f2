"""Whoever asks how, or several things at once, gets all of it."""

import pytest

from api.ask.composing.draft import Chosen
from api.ask.expectation import expected
from api.ask.form import tells_a_problem
from api.ask.part import Settled
from api.ask.pipeline import Asker
from api.ask.replying import _joined
from api.services import Services


@pytest.fixture(scope="module")
def asker(services: Services) -> Asker:
    return services.asker


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


def test_three_questions_on_one_thing_are_each_answered_by_another_sentence(asker: Asker) -> None:
    reply = asker.ask(
        "What is a VEAT notice and when would we use one, and does it protect us from challenge?"
    )
    said = reply.answer.statements
    assert [s.heading for s in said if s.heading][:3] == [
        "What is a VEAT notice?", "When would we use a VEAT notice?",
        "Does a VEAT notice protect us from challenge?",
    ]  # fmt: skip
    assert len({s.text for s in said}) == len(said)


def test_a_verdict_stands_before_its_own_sentence_alone(asker: Asker) -> None:
    found = asker.found("does tupe apply at the end of a pilot")
    shelf = found.hits[0].shelf
    first = Settled("who is covered?", chosen=[Chosen(line, shelf) for line in shelf.short], found=found)
    again = Settled(
        "are all?", chosen=[Chosen(line, shelf) for line in shelf.short], verdict="no", found=found
    )
    assert all(chosen.verdict is None for chosen in _joined([first, again], several=True))
