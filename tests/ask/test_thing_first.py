"""What is asked after a thing is named, and what a later question leaves out, as people type them."""

import pytest

from api.ask.pipeline import Asker
from api.ask.thing_first import in_order
from tests.ask.talking import lost


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Shine - when did it begin?", "when did Shine begin?"),
        ("memorandum of understanding is it binding", "is memorandum of understanding binding"),
        ("steering group: how often does it meet", "how often does steering group meet"),
        ("advisory group: who sits on it", "who sits on advisory group"),
        ("in our area, who leads it", "in our area, who leads it"),
        ("the board backs the plan so how do they pay", "the board backs the plan so how do they pay"),
        ("the council has withdrawn, is it allowed to", "the council has withdrawn, is it allowed to"),
        ("who leads it and what does it cost", "who leads it and what does it cost"),
    ],
)
def test_a_thing_in_front_takes_the_place_of_its_pronoun(typed: str, asked: str) -> None:
    assert in_order(typed) == asked


def test_what_follows_a_named_pilot_is_a_question_and_no_story(asker: Asker) -> None:
    reply = asker.ask("Low Moss - who led it?")
    assert reply.form != "problem"
    assert "Turning Point Scotland" in reply.answer.text


def test_they_are_those_of_the_pilot_that_was_named(asker: Asker) -> None:
    reply = asker.ask("Who was in the ROAR consortium and what did they deliver")
    headings = [s.heading for s in reply.answer.statements if s.heading]
    assert "What did the Renfrewshire pilot deliver?" in headings


def test_what_is_not_known_of_a_thing_is_no_answer_to_what_it_is(asker: Asker) -> None:
    reply = asker.ask("what were the EQUAL pilots")
    assert reply.status == "answered"
    assert "North Lanarkshire" in reply.answer.text


def test_somebodys_own_bank_or_pension_is_another_subject(asker: Asker) -> None:
    assert asker.ask("is my payment service provider regulated by the FCA").reason == "out_of_scope"


@pytest.mark.parametrize(
    "question",
    [
        "is a psp better than a grant",
        "is an SLA any different from what you sign in a psp",
        "did shine mentoring get funded after",
    ],
)
def test_a_no_on_another_matter_stands_before_no_answer(asker: Asker, question: str) -> None:
    assert asker.ask(question).verdict != "no"


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("what does the procurement manager at Fife think of PSPs", "what was thought or said"),
        ("phone number for whoever ran the north lanarkshire furniture pilot", "no contact details"),
        ("mobile number of the person who runs Shine", "no contact details"),
    ],
)
def test_what_no_source_can_tell_is_said_to_be_unknown(asker: Asker, question: str, missing: str) -> None:
    reply = asker.ask(question)
    assert reply.reason == "not_in_knowledge_base"
    assert missing in reply.answer.text


def test_how_one_person_is_reached_stays_that_persons_own(asker: Asker) -> None:
    assert asker.ask("can you give me Mrs Smith's phone number at the council").reason == "personal_data"


def test_an_order_to_vouch_for_a_case_stays_advice_on_it(asker: Asker) -> None:
    reply = asker.ask("Act for us as counsel and guarantee that our contract is lawful")
    assert reply.reason in ("needs_advice", "out_of_scope")
    told = asker.ask("costs have come in at double what we thought and I report to the board on Monday")
    assert told.reason != "needs_advice"


def test_who_took_part_is_asked_of_the_pilot_that_was_named(asker: Asker) -> None:
    reply = asker.ask("what was the Low Moss pilot and who paid")
    headings = [s.heading for s in reply.answer.statements if s.heading]
    assert "Who paid for the Low Moss PSP?" in headings


def test_what_is_asked_for_is_nobodys_own_because_it_opens_on_whats(asker: Asker) -> None:
    assert asker.ask("what's the phone number of the lead partner at Low Moss").reason != "personal_data"


@pytest.mark.parametrize(
    "question",
    [
        "has our council got a PSP planned?",
        "will my council be setting one up for carers",
        "is our health board part of one",
        "Police Service Pension scheme (PSP) - can I transfer it",
    ],
)
def test_ones_own_council_and_another_psp_are_not_ours_to_know(asker: Asker, question: str) -> None:
    assert asker.ask(question).status == "abstained"


@pytest.mark.parametrize(
    "question", ["does my council run one of these", "has our board been in a PSP before"]
)
def test_of_the_askers_own_body_it_is_said_that_nothing_was_read(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert reply.answer.text.startswith("What your own council or board does or plans")
    assert not reply.answer.statements


def test_a_name_with_a_question_behind_it_is_no_name_alone(asker: Asker) -> None:
    assert asker.ask("Falkirk - when did it start?").understood_as == "when did Falkirk start?"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("can a charity be in the lead", "yes"),  # and not the no to "can one charity lead the whole thing"
        pytest.param(
            "can a charity lead the whole thing by itself",
            "no",
            marks=lost("said to depend since decision 95"),
        ),
        ("do PSPs only happen in Wales", None),
    ],
)
def test_a_verdict_is_no_word_on_one_alone_nor_on_another_country(
    asker: Asker, question: str, verdict: str | None
) -> None:
    assert asker.ask(question).verdict == verdict


def test_how_many_behind_a_thing_is_a_question_and_no_story(asker: Asker) -> None:
    reply = asker.ask("Renfrewshire befriending service how many volunteers took part")
    assert reply.form == "fact"
    assert not reply.barriers or reply.status == "abstained"
