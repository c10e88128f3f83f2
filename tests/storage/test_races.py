"""Two at once on one row, on SQLite and PostgreSQL: both are served or one is told, nobody meets a fault."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.errors import Conflict, NotFound
from api.partners.model import NewPartner
from api.partners.registry import Registry
from api.storage.assessments import AssessmentRow, Assessments, RespondentRow
from api.storage.conversations import Conversations
from api.storage.database import Database
from api.storage.feedback import Feedback
from api.storage.switches import can_write, read_switch, set_switch
from tests.databases import PostgresServer
from tests.eventually import SECONDS

AT_ONCE = 8
REPLY = {"id": "a", "understood_as": "Who pays?", "status": "answered", "reason": None, "corpus_version": "1"}


def together(*jobs: Callable[[], object]) -> list[object]:
    """Run the jobs from the same moment on; gives what each returned, or the error it raised."""
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        start.wait(SECONDS)
        try:
            return job()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(run, jobs))


def test_feedback_on_one_answer_from_many_at_once_keeps_one(database: Database) -> None:
    def say(number: int) -> None:
        with database.writing() as session:
            Feedback(session).keep(REPLY, number % 2 == 0, f"word {number}")

    assert together(*(lambda n=n: say(n) for n in range(AT_ONCE))) == [None] * AT_ONCE
    with database.session() as session:
        [kept] = Feedback(session).latest(9)
    assert kept.helpful == (int((kept.comment or "").split()[1]) % 2 == 0)


def test_a_second_word_without_a_comment_leaves_the_first_comment(database: Database) -> None:
    with database.writing() as session:
        Feedback(session).keep(REPLY, True, "clear")
        Feedback(session).keep(REPLY, False, None)
    with database.session() as session:
        [kept] = Feedback(session).latest(9)
    assert (kept.helpful, kept.comment, kept.question) == (False, "clear", "Who pays?")


def test_turns_of_one_conversation_at_once_are_numbered_one_after_the_other(database: Database) -> None:
    with database.writing() as session:
        Conversations(session).add("c", "first", {"n": -1})

    def add(number: int) -> None:
        with database.writing() as session:
            Conversations(session).add("c", f"t{number}", {"n": number})

    assert together(*(lambda n=n: add(n) for n in range(AT_ONCE))) == [None] * AT_ONCE
    with database.session() as session:
        assert len(Conversations(session).last_turns("c", 99)) == AT_ONCE + 1


def test_a_partner_registered_twice_at_once_is_there_once(registry: Registry) -> None:
    new = NewPartner(id="my-council", name="My Council")
    results = together(*(lambda: registry.create(new) for _ in range(AT_ONCE)))
    assert sum(isinstance(result, Conflict) for result in results) == AT_ONCE - 1
    assert [partner.id for partner in registry.all()] == ["my-council"]


def test_events_of_one_partner_at_once_are_all_counted(registry: Registry) -> None:
    registry.create(NewPartner(id="my-council", name="My Council"))
    results = together(*(lambda: registry.count("my-council", "api", "asked") for _ in range(AT_ONCE)))
    assert results == [None] * AT_ONCE
    assert [use.count for use in registry.use("my-council")] == [AT_ONCE]


def test_a_partner_deleted_while_events_are_counted(registry: Registry) -> None:
    registry.create(NewPartner(id="my-council", name="My Council"))
    count = [lambda: registry.count("my-council", "api", "asked")] * (AT_ONCE - 1)
    assert together(*count, lambda: registry.delete("my-council")) == [None] * AT_ONCE
    with pytest.raises(NotFound):
        registry.get("my-council")


def test_the_switch_and_readiness_written_by_many_at_once(database: Database) -> None:
    jobs = [lambda: set_switch(database, False, "work").open, lambda: can_write(database)] * (AT_ONCE // 2)
    assert together(*jobs) == [False, True] * (AT_ONCE // 2)
    assert read_switch(database).note == "work"


def _assessment(database: Database) -> None:
    with database.writing() as session:
        store = Assessments(session)
        store.add(AssessmentRow(id="x", questionnaire_id="q", version="1", token_hash="h"))
        for number in range(AT_ONCE):
            store.invite(RespondentRow(id=f"p{number}", assessment_id="x", sector="public", token_hash="h"))


@pytest.mark.parametrize("round_", range(5))
def test_an_assessment_deleted_while_everybody_saves_leaves_nothing(database: Database, round_: int) -> None:
    _assessment(database)

    def save(number: int) -> bool:
        with database.writing() as session:
            store = Assessments(session)
            if not store.touch("x"):
                return False
            store.save_answers(f"p{number}", {"one": ("yes", ""), "two": (None, "words")})
            return True

    def delete() -> bool:
        with database.writing() as session:
            Assessments(session).delete(["x"])
        return True

    jobs = [lambda n=n: save(n) for n in range(AT_ONCE)]
    results = together(*jobs[: round_ + 1], delete, *jobs[round_ + 1 :])
    assert [result for result in results if not isinstance(result, bool)] == []
    with database.session() as session:
        assert Assessments(session).answers([f"p{n}" for n in range(AT_ONCE)]) == {
            f"p{n}": {} for n in range(AT_ONCE)
        }


@pytest.mark.postgres
def test_a_database_set_up_by_many_servers_at_once(postgres: PostgresServer) -> None:
    with postgres.new_database(template=None) as address:
        servers = [Database(address) for _ in range(4)]
        assert together(*(server.migrate for server in servers)) == [None] * 4
        assert all(can_write(server) for server in servers)
