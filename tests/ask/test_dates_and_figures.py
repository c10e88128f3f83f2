"""From when an answer is, what is told in figures, what happened in a pilot, why, and what if they refuse."""

import pytest

from api.ask.filling import Referring, filled
from api.ask.moves import dated, simpler
from api.ask.moves.in_figures import holds_a_figure
from api.ask.names import Names
from api.ask.pipeline import Asker
from api.ask.refusing import refused
from api.ask.there import said_there
from api.ask.turn import Turn
from kb.taxonomy import Name
from tests.ask.talking import talk

SHINE = Names((Name(id="shine", title="Shine", also=("Shine",), document="pilots/shine"),))


def asked(question: str, topic: str = "a PSP", **left: object) -> Turn:
    return Turn(question, topic, (), True, **left)  # type: ignore[arg-type]


DATED = [
    "is that still true",
    "is this still the case?",
    "is that still how it's done here",
    "does it still hold",
    "is that up to date",
    "is that out of date",
    "has that changed since",
    "is it current",
    "still true?",
    "are they outdated",
    "is it still relevant",
    "how old is that",
    "how recent is that information",
    "how up to date is your advice",
    "what year is that from",
    "which year was it written",
    "when was that written",
    "when's that from",
    "who told you that and when",
    "who said so and in what year",
    "says who, and when was that",
    "where and when did you read that",
    "who came up with that and in what year",
    "who says that and how long ago",
    "does that still stand",
    "is it still so in scotland",
    "and is that still right today",
    "does it still",
]


@pytest.mark.parametrize("said", DATED)
def test_the_date_of_what_was_said_is_asked_for(said: str) -> None:
    assert dated.asks_for_the_date(said)


@pytest.mark.parametrize(
    "said",
    [
        "is it still running",
        "are they still paid",
        "how old is the fund",
        "who pays and when",
        "when was it",
        "is that the law",
        "what year did it start",
        "who decides and how",
        "does it still need a lead",
    ],
)
def test_what_asks_of_the_thing_is_no_question_of_the_date(said: str) -> None:
    assert not dated.asks_for_the_date(said)


@pytest.mark.parametrize(
    "said", ["is that still how it's done here", "how old is that", "who said so and when"]
)
def test_the_year_of_the_source_is_told(asker: Asker, said: str) -> None:
    reply = talk(asker, "How long does a PSP take?", said)
    assert "of 2007" in reply.answer.text.split("\n")[0]
    assert reply.citations
    assert reply.move == "sources"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("It had £1.5 million.", True),
        ("About 30 partners joined.", True),
        ("One in 5, or 20 per cent.", True),
        ("Six months passed.", True),
        ("The Act of 2014 says so.", False),
        ("See section 12.", False),
        ("It began on 3 May 2012.", False),
        ("The pilots of 2006/07 ended.", False),
    ],
)
def test_a_year_or_a_section_is_no_figure(text: str, held: bool) -> None:
    assert holds_a_figure(text) == held


@pytest.mark.parametrize("said", ["got numbers on that", "have you stats for it"])
def test_figures_are_told_of_the_pilot_that_is_talked_of(asker: Asker, said: str) -> None:
    reply = talk(asker, "What did the Low Moss PSP achieve?", said)
    assert "17%" in reply.answer.text
    assert all(holds_a_figure(one.quoted) for one in reply.answer.statements)
    assert reply.citations


def test_where_no_figures_are_that_is_said_and_two_questions_offered(asker: Asker) -> None:
    reply = talk(asker, "How many people did ROAR help?", "any percentages")
    assert reply.answer.text.startswith("The sources give no")
    assert reply.follow_ups


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("were volunteers used", "were volunteers used in Shine?"),
        ("and did the families have a say?", "did the families have a say in Shine?"),
        ("was there an evaluation too", "was there an evaluation in Shine?"),
        ("how many women took part", "how many women took part in Shine?"),
        ("did it work", None),
        ("were you involved", None),
        ("were other pilots asked", None),
        ("who pays", None),
    ],
)
def test_what_has_happened_is_of_the_pilot_that_is_talked_of(said: str, meant: str | None) -> None:
    assert said_there(said, asked("What was Shine?", "Shine"), SHINE) == meant
    assert said_there(said, asked("What is a grant?", "a grant"), SHINE) is None


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("what if they refuse", "Who should chair a PSP?", "What if nobody wants to chair a PSP?"),
        (
            "what if they knock it back",
            "Does the council have to join?",
            "What if the council refuses to join a PSP?",
        ),
        (
            "suppose they won't",
            "Who signs the agreement?",
            "What if a partner refuses to sign the agreement?",
        ),
        ("and if they say no", "Who should pay for the audit?", "What if there is no money for the audit?"),
        (
            "what if they're not interested",
            "Should small charities be asked?",
            "What if small charities do not want to be asked?",
        ),
        (
            "what if they don't want to",
            "How should carers be involved?",
            "What if carers do not want to be involved?",
        ),
        (
            "what if they object",
            "Should providers open their books?",
            "What if providers refuse to open their books?",
        ),
    ],
)
def test_a_refusal_is_of_what_was_just_said(said: str, last: str, meant: str) -> None:
    assert refused(said, asked(last)) == meant


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("who insures them", "Can mentors be used in a pilot?", "who insures mentors"),
        ("how do we protect them", "Who owns the designs after a PSP?", "how do we protect the designs"),
        ("what if one leaves", "How are partners chosen?", "what if one of the partners leaves"),
    ],
)
def test_them_are_those_of_the_question_before(said: str, last: str, meant: str) -> None:
    assert filled(said, asked(last), Referring(Names(()))) == meant


def test_a_reason_that_stands_in_the_answer_is_pointed_at(asker: Asker) -> None:
    reply = talk(asker, "Who should evaluate the pilot?", "how come?")
    assert reply.answer.text.startswith("The answer gives its reason itself: so that")
    assert reply.follow_ups


def test_a_reason_for_something_else_is_none(asker: Asker) -> None:
    reply = talk(asker, "Who should lead a PSP?", "why")
    assert "mentoring was being funded" not in reply.answer.text


WISHES = [
    "for a bairn",
    "say it like I'm 12",
    "explain it like I'm five",
    "so that a teenager gets it",
    "as you would tell a child",
    "in words my granny would get",
    "pretend I'm ten",
    "tell me like I'm an idiot",
    "now for a wean",
    "for dummies",
    "so my mum understands it",
    "imagine you're talking to a kid",
]


@pytest.mark.parametrize("said", WISHES)
def test_for_whom_it_is_to_be_plain(said: str) -> None:
    assert simpler.is_for_a_child(said)


def test_who_else_is_named_wishes_for_no_plainer_words() -> None:
    for said in ("and for young people?", "what about children", "for a council", "who tells the kids"):
        assert not simpler.is_for_a_child(said), said
