"""A follow-up that found nothing sure is looked for again in the documents on what is talked of."""

import pytest

from api.ask.fresh import SAID_ALREADY
from api.ask.pipeline import Asker
from tests.ask.talking import talk


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        (("what was Homereach", "so who was in charge of it"), "Community Recycling Network"),
        (("Tell me about Homereach", "who ran it"), "CRNS"),
        (("What went wrong in Renfrewshire?", "and what went well there?"), "specific service"),
        (("What was the Edinburgh pilot?", "what should we learn from it"), "Define the problem"),
    ],
)
def test_what_is_asked_of_a_pilot_is_answered_from_its_own_document(
    asker: Asker, said: tuple[str, ...], holds: str
) -> None:
    reply = talk(asker, *said)
    assert reply.status == "answered"
    assert holds in reply.answer.text


def test_a_thing_is_called_as_it_was_called_in_the_talk(asker: Asker) -> None:
    reply = talk(asker, "What is Homereach?", "Which bodies belong to it?")
    assert "Homereach" in reply.understood_as
    assert "RECAP" in reply.answer.text


def test_no_section_at_home_that_is_only_near_is_told(asker: Asker) -> None:
    reply = talk(asker, "What is ROAR?", "What colour was its logo?")
    assert reply.status == "abstained"


@pytest.mark.parametrize(
    "said",
    [
        ("What is the capacity building element?", "Who gets it?"),
        ("When does the Fairer Scotland Duty apply?", "since when?"),
    ],
)
def test_what_was_said_and_answers_a_question_is_told_once_more(asker: Asker, said: tuple[str, ...]) -> None:
    reply = talk(asker, *said)
    assert reply.status == "answered"
    assert reply.answer.text.startswith(SAID_ALREADY) == (reply.note == SAID_ALREADY)


def test_what_was_said_of_one_is_not_told_of_another(asker: Asker) -> None:
    reply = talk(asker, "How many people should be in a workshop?", "what about online")
    assert SAID_ALREADY not in reply.answer.text
