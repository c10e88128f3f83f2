"""Follow-ups that count: a number alone, a point told again, the greatest of a list."""

import pytest

from api.ask.conversation import standalone
from api.ask.counting import counted
from api.ask.moves import number
from api.ask.names import Names
from api.ask.turn import Turn


@pytest.mark.parametrize(
    ("said", "place"),
    [("explain 4 please", 3), ("ok, 2", 1), ("tell me more about 3", 2), ("what about five?", 4), ("#2", 1)],
)
def test_a_number_alone_counts(said: str, place: int) -> None:
    found = counted(said)
    assert found is not None
    assert (found.number, found.rest) == (place, "")


@pytest.mark.parametrize(
    "said", ["in 2013", "explain the 3 stages", "about 12 months", "one more", "2 or 3?"]
)
def test_a_number_among_other_words_counts_nothing(said: str) -> None:
    assert counted(said) is None


def test_that_one_is_the_point_just_explained() -> None:
    last = Turn("A short pilot.", "a PSP", ("Joint design.", "A short pilot."), True, item=1)
    meant = standalone("how much would that one cost", [last], Names(()))
    assert meant == "how much would a short pilot cost"


def test_a_point_is_told_again_by_its_place() -> None:
    last = Turn("What is in it?", "a PSP", ("Purpose.", "Roles."), True)
    assert number.plan(last, "what was the second point again?").word == "Point 2 of 2: Roles."
    assert number.plan(last, "what is the second point?").word == ""


@pytest.mark.parametrize(
    "said", ["which is the greatest one", "which of these is the hardest", "which is the main risk"]
)
def test_of_a_list_the_greatest_is_asked_within_it(said: str) -> None:
    assert number.speaks_of_a_place(said, Turn("What are the risks?", "a PSP", (), True))
