"""Follow-ups that tell of one's own case, add to the question, want a plain word, or are refused again."""

import pytest

from api.ask.adjunct import with_what_is_added
from api.ask.contraries import contrary_of
from api.ask.in_my_case import in_my_case
from api.ask.moves import escalate, verdict
from api.ask.pipeline import Asker
from api.ask.reply import Statement
from api.ask.subject import fill
from api.ask.turn import Turn, last_answered
from tests.ask.talking import talk

TOLD = (Statement(text="The tender comes last.", citations=[]),)


def asked(question: str, **more: object) -> Turn:
    return Turn(question, "a PSP", (), True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "before", "meant"),
    [
        ("our budget is 60k", "is it worth doing?", "is it worth doing if our budget is 60k?"),
        ("they're prisoners", "how do we involve users", "how do we involve users if they're prisoners?"),
        ("well, there's only one charity", "how do we vote", "how do we vote if there's only one charity?"),
        ("it's under 50k", "must we tender?", "must we tender if it's under 50k?"),
        ("we have no lawyers", "Do we have to sign?", "Do we have to sign if we have no lawyers?"),
        ("half of them are new", "How can we pay?", "How can we pay if half of them are new?"),
        ("that's too long", "must we tender?", None),
        ("it's for a committee paper", "must we tender?", None),
        ("we tried that", "how do we involve users", None),
        ("ours is in Fife", "Who led Homereach?", None),
        ("they are prisoners?", "how do we involve users", None),
    ],
)  # fmt: skip
def test_a_detail_of_the_case_belongs_to_the_question_before(
    said: str, before: str, meant: str | None
) -> None:
    assert in_my_case(said, asked(before)) == meant


@pytest.mark.parametrize(
    "detail", ["our budget is 60k", "we have 60k to spend", "it's worth about 60k a year"]
)
def test_where_a_case_has_nothing_of_its_own_that_is_said(asker: Asker, detail: str) -> None:
    reply = talk(asker, "is it worth doing for a small service", detail)
    assert "budget councils usually take" not in reply.answer.text
    assert reply.understood_as.endswith(f"if {detail}?")


def test_a_pronoun_in_a_short_form_is_written_out() -> None:
    assert fill("they're prisoners", "service users") == "service users are prisoners"
    assert fill("they've left", "the partners") == "the partners have left"
    assert fill("they'll object", "bidders") == "bidders will object"


@pytest.mark.parametrize(
    "said",
    [
        "so yes or no?", "is that a yes?", "so that's a no then", "just a straight answer please",
        "can we or can't we",
        "no then?", "so we can then", "is it a yes or a no", "which is it",
    ],
)  # fmt: skip
def test_who_wants_a_plain_word_is_told_the_word_of_the_answer(said: str) -> None:
    turns = [
        asked("Can we skip the tender?", statements=TOLD, verdict="no"),
        asked("Who pays?", statements=TOLD),
    ]
    assert verdict.asks_for_a_verdict(said, turns)
    assert verdict.plan(turns).question == "Can we skip the tender?"


@pytest.mark.parametrize("said", ["no", "yes please", "no thanks", "can we skip it", "yes and who pays"])
def test_other_words_are_no_wish_for_a_plain_word(said: str) -> None:
    assert not verdict.asks_for_a_verdict(said, [asked("Can we skip the tender?", statements=TOLD)])


def test_a_plain_word_that_the_sources_do_not_give_is_said_to_be_missing(asker: Asker) -> None:
    assert talk(asker, "can a charity lead a psp", "so yes or no?").answer.text.startswith("Yes. ")
    none = verdict.plan([asked("Can we skip the tender?", statements=TOLD)])
    assert none.leading.startswith("The sources give no plain yes or no")


