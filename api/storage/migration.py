"""Bringing the tables up to date with Alembic, inside the program, under the database's own write lock."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from api.storage.time_limits import POSTGRES_LIMITS

FOLDER = Path(__file__).parent / "migrations"


def head() -> str:
    """The version of the tables that this program works with."""
    found = ScriptDirectory(str(FOLDER)).get_current_head()
    assert found is not None  # noqa: S101 -- the package holds migrations
    return found


def upgrade(engine: Engine) -> None:
    """Run every migration that the database of `engine` has not had; a second caller waits for the first."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # one at a time, however long it takes: the time limits are those of requests
            for limit in POSTGRES_LIMITS:
                connection.exec_driver_sql(f"SET LOCAL {limit} = 0")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7283541)")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
