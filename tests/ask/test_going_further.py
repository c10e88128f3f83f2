"""Follow-ups that put a case, refuse a form, or speak of two: what they come to, by several wordings each."""

import pytest

from api.ask.conversation import standalone, without_rejected
from api.ask.moves import why
from api.ask.moves.recognise import recognise
from api.ask.moves.shorter import points_wanted
from api.ask.names import Names
from api.ask.pipeline import Asker
from api.ask.pointing import leaning
from api.ask.talked_of import people_of
from api.ask.turn import Turn
from kb.taxonomy import Name
from tests.ask.talking import talk

PILOTS = Names(
    tuple(Name(id=x.lower(), title=x, also=(x,), document=f"pilots/{x.lower()}") for x in ("Shine", "Upside"))
)


def asked(question: str, topic: str = "a PSP", **left: object) -> Turn:
    return Turn(question, topic, (), True, **left)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("and if they won't?", "Must the charity share its data?",
         "What if the charity refuses to share its data?"),
        ("what happens if they object", "Should councils open the books?",
         "What if councils refuse to open the books?"),
        ("what if they push back", "How do we get the unions to join in?",
         "What if the unions refuse to join in?"),
        ("what if it says no", "How can we get the board on side?",
         "What if the board refuses to get involved?"),
        ("what do we do if they still refuse", "finance won't release the money",
         "What can we do if finance still refuses to release the money?"),
        ("who takes that decision?", "When may a partner be dropped?",
         "Who decides when a partner may be dropped?"),
        ("who has the final say", "Can the pilot be cut short?", "Who decides: can the pilot be cut short?"),
        ("so why would a charity get involved", "What is a PSP?",
         "What are the benefits of a PSP for a charity?"),
        ("why should health boards care?", "What is a PSP?",
         "What are the benefits of a PSP for health boards?"),
        ("how do we prepare for that", "what happens if the lead goes bust",
         "How do we prepare for it if the lead goes bust?"),
        ("that's too slow", "How long does a PSP take?", "Can a PSP be done faster?"),
        ("it's far too expensive for us", "What is a PSP?", "How can a PSP be done with a small budget?"),
    ],
)  # fmt: skip
def test_what_is_left_out_comes_from_the_question_before(said: str, last: str, meant: str) -> None:
    assert leaning(said, asked(last)) == meant


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ("what if they leave", "Must the charity share its books?"),
        ("what if they refuse", "How do we start?"),
        ("that's too long", "What is a PSP?"),
        ("it is too early to say", "How long does a PSP take?"),
    ],
)
def test_what_puts_no_refusal_or_price_stays_as_it_is(said: str, last: str) -> None:
    meant = leaning(said, asked(last))
    assert meant is None or not meant.startswith(("What if", "Can a PSP", "How can a PSP"))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("which did better?", "Which did better, Shine or Upside?"),
        ("did either of them save anything", "did Shine or Upside save anything?"),
        ("are they both still going", "are Shine and Upside still going?"),
        ("compare the two", "What is the difference between Shine and Upside?"),
    ],
)
def test_two_named_one_after_the_other_are_both_meant(said: str, meant: str) -> None:
    turns = [asked("Who ran Shine?", "Shine"), asked("Who ran Upside?", "Upside")]
    assert standalone(said, turns, PILOTS) == meant
    listed = Turn("Which were in prisons?", "a PSP", ("Shine: 2013.", "Upside: 2025."), True)
    assert standalone(said, [listed], PILOTS) == meant


def test_any_of_something_else_means_no_pair() -> None:
    turns = [asked("Who ran Shine?", "Shine"), asked("Who ran Upside?", "Upside")]
    for said in ("what if nobody has any money", "is there any evidence"):
        assert "Shine or Upside" not in standalone(said, turns, PILOTS), said


def test_one_thing_named_is_no_pair() -> None:
    assert "and" not in standalone("did both work", [asked("Who ran Shine?", "Shine")], PILOTS)


@pytest.mark.parametrize(
    ("said", "count"),
    [("just the best two", 2), ("only three please", 3), ("pick four", 4), ("the main 5 only", 5),
     ("in two years", 0)],
)  # fmt: skip
def test_so_many_points_are_told_as_are_wished_for(said: str, count: int) -> None:
    assert points_wanted(said) == count


def test_sentences_are_put_in_a_list_that_can_then_be_counted_in(asker: Asker) -> None:
    first = "How do you measure social value?"
    for wish in ("as bullets", "list it as steps", "can you put that in a table for my board"):
        reply = talk(asker, first, wish)
        assert reply.move == "list", wish
        assert {s.kind for s in reply.answer.statements} <= {"item", "step"}, wish
        assert len(reply.items) == len(reply.answer.statements) > 1, wish
    second = talk(asker, first, "as bullets").items[1]
    assert talk(asker, first, "as bullets", "tell me about the second").understood_as == second


