"""A question that comes again gets the same words under an address of its own, if that is wanted."""

import datetime as dt
import itertools
from collections.abc import Callable

import pytest

from api.ask.asking import Desk
from api.ask.repeated import Repeated
from api.ask.reply import Answer, Reply
from api.services import Services

OWN = {"id", "conversation_id", "permalink", "timings_ms"}
numbers = itertools.count()


def reply(question: str, reason: str | None = None) -> Reply:
    answer = Answer(text="x", statements=[])
    return Reply.model_validate(
        {
            "id": f"r{next(numbers)}", "conversation_id": "c", "question": question, "reason": reason,
            "understood_as": question, "status": "answered", "answer": answer, "citations": [],
            "confidence": 0.5, "corpus_version": "v",
        }
    )  # fmt: skip


class Asked:
    """Counts what reached the answering itself."""

    def __init__(self, repeated: Repeated) -> None:
        self.repeated, self.made = repeated, 0

    def __call__(self, question: str, reason: str | None = None) -> Reply:
        def ask() -> Reply:
            self.made += 1
            return reply(question, reason)

        return self.repeated.answer((question, None, "normal"), ask, lambda: f"n{next(numbers)}")


def test_the_third_time_is_answered_from_memory_under_its_own_ids() -> None:
    asked = Asked(Repeated(5))
    replies = [asked("who pays?") for _ in range(4)]
    assert asked.made == 2  # once is never kept
    assert len({one.id for one in replies}) == len(replies)
    assert len({one.model_dump_json(exclude=OWN) for one in replies}) == 1
    assert replies[3].permalink == f"/a/{replies[3].id}"


@pytest.mark.parametrize("reason", ["personal_data", "unsafe"])
def test_what_is_kept_nowhere_is_not_kept_here(reason: str) -> None:
    asked = Asked(Repeated(5))
    for _ in range(4):
        asked("about a person", reason)
    assert asked.made == 4


def test_nothing_is_kept_where_it_is_switched_off() -> None:
    asked = Asked(Repeated(0))
    for _ in range(4):
        asked("who pays?")
    assert asked.made == 4


def test_the_answers_asked_for_last_stay() -> None:
    asked = Asked(Repeated(2))
    for question in ("a", "a", "b", "b", "a", "c", "c"):
        asked(question)
    made = asked.made  # "a" was asked for after "b", so "b" went
    asked("a")
    assert asked.made == made
    asked("b")
    assert asked.made == made + 1


def test_a_new_day_begins_anew() -> None:
    days = [dt.date(2026, 11, 29)]
    asked = Asked(Repeated(5, today=lambda: days[-1]))
    for _ in range(3):
        asked("who pays?")
    days.append(dt.date(2026, 11, 30))
    asked("who pays?")
    assert asked.made == 3


def test_questions_asked_once_are_bounded_and_hold_no_text() -> None:
    repeated = Repeated(3)
    asked = Asked(repeated)
    for number in range(200):
        asked(f"my own story {number}")
    assert "story" not in repr((repeated._seen, repeated._answers))
    assert len(repeated._seen) <= 24


def test_the_desk_answers_the_same_and_leaves_conversations_alone(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(services.asker, services.database, repeated=Repeated(10))
    made: list[str] = []
    whole: Callable[..., Reply] = services.asker.ask

    def counted(text: str, *rest: object) -> Reply:
        made.append(text)
        return whole(text, *rest)

    monkeypatch.setattr(services.asker, "ask", counted)
    question = "What is a PSP?"
    first, _, third = (desk.ask(question) for _ in range(3))
    assert len(made) == 2
    assert third.model_dump(exclude=OWN) == first.model_dump(exclude=OWN)
    kept = desk.kept(third.id)
    assert isinstance(kept, Reply)
    assert kept.answer == first.answer
    desk.ask(question, third.conversation_id)  # a follow-up, whatever its words
    desk.ask(question, detail="full")
    assert len(made) == 4
