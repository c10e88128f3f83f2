"""Bringing the tables up to date with Alembic, inside the program, under the database's own write lock."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from api.storage.time_limits import POSTGRES_LIMITS

FOLDER = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"


def head() -> str:
    """The version of the tables that this program works with: that of the newest migration's file."""
    return max(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))


def upgrade(engine: Engine) -> None:
    """Run every migration that the database of `engine` has not had; a second caller waits for the first."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # one at a time, however long it takes: the time limits are those of requests
            for limit in POSTGRES_LIMITS:
                connection.exec_driver_sql(f"SET LOCAL {limit} = 0")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7283541)")
        if _version(connection) != head():
            _migrate(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return version


def _migrate(connection: Connection) -> None:
    # a third of a second and 15 MB, which tables that are up to date need not cost
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
