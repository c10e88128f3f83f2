"""A story of trouble is answered with the barrier that it tells of, and first with what to do about it."""

import re
from pathlib import Path

import pytest

from api.ask import typed
from api.ask.composing.problem import LOOKS_LIKE
from api.ask.composing.recognising import SIGNS, likelihood, recognise, weights
from api.ask.form import form_of
from api.ask.orders import is_an_order
from api.ask.parts import parts
from api.ask.pipeline import Asker
from api.ask.reply import Reply
from api.ask.retrieve import retrieve
from api.evaluation.answers import actions, repeats, said_words
from api.evaluation.fit_barriers import read_stories
from kb.lexical import stems

STORIES = Path("corpus/judgements/told-problems.yml")
MOST_WORDS = 130  # of a whole answer with its headings and who does what: a barrier, and three things to do


def _said(reply: Reply, heading: str | None) -> list[str]:
    return [s.text for s in reply.answer.statements if s.heading == heading]


@pytest.fixture(scope="module")
def told(asker: Asker) -> list[Reply]:
    """The replies to every third labelled story."""
    return [asker.ask(story) for story, _ in read_stories(STORIES)[::3]]


def test_a_barrier_that_is_named_is_one_that_a_reader_would_name(asker: Asker) -> None:
    named, right, beside = 0, 0, 0
    for story, barriers in read_stories(STORIES)[::3]:
        found = retrieve(asker.spelt(typed.tidy(story)), asker.knowledge)
        seen = recognise(found, asker.knowledge, asker.graph)
        named += bool(seen)
        right += bool(seen) and seen[0].barrier.id in barriers
        beside += bool(seen) and not barriers
    assert named >= 55  # of 75
    assert right / named >= 0.8
    assert beside <= 4


def test_every_labelled_barrier_is_in_the_graph(asker: Asker) -> None:
    unknown = {b for _, barriers in read_stories(STORIES) for b in barriers} - set(asker.graph.barriers)
    assert not unknown


@pytest.mark.parametrize(
    "story",
    [
        "the printer company wants to raise our lease by 30 percent",
        "our website has crashed and the developer won't answer",
        "my neighbour's dog has been digging up the flowers in front of our office",
    ],
)
def test_trouble_that_is_none_of_a_partnership_gets_no_barrier(asker: Asker, story: str) -> None:
    reply = asker.ask(story)
    assert reply.status == "abstained"
    assert not _said(reply, LOOKS_LIKE)
    assert not reply.actions


@pytest.mark.parametrize(
    ("story", "held"),
    [
        ("referrals are at a third of what was planned, staff sitting idle", "the teams that should refer"),
        ("our main partner charity has gone into liquidation", "look after users and their records"),
        ("two partner charities have fallen out and only speak through me", "mediator"),
    ],
)
def test_the_first_statement_says_what_to_do_where_a_section_does(
    asker: Asker, story: str, held: str
) -> None:
    reply = asker.ask(story)
    first = reply.answer.statements[0]
    assert (reply.form, first.heading) == ("problem", None)
    assert held in first.text
    assert _said(reply, LOOKS_LIKE)


def test_a_section_beside_the_barrier_does_not_open_the_answer(asker: Asker) -> None:
    reply = asker.ask("they call it a partnership but all the decisions are taken before the meeting")
    assert "email" not in reply.answer.statements[0].text
    assert reply.barriers[0].id == "unequal-partnership"


def test_answers_to_stories_are_short_cited_and_say_nothing_twice(told: list[Reply]) -> None:
    from_the_graph = [reply for reply in told if reply.form == "problem" and reply.status == "answered"]
    assert len(from_the_graph) > 40
    for reply in from_the_graph:
        assert all(statement.citations for statement in reply.answer.statements)
        assert len(said_words(reply)) <= MOST_WORDS, reply.question
    assert sum(map(repeats, from_the_graph)) <= len(from_the_graph) / 20


def test_what_helps_leaves_out_what_the_opening_says(asker: Asker) -> None:
    reply = asker.ask("our volunteers are leaving because of all the paperwork")
    opening, *steps = (set(stems(s.text)) for s in reply.answer.statements if s.heading != LOOKS_LIKE)
    assert steps
    assert all(len(opening & step) <= len(step) / 2 for step in steps)


def test_where_no_barrier_fits_the_answer_says_so_and_offers_the_nearest_section(asker: Asker) -> None:
    reply = asker.ask("the biscuits at the design group have run out again")
    assert reply.reason == "not_in_knowledge_base"
    assert "The sources describe no trouble that fits this closely" in reply.answer.text
    assert reply.answer.statements
    assert not reply.actions


@pytest.mark.parametrize(
    "story",
    [
        "our pilot works really well but there's no budget line for it after march",
        "we did everything right and the council just extended the old contract",
        "lead charity went into administration eight months in",
        "the lead officer makes decisions by email between meetings and we find out after",
        "the local paper says we're handing contracts to pals. its a psp. how do i answer that",
        "Lead officer left the council, the new one sees no reason to go on. What does experience suggest?",
    ],
)
def test_a_story_is_taken_for_one_without_a_what_now(story: str) -> None:
    assert form_of(story) == "problem"


@pytest.mark.parametrize(
    "question",
    [
        "We run a lunch club and would love to know how many members were men over 85",
        "good questions to put to an officer who is bringing a paper to committee",
        "examples where ordinary people helped design the service",
        "if the pilot stops do folk lose their support right away",
        "We are a charity in Fife. How much did the Low Moss pilot cost?",
    ],
)
def test_a_question_in_the_dress_of_a_sentence_is_no_story(question: str) -> None:
    assert form_of(question) != "problem"