@pytest.mark.parametrize(
    ("said", "before", "meant"),
    [
        ("and what did not", "What worked in Shine?", "What went wrong in Shine?"),
        ("what didn't work?", "what went well in Shine", "What went wrong in Shine?"),
        ("and what went badly", "What helped in Shine", "What went wrong in Shine?"),
        ("so what didn't go so well", "what has worked at Low Moss", "What went wrong at Low Moss?"),
        ("and what did?", "What went wrong in Shine?", "What went well in Shine?"),
        ("and what worked then", "What didn't work in Shine?", "What went well in Shine?"),
        ("and what not?", "What should we put in a brief?", "What should we not put in a brief?"),
        ("what shouldn't we", "What can we tell bidders?", "What can we not tell bidders?"),
        ("what did it cost", "What worked in Shine?", None),
        ("what did not", "Who led Shine?", None),
    ],
)
def test_the_contrary_is_asked_of_the_same_thing(said: str, before: str, meant: str | None) -> None:
    assert contrary_of(said, asked(before)) == meant


@pytest.mark.parametrize(
    ("said", "before", "meant"),
    [
        ("to everybody?", "When do we publish the results?", "Should we publish the results to everybody?"),
        ("even the bad bits", "When do we tell the board?", "Should we tell the board, even the bad bits?"),
        ("and with users too", "How do we share the report?", "Should we share the report with users?"),
        ("only the summary?", "Can we publish the report?", "Can we publish the report, only the summary?"),
        ("without a call", "How can we choose partners?", "Should we choose partners without a call?"),
        ("the public too?", "Who gets the report?", "Should the public get the report?"),
        ("trustees as well?", "Who should sign the agreement?", "Should trustees sign the agreement?"),
        ("with an example", "How do we share the report?", None),
        ("without jargon please", "How do we share the report?", None),
        ("to whom", "How do we share the report?", None),
        ("to be honest that is wrong", "Who led it?", None),
    ],
)  # fmt: skip
def test_what_is_only_added_belongs_to_the_question_before(said: str, before: str, meant: str | None) -> None:
    assert with_what_is_added(said, asked(before)) == meant


def test_what_follows_on_silence_asks_of_the_same(asker: Asker) -> None:
    silent = Turn("When do we publish it?", None, (), False, silent=True)
    assert last_answered([silent]) == silent
    assert last_answered([Turn("What is the weather?", None, (), False)]) is None
    assert last_answered([asked("Who pays?"), silent]) == asked("Who pays?")


@pytest.mark.parametrize(
    ("first", "meant"),
    [
        (
            "Our health board has stopped coming to meetings",
            "our health board is still not coming to meetings",
        ),
        ("the lead charity is not paying us", "the lead charity is still not paying us"),
        ("our procurement team won't engage", "our procurement team still refuses to engage"),
    ],
)
@pytest.mark.parametrize(
    "said", ["what if they refuse", "and if they still say no?", "what if they just won't"]
)
def test_what_if_they_still_refuse_asks_for_the_next_step(first: str, meant: str, said: str) -> None:
    told = asked(first, said=("Ask them.",))
    assert escalate.asks_what_if_refused(said, told)
    assert escalate.plan(told, said).question == f"What can we do if {meant}?"


@pytest.mark.parametrize(
    "first",
    ["Our health board partner has stopped turning up to meetings", "the lead charity is not paying us"],
)
def test_the_next_step_is_not_the_advice_again(asker: Asker, first: str) -> None:
    before = asker.ask(first)
    after = talk(asker, first, "what if they refuse")
    assert after.status == "answered"
    assert not {one.text for one in before.answer.statements} & {one.text for one in after.answer.statements}


@pytest.mark.parametrize("said", ["and for a prison service?", "and prisons?", "and for the prison"])
def test_what_is_not_told_apart_for_a_body_is_told_in_general(asker: Asker, said: str) -> None:
    reply = talk(asker, "what's in a good service specification", said)
    assert reply.answer.text.startswith("The sources do not tell this apart for prisons.")
    assert "aim and outcomes" in reply.answer.text


@pytest.mark.parametrize(
    "said",
    [
        "Who was in the one about furniture?",
        "who was in the pilot on furniture",
        "who led the one with furniture",
    ],
)
def test_a_pilot_is_meant_by_what_it_was_about(asker: Asker, said: str) -> None:
    reply = talk(asker, "Which PSP pilots were there in Scotland in 2007?", said)
    assert "Homereach" in reply.answer.text
