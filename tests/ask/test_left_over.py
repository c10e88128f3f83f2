"""Follow-ups that lean on what was told: could it have been avoided, each of them, what is in it."""

import pytest

from api.ask.knowledge import Knowledge
from api.ask.pipeline import Asker
from api.ask.turn import turn_of
from tests.ask.talking import talk


def test_what_could_have_been_avoided_is_asked_of_the_trouble_and_not_told_again(asker: Asker) -> None:
    first = asker.ask("What went wrong in Edinburgh?")
    then = asker.ask("could they have avoided that", [turn_of(first)])
    assert then.move == "avoided"
    assert then.understood_as.startswith("How can this be avoided: ")
    told = {s.text for s in first.answer.statements}
    assert not told & {s.text for s in then.answer.statements}


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        (("do we need a memorandum of understanding", "whats in it"),
         "What should the memorandum of understanding cover?"),
        (("what is community benefit", "no the clause not the charity test"),
         "What is the community benefit clause?"),
        (("when do we stop talking to the pilot partners", "even informally?"),
         "when do we stop talking to the pilot partners, even informally?"),
        (("what is ROAR", "and where was that"), ("where was the Renfrewshire pilot", "where was ROAR")),
        (("Procurement won't come to meetings till there's a spec", "what if they still refuse"),
         "What can we do if procurement still refuses to come to meetings"),
        (("How did Food Train get going in West Lothian?", "who funded it"), "who funded Food Train"),
    ],
)  # fmt: skip
def test_a_follow_up_is_understood_as_it_would_be_typed(
    asker: Asker, said: tuple[str, ...], understood: str | tuple[str, ...]
) -> None:
    assert talk(asker, *said).understood_as.startswith(understood)


def test_so_many_points_are_told_as_were_wished_for(asker: Asker) -> None:
    reply = talk(asker, "how do we measure outcomes in a pilot", "too long, 3 bullets")
    kinds = [s.kind for s in reply.answer.statements]
    assert len(kinds) == 3
    assert set(kinds) <= {"item", "step"}


@pytest.mark.parametrize(
    ("said", "move"),
    [
        ("put that in words I can use at committee tonight", "simpler"),
        ("in plain english, its for my newsletter", "simpler"), ("do others disagree", "disagree"),
        ("what do other councils do", "example"), ("just one", "number"), ("which is most common", "number"),
    ],
)  # fmt: skip
def test_a_wish_on_the_answer_is_its_move(asker: Asker, said: str, move: str) -> None:
    turns = [turn_of(asker.ask("What barriers are there?"))]
    assert asker.ask(said, turns).move == move


def test_an_ordinary_word_names_a_pilot_only_where_a_name_stands(asker: Asker) -> None:
    knowledge: Knowledge = asker.knowledge
    for ordinary in (
        "are the partners equal",
        "is it a tax haven",
        "the upside of that",
        "we are moving on now",
    ):
        assert not knowledge.names.found_in(ordinary), ordinary
    for named in (
        "what did haven do",
        "who led shine",
        "Upside",
        "the EQUAL pilots",
        "tell me about moving on",
    ):
        assert knowledge.names.found_in(named), named


@pytest.mark.parametrize(
    ("asked", "opens"),
    [("what is Homereach", "Homereach"), ("what is the senior sponsor", "senior"),
     ("what is options appraisal", "options"), ("what is ROAR", "ROAR"), ("what is Falkirk", "Falkirk")],
)  # fmt: skip
def test_what_a_named_thing_is_comes_before_what_is_not_known_of_it(
    asker: Asker, asked: str, opens: str
) -> None:
    reply = asker.ask(asked)
    assert reply.status == "answered"
    assert opens.lower() in reply.answer.statements[0].text.lower()
    assert "no source" not in reply.answer.statements[0].text.lower()


@pytest.mark.parametrize(
    "before",
    [
        "Do staff have to transfer under TUPE?",
        "What is a community benefit clause?",
    ],
)
def test_what_names_its_own_matter_is_not_asked_of_another(asker: Asker, before: str) -> None:
    then = talk(asker, before, "Who pays for the pilot?")
    assert (then.status, then.understood_as) == ("answered", "Who pays for the pilot?")


def test_a_pilot_that_is_talked_of_is_meant_by_the_pilot(asker: Asker) -> None:
    then = talk(asker, "Who led the Renfrewshire pilot?", "Who pays for the pilot?")
    assert then.topic == "the Renfrewshire pilot"
