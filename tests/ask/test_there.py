"""What "there" and "it" stand for after a place or a thing, and which follow-ups are no moves."""

import pytest

from api.ask.conversation import standalone
from api.ask.in_a_sentence import inline_items
from api.ask.moves.by_its_words import counted_instead
from api.ask.names import Names
from api.ask.pipeline import Asker
from api.ask.turn import Turn, turn_of
from api.ask.wording import asks_itself
from kb.taxonomy import Name
from tests.ask.talking import talk

ITALY = Name(id="i", title="co-planning in Italy", also=("Italy",), document="pilots/italy")
ROAR = Name(
    id="r", title="the Renfrewshire pilot", also=("ROAR", "Renfrewshire"), document="pilots/renfrewshire-roar"
)
NAMES = Names((ITALY, ROAR))
FROM_ITALY = Turn("Who had the idea?", "a PSP", (), True, said=("The idea comes from Italy.",))
OF_ROAR = Turn("Who paid for the Renfrewshire pilot?", "the Renfrewshire pilot", (), True)


@pytest.mark.parametrize(
    ("last", "asked", "meant"),
    [
        (FROM_ITALY, "has it been a success there", "has the PSP model been a success in Italy"),
        (OF_ROAR, "what was the group there called", "what was the group in the Renfrewshire pilot called"),
        (OF_ROAR, "and who worked there?", "who worked in the Renfrewshire pilot?"),
    ],
)
def test_there_is_the_place_that_was_talked_of(last: Turn, asked: str, meant: str) -> None:
    assert standalone(asked, [last], NAMES) == meant


@pytest.mark.parametrize("asked", ["is there a limit", "how many have there been", "are there any others"])
def test_there_that_points_at_no_place_is_left(asked: str) -> None:
    assert "Italy" not in standalone(asked, [FROM_ITALY], NAMES)


@pytest.mark.parametrize(
    ("said", "move"),
    [
        ("who drafts it", "sources"),
        ("what might it grow into", "other-side"),
        ("why did that come to nothing", "other-side"),
        ("which of them paid", "others"),
        ("what would the auditors say", "other-side"),
        ("even the weak results", "other-side"),
    ],
)
def test_a_question_of_its_own_is_no_move(said: str, move: str) -> None:
    assert asks_itself(said, move)


@pytest.mark.parametrize(
    ("said", "move"),
    [("who says that", "sources"), ("what would critics say", "other-side"), ("why was that", "why")],
)
def test_a_move_in_like_words_stays_one(said: str, move: str) -> None:
    assert not asks_itself(said, move)


def test_what_is_asked_for_in_a_psp_is_talked_of(asker: Asker) -> None:
    turn = turn_of(asker.ask("What is capacity building in a PSP?"))
    assert turn.topic == "capacity building"
    assert turn_of(asker.ask("What are the benefits of a PSP?")).topic == "a PSP"


def test_which_of_a_kind_is_the_pilot_that_is_named(asker: Asker) -> None:
    assert turn_of(asker.ask("Which consortium stored furniture?")).topic == "the North Lanarkshire pilot"


def test_who_was_in_a_pilot_leaves_no_councils_behind_for_they(asker: Asker) -> None:
    reply = talk(asker, "Who was involved in ROAR?", "what did they set up?")
    assert "councils" not in reply.understood_as


def test_a_list_in_a_sentence_is_counted_by_its_parts() -> None:
    said = "The three aims of 2009 are cost and quality, local jobs, and voice and choice."
    assert inline_items(said) == ("cost and quality", "local jobs", "voice and choice")


def test_a_point_is_named_by_a_word_before_its_kind() -> None:
    points = ("Aims and roles: agree them", "Money: say who pays")
    assert counted_instead("tell me more about the money one", points) == "explain number 2"
    assert counted_instead("the right one", points) == "the right one"


def test_which_that_did_not_is_no_correction() -> None:
    asked = "Which partners did not sign?"
    assert "What is" not in standalone(asked, [Turn("What is TUPE?", "TUPE", (), True)], NAMES)
