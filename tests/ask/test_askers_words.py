"""How people put a first question: behind an "if", in figures of speech, from their own side, of the law."""

import re

import pytest

from api.ask.pipeline import Asker
from tests.ask.talking import lost


@pytest.mark.parametrize(
    "question",
    [
        "if we design the service are we barred from bidding for it",
        pytest.param(
            "if we helped write the spec are we out of it",
            marks=lost("told rightly, without the word no, since decision 95"),
        ),
        "if we ran the pilot does that rule us out",
        "are pilot partners shut out of the tender",
    ],
)
def test_whoever_may_bid_is_told_that_he_is_not_barred(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert (reply.form, reply.verdict) == ("yes-no", "no")
    assert "may bid" in reply.answer.text


@pytest.mark.parametrize(
    "question",
    [
        "if we take part in the design will we be disqualified later",
        "if a partner leaves does the PSP have to stop",
        "if there's no money for a pilot can we still do a PSP",
        "if the pilot fails, do we have to pay the money back",
    ],
)
def test_a_question_behind_its_condition_is_one_on_yes_or_no(asker: Asker, question: str) -> None:
    assert asker.ask(question).form == "yes-no"


@pytest.mark.parametrize(
    "question",
    ["what's in it for us", "whit's in it fur us", "why should we bother", "what do we get out of it"],
)
def test_us_are_the_two_who_ask_most(asker: Asker, question: str) -> None:
    headings = [s.heading for s in asker.ask(question).answer.statements if s.heading]
    assert headings == ["What does a council gain from a PSP?", "What does a charity gain from a PSP?"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("what's in it for our charity", "charity joins a PSP"),
        ("what would be in it for the health board", "health board can gain"),
        ("as a procurement officer what do I have to do", "advises on route"),
        ("I'm a finance officer, what is my part in a PSP", "names the budget"),
        ("what is my role as a councillor", "Elected members"),
        ("as a service user where do I come in", "people who use a service"),
    ],
)
def test_the_side_that_the_asker_says_decides(asker: Asker, question: str, said: str) -> None:
    assert said in asker.ask(question).answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param(
            "how do we get the high heid yins on side",
            "senior backing",
            marks=lost("marked as maybe only near since decision 95"),
        ),
        ("how do we get the health lot on board", "absent body|health board|NHS"),
        ("what's the damage", "what a PSP costs"),
        ("does it pay off", "effort"),
        pytest.param(
            "who stumps up for the pilot",
            "paid for",
            marks=lost("marked as maybe only near since decision 95"),
        ),
        ("how should councillors be kept in the loop", "councillors"),
        ("where in health has this been done", "NHS Lothian"),
        ("where was it tried in transport", "Strathclyde"),
        ("can a CIC lead a PSP", "other third-sector body can lead"),
    ],
)
def test_figures_of_speech_are_understood(asker: Asker, question: str, said: str) -> None:
    reply = asker.ask(question)
    assert reply.status == "answered"
    assert re.search(said, reply.answer.text)


@pytest.mark.parametrize("question", ["can we challenge the award", "can we appeal if we lose the tender"])
def test_what_anybody_may_is_told_before_who_can_advise(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert reply.status == "answered"
    assert "court" in reply.answer.text
    assert reply.note is not None
    assert "Your own case needs your legal" in reply.note
    assert reply.turn_to


def test_a_case_is_still_left_to_those_who_can_advise(asker: Asker) -> None:
    reply = asker.ask("can we challenge the award, the winner's price came in late")
    assert (reply.status, reply.reason) == ("abstained", "needs_advice")
