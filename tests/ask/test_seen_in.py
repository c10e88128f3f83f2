"""An example of an abstract answer: a pilot in which it was seen, from any section; or that there is none."""

import pytest

from api.ask.moves import example, happened
from api.ask.moves.seen_in import pilot_in
from api.ask.pipeline import Asker
from api.ask.turn import Turn
from tests.ask.talking import talk


def asked(question: str, move: str | None = None) -> Turn:
    return Turn(question, "a PSP", (), True, move=move)


@pytest.mark.parametrize(
    ("first", "wish"),
    [
        ("How can small organisations take part?", "have you a case where that was done well"),
        ("What makes a PSP fail?", "has that ever happened"),
        ("What makes a PSP fail?", "did any council go through that"),
        ("Why is trust important between partners?", "an instance where we could see that?"),
        ("Why do set-ups take so long?", "tell me about a time it did"),
        ("What is a memorandum of understanding for?", "can you point me to one"),
        ("What are the lessons about governance of a PSP?", "is there a real case of that"),
    ],
)
def test_an_abstract_answer_is_exemplified_by_a_pilot(asker: Asker, first: str, wish: str) -> None:
    before, reply = talk(asker, first), talk(asker, first, wish)
    assert reply.move == "example"
    assert reply.status == "answered"
    assert pilot_in(reply.answer.text, asker.knowledge)
    assert not {s.quoted for s in before.answer.statements} & {s.quoted for s in reply.answer.statements}


def test_the_pilot_of_an_example_is_talked_on(asker: Asker) -> None:
    first = ("How do small organisations take part?", "give me an example")
    assert talk(asker, *first).topic == "the Low Moss PSP"
    assert talk(asker, *first, "who led it").understood_as == "who led the Low Moss PSP"
    later = talk(asker, *first, "what happened next there")
    assert later.understood_as == "what happened next in the Low Moss PSP"
    assert "after March 2017" in later.answer.text


@pytest.mark.parametrize(
    "wish", ["another one", "any others?", "have you got one more", "ok and a different one"]
)
def test_another_example_is_another(asker: Asker, wish: str) -> None:
    first = ("How do we involve service users in the design?", "an example please")
    told, reply = talk(asker, *first), talk(asker, *first, wish)
    assert reply.move == "example"
    assert not {s.quoted for s in told.answer.statements} & {s.quoted for s in reply.answer.statements}
    assert not example.asks_for_another(wish, asked("Who pays?"))


def test_how_often_is_not_counted_and_that_is_said_before_a_case(asker: Asker) -> None:
    for wish in ("does that happen a lot", "is this common?", "how often does it happen"):
        reply = talk(asker, "What makes a PSP fail?", wish)
        assert reply.answer.text.startswith("The sources do not count how often"), wish
        assert (reply.note or "").startswith("The sources do not count"), wish
        assert pilot_in(reply.answer.text, asker.knowledge), wish


def test_what_was_done_by_somebody_is_asked_of_the_deed() -> None:
    assert not happened.asks_whether_it_happened("has that happened", asked("Can a PSP skip the tender?"))
    assert not happened.asks_whether_it_happened("has it ended", asked("What makes a PSP fail?"))
    assert happened.asks_whether_it_happened("so where did that go wrong", asked("What if a partner leaves?"))


def test_what_tells_of_a_work_or_of_nobody_tells_of_no_pilot(asker: Asker) -> None:
    assert pilot_in("Partners met weekly in the More Good Days PSP in Edinburgh.", asker.knowledge) == (
        "More Good Days"
    )
    for question in ("Which lessons are there about governance?", "Is a PSP better than other routes?"):
        told = talk(asker, question, "give me an example").answer.text
        assert "Nobody has shown" not in told
        assert "guides on PSPs exist" not in told
