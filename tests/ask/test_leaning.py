"""Follow-ups that lean on the matter of the turn before, go back in the talk, or can be taken in two ways."""

import pytest

from api.ask.bare import about
from api.ask.conversation import standalone
from api.ask.filling import Referring, filled
from api.ask.moves import back, next_one, still_law, why
from api.ask.names import Names
from api.ask.pointing import leaning
from api.ask.returning import resumed, returning
from api.ask.turn import Turn
from api.ask.whichever import of_the_question_before
from kb.taxonomy import Name

FALKIRK = Name(
    id="falkirk", title="the Falkirk PSP", also=("Falkirk", "Falkirk PSP"), document="pilots/falkirk"
)
NAMES = Names((FALKIRK,))
BODIES = Names((Name(id="councils", title="councils", also=("council", "councils"), document="x/y"),))
STAGES = Turn(
    "What are the stages?",
    "a PSP",
    ("Design.", "Pilot.", "Tender."),
    True,
    said=("Three stages.", "Design.", "Pilot.", "Tender."),
    ordered=True,
)
PAYS = Turn("Who pays for the pilot?", "the pilot", (), True, said=("The council pays.",))
LAW = Turn("Has the law on PSPs and tenders changed?", "a PSP", (), True, said=("It has.",), move="law")
ABOUT_FALKIRK = Turn(
    "What was the Falkirk PSP?", "the Falkirk PSP", (), True, said=("A PSP on foster care.",)
)


def asked(question: str, topic: str = "a PSP", **more: object) -> Turn:
    return Turn(question, topic, (), True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("how much", "Can we pay users?", "How much can we pay users?"),
        ("ok how long exactly?", "Must we wait?", "How long must we wait?"),
        ("how much", "Has it saved any time?", "How much time has it saved?"),
        ("and how often is that", "How do we meet?", "How often should we meet?"),
        ("to who", "Should they complain?", "To whom, should they complain?"),
        ("at which stage?", "Do users take part?", "At which stage, do users take part?"),
        ("above what value", "Do the rules apply?", "Above what value, do the rules apply?"),
        ("what year was that", "Who began it?", "In which year, who began it?"),
        ("who decides that", "Can it be stopped?", "Who decides: can it be stopped?"),
        ("so who does that", "How do we measure results?", "Who should measure results?"),
        (
            "how can we get round that",
            "Why do PSPs start late?",
            "How can we get round this: PSPs start late?",
        ),
    ],
)
def test_a_few_words_are_put_into_the_question_before(said: str, last: str, meant: str) -> None:
    assert leaning(said, asked(last)) == meant


@pytest.mark.parametrize(
    "said",
    ["how much does training cost", "which is the law", "what for", "on what evidence",
     "who decides on the design",
     "how long is the tender", "which year did Shine end"],
)  # fmt: skip
def test_what_asks_by_itself_leans_on_nothing(said: str) -> None:
    assert leaning(said, asked("Can we pay users?")) is None


def test_how_to_meet_a_point_is_asked_of_the_point_just_explained() -> None:
    point = Turn("Trust is missing.", "trust", ("Time is short.", "Trust is missing."), True, item=1)
    assert leaning("what can we do about it", point) == "What can we do about this: trust is missing?"


@pytest.mark.parametrize(
    ("said", "what", "rest"),
    [
        ("back to what you said first", "what you said first", ""),
        ("can we go back to the pilot?", "the pilot", ""),
        ("ok, going back to my first question, who chairs it", "my first question", "who chairs it"),
        ("remind me what you said about money", "what you said about money", ""),
        ("you said three stages, explain the second", "three stages", "explain the second"),
        ("you mentioned a lead body: who is that", "a lead body", "who is that"),
    ],
)
def test_going_back_is_told_from_going_on(said: str, what: str, rest: str) -> None:
    found = returning(said)
    assert found is not None
    assert (found.what, found.rest) == (what, rest)


@pytest.mark.parametrize(
    "said",
    [
        "does the money go back to the council",
        "who gets it back",
        "what did the council say",
        "come back later",
    ],
)
def test_other_words_with_back_go_on(said: str) -> None:
    assert returning(said) is None


@pytest.mark.parametrize(
    ("said", "turn"),
    [
        ("back to what you said first", STAGES), ("back to the stages", STAGES),
        ("back to the start please", STAGES),
        ("go back to who pays", PAYS), ("back to the one before", PAYS), ("back to falkirk", ABOUT_FALKIRK),
    ],
)  # fmt: skip
def test_the_answer_gone_back_to_is_told_again(said: str, turn: Turn) -> None:
    turns = [STAGES, PAYS, ABOUT_FALKIRK, asked("Why?", said=("Because.",))]
    if "one before" in said:
        turns = [STAGES, PAYS, asked("Why?", said=("Because.",))]
    told = [Turn(**{**vars(one), "statements": ("said",)}) for one in turns]
    plan = back.plan(said, told, told[-1])
    assert plan is not None
    assert plan.again is not None
    assert plan.again.understood_as == turn.understood_as


def test_the_answer_just_given_is_not_told_again() -> None:
    last = Turn(**{**vars(STAGES), "statements": ("said",)})
    plan = back.plan("back to the stages", [last], last)
    assert plan is not None
    assert plan.again is None
    assert "just above" in plan.word


def test_what_is_asked_of_an_earlier_answer_is_asked_from_there() -> None:
    told = [Turn(**{**vars(one), "statements": ("said",)}) for one in (STAGES, PAYS)]
    assert resumed("you said three stages, explain the second", told) == ("explain the second", told[:1])
    assert resumed("back to the tourism, who pays", told) == ("who pays", told)
    assert resumed("who pays", told) == ("who pays", told)


