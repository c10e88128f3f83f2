"""Insert, or change what is there: one statement, so that two who write the same row at once both succeed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from api.storage.database import Base


def keep(
    session: Session,
    table: type[Base],
    values: Mapping[str, Any],
    key: Sequence[str],
    changed: Mapping[str, Any] | None = None,
) -> None:
    """Insert `values`; in a row that has the same `key` already, set `changed` (default: all values)."""
    statement = inserting(session.get_bind().dialect.name)(table).values(dict(values))
    others = {name: value for name, value in values.items() if name not in key}
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=dict(changed or others)))


def inserting(dialect: str) -> Callable[[Any], Any]:
    """The INSERT of a dialect that can say what happens on a conflict; loads the code of that one alone."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert
    from sqlalchemy.dialects import sqlite

    return sqlite.insert
