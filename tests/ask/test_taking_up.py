"""Follow-ups that take up what was asked or told: whose part it is, whether it was done, a number."""

import pytest

from api.ask.conversation import standalone
from api.ask.moves import compare, doers, next_one, other_side, why
from api.ask.moves.example import plan as example
from api.ask.moves.recognise import move_of
from api.ask.names import Names
from api.ask.pipeline import Asker
from api.ask.reply import Statement
from api.ask.rereading import as_it_stands
from api.ask.returning import resumed
from api.ask.turn import Turn
from api.ask.whichever import somebody_else
from kb.taxonomy import Name
from tests.ask.talking import talk

EDINBURGH = Name(id="e", title="the Edinburgh consortium", also=("Edinburgh",), document="pilots/edinburgh")
NAMES = Names((EDINBURGH,))
BODIES = Names(
    (
        Name(id="c", title="councils", also=("council", "councils"), document="x/y"),
        Name(id="h", title="charities", also=("charity", "charities"), document="x/z"),
    )
)


def asked(question: str, topic: str = "a PSP", **more: object) -> Turn:
    return Turn(question, topic, (), True, **more)  # type: ignore[arg-type]


def read(said: str, *turns: Turn) -> str:
    return standalone(said, turns, NAMES, BODIES)


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("might that be our health board?", "Who leads a PSP?", "Might our health board lead a PSP?"),
        ("would it be the chair then", "Who can sign the form?", "Would the chair sign the form?"),
        ("is it us?", "Who carries the risk?", "Do we carry the risk?"),
        (
            "does it need to be a solicitor",
            "Who checks the lease?",
            "Does a solicitor need to check the lease?",
        ),
        ("well who may, then?", "Can a firm chair the group?", "Who may chair the group?"),
        ("who is, then", "Is the charity liable for debts?", "Who is liable for debts?"),
        ("who else could?", "Can a council start a PSP?", "Who else may start a PSP?"),
    ],
)
def test_whose_part_it_is_is_asked_of_what_they_were_to_do(said: str, last: str, meant: str) -> None:
    assert read(said, asked(last)) == meant


@pytest.mark.parametrize("said", ["could it be quicker", "is it a good idea", "would that be a problem"])
def test_what_judges_names_nobody(said: str) -> None:
    assert "lead a PSP" not in read(said, asked("Who can lead a PSP?"))


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("did that ever happen?", "Can partners skip the pilot?", "Did any partners skip the pilot?"),
        ("has anybody managed it yet", "May we award it directly?", "Did any PSP award it directly?"),
        ("and has it been tried elsewhere", "Could a bank lead the pilot?", "Did any bank lead the pilot?"),
        ("has it ever worked in practice", "When did PSPs begin?", "has a PSP ever worked in practice?"),
    ],
)
def test_whether_it_was_done_is_asked_of_what_was_to_be_done(said: str, last: str, meant: str) -> None:
    assert read(said, asked(last)) == meant


def test_an_example_after_who_or_when_is_one_of_the_thing() -> None:
    assert example(asked("Who wanted it?", "the tender"), "a case?", NAMES).question == (
        "What is an example of the tender in a PSP?"
    )
    assert example(asked("How do we pay users?"), "a case?", NAMES).question == "How do we pay users?"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("which would be quicker?", "Which would be quicker, the council or a charity, to hold the money?"),
        ("which of them is safer", "Which is safer, the council or a charity, to hold the money?"),
    ],
)
def test_which_is_asked_of_the_two_last_spoken_of(said: str, meant: str) -> None:
    turns = asked("Should the council hold the money?"), asked("Should a charity hold the money?")
    assert read(said, *turns) == meant


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("or in Edinburgh", "Which PSPs ran in Fife?", "Which PSPs ran in Edinburgh?"),
        ("what about in Angus", "Who paid in Fife?", "Who paid in Angus?"),
        ("and in 2015?", "What changed in 2013?", "What changed in 2015?"),
        ("and in Angus", "Who decides in a PSP?", "Who decides in a PSP in Angus?"),
    ],
)
def test_another_place_takes_the_place_of_the_first(said: str, last: str, meant: str) -> None:
    assert read(said, asked(last)) == meant


def test_a_comparison_is_put_right_where_it_can_be() -> None:
    last = asked("How does a PSP differ from a tender?")
    assert read("sorry, I meant an alliance", last) == "How does a PSP differ from an alliance?"
    turned = asked("What is the difference between a grant and a PSP?")
    assert read("no, I meant a loan", turned) == "What is the difference between a loan and a PSP?"


STEPS = (
    Statement(text="Talk early.", citations=[1]),
    Statement(text="Write it down.", citations=[1], kind="step", who="Both lead bodies"),
)


@pytest.mark.parametrize("said", ["so who does this?", "whose task is that", "who has to do these things"])
def test_who_does_what_was_advised_is_told_from_the_steps(said: str) -> None:
    full = asked("Nobody trusts us.", statements=STEPS)
    short = asked("Nobody trusts us.", statements=STEPS[:1], move="shorter")
    assert doers.asks_who_does_it(said.replace(" things", ""))
    plan = doers.plan(short, [full, short])
    assert plan is not None
    assert plan.again is not None
    assert plan.again.statements == STEPS[1:]
    assert doers.plan(short, [short]) is None


def test_what_goes_wrong_is_asked_of_the_thing_itself() -> None:
    assert other_side.plan(asked("What is it?", "the consortium"), "any snags").question == (
        "What can go wrong with the consortium?"
    )
    assert other_side.plan(asked("What is it?", "the Falkirk PSP"), "what went wrong there").question == (
        "What went wrong in the Falkirk PSP?"
    )


