"""What a follow-up leaves out: the act, the thing, the other side of a limit, or who was told of."""

from dataclasses import replace

import pytest

from api.ask.acts import of_what_was_told
from api.ask.bare import about, asked_of, of_what_is_left_out
from api.ask.conversation import standalone
from api.ask.doing import doing
from api.ask.fragments import of_fragment
from api.ask.moves.alike import asks_for_alike
from api.ask.moves.next_one import plan as next_plan
from api.ask.moves.number import plan as number_plan
from api.ask.moves.why import plan as why_plan
from api.ask.names import Names
from api.ask.pipeline import Asker
from api.ask.pointing import leaning
from api.ask.subject import SUBJECT
from api.ask.talked_of import holder_of
from api.ask.turn import Turn
from api.ask.wording import asks_itself
from tests.ask.talking import talk

NONE = Names(())
USERS = Turn("How do we involve young people?", "a PSP", (), True)
CLAUSE = Turn("When does a benefit clause apply?", "the benefit clause", (), True)
AWARD = Turn("Can we award the contract directly?", "the contract", (), True, verdict="no")


@pytest.mark.parametrize(
    ("said", "last", "meant"),
    [
        ("do we have to", USERS, "Do we have to involve young people?"),
        ("must we do that?", USERS, "Do we have to involve young people?"),
        ("are we obliged to", CLAUSE, "Is the benefit clause compulsory?"),
        ("and what if we can't", USERS, "What happens if we can't involve young people?"),
        ("what if we don't bother", CLAUSE, "What happens without the benefit clause?"),
        ("what else could we try", USERS, "How else can we involve young people?"),
        ("so what can we do instead", AWARD, "What can we do instead of awarding the contract directly?"),
        ("is there another way", CLAUSE, "What are the alternatives to the benefit clause?"),
        (
            "any alternatives?",
            Turn("What is a PSP?", "a PSP", (), True),
            "What are the alternatives to a PSP?",
        ),
        ("what methods are there", USERS, "what methods are there to involve young people?"),
        ("is there any guidance", USERS, "is there any guidance to involve young people?"),
        ("so what should we do", AWARD, "What can we do instead of awarding the contract directly?"),
        ("what if nobody wants to lead it", USERS, None),
        ("do we have to tell the users", USERS, None),
        ("what else is there", CLAUSE, None),
    ],
)
def test_an_act_or_a_thing_left_out_is_that_of_the_question_before(
    said: str, last: Turn, meant: str | None
) -> None:
    assert of_what_is_left_out(said, last) == meant


@pytest.mark.parametrize(
    ("asked", "thing", "meant"),
    [
        ("how long", "the tender", "How long does the tender take?"),
        ("what cost", "grants", "How much do grants cost?"),
        ("who funds", "the pilot", "Who funds the pilot?"),
        ("is there a form", "the pledge", "is there a form for the pledge?"),
        ("is there a limit on", "the pledge", None),
        ("who sits", "the group", None),
    ],
)
def test_a_question_ends_with_its_thing_where_people_would_put_it(
    asked: str, thing: str, meant: str | None
) -> None:
    assert asked_of(asked, thing) == meant


@pytest.mark.parametrize(
    ("said", "before", "meant"),
    [
        ("and below that?", "Is a notice needed over £50,000?", "Is a notice needed below £50,000?"),
        ("what about after", "Can bidders talk before the tender?", "Can bidders talk after the tender?"),
        ("what about without", "Can a PSP work with a lawyer?", "Can a PSP work without a lawyer?"),
        ("what about above", "Who pays for the pilot?", None),
        ("over the summer", "Is a notice needed below £50,000?", None),
    ],
)
def test_the_other_side_of_a_limit_is_asked_of(said: str, before: str, meant: str | None) -> None:
    bare = said.removeprefix("and ")
    assert of_fragment(bare, before) == meant


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("our treasurer thinks the pilot is unlawful", "Is the pilot unlawful?"),
        ("legal say that charities can bid", "Can charities bid?"),
        ("a colleague claims a PSP takes ten years", "Is it true that a PSP takes ten years?"),
    ],
)
def test_what_somebody_claims_is_asked_plainly(told: str, meant: str) -> None:
    assert leaning("is he right", Turn(told, "a PSP", (), True)) == meant
    assert leaning("and is that correct?", Turn(told, "a PSP", (), True)) == meant


