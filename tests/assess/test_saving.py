"""What is saved stays whole: many at once, a deletion or a kill in the middle, a clock that goes back."""

import datetime as dt
import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import make_url, text

from api.assess.answers import Answer
from api.assess.errors import Missing
from api.assess.records import Start
from api.assess.service import AssessmentService
from api.assess.tokens import hashed, new_id, new_token
from api.storage.assessments import AnswerRow, AssessmentRow, Assessments, RespondentRow
from api.storage.database import Database, now

Begin = Callable[..., Any]


def test_deletion_while_someone_saves_ends_in_one_of_two_ways(service: AssessmentService) -> None:
    for _ in range(5):
        assessment, token = service.start(Start("psp-readiness"))
        person, secret = service.invite(assessment, token, "public")
        with ThreadPoolExecutor(2) as pool:
            saving = pool.submit(service.save, person, secret, {"agreed-problem": Answer(option="started")})
            pool.submit(service.delete, assessment, token).result()
            assert saving.exception() is None or isinstance(saving.exception(), Missing)
        with service.database.session() as session:
            left = [session.query(table).count() for table in (AssessmentRow, RespondentRow, AnswerRow)]
        assert left == [0, 0, 0]


def invited(service: AssessmentService, assessment: str, count: int) -> list[tuple[str, str]]:
    """Many respondents in one go."""
    people = [(new_id(), new_token()) for _ in range(count)]
    with service.database.writing() as session:
        for name, secret in people:
            row = RespondentRow(
                id=name, assessment_id=assessment, sector="public", label="", token_hash=hashed(secret)
            )
            Assessments(session).invite(row)
    return people


def test_two_hundred_answering_at_once_lose_nothing(service: AssessmentService) -> None:
    assessment, _ = service.start(Start("psp-readiness"))
    people = invited(service, assessment, 200)
    questions = ["agreed-problem", "equal-say", "open-talk"]

    def answer(person: tuple[str, str]) -> None:
        given = {question: Answer(option="in-place", comment=person[0]) for question in questions}
        service.save(person[0], person[1], given)

    with ThreadPoolExecutor(40) as pool:
        list(pool.map(answer, people))
    with service.database.session() as session:
        kept = Assessments(session).answers(person for person, _ in people)
    assert all(kept[name] == {q: ("in-place", name) for q in questions} for name, _ in people)


def test_a_clock_that_goes_backwards_deletes_nothing(
    service: AssessmentService, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessment, token = service.start(Start("psp-readiness"))
    early = now() - dt.timedelta(days=500)
    monkeypatch.setattr("api.storage.assessments.now", lambda: early)
    service.invite(assessment, token, "public")
    monkeypatch.undo()
    assert service.forget_unused(365) == 0
    assert service.overview(assessment, token).people


def test_the_retention_period_is_carried_out(service: AssessmentService) -> None:
    old, _ = service.start(Start("psp-readiness"))
    fresh, token = service.start(Start("psp-readiness"))
    with service.database.writing() as session:
        session.get_one(AssessmentRow, old).used = now() - dt.timedelta(days=31)
    assert service.forget_unused(30) == 1
    assert service.overview(fresh, token).id == fresh


def _save_and_die(address: str, respondent: str) -> None:
    with Database(address).writing() as session:
        Assessments(session).save_answers(
            respondent, {"agreed-problem": ("kept-up", "half"), "equal-say": ("kept-up", "")}
        )
        session.execute(text("SELECT 1"))
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_server_killed_in_the_middle_of_a_save_leaves_the_old_answers(
    service: AssessmentService, database: Database
) -> None:
    assessment, token = service.start(Start("psp-readiness"))
    person, secret = service.invite(assessment, token, "public")
    service.save(person, secret, {"agreed-problem": Answer(option="started", comment="whole")})
    process = multiprocessing.get_context("spawn").Process(
        target=_save_and_die, args=(database.address, person)
    )
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert service.sheet(person, secret).answers == {
        "agreed-problem": Answer(option="started", comment="whole")
    }
    service.save(person, secret, {"equal-say": Answer(option="started")})
    if not database.is_sqlite:
        return
    with sqlite3.connect(make_url(database.address).database or "") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_comments_are_looked_through_while_others_may_write(
    begin: Begin, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking takes a while: nobody may wait for the database meanwhile."""
    team = begin()
    person = team.invite()
    seen: list[str] = []

    def look(comment: str) -> list[str]:
        other = Database(database.address)
        if other.is_sqlite:
            address = make_url(database.address).database or ""
            with sqlite3.connect(address, timeout=0, isolation_level=None) as connection:
                connection.execute("BEGIN IMMEDIATE")  # fails at once if somebody holds the lock
                connection.execute("ROLLBACK")
            connection.close()
        else:
            busy = (
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
            )
            with other.engine.connect() as reader:
                assert reader.execute(text(busy)).scalar() == 0
        other.engine.dispose()
        seen.append(comment)
        return []

    monkeypatch.setattr("api.assess.answers.personal_data_in", look)
    given = {"agreed-problem": {"option": "started", "comment": "we met"}}
    assert team.answer(person, answers=given).status_code == 200
    agreed = team.client.put(f"{team.url}/consensus", json={"answers": given}, headers=team.key)
    assert (agreed.status_code, seen) == (200, ["we met", "we met"])
