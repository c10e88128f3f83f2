"""What is asked of the answer before: who stands above, whether we may, which is quicker, an
objection.
"""

import pytest

from api.ask.courtesy import behind_thanks
from api.ask.moves import (
    example,
    measured,
    objection,
    of_a_step,
    ourselves,
    overseers,
    placed,
    which_psp,
)
from api.ask.pipeline import Asker
from api.ask.turn import Turn
from tests.ask.talking import talk


def asked(question: str, topic: str = "a PSP", **left: object) -> Turn:
    return Turn(question, topic, (), True, **left)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("can we just do it oursels", "Who trains the mentors?", "Can we train the mentors oursels?"),
        ("could the partners do that themselves?", "Who writes the report?",
         "Can the partners write the report themselves?"),
        ("can we do our own", "Who does the evaluation and when", "Can we do the evaluation ourselves?"),
        ("cant we just use our own staff", "Who does the evaluation?",
         "Can we do the evaluation ourselves?"),
        ("could we do that in-house", "How is a pilot evaluated?", "Can we evaluate a pilot in-house?"),
        ("is it okay for us to do it", "Who chairs the meetings?", "Can we chair the meetings ourselves?"),
        ("can we do it ourselves", "Who pays for running the workshops?",
         "Can we run the workshops ourselves?"),
    ],
)  # fmt: skip
def test_whether_we_may_is_of_what_somebody_was_asked_for(said: str, last: str, meant: str) -> None:
    assert ourselves.asks_to_do_it_ourselves(said, asked(last))
    assert ourselves.plan(asked(last), said).question == meant


@pytest.mark.parametrize(
    "said", ["can we do it", "do it", "can we do it tomorrow", "we did it ourselves once"]
)
def test_what_is_not_asked_of_ourselves_stays(said: str) -> None:
    assert not ourselves.asks_to_do_it_ourselves(said, asked("How do we train staff?"))


@pytest.mark.parametrize(
    "said",
    [
        "who's over them?",
        "who's their boss",
        "and who do they report to",
        "who holds them to account",
        "who watches over that lot",
        "does anyone supervise them",
        "to whom do they answer",
        "who are they accountable to",
    ],
)
def test_who_stands_above_is_asked_of_those_just_named(said: str) -> None:
    assert overseers.asks_who_is_above(said)
    assert overseers.plan(asked("Who chairs a PSP?"), said).question == "Who oversees the chair?"
    assert overseers.plan(asked("What is a board?", "the board"), said).question == "Who oversees the board?"


@pytest.mark.parametrize("said", ["who is it", "who answers it", "what is over that sum", "who reports"])
def test_what_asks_of_nobody_above_stays(said: str) -> None:
    assert not overseers.asks_who_is_above(said)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            "isn't that a bit unfair on everyone else?",
            "Is it unfair on other bidders: can we choose a partner?",
        ),
        ("seems like cheating", "Is it cheating: can we choose a partner?"),
        ("that's hardly fair to the rest", "Is it unfair to other bidders: can we choose a partner?"),
        ("would that no be risky for us", "Is it risky for us: can we choose a partner?"),
        ("won't that put small groups off", "Does it put small groups off: can we choose a partner?"),
        ("surely that's a waste of money", "Is it a waste of money: can we choose a partner?"),
    ],
)
def test_an_objection_is_asked_with_what_it_objects_to(said: str, meant: str) -> None:
    assert objection.asks_an_objection(said)
    assert objection.plan(asked("Can we choose a partner?"), said).question == meant


@pytest.mark.parametrize(
    "said", ["is that fair?", "that's great", "isn't that the law", "that's not what I asked"]
)
def test_what_objects_to_nothing_stays(said: str) -> None:
    assert not objection.asks_an_objection(said)


