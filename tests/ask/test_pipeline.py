"""Questions as the four users type them, over the real corpus."""

import time

import pytest

from api.ask.pipeline import Asker
from api.ask.turn import turn_of


def test_how_to_start_gives_the_steps_in_order_each_cited(asker: Asker) -> None:
    reply = asker.ask("How do we start a PSP?")
    steps = [s for s in reply.answer.statements if s.kind == "step"]
    assert reply.status == "answered"
    assert len(steps) >= 6
    assert all(statement.citations for statement in reply.answer.statements)
    assert "1. " in reply.answer.text


def test_every_statement_stands_word_for_word_in_one_of_its_quotes(asker: Asker) -> None:
    for question in (
        "What is a PSP?",
        "Who led the Renfrewshire pilot?",
        "compare Edinburgh with Homereach",
        "what is TUPE",
    ):
        reply = asker.ask(question)
        quotes = {c.number: c.quote for c in reply.citations}
        for statement in reply.answer.statements:
            assert any(statement.quoted in quotes[n] for n in statement.citations), statement


def test_no_statement_is_said_twice_and_none_is_left_hanging(asker: Asker) -> None:
    reply = asker.ask("What are the benefits of working through a consortium?")
    texts = [s.text for s in reply.answer.statements]
    assert len(texts) == len(set(texts))
    assert not any(text.startswith(("It ", "This ", "They ")) for text in texts[:1])


def test_what_the_sources_do_not_say_is_not_answered(asker: Asker) -> None:
    reply = asker.ask("What was the annual budget of the ROAR consortium?")
    assert (reply.status, reply.reason) == ("abstained", "not_in_knowledge_base")
    assert reply.turn_to
    assert reply.answer.text.startswith("No source gives the cost, budget")


@pytest.mark.parametrize(
    "question",
    ["will it rain in Falkirk tomorrow", "reset my bank card pin", "recipe for scones", "asdf qwerty zxcv"],
)
def test_other_subjects_are_refused(asker: Asker, question: str) -> None:
    assert asker.ask(question).reason == "out_of_scope"


def test_an_answer_carries_at_most_one_caution_and_law_is_dated(asker: Asker) -> None:
    law = asker.ask("Can a partner who helped design the service bid for the contract?").cautions
    assert [c.kind for c in law] == ["law"]
    assert "as at" in law[0].text
    assert [c.kind for c in asker.ask("How long should the pilot run?").cautions] == ["contested"]
    assert asker.ask("What is a PSP?").cautions == []


def test_a_conversation_follows_pronouns_ordinals_and_corrections(asker: Asker) -> None:
    first = asker.ask("What did the Renfrewshire pilot do?")
    second = asker.ask("Who led it?", [turn_of(first)])
    assert "the Renfrewshire pilot" in second.understood_as
    corrected = asker.ask("no, I meant North Lanarkshire", [turn_of(first), turn_of(second)])
    assert "North Lanarkshire" in corrected.understood_as
    listed = asker.ask("How do we start a PSP?")
    third = asker.ask("tell me more about the second one", [turn_of(listed)])
    assert third.understood_as.endswith(turn_of(listed).items[1])


def test_several_questions_are_each_answered_or_named_as_left_out(asker: Asker) -> None:
    reply = asker.ask("Who led the Renfrewshire pilot? What is the price of a kilo of potatoes?")
    assert reply.status == "partial"
    assert reply.note == "The sources do not answer: What is the price of a kilo of potatoes?"


def test_the_length_of_a_conversation_does_not_matter(asker: Asker) -> None:
    turns = [turn_of(asker.ask("What is a PSP?"))] * 400
    started = time.process_time()
    asker.ask("and who runs it?", turns[-6:])
    assert time.process_time() - started < 2


def test_a_belief_that_nobody_reviewed_is_set_beside_what_the_sources_say(asker: Asker) -> None:
    reply = asker.ask("as all ten pilots of 2009-2011 went on to a tender, what explains such a high rate")
    assert reply.form == "premise"
    assert "none of the ten" in reply.answer.text.lower()


@pytest.mark.parametrize(
    "question",
    [
        "what did the minister say about PSPs last week",
        "did the Scottish Government publish a PSP guide last month?",
    ],
)
def test_what_no_source_can_know_yet_is_not_answered(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert (reply.status, reply.reason) == ("abstained", "not_in_knowledge_base")
    assert reply.note == "The sources tell of nothing so recent or still to come."


def test_a_question_on_ones_own_case_keeps_what_the_sources_say_in_general(asker: Asker) -> None:
    reply = asker.ask("can we be challenged if we choose the charity ourselves")
    assert (reply.status, reply.reason) == ("abstained", "needs_advice")
    assert reply.citations
    assert "In general:" in reply.answer.text


def test_a_later_part_asks_about_what_the_first_part_names(asker: Asker) -> None:
    reply = asker.ask("What is a memorandum of understanding and who signs it?")
    assert "Who signs a memorandum of understanding" in reply.answer.text


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("can the lead officer decide things by email between meetings", "Decisions by email"),
        ("should partners show each other their prices", "should not: give cost figures singly"),
    ],
)
def test_a_word_for_an_address_or_a_sum_does_not_make_a_question_ask_for_one(
    asker: Asker, question: str, held: str
) -> None:
    reply = asker.ask(question)
    assert reply.status == "answered"
    assert held in reply.answer.text


def test_who_asks_for_a_list_tells_no_problem_and_few_words_may_tell_one(asker: Asker) -> None:
    listed = asker.ask("list the documents that I need on file to show auditors the process was fair")
    told = asker.ask("GPs aren't referring")
    assert listed.form != "problem"
    assert (told.form, told.barriers[0].id) == ("problem", "too-few-referrals")


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("did Low Moss work and is it still going", "is the Low Moss PSP still going?"),
        ("who led New Routes and is it still going", "is New Routes still going?"),
        ("What is a PSP and how long does it take?", "how long does a PSP take?"),
        ("What is a social clause and how long does it take?", "how long does a social clause take?"),
    ],
)
def test_a_later_question_asks_of_what_the_first_is_about(asker: Asker, question: str, read: str) -> None:
    reply = asker.ask(question)
    told = {s.heading for s in reply.answer.statements if s.heading} | {reply.note or ""}
    assert any(read.lower() in one.lower() for one in told), told


def test_one_answer_to_two_questions_is_said_once_without_headings(asker: Asker) -> None:
    reply = asker.ask("can we skip the pilot and just co-design, and is that still a PSP")
    assert reply.status == "answered"
    assert not [s.heading for s in reply.answer.statements if s.heading]
