"""A copy of all that is kept, as one SQLite file whatever the database is, made while servers run.

Rows are copied rather than pages: nothing that was deleted comes along, and a copy made of SQLite can be
restored into PostgreSQL and the other way round.
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from alembic.util.exc import CommandError
from sqlalchemy import Connection, Table, func, select, text

from api.storage.backup_file import BackupError, Counts, check, digest_of, seal
from api.storage.database import Database, DatabaseFault
from api.storage.migration import head
from api.storage.tables import Base

_BATCH = 500
_WORK = ".backup-"  # how files begin that are no copy yet
_LEFT_OVER_S = 3600.0  # untouched for so long, nobody works at it any more
_MARKS = "switches"  # readiness writes there, so a row in it is no sign that anything is kept


def back_up(database: Database, file: Path) -> Counts:
    """Write everything kept in `database` to `file`; gives the rows of each table.

    Raises:
        BackupError: the tables are of another version, or what was written is not what was read.
        OSError: the file cannot be written.
    """
    folder = file.absolute().parent
    _forget_left_over(folder)
    handle, name = tempfile.mkstemp(prefix=_WORK, dir=folder)  # for its owner alone
    os.close(handle)
    work = Path(name)
    try:
        with _opened(work) as copy, _snapshot(database) as source, copy.write_engine.begin() as target:
            _check_version(source)
            _copy_all(source, target)
        seal(work)
        kept = check(work)
        os.replace(work, file)
    finally:
        for path in work.parent.glob(f"{work.name}*"):
            path.unlink()
    return {name: count for name, count in kept.items() if name in Base.metadata.tables}


def _forget_left_over(folder: Path) -> None:
    """Delete what a killed copy left behind: it holds what may have been deleted since."""
    for path in folder.glob(f"{_WORK}*"):
        with suppress(OSError):  # another copy may be at it
            if time.time() - path.stat().st_mtime > _LEFT_OVER_S:
                path.unlink()


def restore(file: Path, database: Database, replace: bool = False) -> Counts:
    """Put a copy in place of what `database` keeps; gives the rows of each table.

    Everything happens in one transaction: readers see the old rows or the new ones.

    Raises:
        BackupError: the copy is damaged or newer than this program, or there are rows and not `replace`.
    """
    check(file)
    with tempfile.TemporaryDirectory(dir=file.absolute().parent) as folder:
        second = shutil.copy(
            file, Path(folder) / "copy.sqlite3"
        )  # brought up to date; the first stays as it is
        try:
            with (
                _opened(Path(second)) as copy,
                copy.engine.connect() as source,
                database.write_engine.begin() as target,
            ):
                _empty(target, replace)
                counts = _copy_all(source, target)
        except CommandError:
            raise BackupError(f"{file} was made by a newer version; restore it with that version") from None
    database.forget_deleted()
    return counts


def _empty(target: Connection, replace: bool) -> None:
    tables = Base.metadata.sorted_tables
    kept = sum(
        target.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables
        if table.name != _MARKS
    )
    if kept and not replace:
        raise BackupError(
            f"the database holds {kept} rows already; --replace deletes them and puts the copy in their place"
        )
    for table in reversed(tables):
        target.execute(table.delete())


def _copy_all(source: Connection, target: Connection) -> Counts:
    """Copy every table, those first that others point at, and read back what was written."""
    counts: Counts = {}
    for table in Base.metadata.sorted_tables:
        rows = source.execute(table.select().execution_options(yield_per=_BATCH))
        for batch in rows.mappings().partitions(_BATCH):
            target.execute(table.insert(), [dict(row) for row in batch])
        _number_on(target, table)
        wanted, written = _digest(source, table), _digest(target, table)
        if wanted != written:
            raise BackupError(f"what was written to {table.name} is not what was read; nothing was changed")
        counts[table.name] = written[0]
    return counts


def _digest(connection: Connection, table: Table) -> tuple[int, str]:
    rows = connection.execute(table.select().execution_options(yield_per=_BATCH))
    return digest_of((json.dumps(list(row), sort_keys=True, default=str),) for row in rows)


def _number_on(target: Connection, table: Table) -> None:
    """PostgreSQL counts on from its own sequence, not from the rows that were put in."""
    column = table.autoincrement_column
    if column is None or target.dialect.name != "postgresql":
        return
    last = target.execute(select(func.max(column))).scalar()
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    target.execute(select(func.setval(sequence, last or 1, last is not None)))


@contextmanager
def _opened(file: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{file}")
    try:
        database.migrate()
        yield database
    finally:
        database.engine.dispose()


@contextmanager
def _snapshot(database: Database) -> Iterator[Connection]:
    """A connection that sees one moment, whatever others write meanwhile."""
    engine = database.engine
    if not database.is_sqlite:  # SQLite's journal gives every transaction one moment
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with engine.connect() as connection:
        yield connection


def _check_version(connection: Connection) -> None:
    try:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DatabaseFault:
        version = None
    if version != head():
        raise BackupError(
            f"the tables are of version {version or 'none'} and this program's of {head()}; start the server "
            f"of this program once, then make the copy"
        )
