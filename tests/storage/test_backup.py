"""Copies of all that is kept: whole, of one moment, between databases; refused where they are not right."""

import datetime as dt
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from api.storage.assessments import AssessmentRow, Assessments, BenchmarkRow, RespondentRow
from api.storage.backup import back_up, restore
from api.storage.backup_file import CARD, BackupError, check
from api.storage.conversations import Conversations
from api.storage.database import Database
from api.storage.feedback import Feedback
from api.storage.gaps import Gap, Gaps
from api.storage.partners import PartnerKeyRow, PartnerRow
from api.storage.switches import can_write, set_switch
from api.storage.tables import Base
from api.storage.trainings import Trainings
from tests.damage import flip
from tests.databases import PostgresServer, everything_in

REPLY = {
    "id": "t",
    "understood_as": "Whö pays? 😀",
    "status": "answered",
    "reason": None,
    "corpus_version": "1",
}
EXPIRES = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
ROWS = {"assessments": 1, "respondents": 2, "answers": 3, "benchmark_figures": 2, "conversations": 1,
        "turns": 2, "feedback": 1, "gaps": 1, "trainings": 1, "training_series": 1,
        "partners": 1, "partner_keys": 1, "partner_use": 0, "switches": 1}  # fmt: skip


def fill(database: Database) -> None:
    """A row or more of everything that is kept."""
    with database.writing() as session:
        store = Assessments(session)
        store.add(AssessmentRow(id="x", questionnaire_id="q", version="1", token_hash="h", plan=[{"a": "1"}]))
        for name in ("p", "r"):
            store.invite(RespondentRow(id=name, assessment_id="x", sector="public", token_hash="h"))
        store.save_answers("p", {"one": ("yes", "because\nof"), "two": (None, "it’s")})
        store.save_answers("r", {"one": ("no", "")})
        for mean in (0.1 + 0.2, 2.0):
            figure = {"questionnaire_id": "q", "version": "1", "group": "all", "dimension": "d"}
            session.add(BenchmarkRow(**figure, members=["m"], mean=mean))
        for number in range(2):
            Conversations(session).add("c", f"t{number}", {"n": number, "text": "ö\u2028"})
        Feedback(session).keep(REPLY, True, None)
        Gaps(session).add(Gap("Whö pays? 😀", "whö pays", "not_in_knowledge_base", ("law/a#b",)))
        Trainings(session).add("t", {"minutes": 90})
        Trainings(session).add_series("s", {"parts": []})
        session.add(PartnerRow(id="council", name="A Council", origins=["https://a.example"]))
        session.flush()
        session.add(
            PartnerKeyRow(id="k", partner_id="council", key_hash="h", scopes=["ask"], expires=EXPIRES)
        )
    set_switch(database, False, "maintenance")


def contents(database: Database) -> dict[str, list[str]]:
    """Every row of every table, in an order that does not depend on the database."""
    with database.engine.connect() as connection:
        return {
            t.name: sorted(map(repr, connection.execute(t.select()))) for t in Base.metadata.sorted_tables
        }


