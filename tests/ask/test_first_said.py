"""What is wrong, missing or narrowed in a first question is said first, and not behind a hedge or half."""

import pytest

from api.ask.pipeline import Asker
from tests.ask.talking import lost


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Given that every PSP must be led by a charity, how does the council keep control?", "need not"),
        ("Why did the Scottish Government scrap PSPs after the Low Moss failure?", "PSPs are still used"),
        ("The model was invented in Glasgow in the 1990s I believe. Who by?", "no person, town or region"),
        ("Which English university thought up PSPs in the 1980s?", "no person, town or region"),
        ("who came up with the idea in Italy", "no person, town or region"),
    ],
)
def test_what_is_wrong_is_said_first(asker: Asker, question: str, said: str) -> None:
    reply = asker.ask(question)
    assert reply.status == "answered"
    assert said in reply.answer.statements[0].text
    assert reply.note is None


@lost("another section comes first since decision 95")
def test_what_there_is_none_of_answers_where_it_is(asker: Asker) -> None:
    reply = asker.ask("where do i find the PSP regulator to complain to")
    assert reply.answer.text.startswith("A PSP has no regulator")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("who is the best chair for the board of a PSP", "Either sector may chair"),
        pytest.param(
            "what is the fee to join the national PSP register",
            "No source names a membership fee",
            marks=lost("another section comes first since decision 95"),
        ),
        ("how much was the PSP coordinator at Low Moss paid", "No source gives pay"),
    ],
)
def test_a_line_that_says_so_needs_no_hedge(asker: Asker, question: str, said: str) -> None:
    reply = asker.ask(question)
    assert reply.status == "abstained"
    assert reply.answer.text.startswith(said)


@lost("another section comes first since decision 95")
def test_a_line_on_another_thing_keeps_its_hedge(asker: Asker) -> None:
    reply = asker.ask("where in Scotland has it been used for disabled people")
    assert reply.answer.text.startswith("The sources name no place for this.")


@pytest.mark.parametrize(
    ("question", "verdict", "said"),
    [
        ("does it have to save money", "no", "duty of best value"),
        ("do we have to involve service users", "yes", "Service users belong in the design"),
    ],
)
def test_a_duty_is_answered_by_a_section_on_it(asker: Asker, question: str, verdict: str, said: str) -> None:
    reply = asker.ask(question)
    assert reply.verdict == verdict
    assert said in reply.answer.text


def test_a_field_narrows_the_list_of_all(asker: Asker) -> None:
    text = asker.ask("which ones were about homelessness").answer.text
    assert text.startswith("Homelessness")
    assert "Learning disability" not in text


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What evidence should be collected during the pilot, and by whom?", "By whom should evidence be"),
        ("what data should we keep, and for how long", "For how long should we keep data"),
        ("whats in it for the council and whats in it for us, be honest", "What does a charity gain"),
    ],
)
def test_what_leans_on_the_first_is_asked_of_its_thing(asker: Asker, question: str, asked: str) -> None:
    reply = asker.ask(question)
    assert reply.form == "several"
    assert any((statement.heading or "").startswith(asked) for statement in reply.answer.statements)


@pytest.mark.parametrize(
    "question",
    ["how long is the contract at the end usually. 3 yrs? 5?", "how long should the pilot last? 6 months?"],
)
def test_examples_of_an_answer_are_no_questions(asker: Asker, question: str) -> None:
    assert asker.ask(question).form != "several"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("PSP v framework agreement, which is less hassle", "which is less trouble"),
        ("Participation request, or PSP? I don't know which opens more doors", "which opens more doors"),
    ],
)
def test_what_no_source_ranks_is_said_before_the_difference(asker: Asker, question: str, told: str) -> None:
    reply = asker.ask(question)
    assert reply.form == "comparison"
    assert reply.answer.text.startswith(f"This guide knows of no source that says {told}.")


@lost("another section comes first since decision 95")
def test_what_is_said_of_the_quality_comes_first(asker: Asker) -> None:
    reply = asker.ask("which is cheaper, a PSP or a normal tender")
    assert "costs more than a tender" in reply.answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    ["my brother was diagnosed with PSP last year, how long will he live",
     "My late husband was told he had PSP (the palsy). Is there a support group near Stirling?"],
)  # fmt: skip
def test_who_means_the_illness_is_told_where_to_turn(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert reply.reason == "out_of_scope"
    assert "NHS inform" in reply.answer.text