def test_what_is_likely_adds_up_to_less_than_one_and_follows_the_signs(asker: Asker) -> None:
    found = retrieve("GPs aren't referring", asker.knowledge)
    first = recognise(found, asker.knowledge, asker.graph)[0]
    assert first.barrier.id == "too-few-referrals"
    assert weights().named_from <= first.likely <= 1
    assert len(weights().signs) == len(SIGNS)
    assert likelihood(asker.knowledge.told.words("").reshape(-1, 1), (0.0,)).sum() < 1


def test_a_story_of_a_plain_barrier_is_not_refused_for_the_persons_in_it(asker: Asker) -> None:
    story = "the woman who ran our cafe has taken another job and everything that she knew went with her"
    assert asker.ask(story).barriers[0].id == "staff-turnover"
    about_one = asker.ask("is Margaret Brown of Kirkcaldy still on the list of service users?")
    assert about_one.reason == "personal_data"


def test_a_story_that_asks_for_nothing_is_not_sent_to_the_lawyers(asker: Asker) -> None:
    reply = asker.ask("our solicitor and theirs have been swapping drafts since easter")
    assert reply.reason != "needs_advice"
    assert reply.answer.statements


def test_who_asks_for_advice_on_the_law_in_his_case_gets_no_barrier_for_it(asker: Asker) -> None:
    reply = asker.ask("Our solicitor says the standstill letter was late. Can the losing bidder sue us?")
    assert reply.reason == "needs_advice"
    assert not reply.actions


def test_the_steps_of_a_section_on_the_story_come_before_its_barrier_and_are_counted_by_themselves(
    asker: Asker,
) -> None:
    reply = asker.ask(
        "nobody is referring to the pilot, social workers keep sending people to the old service"
    )
    kinds = [(s.kind, s.heading) for s in reply.answer.statements]
    named = next(n for n, (_, heading) in enumerate(kinds) if heading == LOOKS_LIKE)
    assert [kind for kind, _ in kinds[1:named]].count("step") >= 2
    assert reply.answer.text.count("\n1. ") == 2  # those of the section, then those of the graph


def test_a_section_on_this_very_trouble_opens_though_its_barrier_is_another(asker: Asker) -> None:
    """What to do comes before the card where the best section was written for the trouble told."""
    reply = asker.ask("two charities in our group compete for the same work and won't share figures")
    assert reply.form == "problem"
    assert reply.answer.statements[0].heading is None


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How should we handle confidential data about clients between the NHS and the charities?", "lawful"),
        ("I'm running a half-day course on PSPs for commissioners, what topics should I cover", "course|day"),
        ("How should we respond to a freedom of information request about our PSP", "20 working days"),
        ("we're planning a workshop with users next month, what should be on the agenda", "workshop"),
        ("we are drawing up terms of reference for the board of our PSP, what goes in", "terms of reference"),
        ("I have been asked to chair the steering group next year, what should I read up on", "chair"),
    ],
)
def test_who_asks_how_and_tells_no_trouble_is_shown_no_trouble(
    asker: Asker, question: str, first: str
) -> None:
    """The section that says how answers alone; a barrier below it would be noise."""
    reply = asker.ask(question)
    assert re.search(first, reply.answer.statements[0].text, re.I)
    assert not _said(reply, LOOKS_LIKE)


@pytest.mark.parametrize(
    "question",
    [
        "how do we deal with a partner who never turns up to anything",
        "GPs are not referring people to us, what do we do",
    ],
)
def test_trouble_told_in_a_question_is_still_named(asker: Asker, question: str) -> None:
    assert _said(asker.ask(question), LOOKS_LIKE)


@pytest.mark.parametrize(
    "story",
    [
        "Our consortium partner has gone bust halfway through the pilot. Help please.",
        "We evaluate a pilot that changed its design three times, so our baseline means little. Options?",
        "users dropped out of our design panel after the second meeting",
        "two health boards keep refusing to share outcome figures with us",
        "I've inherited a PSP where nobody agrees what it is for. Where would you start?",
        "nobody in the council knows how this works and the two that did have retired",
        "the funding ended in June and nobody had planned what comes after",
    ],
)
def test_whoever_tells_of_trouble_is_told_three_things_to_do(asker: Asker, story: str) -> None:
    """From a section on it, from the graph, and where that has two only, from the barrier's own section."""
    reply = asker.ask(story)
    assert reply.form == "problem"
    assert actions(reply) >= 3, reply.answer.text


def test_what_is_not_done_stands_under_no_number(told: list[Reply]) -> None:
    steps = [
        s for reply in told if reply.form == "problem" for s in reply.answer.statements if s.kind == "step"
    ]
    assert len(steps) > 100
    assert sum(is_an_order(s.text) for s in steps) >= len(steps) * 0.97


def test_an_answer_to_trouble_is_not_opened_by_what_only_tells(asker: Asker) -> None:
    reply = asker.ask("commissioners here think the voluntary sector isn't professional. how do I shift that")
    assert reply.answer.statements[0].heading == LOOKS_LIKE


def test_a_long_story_that_ends_on_what_now_is_read_as_a_whole() -> None:
    story = "We ran a pilot. " + "The holder of the budget has left and the provider is furious with us. " * 6
    assert "provider" in parts(f"{story}what now?")[0]
    assert parts(f"{story}who pays the staff until June?") == ["who pays the staff until June?"]


def test_who_knows_how_asks_for_nobody(asker: Asker) -> None:
    assert form_of("I'm told there is nobody in the council who knows how to do this") == "problem"
    assert asker.ask("I'm told there is nobody in the council who knows how to do this").form == "problem"
