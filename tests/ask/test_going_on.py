"""What a follow-up leaves out is what was talked of: bodies, teams, things asked for, what was told."""

import pytest

from api.ask.acts import of_the_act
from api.ask.conversation import standalone
from api.ask.counting import asks_what_to_do_first
from api.ask.moves.alike import asks_for_alike
from api.ask.moves.next_one import plan as next_plan
from api.ask.names import Names
from api.ask.pipeline import Asker
from api.ask.pointing import leaning
from api.ask.turn import Turn, turn_of
from tests.ask.talking import talk

NONE = Names(())


@pytest.mark.parametrize(
    ("first", "those"),
    [
        ("as a citizen can I ask the council to start a PSP", "councils"),
        ("our legal department won't let us talk to charities before the tender", "our legal department"),
        ("how can I get my trustees to support a PSP", "our trustees"),
        ("Which charities joined the pilot?", "charities"),
    ],
)
def test_they_are_those_spoken_of_and_not_who_asks(asker: Asker, first: str, those: str) -> None:
    assert turn_of(asker.ask(first)).plural in (those, those.replace("our", "my"))


@pytest.mark.parametrize(
    ("topic", "asked", "meant"),
    [
        ("the benefit clause", "are they compulsory", "are benefit clauses compulsory"),
        ("a grant", "do they run out", "do grants run out"),
        ("a PSP", "are they new", "are PSPs new"),
        ("a grant", "what if they refuse", "what if the partners refuse"),
    ],
)
def test_they_of_a_single_thing_are_its_like_unless_they_act(topic: str, asked: str, meant: str) -> None:
    assert standalone(asked, [Turn(f"What is {topic}?", topic, (), True)], NONE) == meant


@pytest.mark.parametrize(
    ("first", "topic"),
    [
        ("what is social value", "social value"),
        ("do we need an accountant for a psp", "an accountant"),
        ("How does commissioning differ from procurement?", "commissioning"),
        ("what is a PSP", "a PSP"),
    ],
)
def test_what_was_asked_for_is_talked_of_though_it_has_no_page(asker: Asker, first: str, topic: str) -> None:
    reply = asker.ask(first)
    assert reply.topic == topic or reply.status != "answered"


def test_a_thing_named_is_talked_of_though_the_sources_are_silent() -> None:
    silent = Turn("What did the Low Moss logo cost?", "the Low Moss PSP", (), False)
    assert standalone("who led it", [silent], NONE) == "who led the Low Moss PSP"
    nothing = Turn("Will it rain?", None, (), False)
    assert standalone("who led it", [nothing], NONE) == "who led it"


def test_of_several_questions_the_last_is_gone_on_from() -> None:
    both = Turn("What is TUPE and when does it apply?", "TUPE", (), True)
    assert standalone("in the pilot", [both], NONE) == "when does TUPE apply in the pilot?"


@pytest.mark.parametrize("said", ["is that right though", "are they allowed to", "is it legal"])
def test_what_somebody_told_of_is_judged_and_not_the_answer(said: str) -> None:
    told = Turn("our lawyers won't let us talk to providers", "a PSP", (), True)
    meant = leaning(said, told)
    assert (meant is None) == ("allowed to" in said)
    assert meant is None or "that our lawyers won't let us talk to providers" in meant


def test_an_answer_is_asked_whether_it_is_right_and_no_act() -> None:
    assert leaning("is that right", Turn("Who pays for a PSP?", "a PSP", (), True)) is None


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("how long does it take", "how long does it take to map our services?"),
        ("is it hard", "is it hard to map our services?"),
        ("is there anything quicker", "is there anything quicker to map our services?"),
    ],
)
def test_what_is_asked_of_doing_is_of_the_act(asked: str, meant: str) -> None:
    assert of_the_act(asked, "How do we map our services?") == meant


@pytest.mark.parametrize("said", ["what do I do first", "so where do we begin?", "ok what's the first step"])
def test_how_to_begin_is_no_place_in_a_list_without_order(asker: Asker, said: str) -> None:
    assert asks_what_to_do_first(said)
    reply = talk(asker, "What are the benefits of a PSP?", said)
    assert "in no order" not in reply.answer.text
    assert reply.status == "answered"


def test_the_next_one_is_behind_what_the_talk_has_gone_on_to() -> None:
    items = (
        "Joint design by both sectors.",
        "A short pilot that a consortium runs.",
        "A tender for the long term.",
    )
    on = Turn("How long in the pilot?", "the pilot", items, True, said=("Six months.",), ordered=True)
    assert next_plan(on, "and after that").question == "A tender for the long term?"
    off = Turn("Who pays for training?", "training", items, True, said=("The council.",), ordered=True)
    assert "Joint design" not in next_plan(off, "and after that").question


def test_others_like_it_are_of_its_kind_and_cited(asker: Asker) -> None:
    reply = talk(asker, "Who led the Falkirk PSP?", "any others like it?")
    assert (reply.move, reply.status) == ("others", "answered")
    assert {c.passage_id.partition("/")[0] for c in reply.citations} == {"pilots"}
    assert not any(c.passage_id.startswith("pilots/falkirk") for c in reply.citations)


@pytest.mark.parametrize("said", ["which of these is cheaper", "any of them in Fife", "do others like it"])
def test_what_asks_something_of_them_asks_for_no_others(said: str) -> None:
    assert not asks_for_alike(said, Turn("Did it work?", "the Falkirk PSP", (), True))


def test_a_list_holds_the_points_of_the_answer_that_had_some(asker: Asker) -> None:
    turns = [turn_of(asker.ask("What are the stages of a PSP?"))]
    turns.append(turn_of(asker.ask("how long does it take", turns)))
    reply = asker.ask("as a tick list please", turns)
    assert (reply.move, reply.understood_as) == ("list", turns[0].understood_as)
    assert [s.text for s in reply.answer.statements] == [
        s.text for s in turns[0].statements if s.kind in ("item", "step")
    ]
    quotes = {c.number: c.quote for c in reply.citations}
    assert all(s.quoted in quotes[n] for s in reply.answer.statements for n in s.citations)


def test_a_body_named_alone_is_no_second_answer_of_the_same(asker: Asker) -> None:
    reply = talk(asker, "what are the downsides of a PSP", "what about health boards")
    assert "same" not in reply.answer.text
    assert "health boards" in reply.understood_as
    assert reply.status == "answered"


@pytest.mark.parametrize(
    "said", ["if they say no", "and if nobody bids", "why does it matter", "and the chair?"]
)
def test_a_case_or_a_thing_named_is_no_move(asker: Asker, said: str) -> None:
    assert talk(asker, "Who should sit on the steering group?", said).move is None


@pytest.mark.parametrize(
    ("said", "told"), [("and the one about scale?", "scope"), ("tell me about the bit on time", "longer")]
)
def test_a_point_is_meant_by_its_words(asker: Asker, said: str, told: str) -> None:
    reply = talk(asker, "What are the lessons learned?", said)
    assert reply.move == "number"
    assert told in reply.answer.text
