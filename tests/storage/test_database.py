"""Migrations make the schema that the code declares; sessions roll back; two writers lose nothing."""

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from api.errors import Unavailable
from api.storage.conversations import Conversations
from api.storage.database import Database
from api.storage.switches import can_write
from api.storage.tables import Base


def test_the_migrated_schema_is_the_declared_one(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrating_twice_does_nothing(database: Database) -> None:
    database.migrate()
    assert can_write(database)


def test_an_error_in_the_middle_writes_nothing(database: Database) -> None:
    def write_and_fail() -> None:
        with database.writing() as session:
            Conversations(session).add("c", "t", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    with database.session() as session:
        assert not Conversations(session).exists("c")


def test_two_servers_writing_to_one_file_lose_nothing(database: Database) -> None:
    other = Database(database.address)

    def write(which: Database, name: str) -> None:
        for number in range(25):
            with which.writing() as session:
                Conversations(session).add("shared", f"{name}{number}", {"n": number})

    threads = [threading.Thread(target=write, args=pair) for pair in ((database, "a"), (other, "b"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.session() as session:
        assert len(Conversations(session).last_turns("shared", 100)) == 50


def test_only_the_last_turns_are_read_oldest_first(database: Database) -> None:
    with database.writing() as session:
        for number in range(10):
            Conversations(session).add("c", f"t{number}", {"n": number})
    with database.session() as session:
        assert [turn["n"] for turn in Conversations(session).last_turns("c", 3)] == [7, 8, 9]


def test_a_folder_that_cannot_be_made_says_what_to_set(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable, match="PSP_DATA_DIR"):
        Database(f"sqlite:///{tmp_path / 'file' / 'below' / 'db.sqlite3'}")
