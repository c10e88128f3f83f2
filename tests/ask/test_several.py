"""Several questions typed as one: where people join them, and what the later ones are asked of."""

import pytest

from api.ask.parts import completed, parts
from api.ask.pipeline import Asker
from tests.ask.talking import lost


@pytest.mark.parametrize(
    ("typed", "first", "number"),
    [
        ("when may we stop it early, who decides, and what do we owe them", "when may we stop it early?", 3),
        ("must we tender at the end and if so how soon", "must we tender at the end?", 2),
        ("whats a side letter and whos to sign it", "whats a side letter?", 2),
        ("who ran it, what did they build on, and did the waiting times come down?", "who ran it?", 3),
        ("two things - is there a course, who pays, and should trustees be invited", "is there a course?", 3),
        ("who owns it? and can the council hand it to others after", "who owns it?", 2),
        ("how many stopped, why, and who carried the cost", "how many stopped, why?", 2),
        ("what is phase one + can the phases overlap + who funds each", "what is phase one?", 3),
        ("who keeps the risk log, how often, and what goes in it", "who keeps the risk log?", 3),
        ("where do they meet and why", "where do they meet?", 2),
        ("what should a report show and who signs it off", "what should a report show?", 2),
        ("difference between a scoping stage and a review, and who runs each", "What is the difference", 2),
    ],
)  # fmt: skip
def test_questions_are_parted_where_people_join_them(typed: str, first: str, number: int) -> None:
    assert parts(typed)[0].startswith(first)
    assert len(parts(typed)) == number


@pytest.mark.parametrize(
    "typed",
    [
        "who can and should lead a psp", "who has paid for it and is bound by it", "do we know who pays",
        "how do partners decide what to buy and from whom",
        "should it be an outsider, or can we do it ourselves",
        "how do I judge one of these, what should I look at", "who signs and files the agreement",
        "who decides what is paid, when and why", "we need to say who pays and how",
    ],
)  # fmt: skip
def test_one_question_stays_one(typed: str) -> None:
    assert parts(typed) == [typed]


def test_a_later_question_is_searched_beside_the_first_where_that_is_clearer(asker: Asker) -> None:
    reply = asker.ask("can a SCIO lead a partnership and are the trustees personally liable if it goes wrong")
    assert reply.form == "several"
    assert any("trustees" in s.text and "SCIO" in s.text for s in reply.answer.statements[1:])


def test_what_is_more_likely_only_near_is_said_to_be_so_and_bears_no_verdict(asker: Asker) -> None:
    asked = [
        "do the partners need to keep separate timesheets to get costs paid back",
        "what response rate did the survey of PSP partners get",
        "what did the evaluation of the national psp programme cost",
    ]
    replies = [asker.ask(question) for question in asked]
    for reply in replies:
        assert reply.status != "answered" or reply.confidence > 0.5
        assert reply.status != "partial" or reply.answer.text.startswith("The sources may not answer exactly")
        assert reply.status != "partial" or reply.verdict is None


def test_it_is_no_psp_where_the_first_question_speaks_of_another_thing(asker: Asker) -> None:
    reply = asker.ask("is there a checklist or a scoring tool and how's it used")
    assert "PSP used" not in reply.answer.text
    assert (
        "PSPs's" not in asker.ask("do volunteers count as match and how are their hours valued").answer.text
    )


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("What are the main steps, and how long does it take?", "How long does it take?"),
        ("tell me the gains and the risks, and also if it's been evaluated", "Whether it's been evaluated?"),
    ],
)
def test_it_is_nothing_out_of_an_unseen_answer(asker: Asker, question: str, second: str) -> None:
    """What is typed at once can mean what it names itself, or a PSP, and no thing of the first answer."""
    headings = [s.heading for s in asker.ask(question).answer.statements if s.heading]
    assert second in headings


@pytest.mark.parametrize(
    ("question", "headings"),
    [
        pytest.param(
            "the risks and who carries them",
            ["What are the risks?", "Who carries the risks?"],
            marks=lost("taken for one question since decision 95"),
        ),
        (
            "who can join, how do they join and can they leave again",
            ["Who can join?", "How do partners join"],
        ),
        pytest.param(
            "how do we find partners and how do we get rid of one",
            ["How do we find partners?", "How do we get rid of a partner?"],
            marks=lost("one of them is said to be unanswered since decision 95"),
        ),
    ],
)
def test_a_thing_wished_for_is_what_the_later_questions_are_about(
    asker: Asker, question: str, headings: list[str]
) -> None:
    """What people name without asking is asked about too, and "them" and "one" are of that kind."""
    told = [s.heading for s in asker.ask(question).answer.statements if s.heading]
    assert len(told) >= len(headings)
    assert all(one.startswith(heading) for one, heading in zip(told, headings, strict=False))


@pytest.mark.parametrize(
    ("typed", "later"),
    [
        ("who keeps the risk log and how often", "how often should we keep the risk log?"),
        ("what do we have to report and to whom", "to whom do we have to report that?"),
        ("who qualifies for a place and who doesn't", "who doesn't qualify for a place?"),
        ("which pilots lasted and which did not", "which pilots did not last?"),
        ("who sits on it and who can't", "who can't sit on a PSP?"),
        ("what went well in Falkirk and what didn't", "what didn't go well in Falkirk?"),
    ],
)
def test_a_question_word_alone_and_a_bare_denial_are_of_the_question_before(typed: str, later: str) -> None:
    assert parts(typed)[1] == later


@pytest.mark.parametrize("pilot", ["Shine", "Low Moss"])
def test_after_a_denial_it_is_still_the_pilot_that_was_named(asker: Asker, pilot: str) -> None:
    """A bare denial once made "it" a PSP in general, and a pilot given up elsewhere was told as this one."""
    reply = asker.ask(f"what went well at {pilot}, what did not, and was it kept going afterwards?")
    headings = [s.heading for s in reply.answer.statements if s.heading]
    assert f"What did not go well at {pilot}?" in headings
    assert "Edinburgh" not in reply.answer.text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("where did they start and why did they end", ["where did PSPs start?", "why did PSPs end?"]),
        (
            "what are the usual excuses and how do you answer them",
            ["what are the usual excuses?", "how do you answer the usual excuses?"],
        ),
        ("what is a log and who checks", ["what is a log?", "who checks a log?"]),
        (
            "what are the phases and how long is each",
            ["what are the phases?", "how long is each phase?"],
        ),
        (
            "what are the gains of a trial for the buyer and what are they for carers",
            ["what are the gains of a trial for the buyer?", "what are the gains of a trial for carers?"],
        ),
        (
            "who may be the referee, could it be a councillor",
            ["who may be the referee?", "could the referee be a councillor?"],
        ),
        (
            "how long should the talks last, and why",
            ["how long should the talks last?", "why should the talks last so long?"],
        ),
    ],
)
def test_a_later_question_is_of_what_the_first_asks_of(typed: str, read: list[str]) -> None:
    """They of nothing said before are PSPs."""
    assert completed(parts(typed), typed, str) == read


def test_what_has_happened_is_of_the_pilot_named_first(asker: Asker) -> None:
    reply = asker.ask("how was the Falkirk pilot funded and what was learned")
    assert any("Falkirk" in (s.heading or "") for s in reply.answer.statements[1:])
