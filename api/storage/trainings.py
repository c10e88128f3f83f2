"""Trainings and series, kept whole: a plan never changes, so that a link handed out stays true.

A series alone changes: it names the newest version of each of its trainings.
"""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from api.storage.database import Base, UtcDateTime, now


class TrainingRow(Base):
    """A training; its id is random and is all that opens it. It holds no personal data."""

    __tablename__ = "trainings"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    made: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now, index=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class SeriesRow(Base):
    """Several trainings towards one goal, by their ids."""

    __tablename__ = "training_series"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    made: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now, index=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class Trainings:
    """Reads and writes trainings within a session that the caller opened."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, training_id: str, body: dict[str, Any]) -> None:
        """Keep a new training."""
        self.session.add(TrainingRow(id=training_id, body=body))

    def body(self, training_id: str) -> dict[str, Any] | None:
        """A training as it was kept."""
        row = self.session.get(TrainingRow, training_id)
        return row.body if row else None

    def made(self, training_id: str) -> dt.datetime | None:
        """When a training was made."""
        row = self.session.get(TrainingRow, training_id)
        return row.made if row else None

    def add_series(self, series_id: str, body: dict[str, Any]) -> None:
        """Keep a new series."""
        self.session.add(SeriesRow(id=series_id, body=body))

    def series(self, series_id: str, to_change: bool = False) -> dict[str, Any] | None:
        """A series as it stands; `to_change` lets nobody else change it until the session ends."""
        row = self.session.get(SeriesRow, series_id, with_for_update=to_change)
        return row.body if row else None

    def change_series(self, series_id: str, body: dict[str, Any]) -> None:
        """Let a series name newer versions of its trainings."""
        row = self.session.get(SeriesRow, series_id)
        if row:
            row.body = body

    def forget_older(self, days: int) -> int:
        """Delete trainings and series made more than `days` days ago; returns how many trainings."""
        before = now() - dt.timedelta(days=days)
        ids = list(self.session.scalars(select(TrainingRow.id).where(TrainingRow.made < before)))
        self.session.execute(delete(TrainingRow).where(TrainingRow.made < before))
        self.session.execute(delete(SeriesRow).where(SeriesRow.made < before))
        return len(ids)
