"""Follow-ups that carry a question further: its when and how, another case, one of many, the people of it."""

import pytest

from api.ask.conversation import standalone, without_rejected
from api.ask.moves import example, for_others
from api.ask.moves.recognise import recognise
from api.ask.moves.seen_in import names_a_pilot
from api.ask.names import Names
from api.ask.objects import object_of
from api.ask.pipeline import Asker
from api.ask.pointing import leaning
from api.ask.talked_of import people_of
from api.ask.turn import Turn
from kb.taxonomy import Name
from tests.ask.talking import talk

CHAIR = Name(id="chair", title="the chair", also=("chair", "the chair"), document="roles/chair")
NAMES = Names((CHAIR,))


def asked(question: str, topic: str = "a PSP", **more: object) -> Turn:
    return Turn(question, topic, (), True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("and how long will that take", "Who signs the lease?", "How long will it take to sign the lease?"),
        ("when", "Who launched the Change Fund?", "When did the Change Fund begin?"),
        ("where was that", "Who wrote the guide?", "Where was the guide written?"),
        ("how exactly", "Who vets the bids?", "How should we vet the bids?"),
        ("is there guidance on that?", "How do we share data?", "is there guidance to share data?"),
        (
            "are there courses for that",
            "How can tenants take part in design?",
            "are there courses for tenants to take part in design?",
        ),
        ("is that normal", "How long did set-up take?", "Is it normal: how long did set-up take?"),
        ("who decides then", "When may a partner leave?", "Who decides when a partner may leave?"),
        (
            "and how do we decide that",
            "Who decides which bids should be heard?",
            "How do we decide which bids should be heard?",
        ),
        ("where does that come from", "What does a PSP cost?", "Where did the money for PSPs come from?"),
        ("who led the biggest?", "Which pilots lasted?", "who led the biggest pilot?"),
        ("when was the latest one", "How many PSPs are there?", "when was the latest PSP?"),
        ("but if the funder pulls out", "Who pays?", "What happens if the funder pulls out?"),
        ("where?", "What do we need to publish?", "Where do we need to publish?"),
        ("and when exactly", "How should the partners report?", "When should the partners report?"),
        ("is that too soon", "When can a pilot end?", "Is it too soon: when can a pilot end?"),
        ("so why do it", "How do we pay users?", "why pay users?"),
        ("so why do it", "Have PSPs saved money?", "What are the benefits of a PSP?"),
        ("then what is the point of one?", "Do PSPs last?", "What are the benefits of a PSP?"),
        ("and when we win", "What changes if we lose the bid?", "What changes when we win?"),
    ],
)  # fmt: skip
def test_what_carries_the_question_further_is_put_into_it(said: str, last: str, meant: str) -> None:
    assert leaning(said, asked(last)) == meant


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ("how long does that take", "Who runs the pilot?"),  # as long as the pilot
        ("who says so", "How many PSPs are there?"),  # asks for the source
        ("what if it fails", "What happens if we win?"),
        ("if so", "Can we pay them?"),
        ("who decides", "What is a PSP?"),
        ("is that a lot", "Who pays?"),
        ("when", "What is a tender?"),
        ("when", "What do charities do in a PSP?"),
        ("where", "How many do we need?"),
        ("where was the pilot", "Which pilots lasted?"),
    ],
)
def test_what_points_elsewhere_is_not_carried_further(said: str, last: str) -> None:
    assert leaning(said, asked(last)) is None


def test_who_was_in_a_thing_with_a_name_is_asked_of_it_and_not_of_a_psp() -> None:
    assert leaning("who were they", asked("Did any end early?", "the Falkirk PSP")) == (
        "Who took part in the Falkirk PSP?"
    )
    told = asked("What did the Falkirk PSP do?", "the Falkirk PSP")
    assert leaning("and who was involved?", told) == "who was involved in the Falkirk PSP?"
    assert leaning("what was the upshot", told) == "what was the upshot in the Falkirk PSP?"
    assert leaning("who joined", asked("What is a PSP?")) is None
    assert leaning("who is that", asked("Who chairs it?", "the chair")) is None


def test_the_first_of_ordered_steps_is_a_step() -> None:
    steps = Turn("Which steps are there?", "a PSP", ("Design.", "Pilot."), True, ordered=True)
    assert standalone("who does the first", [steps], NAMES) == "who does: Design."