@pytest.mark.parametrize(
    ("told", "asked", "meant"),
    [
        ("our chief executive thinks PSPs are a waste of money", "what do I tell him", "our chief executive"),
        ("procurement says psps are illegal", "what should I tell them", "procurement"),
        (
            "our finance director thinks a PSP costs too much",
            "how do we win him over",
            "our finance director",
        ),
    ],
)
def test_who_was_told_of_is_meant_by_them(asker: Asker, told: str, asked: str, meant: str) -> None:
    reply = talk(asker, told, asked)
    assert meant in reply.understood_as


def test_what_is_judged_of_a_thing_names_the_thing_alone() -> None:
    assert standalone("is it binding", [Turn("who signs the pledge", "the pledge", (), True)], NONE) == (
        "is the pledge binding"
    )


def test_it_is_the_doing_where_that_was_asked_of(asker: Asker) -> None:
    reply = talk(asker, "how do you involve service users in designing the service", "who should lead on it")
    assert reply.understood_as == "who should lead on involving service users in designing the service"


@pytest.mark.parametrize(
    ("act", "thing"),
    [
        ("run a pilot", "running a pilot"), ("be heard", "being heard"), ("agree terms", "agreeing terms"),
        ("set one up", "setting one up"), ("share data", "sharing data"), ("meet users", "meeting users"),
        ("begin the work", "beginning the work"), ("visit a pilot", "visiting a pilot"),
    ],
)  # fmt: skip
def test_an_act_is_said_as_a_thing(act: str, thing: str) -> None:
    assert doing(act) == thing


def test_what_is_best_is_not_the_first_step() -> None:
    steps = ("Agree the problem.", "Form the group.")
    told = Turn("How do we begin?", "a PSP", steps, True, said=steps, ordered=True)
    assert number_plan(told, "which one matters most").question == ""
    assert "weigh none" in number_plan(told, "which is best").word
    assert number_plan(told, "which comes first").question == steps[0]


def test_the_best_of_things_asked_for_is_no_place_in_an_older_list() -> None:
    tools = Turn(
        "what tools are there to map services?", "a PSP", ("Old point.", "Other."), True, said=("Maps.",)
    )
    assert number_plan(tools, "which one is best").question == "Which tools are best to map services?"


def test_after_the_last_step_comes_what_follows_it() -> None:
    steps = ("Design.", "Pilot.", "Tender.")
    last = Turn("Tender.", "the tender", steps, True, item=2, said=("It is open.",), ordered=True)
    plan = next_plan(last, "and after that")
    assert plan.question == "What happens after tender?"
    assert plan.lacking.startswith("That was the last point")
    loose = Turn("Tender.", "the tender", steps, True, item=2, said=("It is open.",))
    assert next_plan(loose, "and after that").word == "That was the last point of the list."


def test_the_others_of_a_named_thing_without_a_list_are_its_like() -> None:
    assert asks_for_alike("and the others?", Turn("Who sits there?", "the steering group", (), True))
    assert not asks_for_alike(
        "and the others?", Turn("Which are there?", "the steering group", ("A.", "B."), True)
    )
    assert not asks_for_alike("and the others?", Turn("Who pays?", "a PSP", (), True))


@pytest.mark.parametrize(
    ("said", "itself"), [("what do they look for", True), ("what does that mean", False)]
)
def test_what_those_talked_of_do_is_no_move(said: str, itself: bool) -> None:
    assert asks_itself(said, "why") is itself


def test_where_to_read_more_names_the_sources(asker: Asker) -> None:
    reply = talk(asker, "What is TUPE?", "where can I find out more")
    assert reply.move == "sources"
    assert reply.citations


