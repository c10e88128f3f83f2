"""What the asker tells of the own case behind an answer: a limit, and what is then to be done."""

import pytest

from api.ask.pipeline import Asker
from tests.ask.talking import lost, talk


@pytest.mark.parametrize(
    ("said", "told"),
    [
        # what fits the limit is told, and not what the limit is
        (("how do we evaluate a pilot", "there's no money for that"), "£3,000 or less"),
        pytest.param(
            ("how do we evaluate a pilot", "hmm we only have 6 months"),
            "six months at least",
            marks=lost("another section comes first since decision 95"),
        ),
        (("how do we evaluate a pilot", "hmm we only have 6 months", "and no baseline"), "missing baseline"),
        (("How do we run a pilot?", "ours can only last three months"), "at least six months"),
        (("How do we measure outcomes?", "we dont have any data"), "Rebuild what you can"),
        (("what does the lead body do", "we're a tiny charity with one staff member"), "small or large"),
        (("how small can a contract be for this to be worth doing", "ours is 25k"), "the contract's value"),
        # trouble that was told, and then what is to be done: new actions, and none that were told
        (("our commissioner keeps changing her mind", "right, so what do we actually do"), "sponsor"),
        (("the partners dont trust each other", "aye fine but what now"), "Say openly what went wrong"),
        (("users stopped coming to the meetings", "and practically?"), "at least two ways"),
    ],
)  # fmt: skip
def test_what_the_asker_tells_of_is_part_of_the_question(
    asker: Asker, said: tuple[str, ...], told: str
) -> None:
    reply = talk(asker, *said)
    assert reply.status == "answered"
    assert told in reply.answer.statements[0].text


@pytest.mark.parametrize(
    ("said", "unsaid"),
    [
        (("what should be in a business case", "but there's only the two of us"), "with so few people"),
        (("How do you choose partners fairly?", "we've no time for an open call"), "in so short a time"),
    ],
)
def test_where_no_section_speaks_of_the_limit_that_is_said_before_the_nearest(
    asker: Asker, said: tuple[str, ...], unsaid: str
) -> None:
    reply = talk(asker, *said)
    assert reply.answer.text.startswith(f"The sources do not say how to do this {unsaid}.")
    assert reply.answer.statements


def test_what_was_told_to_do_is_told_again_only_where_there_is_nothing_else(asker: Asker) -> None:
    reply = talk(asker, "nobody knows who is in charge of the PSP", "what should we do then")
    assert reply.answer.text.startswith("This was said just before:")
    assert all(one.kind == "step" for one in reply.answer.statements)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("tell me about low moss", "was it any good"), "17%"),
        (("What was the North Lanarkshire pilot?", "was it any use"), "piloted them for roughly a year"),
        (("tell me about the Shine PSP", "any figures on results"), "59%"),
        (("What did the Edinburgh pilot do?", "did it go to tender"), "a contract there is nowhere reported"),
        (("what is Homereach", "what did it cost"), "cost, budget or savings of Homereach"),
    ],
)
def test_how_a_pilot_did_is_told_of_that_pilot(asker: Asker, said: tuple[str, ...], told: str) -> None:
    reply = talk(asker, *said)
    assert reply.status == "answered"
    assert told in reply.answer.statements[0].text


def test_what_no_source_tells_of_a_project_is_said_of_it_by_name(asker: Asker) -> None:
    reply = talk(
        asker, "food train?", "what did it cost to set up", "never mind the cost, did it go to tender"
    )
    assert reply.answer.text == "The guide found nothing on whether Food Train went to tender."


@pytest.mark.parametrize(
    ("said", "law"),
    [
        (("our lawyers say it breaks procurement law", "which bit of the rules are they on about"),
         "regulation 41"),
        (("our legal team says we cant talk to charities before the tender", "which rule do they mean"),
         "regulation 41"),
        (("finance says a grant would be subsidy", "which law are they on about"), "Subsidy Control Act"),
        (("Do staff move over to the new provider?", "which law is that"), "TUPE"),
        (("does the tender have to have community benefits", "under what law is that"),
         "Procurement Reform (Scotland) Act 2014"),
        pytest.param(
            ("the council says it cannot share names of users with us", "is there a law on that, which one"),
            "data protection law",
            marks=lost("another section comes first since decision 95"),
        ),
    ],
)  # fmt: skip
def test_a_law_is_named_from_what_the_answer_rests_on(asker: Asker, said: tuple[str, ...], law: str) -> None:
    reply = talk(asker, *said)
    assert reply.status == "answered"
    assert reply.understood_as.startswith("Which law is ")
    assert reply.understood_as.endswith(f"{said[0][1:].rstrip('?')}?".replace("cant", "can't"))
    assert law in reply.answer.statements[0].text


def test_where_no_law_is_named_that_is_said_before_the_laws_around_a_psp(asker: Asker) -> None:
    reply = talk(asker, "Must contracts be advertised?", "where is that in the law")
    assert reply.answer.text.startswith("The sources behind this answer name no law for it.")
    assert "Procurement Reform (Scotland) Act 2014" in reply.answer.text
