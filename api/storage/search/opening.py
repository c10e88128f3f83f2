"""Connections for searching: each statement by itself, with the time limits of requests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from api.storage.time_limits import CONNECT_SECONDS, POSTGRES_LIMITS

EF_SEARCH = 200  # rows that the graph keeps in sight: the first step of a search, which goes on where needed
POOLED = 8
SearchEngine = Engine


def open_engine(address: str) -> Engine:
    """Connections to the database at `address`; none is made before it is needed."""
    limits = " ".join(f"-c {name}={value}" for name, value in POSTGRES_LIMITS.items())
    engine = create_engine(
        address, hide_parameters=True, isolation_level="AUTOCOMMIT", pool_size=POOLED, max_overflow=POOLED,
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": limits},
    )  # fmt: skip
    event.listen(engine, "connect", _tune)
    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A connection whose statements count together at the end of the block, or not at all."""
    with engine.execution_options(isolation_level="READ COMMITTED").begin() as connection:
        yield connection


def _tune(connection: Any, _record: object) -> None:
    """Let a search through the graph go on until it has the rows asked for, whatever the filter."""
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")  # compiling takes longer than the search
        cursor.execute("SET hnsw.iterative_scan = relaxed_order")
        cursor.execute(f"SET hnsw.ef_search = {EF_SEARCH}")
        cursor.execute("SET hnsw.max_scan_tuples = 100000")
    connection.commit()
