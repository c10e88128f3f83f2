"""A standby of PostgreSQL for reads that may be some seconds old, as long as it is known to keep up.

Whatever is wrong with it, the primary is asked instead; nothing is ever written there. What may be read there
is said by `Database.look_up` and `Database.look_over`.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar, get_args

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session, sessionmaker

T = TypeVar("T")
MOST_LAG_S = 5.0  # behind the primary, for reads to go there
LOOK_EVERY_S = 1.0
_TOLD_S = 5.0  # how long what a look found counts, where no further look comes to an end
_WAIT_S = 2  # for a connection: the primary is there, so nobody has to wait long
State = Literal["in step", "behind", "away", "no standby", "not looked at"]
Outcome = Literal["served", "not found", "failed", "not used"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
# a server that went without a word is given up after some seconds, not after the system's quarter of an hour
_GIVE_UP = {
    "connect_timeout": _WAIT_S, "keepalives_idle": 2, "keepalives_interval": 1, "keepalives_count": 2,
    "tcp_user_timeout": 3000,
    "options": "-c statement_timeout=5000 -c default_transaction_read_only=on",
}  # fmt: skip
_OF_PRIMARY = text(
    "SELECT pg_current_wal_lsn()::text, (SELECT system_identifier FROM pg_control_system()), "
    "current_database()"
)
_OF_STANDBY = text(
    "SELECT pg_last_wal_replay_lsn()::text, (SELECT system_identifier FROM pg_control_system()), "
    "current_database(), pg_is_in_recovery()"
)


@dataclass(frozen=True)
class Served(Generic[T]):
    """What a replica gave; that there is one at all tells it from not having been asked."""

    value: T


@dataclass
class Replica:
    """The standby at `address` of the database behind `primary`; `told` hears how each read went."""

    address: str
    primary: Engine
    told: Callable[[Outcome], None] = lambda outcome: None
    clock: Callable[[], float] = time.monotonic
    _state: State = "not looked at"
    _looked: float = 0.0
    # moments with the place in the primary's journal then, oldest first: what the standby has is told by them
    _marks: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=60))
    _identity: tuple[Any, str] | None = None  # of the primary: which cluster, and which database in it
    _reached: float | None = None  # the latest of these moments whose place the standby has

    def __post_init__(self) -> None:
        self.engine = create_engine(
            self.address, hide_parameters=True, pool_timeout=_WAIT_S, connect_args=dict(_GIVE_UP)
        )
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @property
    def state(self) -> State:
        """How it is, going by the last look; a look that hangs tells that it is away."""
        if self._state == "in step" and self.clock() - self._looked > _TOLD_S:
            return "away"
        return self._state

    def look(self) -> State:
        """Compare it with the primary, where that answers; else what the standby has stays as it was."""
        self._mark()
        try:
            with self.engine.connect() as connection:
                has, system, name, is_standby = connection.execute(_OF_STANDBY).one()
        except (DBAPIError, NoConnectionFree):
            self._state = "away"
            return self._state
        if not is_standby or (self._identity not in (None, (system, name))):
            self._state = "no standby"
            return self._state
        self._note(_place(has))
        self._looked = self.clock()
        self._state = "in step" if self._lag() <= MOST_LAG_S else "behind"
        return self._state

    def read(self, look: Callable[[Session], T]) -> Served[T] | None:
        """What `look` gives there; None where it is not to be asked, or fails."""
        if self.state != "in step":
            self.told("not used")
            return None
        try:
            with self._sessions() as session, session.begin():
                found = look(session)
        except (DBAPIError, NoConnectionFree):
            self._state = "away"  # until the next look
            self.told("failed")
            return None
        self.told("not found" if found is None else "served")
        return Served(found)

    def _mark(self) -> None:
        moment = self.clock()
        try:
            with self.primary.connect() as connection:
                place, system, name = connection.execute(_OF_PRIMARY).one()
        except (DBAPIError, NoConnectionFree):
            return
        self._identity = system, name
        self._marks.append((moment, _place(place)))

    def _note(self, has: int) -> None:
        for moment, place in self._marks:
            if place <= has:
                self._reached = moment

    def _lag(self) -> float:
        """Seconds by which it may be behind; while the primary is away nothing is written there either."""
        if self._reached is None or not self._marks:
            return float("inf")
        return self._marks[-1][0] - self._reached


def _place(shown: str) -> int:
    """A place in the journal as a number.

    >>> _place("1/10")
    4294967312
    """
    high, low = shown.split("/")
    return (int(high, 16) << 32) + int(low, 16)