@pytest.fixture
def other(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copy(migrated, tmp_path / "other.sqlite3")
    opened = Database(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    yield opened
    opened.engine.dispose()


def test_everything_comes_back_as_it_was(database: Database, other: Database, tmp_path: Path) -> None:
    fill(database)
    assert back_up(database, tmp_path / "copy") == ROWS
    assert check(tmp_path / "copy").items() >= ROWS.items()
    assert restore(tmp_path / "copy", other) == ROWS
    assert contents(other) == contents(database)
    assert [path.name for path in tmp_path.glob(".backup-*")] == []
    assert oct((tmp_path / "copy").stat().st_mode)[-3:] == "600"


@pytest.mark.postgres
def test_a_copy_of_sqlite_goes_into_postgresql_which_counts_on(
    other: Database, postgres: PostgresServer, tmp_path: Path
) -> None:
    fill(other)
    back_up(other, tmp_path / "copy")
    with postgres.new_database() as address:
        postgres.run(f"ALTER DATABASE {make_url(address).database} SET timezone = 'Asia/Kathmandu'")
        target = Database(address)
        restore(tmp_path / "copy", target)
        assert contents(target) == contents(other)
        with target.writing() as session:  # its sequence knows of the rows that were put in
            figure = {"questionnaire_id": "q", "version": "1", "group": "all", "dimension": "e"}
            session.add(BenchmarkRow(**figure, members=[], mean=1.0))
        target.engine.dispose()


def test_a_copy_is_of_one_moment_though_others_write(database: Database, tmp_path: Path) -> None:
    """Each save writes an assessment and a conversation together: a copy never has one without the other."""
    stop, another = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with database.writing() as session:
                row = {"questionnaire_id": "q", "version": "1", "token_hash": "h"}
                Assessments(session).add(AssessmentRow(id=f"a{number}", **row))
                Conversations(session).add(f"c{number}", f"t{number}", {})
            another.set()
            number += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        copies = []
        for number in range(4):
            another.clear()
            assert another.wait(60)  # something new is there
            copies.append(back_up(database, tmp_path / f"copy{number}"))
    finally:
        stop.set()
        thread.join(30)
    assert [copy["assessments"] for copy in copies] == [copy["turns"] for copy in copies]
    assert copies[-1]["turns"] > copies[0]["turns"]


def test_rows_are_replaced_only_where_that_is_asked_for(
    database: Database, other: Database, tmp_path: Path
) -> None:
    fill(other)
    back_up(other, tmp_path / "copy")
    with database.writing() as session:
        Conversations(session).add("mine", "mine", {"keep": "me"})
    before = contents(database)
    with pytest.raises(BackupError, match="--replace"):
        restore(tmp_path / "copy", database)
    assert contents(database) == before
    restore(tmp_path / "copy", database, replace=True)
    assert contents(database) == contents(other)
    assert can_write(database)
    assert database.is_sqlite is False or b"keep" not in everything_in(database.address)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.4, 0.6, 0.8, 0.999])
def test_a_damaged_copy_is_never_put_back(other: Database, tmp_path: Path, share: float) -> None:
    """A flipped byte is refused, or lies where nothing is kept; what comes back is what was copied."""
    fill(other)
    copy = tmp_path / "copy"
    back_up(other, copy)
    flip(copy, int(share * copy.stat().st_size), 0xFF)
    before = contents(other)
    with suppress(BackupError):
        restore(copy, other, replace=True)
    assert contents(other) == before


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE answers SET comment = 'changed'",
        "DELETE FROM turns WHERE number = 1",
        "DROP TABLE feedback",
        f"DROP TABLE {CARD}",
        f"UPDATE {CARD} SET count = count + 1",
    ],
)
def test_a_copy_that_was_changed_is_refused(other: Database, tmp_path: Path, spoil: str) -> None:
    fill(other)
    copy = tmp_path / "copy"
    back_up(other, copy)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(spoil)
        connection.commit()
    with pytest.raises(BackupError, match="copy"):
        restore(copy, other, replace=True)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 5000])
def test_what_is_no_copy_is_refused_in_one_line(other: Database, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(BackupError) as caught:
        restore(tmp_path / "copy", other)
    assert "\n" not in str(caught.value)


def test_a_copy_that_is_not_there_is_not_made_by_asking(other: Database, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no file"):
        restore(tmp_path / "nowhere", other)
    assert not (tmp_path / "nowhere").exists()


def test_tables_of_another_version_are_not_copied(database: Database, tmp_path: Path) -> None:
    with database.write_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BackupError, match="9999"):
        back_up(database, tmp_path / "copy")
    assert list(tmp_path.glob("*copy*")) == []


def test_a_copy_that_fails_leaves_the_earlier_one(other: Database, tmp_path: Path) -> None:
    back_up(other, tmp_path / "copy")
    with other.write_engine.begin() as connection:
        connection.execute(text("DROP TABLE feedback"))
    earlier = (tmp_path / "copy").read_bytes()
    with pytest.raises(Exception, match="feedback"):
        back_up(other, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == earlier
