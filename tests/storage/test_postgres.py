"""What only a server can do: go away, come back, take too long, refuse."""

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url

from api.errors import Unavailable
from api.storage.conversations import Conversations
from api.storage.database import BadValue, Database, DatabaseFault
from api.storage.switches import can_write
from api.storage.time_limits import POSTGRES_LIMITS
from tests.databases import PostgresServer

pytestmark = pytest.mark.postgres


@pytest.fixture
def database(postgres: PostgresServer) -> Iterator[Database]:
    with postgres.new_database() as address:
        opened = Database(address)
        yield opened
        opened.engine.dispose()


def _name(database: Database) -> str:
    return make_url(database.address).database or ""


def _cut(postgres: PostgresServer, database: Database) -> int:
    """End every connection to the database, as a restart of the server does; gives how many there were."""
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
    return len(postgres.run(f"{cut}'{_name(database)}'"))


def test_a_connection_that_the_server_ended_is_made_anew(
    postgres: PostgresServer, database: Database
) -> None:
    assert can_write(database)
    assert _cut(postgres, database) > 0
    with database.writing() as session:
        Conversations(session).add("c", "t", {"n": 1})
    assert can_write(database)


def test_a_save_cut_in_the_middle_keeps_nothing_and_the_next_works(
    postgres: PostgresServer, database: Database
) -> None:
    def cut_in_the_middle() -> None:
        with database.writing() as session:
            Conversations(session).add("c", "lost", {"n": 1})
            session.flush()
            _cut(postgres, database)
            Conversations(session).add("c", "never", {"n": 2})

    with pytest.raises(DatabaseFault):
        cut_in_the_middle()
    with database.writing() as session:
        Conversations(session).add("c", "kept", {"n": 3})
    with database.session() as session:
        assert [turn["n"] for turn in Conversations(session).last_turns("c", 9)] == [3]


def test_a_database_that_takes_no_connections_is_not_usable_until_it_does(
    postgres: PostgresServer, database: Database
) -> None:
    assert can_write(database)
    allow = f"ALTER DATABASE {_name(database)} ALLOW_CONNECTIONS"
    postgres.run(f"{allow} false")
    _cut(postgres, database)
    assert not can_write(database)
    postgres.run(f"{allow} true")
    assert can_write(database)


def test_a_database_that_is_read_only_is_not_usable(postgres: PostgresServer, database: Database) -> None:
    postgres.run(f"ALTER DATABASE {_name(database)} SET default_transaction_read_only = on")
    _cut(postgres, database)
    assert not can_write(database)


def test_every_connection_has_its_time_limits(database: Database) -> None:
    with database.engine.connect() as connection:
        for name, milliseconds in POSTGRES_LIMITS.items():
            asked = f"SELECT setting FROM pg_settings WHERE name = '{name}'"
            assert int(connection.exec_driver_sql(asked).scalar_one()) == milliseconds


def test_a_statement_that_hangs_is_ended(database: Database) -> None:
    with database.engine.connect() as connection:
        connection.exec_driver_sql("SET statement_timeout = 200")
        with pytest.raises(DatabaseFault):  # else it is answered once it has slept
            connection.exec_driver_sql("SELECT pg_sleep(20)")


def test_a_password_is_not_in_the_words_that_say_that_nobody_is_there() -> None:
    with pytest.raises(Unavailable) as caught:
        Database("postgresql+psycopg://psp:s3cret@127.0.0.1:1/psp").migrate()
    assert "s3cret" not in str(caught.value)
    assert "PSP_DATABASE_URL" in str(caught.value)


def test_a_character_that_postgresql_cannot_keep_is_told_apart_from_a_fault_of_the_database(
    database: Database,
) -> None:
    with pytest.raises(BadValue), database.session() as session:
        Conversations(session).last_turns("nul\x00inside", 1)
