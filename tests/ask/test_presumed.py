"""What a why-question presumes is looked up; letters that are spelt otherwise are another subject."""

import pytest

from api.ask.pipeline import Asker
from api.ask.premises import granted
from tests.ask.talking import lost


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Why did the Edinburgh pilot work so well?", "not successful"),
        ("why does the law forbid councils to talk to charities before a tender", "consult the market"),
        ("why is a memorandum of understanding binding in law", "not legally binding"),
    ],
)
def test_what_is_not_so_is_said_first(asker: Asker, question: str, first: str) -> None:
    """The first statement puts right what the question presumes."""
    reply = asker.ask(question)
    assert first in reply.answer.statements[0].text
    assert reply.form == "premise"


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("why are charities forbidden from leading", "can lead a PSP"),
        pytest.param(
            "how come health boards can't be in a PSP",
            "health board can",
            marks=lost("another section comes first since decision 95"),
        ),
        ("a PSP is a kind of grant so who signs it off", "A PSP is not a grant"),
    ],
)
def test_what_is_no_rule_is_put_right_however_it_is_taken_for_granted(
    asker: Asker, question: str, first: str
) -> None:
    """Said to be forbidden, or stated before "so", a wrong belief is corrected first."""
    reply = asker.ask(question)
    assert reply.form == "premise"
    assert first in reply.answer.statements[0].text


def test_what_is_asked_on_top_of_a_belief_is_answered_after_its_correction(asker: Asker) -> None:
    reply = asker.ask("Given that a pilot must run for two years, who pays for the pilot?")
    first, *others = [s.text for s in reply.answer.statements]
    assert "two years" in first
    assert any("pay for the pilot" in text for text in others)


def test_a_story_told_before_so_is_no_belief(asker: Asker) -> None:
    reply = asker.ask("the council has gone quiet since May so what do we do")
    assert reply.form != "premise"


@pytest.mark.parametrize("question", ["why do PSPs take so long", "why was the 2007 report written"])
def test_what_is_so_or_not_reviewed_is_answered_as_asked(asker: Asker, question: str) -> None:
    """A why-question that presumes nothing wrong is no premise."""
    assert asker.ask(question).form != "premise"


@pytest.mark.parametrize(
    "question",
    [
        "who signs off my brother's person support package (PSP)",
        "Pension Savings Plan, PSP: when can I draw it",
        "psp (patient safety programme) training dates",
    ],
)
def test_another_psp_is_another_subject(asker: Asker, question: str) -> None:
    """Whoever spells the letters out as another thing is told that the guide is about something else."""
    reply = asker.ask(question)
    assert (reply.status, reply.reason) == ("abstained", "out_of_scope")


def test_what_names_a_psp_is_not_called_another_subject(asker: Asker) -> None:
    """News of PSPs that no source can hold is said to be unknown, not to be off the subject."""
    reply = asker.ask("will ministers announce more cash for PSPs this winter")
    assert (reply.status, reply.reason) == ("abstained", "not_in_knowledge_base")


def test_a_time_told_in_words_answers_when(asker: Asker) -> None:
    """ "When does it start?" is answered by "a year before the tender", without a date."""
    reply = asker.ask("When does the PSP process begin, compared with the tender?")
    assert reply.status == "answered"
    assert "eighteen months" in reply.answer.text


def test_this_is_compared_as_a_psp(asker: Asker) -> None:
    """In a first question "this" set beside something is a PSP."""
    reply = asker.ask("how does this differ from an ordinary service level agreement")
    assert reply.answer.statements[0].text.startswith("A PSP")


def test_of_a_pilot_named_what_it_was_is_near(asker: Asker) -> None:
    """Where nothing is known of what is asked of a pilot, what the pilot was stands under the refusal."""
    reply = asker.ask("which firm printed the leaflets of the Falkirk pilot")
    assert reply.status == "abstained"
    assert "Falkirk" in reply.answer.text


def test_a_belief_that_is_asked_about_gets_its_verdict(asker: Asker) -> None:
    """Who asks on yes or no whether a wrong belief is so hears no before the correction."""
    reply = asker.ask("Is the memorandum legally binding?")
    assert reply.answer.statements[0].verdict == "no"


@pytest.mark.parametrize(
    ("question", "belief"),
    [
        ("since a lawyer is always there, who pays her", "a lawyer is always there"),
        ("now that only firms can bid at the end how is the price set", "only firms can bid at the end"),
        ("as PSPs are a kind of grant what do auditors check", "PSPs are a kind of grant"),
    ],
)
def test_a_belief_reaches_to_the_question_and_not_to_its_own_verb(question: str, belief: str) -> None:
    """ "is" and "can" stand in beliefs too; the question begins at the comma or at its question word."""
    assert granted(question) == belief


def test_what_does_not_convince_does_not_blur_a_correction(asker: Asker) -> None:
    """A correction stands alone where the sources say nothing on what was asked on top of it."""
    reply = asker.ask("now that only charities may bid at the end, what colour is the form?")
    assert len(reply.answer.statements) == 1


def test_what_others_will_decide_on_ones_own_case_is_not_known(asker: Asker) -> None:
    """Whether a bid of the asker's own succeeds is in no source, whatever the sources say of approval."""
    reply = asker.ask("will our PSP proposal be accepted and when do we hear?")
    assert (reply.status, reply.reason) == ("abstained", "not_in_knowledge_base")


def test_a_file_whose_name_ends_in_psp_is_another_subject(asker: Asker) -> None:
    """A dot before the letters makes them the ending of a file's name."""
    assert asker.ask("what program do I need for a .psp picture").reason == "out_of_scope"
