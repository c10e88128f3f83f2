"""A follow-up is asked as whoever had not heard the talk would have to ask it."""

import pytest

from api.ask.pipeline import Asker
from tests.ask.talking import lost, talk

_ELEMENTS = "List the seven elements of the PSP process."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        # the pilot that shows what was said
        (("Problems should be defined before a start.", "which pilot got that wrong?"), "Edinburgh"),
        (("What is the overarching message of the evaluation?", "which pilot got that wrong"), "Edinburgh"),
        (("How important is senior support?", "which pilot had it?"), "North Lanarkshire"),
        pytest.param(
            ("Both sectors should be equal in the partnership.", "did any pilot get that wrong?"),
            "all three",
            marks=lost("told of Edinburgh and another lesson since sections were merged"),
        ),
        # those who were counted or named as a group
        pytest.param(
            ("How many pilots were there in the first programme?", "name them"), "Renfrewshire",
            marks=lost("another section comes first since decision 95"),
        ),
        (("How many elements has the PSP process?", "which ones are they?"), "piloting"),
        (("Which services did Homereach cover?", "Who delivered them?"), "RECAP"),
        (("Which services did Homereach cover?", "Who delivered them?", "name all three"), "RECAP"),
        (("Who was in Shine?", "name all eight"), "Venture Trust"),
        # where the thing comes from, and what a side gains from it
        (("What is the co-planning model?", "where does it come from"), "Ital"),
        (("What is the PSP model?", "whose idea was it?"), "Ital"),
        (("What is a community benefit clause?", "what does the council get out of it"), "cost"),
        # how trouble is kept away, how an aim is reached
        (("Small projects can cost more to develop than the contract is worth.", "How do we avoid that?"),
         "options appraisal"),
        (("Both sectors should be equal in the partnership.", "fine, but how do we get there?"), "culture"),
        (("Trust matters in a partnership.", "ok but how do we get there?"), "shared purpose"),
        # a point that is only named
        ((_ELEMENTS, "Explain the second one."), "tender"),
        ((_ELEMENTS, "what does the sixth mean?"), "Consortium building"),
        # the contract, the consortium: of the pilot that is talked of
        (("What did Homereach do?", "When was the contract to go out to tender?"), "July 2007"),
        (("What happened in Renfrewshire?", "who was in the consortium?"), "RCVS"),
        # what is to be said to somebody
        (("Our finance director thinks PSPs cost too much.", "what should i tell him?"), "finance"),
    ],
)  # fmt: skip
def test_a_follow_up_is_answered_as_a_first_question(asker: Asker, said: tuple[str, ...], told: str) -> None:
    reply = talk(asker, *said)
    assert reply.status == "answered"
    assert told in reply.answer.statements[0].text


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        (("Is a PSP cheaper?", "no i meant better for users, not cheaper"), "Is a PSP better for users?"),
        (("our pilot is running over budget", "no i meant over time, not money"),
         "our pilot is running over time"),
        (("How do we involve users?", "give me something we can do on monday"),
         "What is the first step to involve users?"),
        # those who were named, what another pilot shares, and a point that a question ends on
        (("Who was in Shine?", "which of them is the lead?"), "who is the lead in Shine?"),
        (("Name the partners in New Routes.", "which of them led?", "and in Shine?"), "who led Shine?"),
        (("What is a design committee?", "what's in it for them?"), "what's in it for the design committee?"),
        (("What went wrong in Edinburgh?", "did Renfrewshire have the same problem"),
         "What went wrong in Renfrewshire?"),
        (("What are the stages of a PSP?", "what goes wrong most in the third?"),
         "what goes wrong most in a tender?"),
        # what stands by itself, or is of no pilot, is asked by itself
        (("How long does a PSP take?", "when was the contract to go out to tender?"),
         "when was the contract to go out to tender?"),
        (("What is Shine?", "what did the women get out of it?"), "what did the women get out of Shine?"),
    ],
)  # fmt: skip
def test_what_is_meant_takes_the_place_of_what_is_not(
    asker: Asker, said: tuple[str, ...], understood: str
) -> None:
    assert talk(asker, *said).understood_as == understood


def test_a_gain_that_no_section_tells_is_said_to_be_that_of_a_psp(asker: Asker) -> None:
    reply = talk(asker, "What is a steering group?", "how would the charities benefit from it?")
    assert reply.note is not None
    assert reply.note.startswith(
        "The guide found no section on what the steering group brings the charities."
    )


def test_an_example_of_several_points_says_of_which(asker: Asker) -> None:
    reply = talk(asker, "What are the six lessons?", "give me an example from a pilot")
    assert reply.note is not None
    assert reply.note.startswith("For the first of these points, problem definition and solution:")
    assert "Edinburgh" in reply.answer.text


def test_the_other_two_are_the_two_pilots_that_were_not_named(asker: Asker) -> None:
    said = ("What problem did the Edinburgh consortium have?", "Did the other two have that as well?")
    understood = talk(asker, *said).understood_as
    assert "the North Lanarkshire pilot and the Renfrewshire pilot" in understood
    assert "problem" in understood
