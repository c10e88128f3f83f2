"""The desk: what is kept of a conversation, and what is not."""

import pytest

from api.ask.asking import NOT_KEPT, Desk
from api.curate.feedback import keep_feedback
from api.doors.streaming import resumed
from api.services import Services
from api.storage.database import Database
from api.storage.feedback import Feedback
from tests.databases import everything_in

PRIVATE = "My client's national insurance number is QQ 12 34 56 C, which PSP helps her?"
WORDS = (b"QQ 12 34 56 C", b"QQ123456C", b"my client", b"which PSP helps")


@pytest.fixture
def desk(services: Services, database: Database) -> Desk:
    return Desk(services.asker, database)


def on_disk(desk: Desk) -> bytes:
    """Everything that the database keeps, its journal too, in lower case."""
    return everything_in(desk.database.address).lower()


def test_the_words_of_a_question_refused_as_personal_are_kept_nowhere(desk: Desk) -> None:
    reply = desk.ask(PRIVATE)
    keep_feedback(desk.database, reply.id, helpful=False, comment=None)
    kept = desk.kept(reply.id)
    assert (reply.reason, reply.question) == ("personal_data", PRIVATE)  # whoever asked sees it as it was
    assert kept is not None
    assert (kept.question, kept.understood_as) == (NOT_KEPT, NOT_KEPT)
    assert (kept.reason, kept.answer) == (reply.reason, reply.answer)
    with desk.database.session() as session:
        assert [row.question for row in Feedback(session).latest(9)] == [NOT_KEPT]
    written = on_disk(desk)
    assert NOT_KEPT.encode() in written
    assert [word for word in WORDS if word.lower() in written] == []


def test_an_ordinary_question_is_kept_as_it_was_asked(desk: Desk) -> None:
    desk.ask("Tell me about Homereach")
    assert b"tell me about homereach" in on_disk(desk)


def test_the_conversation_goes_on_after_a_question_refused_as_personal(desk: Desk) -> None:
    first = desk.ask("Tell me about Homereach")
    refused = desk.ask(PRIVATE, first.conversation_id)
    third = desk.ask("Who led it?", first.conversation_id)
    assert refused.reason == "personal_data"
    assert third.status == "answered"
    assert "Community Recycling Network" in third.answer.text


def test_a_broken_stream_of_such_a_question_can_be_taken_up_again(desk: Desk) -> None:
    reply = desk.ask(PRIVATE)
    rest = b"".join(resumed(desk, f"{reply.id}/0", PRIVATE)).decode()
    assert "answer.completed" in rest
    assert PRIVATE in rest
    assert NOT_KEPT not in rest.partition('"understood_as"')[0]
