"""The file of a copy: one SQLite file with a card that holds the count and a digest of each of its tables."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

from api.errors import ApiError

CARD = "backup_card"
_SUM = 1 << 256
Counts = dict[str, int]


class BackupError(ApiError):
    """A copy cannot be made or put back; nothing was changed. The text says why and what to do."""

    title: ClassVar[str] = "The copy cannot be used"


def digest_of(rows: Iterable[tuple[Any, ...]]) -> tuple[int, str]:
    """How many rows there are, and a sum of their digests that does not depend on their order.

    >>> digest_of([(1, "a"), (2, "b")]) == digest_of([(2, "b"), (1, "a")]) != digest_of([(1, "b"), (2, "a")])
    True
    """
    count = total = 0
    for row in rows:
        count += 1
        total = (total + int.from_bytes(hashlib.sha256(repr(row).encode()).digest(), "big")) % _SUM
    return count, f"{total:064x}"


def seal(file: Path) -> None:
    """Write the card and put the journal into the file, which then is the whole copy."""
    with closing(sqlite3.connect(file)) as connection:
        card = _contents(connection)
        connection.execute(f"CREATE TABLE {CARD} (name TEXT PRIMARY KEY, count INTEGER, digest TEXT)")
        rows = [(name, count, digest) for name, (count, digest) in card.items()]
        connection.executemany(f"INSERT INTO {CARD} VALUES (?, ?, ?)", rows)  # noqa: S608
        connection.commit()
        connection.execute("PRAGMA journal_mode=DELETE")
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def check(file: Path) -> Counts:
    """The rows of each table of a copy, once the file is whole and holds what its card says; changes nothing.

    Raises:
        BackupError: there is no such file, it is no copy, or it is damaged.
    """
    if not file.is_file():
        raise BackupError(f"there is no file {file}")
    try:
        with closing(
            sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            rows = connection.execute(f"SELECT name, count, digest FROM {CARD}").fetchall()  # noqa: S608
            found = _contents(connection)
    except sqlite3.Error as error:
        raise BackupError(f"{file} is no whole copy made by psp backup ({error}); take another one") from None
    if not whole or found != {name: (count, digest) for name, count, digest in rows}:
        raise BackupError(f"{file} is damaged: it does not hold what its card says; take another one")
    return {name: count for name, count, _ in rows}


def _contents(connection: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    listed = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    names = [name for (name,) in connection.execute(listed) if name != CARD]
    return {name: digest_of(connection.execute(f'SELECT * FROM "{name}"')) for name in names}  # noqa: S608
