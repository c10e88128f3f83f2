"""Who pays and what it costs is asked of what is done, and not of the thing talked of."""

import pytest

from api.ask.moves import pays
from api.ask.pipeline import Asker
from api.ask.turn import Turn
from tests.ask.talking import talk


def asked(question: str) -> Turn:
    return Turn(question, "a PSP", (), True)


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("aye but who's paying", "How are users asked?", "Who pays for asking users?"),
        ("and where does the money come from", "How do we train mentors?", "Who pays for training mentors?"),
        ("who pays them", "Should an outside chair be used?", "Who pays an outside chair?"),
        ("whose budget is it", "How is a pilot evaluated?", "Who pays for evaluating a pilot?"),
    ],
)
def test_who_pays_is_asked_of_what_is_done(said: str, last: str, meant: str) -> None:
    assert pays.asks_who_pays(said, asked(last))
    assert pays.plan(asked(last), said).question == meant


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("and what would that cost", "How are users asked?", "How much does asking users cost?"),
        ("is it dear", "How do we train mentors?", "How much does training mentors cost?"),
        (
            "how much does it come to",
            "By whom is a pilot evaluated?",
            "How much does evaluating a pilot cost?",
        ),
        (
            "what are the costs",
            "Should an outside chair be used?",
            "How much does using an outside chair cost?",
        ),
    ],
)
def test_what_it_costs_is_asked_of_what_is_done(said: str, last: str, meant: str) -> None:
    assert pays.asks_what_it_costs(said, asked(last))
    assert pays.plan_costs(asked(last), said).question == meant


@pytest.mark.parametrize("said", ["how much", "what does the chair cost", "is it worth the cost"])
def test_a_cost_of_something_named_stays(said: str) -> None:
    assert not pays.asks_what_it_costs(said, asked("How is a pilot evaluated?"))


@pytest.mark.parametrize("wish", ["ok but who pays", "aye but who's paying for that", "whose budget is that"])
def test_an_evaluation_is_paid_for_by_itself(asker: Asker, wish: str) -> None:
    assert "funder usually pays" in talk(asker, "How is a pilot evaluated?", wish).answer.text
