"""Several questions typed at once: none is lost, and each keeps what it is asked of."""

import pytest

from api.ask.parts import parts
from api.ask.pipeline import Asker
from tests.ask.talking import lost


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("who leads a PSP. who pays for it. how long does it take", 3),
        ("How do we pick an evaluator. And who pays them?", 2),
        ("Do users get paid. how much is usual?", 2),
        ("Do charities get paid for design time? and if not how do wee ones cope", 2),
        ("are there grants for PSPs, if not how do we pay for one", 2),
        ("is a lawyer needed and if so when", 2),
        ("gains for the council, and gains for the charity, and for the people using it?", 3),
        ("what's in it for councils, for charities and for service users", 3),
        ("when do we bring in service users, how many, and do we pay expenses", 3),
        ("we met in May. the council leads it. who pays", 1),
        ("When we met the council was late. Who can chair it?", 1),
        ("how do we prepare for the tender and for what comes after it", 1),
    ],
)
def test_where_one_question_ends_and_the_next_begins(question: str, asked: int) -> None:
    assert len(parts(question)) == asked


@pytest.mark.parametrize(
    ("question", "headings"),
    [
        (
            "when do we bring in service users, how many, and do we pay expenses",
            [
                "When do we bring in service users?",
                "How many service users do we bring in?",
                "Do we pay expenses?",
            ],
        ),
        (
            "Do charities get paid for design time? and if not how do wee ones cope",
            ["Do charities get paid for design time?", "How do wee charities cope?"],
        ),
        (
            "When do we involve procurement and what do they need from us. also who drafts the spec?",
            ["When do we involve procurement?", "What do procurement need from us?", "Who drafts the spec?"],
        ),
        (
            "what happened with Food Train and is it still cited as a good example",
            ["What happened with Food Train?", "Is Food Train still cited as a good example?"],
        ),
        (
            "what's in it for councils, for charities and for service users",
            ["What's in it for councils?", "What's in it for charities?", "What's in it for service users?"],
        ),
        (
            "what is a pilot for. what happens after it?",
            ["What is a pilot for?", "What happens after a pilot?"],
        ),
    ],
)
def test_each_is_answered_under_its_whole_question(asker: Asker, question: str, headings: list[str]) -> None:
    reply = asker.ask(question)
    assert [s.heading for s in reply.answer.statements if s.heading] == headings


def test_what_one_section_answers_for_both_stays_one_answer(asker: Asker) -> None:
    reply = asker.ask("who pays for the design and for the pilot")
    assert "paid for the design and the pilot" in reply.answer.statements[0].text
    assert not any(s.heading for s in reply.answer.statements)


@pytest.mark.parametrize(
    "question",
    ["when is a lawyer needed", "when must a contract be advertised", "when should users be brought in"],
)
def test_when_in_general_wants_no_day(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert reply.status == "answered"
    assert "no date" not in reply.answer.text


@pytest.mark.parametrize(
    "question",
    [
        "did scotland excel get a legal opinion on psps and can i see it?",
        pytest.param(
            "how many rooms in the Haven at registers of scotland and can health staff book one?",
            marks=lost("another section comes first since decision 95"),
        ),
    ],
)
def test_of_what_no_source_tells_of_nothing_is_told(asker: Asker, question: str) -> None:
    """With the first question unanswered, "it" of the second is no PSP."""
    assert asker.ask(question).status == "abstained"
