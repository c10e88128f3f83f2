"""What a pronoun means that stands for no named thing: what the question before asked of, or its doing."""

import pytest

from api.ask.objects import meant_otherwise, object_of
from api.ask.pipeline import Asker
from api.ask.turn import Turn
from tests.ask.talking import talk


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("how do we write a business case", "a business case"),
        ("what records should we keep", "records"),
        ("who signs off the final report", "the final report"),
        ("What did the review of the scheme conclude?", "the review of the scheme"),
        ("is there a budget for it", "a budget"),
        ("what about the bidders we turned down", "the bidders we turned down"),
        ("who pays for a PSP", ""),
        ("what happens after the pilot", ""),
        ("how long does it take", ""),
    ],
)
def test_the_thing_that_a_question_asks_of_is_seen_in_its_own_words(question: str, thing: str) -> None:
    assert object_of(question) == thing


@pytest.mark.parametrize(
    ("said", "before", "meant"),
    [
        ("who checks them", "How do we set targets?", "who checks the targets"),
        ("who reads it", "how do we write a business case", "who reads a business case"),
        ("is it expensive", "how do we run a survey", "is running a survey expensive"),
        ("how many should we have", "how do we choose an indicator", "how many indicators should we have"),
        ("and the ones who don't reply?", "How do we invite partners?", "the partners who don't reply"),
        (
            "what if nobody turns up",
            "How do we hold a workshop?",
            "what if nobody turns up when holding a workshop",
        ),
        ("who pays", "How do we set targets?", None),
    ],
)
def test_a_pronoun_may_mean_what_was_asked_of_or_the_doing(said: str, before: str, meant: str | None) -> None:
    others = meant_otherwise(said, [Turn(before, "a PSP", (), True)])
    assert meant in others if meant else others == []


def test_what_was_asked_of_is_talked_on_where_a_section_answers_that(asker: Asker) -> None:
    reply = talk(asker, "how do i write an outcome", "how many do we need")
    assert reply.understood_as == "how many outcomes do we need"
    assert reply.status == "answered"


def test_a_thing_that_is_named_is_not_added_once_more(asker: Asker) -> None:
    reply = talk(asker, "What happens after the pilot?", "does the pilot have to be evaluated")
    assert reply.understood_as.lower().count("the pilot") == 1


def test_they_are_what_was_asked_of_rather_than_the_like_of_the_topic(asker: Asker) -> None:
    reply = talk(asker, "can we hold back the results until after the tender", "who has to publish them")
    assert "the results" in reply.understood_as
    assert "publish" in reply.answer.statements[0].text.lower()


@pytest.mark.parametrize("said", ["how many", "how many then?"])
def test_how_many_alone_is_of_what_was_asked_of(said: str) -> None:
    agreed = Turn("how do we agree outcomes with the health board", "a PSP", (), True)
    assert meant_otherwise(said, [agreed])[0].startswith("how many outcomes")


def test_it_is_what_was_asked_of_and_not_another_name_for_it(asker: Asker) -> None:
    reply = talk(asker, "how do we run a design workshop", "how long should it be")
    assert "workshop" in reply.understood_as


def test_a_thing_with_another_article_is_the_thing_talked_of() -> None:
    asked = Turn("How do we write a specification?", "the specification", (), True)
    assert meant_otherwise("who checks it", [asked]) == []
