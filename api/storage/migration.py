"""Bringing the tables up to date with Alembic, inside the program, under the database's own write lock."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

FOLDER = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Run every migration that the database of `engine` has not had; a second caller waits for the first."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7283541)")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