@pytest.mark.parametrize(
    ("said", "is_it"),
    [
        ("is that still the law", True), ("does that still apply", True), ("is this still in force?", True),
        ("has the law changed", True), ("have the rules changed since then", True),
        ("is that the current law", True),
        ("are they still running", False), ("is it still going", False), ("what does the law say", False),
        ("has the law ever been broken", False),
    ],
)  # fmt: skip
def test_whether_it_is_still_the_law_is_asked_of_the_law(said: str, is_it: bool) -> None:
    assert still_law.asks_for_the_law(said) is is_it
    if is_it:
        assert still_law.plan(PAYS, said).question == "Has the law on the pilot changed?"


def test_after_a_question_beside_the_matter_the_matter_goes_on() -> None:
    tender = asked("Does a PSP have to go out to tender?", verdict="no")
    assert standalone("and under £50,000?", [tender, LAW], NAMES, BODIES) == (
        "Does a PSP have to go out to tender under £50,000?"
    )


def test_the_reason_of_a_no_is_asked_as_why_not() -> None:
    denied = asked("Can a firm join?", verdict="no")
    assert why.plan(denied, "why").question == "Why can't a firm join?"
    assert why.plan(denied, "why not").question == "Why can't a firm join?"
    unsaid = asked("Do we need a lawyer?", said=("No lawyer is needed.",))
    assert why.plan(unsaid, "why").question == "Why don't we need a lawyer?"
    assert why.plan(asked("Can a firm join?", verdict="yes"), "why").question == "Why can a firm join?"
    assert "does not say no" in why.plan(asked("Can a firm join?", verdict="yes"), "why not").word


@pytest.mark.parametrize(
    ("question", "turn", "meant"),
    [
        ("did they have a target", ABOUT_FALKIRK, "did the Falkirk PSP have a target"),
        ("did they evaluate it?", ABOUT_FALKIRK, "did the partners evaluate the Falkirk PSP?"),
        ("what happened in that one", ABOUT_FALKIRK, "what happened in the Falkirk PSP"),
        ("is that a proper project", ABOUT_FALKIRK, "is the Falkirk PSP a proper project"),
        ("ask me the questions one at a time", STAGES, "ask me the questions one at a time"),
        ("the smaller ones", asked("Can a council start one?"), "Can smaller councils start one?"),
        ("what about the rural ones", asked("How long does a PSP take?"), "How long does a rural PSP take?"),
        ("and without a pilot?", asked("Is a PSP legal?"), "Is a PSP legal without a pilot?"),
        ("now the same for Falkirk", asked("Who led the Falkirk PSP?"), "Who led the Falkirk PSP?"),
        ("what did that find", asked("Was the evaluation late?"), "What did the evaluation of PSPs find?"),
        ("how does it fit with a PSP", asked("Is a PSP legal?"), "how does it fit with a PSP"),
    ],
)
def test_what_a_pronoun_stands_for(question: str, turn: Turn, meant: str) -> None:
    assert standalone(question, [turn], NAMES, BODIES) == meant


def test_a_name_said_twice_over_is_put_in_once() -> None:
    other = Name(id="fife", title="the Fife PSP", also=("Fife",), document="pilots/fife")
    assert Names((FALKIRK, other)).replace("Did the Falkirk Falkirk PSP work?", FALKIRK, other.title) == (
        "Did the Fife PSP work?"
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("what about social care", "Does a PSP have to be tendered for social care?"),
        ("and after a grant", "Does a PSP have to be tendered after a grant?"),
        ("and who decides", None), ("what about a PSP", None), ("and then", None), ("social care", None),
    ],
)  # fmt: skip
def test_what_is_named_may_be_meant_in_the_question_before(said: str, meant: str | None) -> None:
    assert of_the_question_before(said, asked("Does a PSP have to be tendered?")) == meant


def test_after_the_pilot_comes_what_follows_it() -> None:
    assert next_one.plan(PAYS, "and then").question == "What happens after the pilot of a PSP?"
    assert next_one.plan(STAGES, "next").question == "Design?"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("how many have there been", "how many PSPs have there been"),
        ("how many of them are there?", "how many PSPs are there?"),
        ("which ones failed", "which PSPs failed"),
        ("which worked?", "which PSPs worked?"),
        ("how many partners have left", "how many partners have left"),
        ("which one is best for us", "which one is best for us"),
    ],
)
def test_what_is_counted_or_chosen_from_is_filled_in(said: str, meant: str) -> None:
    assert filled(said, asked("When did PSPs start?"), Referring(NAMES)) == meant


def test_why_after_which_asks_for_the_reason_of_what_was_found() -> None:
    which = asked("which PSPs failed", topic="the Falkirk PSP")
    assert why.plan(which, "why").question == "Why has the Falkirk PSP failed?"
    assert why.plan(asked("which PSPs failed"), "why").question == "Why have PSPs failed?"


@pytest.mark.parametrize(
    ("question", "thing", "meant"),
    [
        ("can a university join?", "a PSP", "can a university join a PSP?"),
        ("who chairs", "a PSP", "who chairs in a PSP?"),
        ("who evaluates", "the pilot", "who evaluates in the pilot?"),
    ],
)
def test_what_is_left_out_is_put_where_it_is_missing(question: str, thing: str, meant: str) -> None:
    assert about(question, thing) == meant
