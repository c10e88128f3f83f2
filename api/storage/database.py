"""The engine, sessions and the declarative base. SQLite runs in WAL mode, so two servers may share a file."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from api.errors import Unavailable
from api.storage.replica import Outcome, Replica
from api.storage.time_limits import CONNECT_SECONDS, POSTGRES_LIMITS

T = TypeVar("T")
BUSY_MILLISECONDS = 10_000
DatabaseFault = DBAPIError  # whatever the driver raises: away, full, locked, damaged
BadValue = DataError  # of those, what the sender can put right


class Base(DeclarativeBase):
    """The base of every table."""


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware UTC time; SQLite stores it without a zone, so the zone is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Refuse a naive time and move an aware one to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Give what comes back in UTC."""
        if value is None:
            return None
        # PostgreSQL gives its own zone's time, which is the same moment
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def now() -> dt.datetime:
    """The present time, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


class Database:
    """Opens sessions on one database; `migrate` brings its tables up to date first.

    `replica` is a standby of it for what `look_up` and `look_over` read, where there is one.

    Raises:
        Unavailable: the database cannot be opened; says why and what to do.
    """

    replica: Replica | None = None

    def __init__(self, address: str) -> None:
        self.address = address
        self._prepare_folder()
        # a failing statement must not carry questions, comments or names into a log
        arguments: dict[str, Any] = {"hide_parameters": True}
        if self.is_sqlite:
            arguments["connect_args"] = {"timeout": BUSY_MILLISECONDS / 1000}
        else:
            # a connection that the server closed is noticed and made again before it is used
            arguments["pool_pre_ping"] = True
            limits = " ".join(f"-c {name}={value}" for name, value in POSTGRES_LIMITS.items())
            arguments["connect_args"] = {"connect_timeout": CONNECT_SECONDS, "options": limits}
        self.engine: Engine = create_engine(address, **arguments)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _tune_sqlite)
            event.listen(self.engine, "begin", _begin)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self.write_engine = self._engine_that_writes("FULL")
        self._one_writer = RLock()
        self._write_sessions = sessionmaker(self.write_engine, expire_on_commit=False)
        self._quick_sessions = sessionmaker(self._engine_that_writes("NORMAL"), expire_on_commit=False)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a SQLite file."""
        return self.address.startswith("sqlite")

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that commits at the end and rolls back on any error; for reads and PostgreSQL writes."""
        with self._sessions() as session, session.begin():
            yield session

    def read_from(self, replica: str, told: Callable[[Outcome], None]) -> None:
        """Send reads that may be some seconds old to the standby at `replica`; `told` hears how each went."""
        self.replica = Replica(replica, self.engine, told)

    def look_up(self, look: Callable[[Session], T | None]) -> T | None:
        """What `look` finds, for what never changes once it is written and is deleted by its age alone.

        A replica may be asked. What it does not find is looked for here: it may have been saved just now.
        """
        there = self.replica.read(look) if self.replica else None
        if there and there.value is not None:
            return there.value
        with self.session() as session:
            return look(session)

    def look_over(self, look: Callable[[Session], T]) -> T:
        """What `look` gives, for lists that may be some seconds old; a replica may be asked."""
        if self.replica and (there := self.replica.read(look)):
            return there.value
        with self.session() as session:
            return look(session)

    def close(self) -> None:
        """Leave no connection open; each is made again when it is needed."""
        self.engine.dispose()
        if self.replica:
            self.replica.engine.dispose()

    def _engine_that_writes(self, synchronous: str) -> Engine:
        if not self.is_sqlite:
            return self.engine
        return self.engine.execution_options(psp_begin="BEGIN IMMEDIATE", psp_synchronous=synchronous)

    @contextmanager
    def writing(self, through_power_cuts: bool = True) -> Iterator[Session]:
        """A session that holds SQLite's write lock from the start: nothing overtakes a read-then-write.

        What it wrote is there when the process is killed right after. Without `through_power_cuts` SQLite
        does not wait for the disk: quicker, and a power cut may take what was written last.
        """
        # writers of one process queue here: SQLite lets them sleep and retry, and under load one may starve
        with (
            self._one_writer if self.is_sqlite else nullcontext(),
            (self._write_sessions if through_power_cuts else self._quick_sessions)() as session,
            session.begin(),
        ):
            yield session

    def migrate(self) -> None:
        """Bring the tables up to date.

        Raises:
            Unavailable: the database cannot be opened or written.
        """
        from api.storage.migration import upgrade

        try:
            upgrade(self.write_engine)
        except DBAPIError as error:
            raise Unavailable(
                f"the database {self._shown()} cannot be used: {error.orig}; check PSP_DATABASE_URL and "
                f"PSP_DATA_DIR"
            ) from error

    def forget_deleted(self) -> None:
        """Take what was deleted out of SQLite's journal too, which keeps it until its next checkpoint."""
        if self.is_sqlite:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _prepare_folder(self) -> None:
        name = make_url(self.address).database
        if not self.is_sqlite or not name:
            return
        try:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            if name != ":memory:":
                Path(name).touch(mode=0o600, exist_ok=True)
                Path(name).chmod(0o600)
        except OSError as error:
            raise Unavailable(
                f"the data folder {Path(name).parent} cannot be made: {error.strerror}; set PSP_DATA_DIR to "
                f"a folder that can be written"
            ) from error

    def _shown(self) -> str:
        return make_url(self.address).render_as_string(hide_password=True)


def _tune_sqlite(connection: Any, _record: object) -> None:
    # the driver's own late BEGIN is switched off: `_begin` sends the right one first
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # an acknowledged save survives a power cut, unless `writing` is told otherwise; what is deleted is
    # overwritten
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if "psp_synchronous" in options:  # a pooled connection may come from the other kind of writing
        connection.exec_driver_sql(f"PRAGMA synchronous={options['psp_synchronous']}")
    connection.exec_driver_sql(options.get("psp_begin", "BEGIN"))
