"""Follow-ups that go on with a story or a list, swap who does it, or turn to somebody who knows more."""

import pytest

from api.ask.conversation import standalone
from api.ask.counting import of_item
from api.ask.filling import Referring, filled
from api.ask.in_my_case import story_goes_on
from api.ask.moves import next_one, number
from api.ask.names import Names
from api.ask.pipeline import Asker
from api.ask.pointing import leaning
from api.ask.subject_swapped import of_another_doer
from api.ask.turn import Turn, turn_of
from api.ask.whom_to_ask import whom_to_ask
from tests.ask.talking import lost, talk

NONE = Names(())
STAGES = ("Joint design by users.", "A pilot of at least six months.", "A tender.")
LISTED = Turn("What are the stages?", "a PSP", STAGES, True, said=("Three steps.", *STAGES), ordered=True)


def asked(question: str, topic: str = "a PSP", **more: object) -> Turn:
    return Turn(question, topic, (), True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("meant", "before", "now"),
    [
        (
            "the legal team",
            "when should procurement get involved",
            "when should the legal team get involved?",
        ),
        ("a housing association", "Can a charity lead a PSP?", "Can a housing association lead a PSP?"),
        ("the lead", "How does the council choose partners?", "How does the lead choose partners?"),
        ("trustees", "Why should staff come to meetings", "Why should trustees come to meetings?"),
        ("our finance officer", "Must the chair sign it?", "Must our finance officer sign it?"),
        ("the money side", "when should procurement get involved", None),
        ("the tender", "Who pays for the pilot?", None),
        ("what it costs", "Can a charity lead a PSP?", None),
    ],
)
def test_another_is_meant_as_who_does_it(meant: str, before: str, now: str | None) -> None:
    assert of_another_doer(meant, before) == now


@pytest.mark.parametrize(
    "said", ["no i meant the legal team", "sorry, I mean the legal team", "we meant the legal team"]
)
def test_a_correction_of_who_does_it_is_put_in_his_place(said: str) -> None:
    turn = asked("when should procurement get involved")
    assert standalone(said, [turn], NONE) == "when should the legal team get involved?"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("how long does the second one take", "how long does a pilot take?"),
        ("what does the third cost", "what does a tender cost?"),
        ("who pays for number 2", "who pays for a pilot?"),
        ("when does the last one start", "when does a tender start?"),
        ("who runs the first", "who runs: Joint design by users."),
        ("explain the second", "A pilot of at least six months."),
    ],
)
def test_an_item_with_an_article_is_asked_of_by_what_it_is_called(said: str, meant: str) -> None:
    put = of_item(said, STAGES)
    assert put in (
        meant,
        meant.replace("a pilot?", "A pilot of at least six months.").replace("for A", "for: A"),
    )


@pytest.mark.parametrize(
    "said", ["which is the biggest", "which of these is the worst?", "which is most serious"]
)
def test_where_nothing_is_weighed_that_is_said_and_what_there_is(said: str) -> None:
    risks = ("Set-up takes long, so plan it.", "The money may end.", "Partners leave; agree on it.")
    plan = number.plan(Turn("What are the risks?", "a PSP", risks, True, said=risks), said)
    assert plan.word.startswith("No source says which of these is the ") or "comes first" in plan.word
    assert "(1) Set-up takes long; (2) The money may end; (3) Partners leave." in plan.word


@pytest.mark.parametrize("said", ["what comes after that", "and after all that?", "what happens after these"])
def test_after_the_whole_list_comes_what_follows_its_last_point(said: str) -> None:
    assert "after a tender" in next_one.plan(LISTED, said).question


def test_the_next_point_is_still_the_next() -> None:
    assert next_one.plan(LISTED, "and the next one").question == "Joint design by users?"


