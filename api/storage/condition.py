"""How a database is, without changing it: whether it answers and is whole, and its tables' version."""

import stat
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, inspect, make_url, text

from api.errors import Unavailable
from api.storage.database import DatabaseFault
from api.storage.migration import head
from api.storage.replica import LOOK_EVERY_S, Replica, State
from api.storage.time_limits import CONNECT_SECONDS

_LOOKS = 5  # at a replica that does not keep up yet


@dataclass(frozen=True)
class Condition:
    """What was found; `version` is None where there are no tables yet."""

    kind: str
    wanted: str
    place: str = ""
    version: str | None = None
    damage: str = ""
    readable_by_others: bool = False
    gaps: int = 0  # questions kept for editors


def condition_of(address: str) -> Condition:
    """Look at the database at `address`.

    Raises:
        Unavailable: it does not answer; says why and what to check.
    """
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return _looked_at(address, Condition("PostgreSQL", head()), connect_timeout=CONNECT_SECONDS)
    place = Path(url.database or "")
    if not place.is_file():
        return Condition("SQLite", head(), str(place))
    others = bool(place.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    return _looked_at(address, Condition("SQLite", head(), str(place), readable_by_others=others))


def state_of_replica(address: str, replica: str) -> State:
    """How the standby at `replica` of the database at `address` is; one that is behind has some seconds."""
    primary = create_engine(address, hide_parameters=True, connect_args={"connect_timeout": CONNECT_SECONDS})
    standby = Replica(replica, primary)
    try:
        for _ in range(_LOOKS):
            if standby.look() != "behind":
                break
            time.sleep(LOOK_EVERY_S)
        return standby.state
    finally:
        standby.engine.dispose()
        primary.dispose()


def _looked_at(address: str, known: Condition, **arguments: int) -> Condition:
    engine = create_engine(address, hide_parameters=True, connect_args=arguments)
    shown = make_url(address).render_as_string(hide_password=True)
    try:
        with engine.connect() as connection:
            damage = _damage(connection.execute(text("PRAGMA quick_check")).scalar()) if known.place else ""
            there = inspect(connection).has_table("alembic_version")
            asked = text("SELECT version_num FROM alembic_version")
            version = connection.execute(asked).scalar() if there else None
            gaps = _gaps(connection)
    except DatabaseFault as error:
        if known.place:
            return Condition(known.kind, known.wanted, known.place, damage=str(error.orig))
        raise Unavailable(
            f"{shown} does not answer ({str(error.orig).splitlines()[0]}); "
            "start it, or correct PSP_DATABASE_URL"
        ) from None
    finally:
        engine.dispose()
    return Condition(known.kind, known.wanted, known.place, version, damage, known.readable_by_others, gaps)


def _gaps(connection: Connection) -> int:
    there = inspect(connection).has_table("gaps")
    return int(connection.execute(text("SELECT count(*) FROM gaps")).scalar_one()) if there else 0


def _damage(said: object) -> str:
    return "" if said == "ok" else str(said).splitlines()[0]