@pytest.mark.parametrize(
    "wish",
    [
        "sum that up for committee", "shorten it for the board paper", "summary for my boss",
        "sum it up for the board please", "shorter, for a report to members",
        "make it short for my committee report please",
    ],
)  # fmt: skip
def test_for_whom_it_is_changes_no_move(asker: Asker, wish: str) -> None:
    turn = asked("What is a PSP?", said=("One.", "Two."))
    plan = recognise(wish, [turn], asker.knowledge)
    assert plan is not None
    assert plan.move == "shorter"


@pytest.mark.parametrize(
    "own", ["what can we skip", "which can be left out", "what should we pass on to the board"]
)
def test_a_question_is_no_refusal_of_an_offer(asker: Asker, own: str) -> None:
    plan = recognise(own, [asked("How do we start a PSP?", offered=("Who pays?",))], asker.knowledge)
    assert plan is None or plan.move not in ("no", "yes", "thanks")


def test_what_was_meant_all_along_is_of_the_same_thing_and_is_gone_on_from(asker: Asker) -> None:
    for said in (
        "that's not what I meant, I was asking whether we can skip it",
        "you misread me, can we skip it",
        "that wasn't my question, I want to know if we could skip it",
    ):
        reply = talk(asker, "Do we need to run a tender after the pilot?", said)
        assert "skip the tender" in reply.understood_as, said
    wrong, meant = asked("Who pays?"), asked("can we skip the tender", "the tender", move="not-asked")
    assert without_rejected([asked("What is a PSP?"), wrong, meant]) == [asked("What is a PSP?"), meant]


def test_they_are_those_who_were_to_be_won_over(asker: Asker) -> None:
    for question, who in (
        ("How do we get procurement on board early", "procurement"),
        ("How can I convince our legal team to help", "our legal team"),
    ):
        assert talk(asker, question).plural == who
    assert people_of("how do we get money") == ""


def test_a_step_gone_on_from_is_spoken_of_as_doing_it(asker: Asker) -> None:
    reply = talk(
        asker, "How do I start a PSP?", "which of those comes first", "who do I need in the room for that"
    )
    assert reply.understood_as == "who do I need in the room for agreeing one definition"


def test_help_is_help_to_do_what_was_asked_of(asker: Asker) -> None:
    for said in ("can the charity help", "could a partner help with it"):
        reply = talk(asker, "How do we write a service spec from the pilot?", said)
        assert "write a service spec" in reply.understood_as, said


def test_after_an_example_the_asker_is_not_asked_about_as_the_pilot(asker: Asker) -> None:
    first = ("How do small organisations take part?", "give me an example")
    for said in ("ok where do we start", "can we complain"):
        assert "Low Moss" not in talk(asker, *first, said).understood_as, said
    assert "Low Moss" in talk(asker, *first, "who paid for it").understood_as


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("what if he says no", "how do I sell this to my chief exec",
         "What if our chief exec refuses to back a PSP?"),
        ("and if they refuse", "How can we pitch it to the trustees?",
         "What if the trustees refuse to back a PSP?"),
    ],
)  # fmt: skip
def test_whoever_is_to_be_sold_it_may_refuse_it(said: str, last: str, meant: str) -> None:
    assert leaning(said, asked(last)) == meant


def test_why_not_of_what_was_told_asks_why_it_cannot_be() -> None:
    for told in ("small organisations can't bid", "volunteers don't come to meetings"):
        question = why.plan(asked(told), "why not").question
        assert question.startswith("Why "), told
        assert question.endswith(f"{told.split(' ', 2)[-1].split(' ', 1)[-1]}?"), told


@pytest.mark.parametrize("said", ["says which rule?", "which law says that", "where is that written down"])
def test_which_rule_says_so_asks_for_the_sources(asker: Asker, said: str) -> None:
    turn = asked("May a private firm join?", citations=())
    plan = recognise(said, [turn], asker.knowledge)
    assert plan is not None
    assert plan.move == "sources"


def test_a_short_question_behind_a_complaint_is_asked(asker: Asker) -> None:
    reply = talk(asker, "Should the council lead a PSP?", "that's not what I asked, who normally does")
    assert reply.move == "not-asked"
    assert reply.understood_as.lower().startswith("who")


@pytest.mark.parametrize(
    ("first", "then", "name"),
    [
        ("was shine a psp", "who were the partners", "Shine"), ("is upside a psp", "who runs it", "Upside"),
        ("was low moss a PSP?", "who led it", "Low Moss"),
        ("is shine a project or what", "who paid", "Shine"),
    ],
)  # fmt: skip
def test_whether_a_pilot_is_a_psp_is_asked_of_the_pilot(
    asker: Asker, first: str, then: str, name: str
) -> None:
    assert name in talk(asker, first, then).understood_as