@pytest.mark.parametrize(
    ("said", "topic", "meant"),
    [
        ("any newer figures?", "the Low Moss PSP", "Are there any newer figures on the Low Moss PSP?"),
        ("is there anything more recent", "Shine", "Is there anything more recent on Shine?"),
        ("any up-to-date numbers", "a PSP", "Are there any up-to-date numbers on PSPs?"),
        ("have you got any later evaluations then", "Shine", "Are there any later evaluations on Shine?"),
        ("and any current costs?", "the pilot", "Are there any current costs on the pilot?"),
    ],
)
def test_newer_things_are_asked_for_on_what_is_talked_of(said: str, topic: str, meant: str) -> None:
    assert leaning(said, asked("What did it achieve?", topic)) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            "did any pilot show a need for it?",
            "did any pilot show a need for training and capacity building?",
        ),
        ("who pays for it", "who pays for training and capacity building"),
        ("and who has that", "and who has training and capacity building"),
        ("where can we get it", "where can we get training and capacity building"),
        ("what came of it", "what came of training and capacity building"),
    ],
)
def test_it_is_what_was_recommended(said: str, meant: str) -> None:
    told = ("The report recommended to fund and provide training and capacity building as the backdrop.",)
    last = asked("What does the report recommend most?", said=told)
    assert filled(said, last, Referring(NONE)) == meant


@pytest.mark.parametrize(
    "said", ["the council says there's none left", "one of them wants to leave", "nobody is helping us now"]
)
def test_a_story_that_goes_on_is_one_story(said: str) -> None:
    broke = asked("we're half-way through the pilot and the money is running out")
    assert story_goes_on(said, broke) == f"{broke.understood_as}, and {said}"


@pytest.mark.parametrize(
    "said", ["who pays?", "we tried that", "thanks", "give me an example", "is it legal"]
)
def test_what_asks_or_answers_is_no_part_of_the_story(said: str) -> None:
    assert story_goes_on(said, asked("our partners have fallen out")) is None


@pytest.mark.parametrize(
    "said",
    [
        "who would know?",
        "so who can I ask",
        "who could we phone about that",
        "who might know more",
        "who do I contact",
    ],
)
def test_who_knows_more_is_whom_to_contact(asker: Asker, said: str) -> None:
    assert whom_to_ask(said, asked("Is there a list?")) == "Whom can we contact about a PSP?"
    assert "third sector interface" in talk(asker, "is there a list of all PSPs", said).answer.text


@pytest.mark.parametrize(
    "said", ["who should we ask to join", "who knows the users", "who can bid", "who asked"]
)
def test_other_people_are_not_contacts(said: str) -> None:
    assert whom_to_ask(said, asked("Is there a list?")) is None


def test_a_thing_named_first_stays_what_is_talked_of(asker: Asker) -> None:
    turns = [turn_of(asker.ask("Food Train"))]
    assert turns[0].topic == "Food Train"
    assert "Food Train" in asker.ask("how many people did it help", turns).understood_as


def test_an_answer_that_cannot_be_told_in_less_is_told_with_a_word_on_it(asker: Asker) -> None:
    before = asker.ask("Who should lead a PSP?")
    after = talk(asker, "Who should lead a PSP?", "shorter please")
    assert after.answer.text.startswith("That is the shortest the guide has it.")
    assert before.answer.statements[0].text in after.answer.text
    assert after.citations


@lost("another section comes first since decision 95")
def test_a_thing_is_asked_of_by_the_name_that_the_answer_gave(asker: Asker) -> None:
    first = ("do we need a written agreement between partners", "what goes in it")
    reply = talk(asker, *first, "is it legally binding")
    assert "memorandum" in reply.understood_as
    assert reply.verdict == "no"


@pytest.mark.parametrize(
    "said", ["did that work?", "and did it work out", "has this worked", "did that one succeed"]
)
def test_a_pilot_told_of_is_asked_whether_it_worked(said: str) -> None:
    assert leaning(said, asked("What is an example?", "the Falkirk PSP")) == "Did the Falkirk PSP work?"


@pytest.mark.parametrize(
    ("said", "move"),
    [
        ("Which pilot got that wrong?", "example"),
        ("and which PSPs did that", "example"),
        ("which council is sure of it", None),
        ("so which partners knew", None),
    ],
)
def test_which_pilot_did_it_is_no_wish_for_sources(asker: Asker, said: str, move: str | None) -> None:
    reply = talk(asker, "What is the overarching message of the 2007 lessons report?", said)
    assert reply.move == move