@pytest.mark.parametrize(
    ("said", "before", "meant"),
    [
        (
            "which is cheaper",
            "How does a grant differ from a contract?",
            "Which is cheaper, a grant or a contract?",
        ),
        (
            "which one would suit us",
            "Which is cheaper, a grant or a contract?",
            "Which would suit us, a grant or a contract?",
        ),
        (
            "what's the difference",
            "Is a PSP the same as an alliance?",
            "What is the difference between a PSP and an alliance?",
        ),
        ("which is cheaper", "Who pays for a grant?", None),
    ],
)
def test_which_of_two_is_asked_of_both(said: str, before: str, meant: str | None) -> None:
    assert of_fragment(said, before) == meant


def test_who_did_a_study_is_no_example() -> None:
    studied = Turn("What did the study of the scheme find?", "the scheme", (), True)
    assert leaning("who did it", studied) == "Who did the study of the scheme?"
    assert leaning("who did it", Turn("Who pays?", "a PSP", (), True)) is None


def test_a_judged_question_is_not_put_into_another() -> None:
    fair = Turn("Is it fair: can a council stop early?", "a PSP", (), True)
    assert leaning("how do we stop that", fair) == "How do we stop this: can a council stop early?"


def test_doing_it_again_is_no_wish_to_start_again(asker: Asker) -> None:
    assert talk(asker, "What happens after the pilot?", "can we run it again").move is None
    assert talk(asker, "What happens after the pilot?", "can we start again").move == "again"


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("our drivers fear that the pilot will replace them", None),
        ("our drivers are worried the pilot will replace them", "Will the pilot replace our drivers?"),
        ("Staff feel sure that a tender is coming", "Is a tender coming?"),
    ],
)
def test_a_worry_is_asked_of_those_who_have_it(told: str, meant: str | None) -> None:
    assert of_what_was_told("are they right", told) == (meant or f"Is it allowed that {told}?")


@pytest.mark.parametrize(
    ("said", "move", "itself"),
    [
        ("why would we do one", "why", True), ("why should anybody bother with it", "why", True),
        ("why would we", "why", False), ("what else can they do for us", "more", True),
        ("what else", "more", False),
    ],
)  # fmt: skip
def test_why_and_what_else_of_somebody_are_questions(said: str, move: str, itself: bool) -> None:
    assert asks_itself(said, move) is itself


def test_why_not_asks_for_the_reason_unless_the_answer_was_a_yes() -> None:
    said = ("The findings have to be ready by then.",)
    late = Turn("Can we hold the findings back?", "the tender", (), True, said=said)
    assert why_plan(late, "why not").question == "Why can't we hold the findings back?"
    assert why_plan(replace(late, verdict="yes"), "why not").word.startswith("The answer before was a yes")
    assert "does not say no" in why_plan(Turn("Who pays?", "a PSP", (), True, said=said), "why not").word


def test_what_can_be_used_for_it_is_of_the_act_and_no_psp_is_used() -> None:
    trained = Turn("How do you train staff for a PSP?", "a PSP", (), True)
    assert leaning("is there any material we can use", trained) == (
        "is there any material we can use to train staff for a PSP?"
    )
    assert about("is there any map we can use", SUBJECT) != "is there any map we can use a PSP?"
    assert about("what can a charity lead", SUBJECT).endswith("a PSP?")


def test_one_of_several_is_a_single_one() -> None:
    several = Turn("What do link workers do?", "link workers", (), True)
    assert standalone("is there one in every town", [several], NONE) == "is there a link worker in every town"


def test_who_worked_it_out_names_the_sources(asker: Asker) -> None:
    assert talk(asker, "Do PSPs save money?", "who worked that out").move == "sources"


def test_who_asks_is_not_told_of() -> None:
    assert not holder_of("when should we tell the unions")
    assert not holder_of("what if we refuse to sign")
    assert holder_of("if the trustees refuse to sign, what then") == "the trustees"


def test_both_are_the_two_that_were_compared() -> None:
    before = "what's the difference between a grant and a contract"
    assert of_fragment("can we have both", before) == "Can we have both a grant and a contract?"
    assert of_fragment("can we have both", "Who pays for a grant?") is None


def test_which_one_is_no_pronoun() -> None:
    grant = Turn("Which is safer, a grant or a contract?", "a grant", (), True)
    assert "which a grant" not in standalone("who decides which one", [grant], NONE)
