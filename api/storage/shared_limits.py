"""Limits that all server processes on all machines count together, in PostgreSQL (docs/adr/0070).

A caller is kept as a digest under a key of this database, in a table that is in no journal and no backup, and
for a few minutes at most.
"""

import hmac
import logging
import math
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, create_engine

from api.limits import Limiter, Quota, seconds_of, too_many
from api.storage.database import DatabaseFault
from api.storage.time_limits import CONNECT_SECONDS

log = logging.getLogger("psp")
NOW = "clock_timestamp()"  # of the database, so that no machine's clock counts
SWEEP_SECONDS, TELL_SECONDS = 60.0, 60.0
_MAKING = 7283543  # the advisory lock of who makes the tables
_OPTIONS = "-c statement_timeout=2000 -c lock_timeout=2000 -c jit=off"
SCHEMA = (
    "CREATE SCHEMA IF NOT EXISTS psp_limits",
    """CREATE UNLOGGED TABLE IF NOT EXISTS psp_limits.callers (
        caller bytea PRIMARY KEY, full_at timestamptz NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS psp_limits.key (
        one boolean PRIMARY KEY DEFAULT true CHECK (one), key bytea NOT NULL)""",
)
# a thousandth of a second of rounding must not refuse the last request of a minute
_TAKE = """
INSERT INTO psp_limits.callers AS held
SELECT caller, {now} + cost * interval '1 second' FROM unnest(%(callers)s::bytea[], %(costs)s::float8[])
    AS wanted (caller, cost) ORDER BY caller
ON CONFLICT (caller) DO UPDATE SET full_at = greatest(held.full_at, {now}) + (excluded.full_at - {now})
WHERE greatest(held.full_at, {now}) + least(excluded.full_at - {now}, interval '60 seconds')
    <= {now} + interval '60.001 seconds'
RETURNING 1"""
_AHEAD = """
SELECT coalesce(greatest(extract(epoch FROM held.full_at - {now}), 0), 0)::float8
FROM unnest(%(callers)s::bytea[]) WITH ORDINALITY AS wanted (caller, place)
LEFT JOIN psp_limits.callers held USING (caller) ORDER BY place"""
_SWEEP = """
DELETE FROM psp_limits.callers WHERE caller IN
(SELECT caller FROM psp_limits.callers WHERE full_at < {now} FOR UPDATE SKIP LOCKED)"""


class _Refused(Exception):
    """One of the quotas is used up; rolls the others back."""


@dataclass
class SharedLimiter(Limiter):
    """Counts in the PostgreSQL of `engine`; by itself while that does not answer."""

    waits: ClassVar[bool] = True
    engine: Engine = field(kw_only=True)
    key: bytes = field(kw_only=True, repr=False)
    now: str = field(default=NOW, kw_only=True)
    _swept: float = field(default_factory=time.monotonic, init=False, repr=False)
    _told: float = field(default=-math.inf, init=False, repr=False)

    def take(self, quotas: Iterable[Quota]) -> None:
        """Count one request against every quota, or against none if one of them is used up.

        Raises:
            TooManyRequests: with the whole seconds after which the next request fits.
        """
        wanted = list(quotas)
        try:
            waits = self._waits(wanted)
        except DatabaseFault as error:
            self._tell(error)
            super().take(wanted)
            return
        if waits:
            longest = max(waits)
            raise too_many(wanted[waits.index(longest)].per_minute, math.ceil(longest))

    def _waits(self, wanted: list[Quota]) -> list[float]:
        """Nothing if all fit, and they are counted then; else the seconds that each has to wait."""
        try:
            return self._counted(wanted)
        except DatabaseFault as error:
            if not error.connection_invalidated:
                raise
        return self._counted(wanted)  # the server had closed the connection: on a new one

    def _counted(self, wanted: list[Quota]) -> list[float]:
        values = {
            "callers": [self._digest(quota.caller) for quota in wanted],
            "costs": [seconds_of(quota) for quota in wanted],
        }
        self._sweep()
        # several count together or not at all; of one the statement itself is that
        engine = (
            self.engine.execution_options(isolation_level="READ COMMITTED") if wanted[1:] else self.engine
        )
        with suppress(_Refused), engine.begin() as connection:
            if len(self._run(connection, _TAKE, values)) == len(wanted):
                return []
            raise _Refused
        with self.engine.connect() as connection:
            ahead = [row[0] for row in self._run(connection, _AHEAD, values)]
        pairs = zip(ahead, wanted, strict=True)
        return [max(held + min(seconds_of(quota), 60) - 60, 0.0) for held, quota in pairs]

    def _run(self, connection: Connection, statement: str, values: dict[str, Any] | None = None) -> list[Any]:
        done = connection.exec_driver_sql(statement.format(now=self.now), values)
        return list(done) if done.returns_rows else []

    def _digest(self, caller: str) -> bytes:
        return hmac.digest(self.key, caller.encode("utf-8", "replace"), "sha256")[:16]

    def _sweep(self) -> None:
        """Forget callers whose minute is over, once a minute."""
        if time.monotonic() - self._swept > SWEEP_SECONDS:
            self._swept = time.monotonic()
            with self.engine.connect() as connection:
                self._run(connection, _SWEEP)

    def close(self) -> None:
        """Leave no connection open; each is made again when it is needed."""
        self.engine.dispose()

    def _tell(self, error: DatabaseFault) -> None:
        if time.monotonic() - self._told > TELL_SECONDS:
            self._told = time.monotonic()
            log.warning("limits are counted by each process alone meanwhile: %s", type(error).__name__)


def open_shared_limiter(address: str) -> SharedLimiter:
    """A limiter on the PostgreSQL at `address`; makes its tables where they are missing."""
    engine = create_engine(
        address, hide_parameters=True, isolation_level="AUTOCOMMIT", pool_size=4, max_overflow=28,
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": _OPTIONS},
    )  # fmt: skip
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_MAKING})")  # IF NOT EXISTS alone can race
        try:
            for statement in SCHEMA:
                connection.exec_driver_sql(statement)
            key = _key_of(connection)
        finally:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_MAKING})")
    return SharedLimiter(engine=engine, key=key)


def _key_of(connection: Connection) -> bytes:
    """The key that all processes make digests with; the first one makes it."""
    connection.exec_driver_sql(
        "INSERT INTO psp_limits.key (key) VALUES (%(key)s) ON CONFLICT DO NOTHING",
        {"key": secrets.token_bytes(32)},
    )
    return bytes(connection.exec_driver_sql("SELECT key FROM psp_limits.key").scalar_one())