@pytest.mark.parametrize(
    ("said", "alone"),
    [
        ("and which one is faster", "How long does a PSP take?"),
        ("which works out dearer", "What does a PSP cost?"),
        ("which of them is safer for us", "What are the risks of a PSP?"),
        ("what's less hassle", ""),
        ("which is easier to run", "How much work is a PSP?"),
    ],
)
def test_two_compared_are_measured_by_what_is_named(said: str, alone: str) -> None:
    for before in ("What is the difference between a PSP and a loan?", "PSP or loan?", "PSP vs a loan"):
        assert measured.asks_which_is_more(said, asked(before)) == bool(alone), before
        if alone:
            assert list(measured.plan(asked(before), said).instead)[:1] == [alone]


@pytest.mark.parametrize("said", ["which is it", "which one was first", "which ones"])
def test_what_measures_nothing_stays(said: str) -> None:
    assert not measured.asks_which_is_more(said, asked("How does a PSP differ from a grant?"))


STEPS = ("Agree the aims with users.", "A joint design.", "A pilot of at least six months.", "A tender.")


@pytest.mark.parametrize(
    ("said", "item", "meant"),
    [
        ("who does that bit", 0, "Who should agree the aims with users?"),
        ("and who's in charge of the third step", None, "Who runs the pilot?"),
        ("how long does this part take?", 0, "How long does it take to agree the aims with users?"),
        ("how long is the last one", None, "How long does the tender stage take?"),
        ("who's meant to do that bit", 0, "Who should agree the aims with users?"),
        ("whose job is step one", None, "Who should agree the aims with users?"),
    ],
)
def test_who_does_a_step_and_how_long_are_asked_of_it(said: str, item: int | None, meant: str) -> None:
    steps = Turn("What are the steps?", "a PSP", STEPS, True, item=item, ordered=True)
    assert of_a_step.asks_of_a_step(said, steps)
    assert of_a_step.plan(steps, said).question == meant


@pytest.mark.parametrize("said", ["who is that", "who pays for it", "how long is the contract", "who signs"])
def test_what_asks_of_no_step_stays(said: str) -> None:
    assert not of_a_step.asks_of_a_step(said, Turn("What are the steps?", "a PSP", STEPS, True))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("how would that work on an island", "Who leads a PSP on an island?"),
        ("what would it look like for a wee charity", "Who leads a PSP for a small charity?"),
        ("and what does that mean for a housing association", "Who leads a PSP for a housing association?"),
    ],
)
def test_a_size_or_place_is_put_to_what_was_asked(said: str, meant: str) -> None:
    assert placed.asks_how_it_is_there(said)
    assert placed.plan(asked("Who leads a PSP?"), said).question == meant


@pytest.mark.parametrize(
    "said", ["how does that work", "what does that mean in practice", "what about a grant"]
)
def test_what_names_no_size_or_place_stays(said: str) -> None:
    assert not placed.asks_how_it_is_there(said)


@pytest.mark.parametrize(
    "said",
    [
        "oops wrong psp, I meant the partnership one",
        "no, psp as in social partnership",
        "not that psp, partnerships",
        "sorry, the other PSP - public social partnerships",
    ],
)
def test_the_partnership_is_meant(said: str) -> None:
    assert which_psp.says_which_psp(said)
    assert which_psp.plan(asked("How do I reset my PSP?"), said).question == "What is a PSP?"


def test_another_psp_is_said_to_be_none_of_ours() -> None:
    said = "wrong psp mate, I mean the sony one"
    assert which_psp.says_which_psp(said)
    plan = which_psp.plan(asked("What is a PSP?"), said)
    assert not plan.question
    assert "Public Social Partnership" in plan.word
    assert len(plan.offer) == 2


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("brilliant, thanks. one last thing: who signs it?", "who signs it?"),
        ("ta. just a quick question - is it legal", "is it legal"),
        ("that's really helpful, thank you. also who decides", "also who decides"),
        ("thanks! one more: what if it fails", "what if it fails"),
        ("thanks a lot", "thanks a lot"),
        ("thanks, can't think of anything else", "thanks, can't think of anything else"),
        ("great point about trust, who builds it?", "great point about trust, who builds it?"),
    ],
)
def test_thanks_go_before_a_question(said: str, question: str) -> None:
    assert behind_thanks(said) == question