def test_how_to_meet_a_trouble_is_asked_of_the_trouble_told() -> None:
    told = asked("Which barriers are there?", "co-design", said=("Time is short: nobody has any.",))
    assert read("how do we get round these", told) == "How do we get round this: time is short?"


@pytest.mark.parametrize(
    ("said", "topic", "meant"),
    [
        ("who paid for that project", "Shine", "who paid for Shine"),
        ("what can we learn from that pilot", "the Falkirk PSP", "what can we learn from the Falkirk PSP"),
    ],
)
def test_that_pilot_is_the_one_talked_of_even_after_another_matter(said: str, topic: str, meant: str) -> None:
    beside = Turn("how do I bake bread", None, (), False)
    assert read(said, asked("What went wrong?", topic), beside) == meant


def test_why_not_something_else_keeps_what_is_meant() -> None:
    plan = why.plan(asked("When should we begin?"), "why not earlier?")
    assert plan.question == "Why not earlier: when should we begin?"


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("what are the dangers if we don't", "How do we vet bids?", "What happens if we don't vet bids?"),
        ("a different way then?", "How do we vet bidders?", "How else can we vet bidders?"),
        ("is there something off the shelf", "How do we train our staff?",
         "is there something off the shelf to train our staff?"),
    ],
)  # fmt: skip
def test_what_leaves_out_the_act_is_asked_of_it(said: str, last: str, meant: str) -> None:
    assert read(said, asked(last)) == meant


def test_of_two_set_side_by_side_one_is_chosen_and_none_counted(asker: Asker) -> None:
    last = asked("How does a concession differ from a grant?", said=("It does.",))
    assert asker._plan("which should we go for", [last]) is None
    assert asker._plan("which should I pick?", [last]) is None


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        (
            "who decides in such a case",
            "What happens if a partner leaves?",
            "Who decides if a partner leaves?",
        ),
        ("why would anyone choose it", "What is a grant?", "What are the benefits of a PSP?"),
    ],
)
def test_a_case_and_a_wish_are_asked_in_full(said: str, last: str, meant: str) -> None:
    assert read(said, asked(last)) == meant


def test_a_subject_gone_back_to_is_what_it_stands_for_then() -> None:
    told = asked("How does a PSP differ from a loan?", statements=STEPS)
    turns = [told, asked("What is VAT?", "VAT", statements=STEPS)]
    said, talk_then = resumed("back to loans - who gives it?", turns)
    assert (said, talk_then[-1].topic) == ("who gives it?", "loans")


def test_after_a_question_of_the_design_comes_the_pilot(asker: Asker) -> None:
    last = asked("How are users heard in the design?")
    assert next_one.next_stage(last, asker.knowledge) == "Pilot and learn"


@pytest.mark.parametrize(
    ("said", "move"),
    [
        ("that was quite wordy could you trim it", "shorter"),
        ("hm I got lost there can you say it in plain words", "simpler"),
        ("who else needs to sit on it", None),
        ("give me a sample agenda", None),
    ],
)
def test_a_wish_behind_a_remark_is_a_move_and_a_thing_of_ones_own_is_none(
    asker: Asker, said: str, move: str | None
) -> None:
    last = [asked("Who sits on the group?", "the steering group", said=("Many do.",))]
    found = asker._plan(said, last)
    assert (found.move if found else None) == move
    assert move_of("who else", asker.knowledge) == "others"


def test_a_turn_on_something_else_is_not_asked_of_a_psp(asker: Asker) -> None:
    for beside in ("what's the football score", "is there a car park", "who won the cup final"):
        assert talk(asker, "Who pays for a PSP?", beside).reason == "out_of_scope", beside
    assert talk(asker, "Who pays for a PSP?", "is there a template").status == "answered"


def test_where_no_pilot_is_an_example_that_is_said_and_nothing_without_a_pilot(asker: Asker) -> None:
    reply = talk(asker, "What if the partners disagree?", "has any pilot been through that")
    assert reply.status != "answered" or any(
        form in reply.answer.text
        for name in asker.knowledge.names.all
        if name.document.startswith("pilots/")
        for form in name.also
    )


def test_whom_the_sources_do_not_tell_apart_is_named() -> None:
    assert somebody_else("and for a charity?", BODIES) == "charities"


def test_a_reason_that_was_said_gives_way_to_one_beside_it_and_never_to_a_refusal(asker: Asker) -> None:
    question = "Can a PSP lead straight to a contract without a tender?"
    first, second = talk(asker, question), talk(asker, question, "but why not?")
    assert second.status != "abstained"
    assert not {s.quoted for s in first.answer.statements} & {s.quoted for s in second.answer.statements}
    assert talk(asker, "What's the weather in Perth?", "but why?").status != "answered"


def test_a_partnership_of_another_kind_is_set_beside_a_psp() -> None:
    last = asked("What is a learning partnership?")
    assert compare.plan(last, "is it the same as a PSP").question == (
        "How does a learning partnership differ from a PSP?"
    )
    assert compare.plan(asked("What is a PSP?"), "is it like a grant").question.startswith(
        "How does a PSP differ"
    )


def test_what_leans_on_the_question_before_is_not_asked_by_itself(asker: Asker) -> None:
    last = asked("How does a concession differ from a grant?")
    whole = "Which should we choose, a concession or a grant?"
    assert as_it_stands("which should we choose", whole, [last], asker.knowledge) is None
    alone = "which law covers staff transfers"
    assert as_it_stands(alone, f"{alone} for a grant?", [last], asker.knowledge) == alone
