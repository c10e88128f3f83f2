"""Partners, their keys and how much they are used: counts a day, never what was asked."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from api.storage.database import Base, UtcDateTime, now
from api.storage.keeping import keep


class PartnerRow(Base):
    """An organisation that may show the guide on its own sites."""

    __tablename__ = "partners"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    paused: Mapped[bool] = mapped_column(Boolean, default=False)
    origins: Mapped[list[str]] = mapped_column(JSON, default=list)
    theme: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    limits: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now)
    changed: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now)


class PartnerKeyRow(Base):
    """A key for server-to-server use; only its argon2 hash is kept."""

    __tablename__ = "partner_keys"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(200))
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now)
    expires: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class PartnerUseRow(Base):
    """How often one thing happened on one day through one door."""

    __tablename__ = "partner_use"

    partner_id: Mapped[str] = mapped_column(ForeignKey("partners.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    door: Mapped[str] = mapped_column(String(20), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class Partners:
    """Reads and writes partners within a session that the caller opened."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, partner_id: str) -> PartnerRow | None:
        """The partner of that id."""
        return self.session.get(PartnerRow, partner_id)

    def held(self, partner_id: str) -> PartnerRow | None:
        """The partner of that id, held until the end so that nobody deletes or changes it meanwhile."""
        return self.session.get(PartnerRow, partner_id, with_for_update=True)

    def all(self) -> Sequence[PartnerRow]:
        """Every partner, in order of id."""
        return self.session.scalars(select(PartnerRow).order_by(PartnerRow.id)).all()

    def add(self, row: PartnerRow) -> bool:
        """Keep a new partner; false if somebody else took the id in the same moment."""
        self.session.add(row)
        try:
            self.session.flush()
        except IntegrityError:
            return False
        return True

    def delete(self, partner_id: str) -> None:
        """Remove a partner with its keys and counts; nothing of it stays."""
        for table in (PartnerKeyRow, PartnerUseRow):
            self.session.execute(delete(table).where(table.partner_id == partner_id))
        self.session.execute(delete(PartnerRow).where(PartnerRow.id == partner_id))

    def key(self, key_id: str) -> PartnerKeyRow | None:
        """The key of that id."""
        return self.session.get(PartnerKeyRow, key_id)

    def keys(self, partner_id: str) -> Sequence[PartnerKeyRow]:
        """The keys of a partner, oldest first."""
        query = select(PartnerKeyRow).where(PartnerKeyRow.partner_id == partner_id)
        return self.session.scalars(query.order_by(PartnerKeyRow.created, PartnerKeyRow.id)).all()

    def count(self, partner_id: str, day: str, door: str, outcome: str) -> None:
        """Add one to a day's count; the session has to be a writing one."""
        key = {"partner_id": partner_id, "day": day, "door": door, "outcome": outcome}
        keep(self.session, PartnerUseRow, key | {"count": 1}, list(key), {"count": PartnerUseRow.count + 1})

    def use(self, partner_id: str) -> Sequence[PartnerUseRow]:
        """All counts of a partner, newest day first."""
        query = select(PartnerUseRow).where(PartnerUseRow.partner_id == partner_id)
        return self.session.scalars(
            query.order_by(PartnerUseRow.day.desc(), PartnerUseRow.door, PartnerUseRow.outcome)
        ).all()
