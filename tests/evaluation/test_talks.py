"""A conversation is asked once, and an answer that says again what stood just before is seen."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from api.ask.reply import Answer, Reply, Statement
from api.ask.turn import Turn
from api.commands.evaluate_answers import judged_turns
from api.evaluation.questions import read_items
from api.evaluation.talks import Talks, says_again
from api.services import Services
from kb.safe_yaml import values_in

CONVERSATIONS = Path("corpus/judgements/reader-conversations.yml")


@pytest.fixture(scope="module")
def answered(services: Services) -> Reply:
    return services.asker.ask("What is a PSP?")


def saying(reply: Reply, *said: str, **more: str) -> Reply:
    statements = [Statement(text=text, citations=[1]) for text in said]
    return reply.model_copy(update={"answer": Answer(text=" ".join(said), statements=statements), **more})


@pytest.mark.parametrize(
    ("before", "now", "again"),
    [
        (("A.", "B."), ("A.", "B."), True),
        (("A.", "B."), ("B.",), True),
        (("A.",), ("A.", "B."), False),
        (("A.",), ("B.",), False),
    ],
)
def test_an_answer_without_anything_new_is_seen(
    answered: Reply, before: tuple[str, ...], now: tuple[str, ...], again: bool
) -> None:
    assert says_again(saying(answered, *before), saying(answered, *now)) is again


@pytest.mark.parametrize("move", ["shorter", "list"])
def test_what_was_wished_for_again_is_no_fault(answered: Reply, move: str) -> None:
    assert not says_again(saying(answered, "A.", "B."), saying(answered, "A.", move=move))


def test_a_conversation_is_asked_once_whatever_turns_of_it_are_judged(answered: Reply) -> None:
    asked: list[str] = []

    def ask(text: str, turns: Sequence[Turn]) -> Reply:
        asked.append(text)
        return saying(answered, "A." if len(turns) < 2 else "B.")

    talks = Talks(ask)
    assert len(talks.replies(["one", "two", "three"])) == 3
    assert len(talks.replies(["one", "two"])) == 2
    assert asked == ["one", "two", "three"]
    assert (talks.said_twice().right, talks.said_twice().of) == (1, 2)


def test_expectations_name_follow_ups_that_are_there() -> None:
    conversations = read_items(CONVERSATIONS, turned=True)
    judged = [(item, one) for item in conversations for one in item.get("judged", ())]
    assert len(judged) >= 150
    for item, one in judged:
        assert 2 <= one["turn"] <= len(item["turns"]), item["id"]
        assert set(one) & {"first", "must", "status"}, item["id"]


def test_a_judged_turn_becomes_an_item_of_its_own() -> None:
    row = values_in('{id: c, split: tune, turns: [a, b, c], judged: [{turn: 2, first: ["x"]}]}')
    assert judged_turns(row) == [
        {"split": "tune", "id": "c.2", "form": "follow-up", "turns": ["a", "b"], "first": ["x"]}
    ]