def test_no_way_to_ask_it_is_borrowed_a_verdict_from(asker: Asker) -> None:
    reply = talk(asker, "Who should evaluate a PSP?", "could we just do that in-house?")
    assert "may evaluate themselves" in reply.answer.text
    assert reply.verdict is None
    assert not reply.answer.text.startswith(("Yes", "No."))


def test_what_is_not_measured_is_said_and_what_is_known_of_a_psp_told(asker: Asker) -> None:
    reply = talk(asker, "How does a PSP differ from a grant?", "which is quicker?")
    assert reply.answer.text.startswith("The sources do not set the two against each other")
    assert "at least a year" in reply.answer.text
    assert reply.citations


@pytest.mark.parametrize("wish", ["isn't that unfair on the others", "sounds a bit unfair to everyone else"])
def test_an_unfair_start_is_met_by_what_keeps_the_tender_fair(asker: Asker, wish: str) -> None:
    assert (
        "same relevant information" in talk(asker, "Can a pilot be run without a tender?", wish).answer.text
    )


def test_a_step_told_already_is_said_to_be(asker: Asker) -> None:
    reply = talk(asker, "What are the stages of a PSP?", "number 2", "who does that bit")
    assert "third-sector providers run the service in the pilot" in reply.answer.text


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("any examples in health?", "health"),
        ("are there any pilots in Fife", "Fife"),
        ("got any examples of that", None),
        ("any examples in practice", None),
    ],
)
def test_examples_are_asked_for_in_a_field(said: str, field: str | None) -> None:
    plan = example.in_a_field(said)
    assert (plan.question if plan else None) == (f"Which PSPs have there been in {field}?" if field else None)


@pytest.mark.parametrize(
    ("said", "begun"),
    [
        ("isn't that a bit late", True),
        ("is that not rather vague?", True),
        ("that's too slow", False),
        ("isn't it done", False),
    ],
)
def test_what_is_only_doubted_in_a_question_is_objected_to(said: str, begun: bool) -> None:
    assert objection.asks_an_objection(said) == begun


@pytest.mark.parametrize(
    "before", ["PSP or a grant, which should we use?", "should we use a PSP or a grant", "PSP or grant"]
)
def test_two_are_set_against_each_other_however_they_are_asked_for(asker: Asker, before: str) -> None:
    reply = talk(asker, before, "which is quicker")
    assert reply.answer.text.startswith("The sources do not set the two against each other")
    assert talk(asker, before, "which is quicker", "which is less risky").answer.text != reply.answer.text


def test_a_wider_question_is_told_where_the_step_by_itself_is_not(asker: Asker) -> None:
    reply = talk(asker, "How do I start a PSP?", "how long does step 4 take")
    assert reply.answer.text.startswith("The sources do not say how long this step takes by itself.")
    assert "at least a year" in reply.answer.text


def test_a_conflict_that_was_objected_to_is_talked_of(asker: Asker) -> None:
    reply = talk(
        asker,
        "can councillors sit on the board?",
        "isn't that a conflict of interest",
        "so how do we manage it",
    )
    assert reply.understood_as == "how do we manage a conflict of interest"


def test_they_are_the_team_that_was_asked_of(asker: Asker) -> None:
    reply = talk(asker, "what does procurement do in a PSP?", "when do they come in")
    assert "procurement" in reply.understood_as
    assert "from the start" in reply.answer.text


def test_the_same_as_a_psp_is_asked_of_what_was_defined(asker: Asker) -> None:
    reply = talk(asker, "what is co-production?", "is that the same as a PSP")
    assert reply.understood_as == "How does co-production differ from a PSP?"
    assert "wider and disputed word" in reply.answer.text
