"""Follow-ups on who is among those just named, on a length, on another's share, on doing it ourselves."""

import pytest

from api.ask.conversation import standalone
from api.ask.moves.among import plan
from api.ask.names import Names
from api.ask.pipeline import Asker
from api.ask.reply import Statement
from api.ask.turn import Turn
from kb.taxonomy import Name
from tests.ask.talking import talk

WHO = Names(
    (
        Name(id="c", title="charities", also=("charities", "charity"), document="x/y"),
        Name(id="h", title="health boards", also=("health board", "NHS"), document="x/y"),
    )
)


def naming(*said: str) -> Turn:
    statements = tuple(Statement(text=text, citations=[]) for text in said)
    return Turn("Who is in it?", "a PSP", (), True, said=said, statements=statements)


@pytest.mark.parametrize(
    "said", ["is the NHS in it?", "and are there any health board among them", "is NHS part of it too"]
)
def test_who_was_named_is_among_them(said: str) -> None:
    told = plan(naming("A council and two charities lead it.", "NHS Fife pays for it."), said, WHO)
    assert told is not None
    assert told.again is not None
    assert [s.text for s in told.again.statements] == ["Yes. NHS Fife pays for it."]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("No NHS board was in it.", "is the NHS in it"),
        ("A council leads it.", "is the NHS in it"),
        ("NHS Fife pays for it.", "is the NHS paid for it"),
    ],
)
def test_no_yes_is_said_where_it_is_denied_or_not_named_or_not_asked(told: str, said: str) -> None:
    assert plan(naming(told), said, WHO) is None


def test_who_is_among_them_is_said_with_the_sentence_that_names_them(asker: Asker) -> None:
    reply = talk(asker, "Who designs the service in a PSP?", "are charities among them")
    assert (reply.verdict, reply.status) == ("yes", "answered")
    assert "social enterprises" in reply.answer.text
    assert reply.citations


@pytest.mark.parametrize(
    ("last", "asked", "meant"),
    [
        ("How long does a pilot last?", "is that enough", "How long should a pilot run?"),
        ("How long did the pilots take?", "how long would be best", "How long should a pilot run?"),
        ("What is the council's share?", "and the charity's?", "What is the charity's share?"),
        ("How do we measure change?", "could we do it alone", "could we measure change alone?"),
        ("How do we measure change?", "who pays for that?", "Who pays for measuring change?"),
    ],
)
def test_what_a_short_turn_leaves_out(last: str, asked: str, meant: str) -> None:
    assert standalone(asked, [Turn(last, "a PSP", (), True)], Names(())) == meant


def test_doing_it_ourselves_is_of_the_act_before(asker: Asker) -> None:
    reply = talk(asker, "How do we evaluate a pilot?", "who pays for that", "can we do it ourselves")
    assert "evaluate a pilot ourselves" in reply.understood_as


def test_what_went_wrong_there_is_asked_of_the_place(asker: Asker) -> None:
    reply = talk(asker, "Where was ROAR?", "and what went wrong there")
    assert "Renfrewshire" in reply.answer.text


def test_that_there_was_one_is_no_yes_to_whether_it_worked(asker: Asker) -> None:
    reply = talk(asker, "What was the Falkirk PSP?", "did it work")
    assert reply.verdict is None


def test_what_was_tried_in_vain_is_gone_beyond(asker: Asker) -> None:
    first = talk(asker, "How do we involve service users?")
    reply = talk(asker, "How do we involve service users?", "we have tried that already")
    assert reply.understood_as == "How do we involve service users?"
    said = {one.quoted for one in first.answer.statements}
    assert reply.answer.statements
    assert not said & {one.quoted for one in reply.answer.statements}
