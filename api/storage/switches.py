"""The kill switch: something that can be closed at once for everybody, in every server process."""

import datetime as dt

from sqlalchemy import Boolean, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from api.errors import Unavailable
from api.storage.database import Base, Database, DatabaseFault, UtcDateTime, now
from api.storage.keeping import keep

ANSWERS = "answers"
READY = "readiness"  # no switch: what readiness writes


class SwitchRow(Base):
    """Something that can be closed, and why it is."""

    __tablename__ = "switches"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    open: Mapped[bool] = mapped_column(Boolean, default=True)
    note: Mapped[str] = mapped_column(Text, default="")
    changed: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now)


# made once and past the unit of work: it runs for every question asked
_ANSWERS = select(SwitchRow.open, SwitchRow.note).where(SwitchRow.name == ANSWERS)


def read_switch(database: Database, name: str = ANSWERS) -> SwitchRow:
    """The state of a switch; one that was never touched is open."""
    with database.session() as session:
        return session.get(SwitchRow, name) or SwitchRow(name=name, open=True, note="")


def set_switch(database: Database, is_open: bool, note: str, name: str = ANSWERS) -> SwitchRow:
    """Open or close; it counts from the next request on."""
    with database.writing() as session:
        values = {"name": name, "open": is_open, "note": note, "changed": now()}
        keep(session, SwitchRow, values, ["name"])
        return session.get_one(SwitchRow, name)


def can_write(database: Database) -> bool:
    """Whether the database can be read and, since every turn is kept, written."""
    ready = {"name": READY, "open": True, "note": "", "changed": now()}
    try:
        with database.writing() as session:
            keep(session, SwitchRow, ready, ["name"])
    except (DatabaseFault, OSError):
        return False
    return True


def require_open(database: Database) -> None:
    """Nothing, while answers are open.

    Raises:
        Unavailable: answering is closed; says why if its closer did.
    """
    with database.engine.connect() as connection:
        switch = connection.execute(_ANSWERS).first()
    if switch and not switch.open:
        raise Unavailable(
            f"Answering is switched off at the moment. {switch.note}".strip()
            + " The knowledge pages stay open."
        )