@pytest.mark.parametrize(
    ("said", "topic", "meant"),
    [
        ("who might do it", "the chair", "who might be the chair"),
        ("which body should do that", "the chair", "which body should be the chair"),
        ("who did that", "the evaluation", "Who is responsible for the evaluation?"),
    ],
)
def test_a_role_is_held_and_a_thing_seen_to(said: str, topic: str, meant: str) -> None:
    assert standalone(said, [asked("Is it needed?", topic)], NAMES).rstrip("?") == meant.rstrip("?")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("what do families get out of it", "families"),
        ("how does it help people with dementia in Fife", "people with dementia"),
        ("can those who use the service vote", "those who use the service"),
        ("do people in prison get a say", "people in prison"),
        ("who pays", ""),
    ],
)
def test_the_people_of_a_question_are_who_they_are(text: str, people: str) -> None:
    assert people_of(text) == people


def test_what_somebody_means_to_people_is_no_thing_of_that_name() -> None:
    assert object_of("what does a tender mean for people who bid") == ""
    assert object_of("what did the review of the fund say") == "the review of the fund"


@pytest.mark.parametrize(
    ("said", "move"),
    [
        ("how should we describe that to our tenants", "simpler"),
        ("and how do I put it across to new staff?", "simpler"),
        ("how could we word that", "write"),
        ("how would you put that in a letter", "write"),
    ],
)
def test_how_to_tell_others_is_plainer_words_or_the_askers_own(said: str, move: str) -> None:
    turn = asked("Who owns the data?")
    assert for_others.asks_how_to_tell(said, turn)
    assert for_others.plan(turn, said).move == move


@pytest.mark.parametrize("said", ["how do we do that", "how do I tell them", "how would that work for us"])
def test_how_it_is_done_is_not_how_it_is_told(said: str) -> None:
    assert not for_others.asks_how_to_tell(said, asked("Who owns the data?"))


def test_an_answer_that_was_rejected_is_not_gone_on_from() -> None:
    first, wrong = asked("How do carers take part?"), asked("Is there a course?", "training")
    rejects = Turn("that's not it", None, (), False, move="not-asked")
    assert without_rejected([first, wrong, rejects]) == [first]
    assert without_rejected([wrong, rejects]) == [wrong, rejects]
    assert without_rejected([first, wrong]) == [first, wrong]


def test_another_word_is_defined_where_one_was_and_the_two_are_told_apart() -> None:
    meant = standalone("sorry, I meant a concession", [asked("What is a framework?", "the framework")], NAMES)
    assert meant == "What is a concession?"
    talked = [asked("What is a framework?", "the framework"), asked("What is a concession?", "a concession")]
    assert standalone("so how do they differ", talked, NAMES) == (
        "What is the difference between a framework and a concession?"
    )


def test_nobody_in_general_is_put_in_the_place_of_a_body() -> None:
    last = asked("Do you usually need the chair?", "the chair")
    assert standalone("who can do it", [last], NAMES) == "who can be the chair"


def test_who_says_it_is_not_who_did_it(asker: Asker) -> None:
    knowledge = asker.knowledge
    assert names_a_pilot("In Renfrewshire partners met weekly.", knowledge)
    assert not names_a_pilot("Partners meet weekly, according to the 2009-2011 programme.", knowledge)
    assert example.plan(asked("How do we meet?"), "an example please", knowledge.names).example


@pytest.mark.parametrize(
    "said", ["what might put a board off", "what would make trustees cautious", "and what scares people"]
)
def test_what_puts_people_off_is_the_other_side(asker: Asker, said: str) -> None:
    plan = recognise(said, [asked("What are the benefits of a PSP?")], asker.knowledge)
    assert plan is not None
    assert plan.move == "other-side"


def test_the_case_that_an_answer_tells_of_is_what_is_asked_on(asker: Asker) -> None:
    first = asker.ask("Has any PSP ever been abandoned?")
    assert "Edinburgh" in (first.topic or "")
    assert "Edinburgh" in talk(asker, "Has any PSP ever been abandoned?", "what went wrong there").answer.text


def test_they_are_the_people_whom_the_question_spoke_of(asker: Asker) -> None:
    reply = talk(asker, "what does a PSP mean for people who use a service", "can they say no")
    assert reply.understood_as.startswith("can people who use a service say no")
