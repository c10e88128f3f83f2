"""Gaps: questions that the sources do not answer, one row a question, without who asked."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import JSON, CursorResult, String, Text, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from api.storage.database import Base, UtcDateTime, now
from api.storage.keeping import keep

MOST = 5_000  # questions kept: some megabytes, whatever is asked


class GapRow(Base):
    """A question that the sources do not answer, or only nearly (`reason`); no `number` is given twice."""

    __tablename__ = "gaps"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    same: Mapped[str] = mapped_column(String(64), unique=True)  # digest of what it has in common
    question: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(30))
    near: Mapped[list[str]] = mapped_column(JSON)
    asked: Mapped[int]
    first: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    last: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)


@dataclass(frozen=True)
class Gap:
    """A question to keep: its words, what it has in common with the same question, why it was declined.

    `near` are ids of the sections that were nearest. Nothing in it says who asked.
    """

    question: str
    same: str
    reason: str
    near: tuple[str, ...] = ()


class Gaps:
    """Reads and writes gaps within a session that the caller opened."""

    def __init__(self, session: Session, most: int = MOST) -> None:
        self.session, self.most = session, most

    def add(self, gap: Gap) -> None:
        """Keep `gap`, or count it once more; days are kept, times are not.

        Where there are too many, what was asked least goes first, and of that what was asked longest ago.
        """
        same, today = hashlib.sha256(gap.same.encode()).hexdigest(), _today()
        again = {
            "asked": GapRow.asked + 1, "last": today, "near": list(gap.near), "reason": gap.reason,
        }  # fmt: skip
        counted = self.session.execute(update(GapRow).where(GapRow.same == same).values(again))
        if isinstance(counted, CursorResult) and counted.rowcount:
            return
        new = {
            "same": same, "question": gap.question, "reason": gap.reason, "near": list(gap.near),
            "asked": 1, "first": today, "last": today,
        }  # fmt: skip
        keep(self.session, GapRow, new, ["same"], again)
        self._make_room(same)

    def _make_room(self, newest: str) -> None:
        over = (self.session.scalar(select(func.count()).select_from(GapRow)) or 0) - self.most
        if over <= 0:
            return
        first_to_go = (
            select(GapRow.number)
            .where(GapRow.same != newest)
            .order_by(GapRow.asked, GapRow.last, GapRow.number)
            .limit(over)
        )
        # Two that make room at once must not wait for each other. What another is counting just now stays
        # for the next to remove: nothing that was asked more often goes in its place.
        free = (
            select(GapRow.number)
            .where(GapRow.number.in_(self.session.scalars(first_to_go).all()))
            .with_for_update(skip_locked=True)
        )
        self.delete(self.session.scalars(free).all())

    def all(self) -> list[GapRow]:
        """Every gap, most asked first, then by number."""
        return list(self.session.scalars(select(GapRow).order_by(GapRow.asked.desc(), GapRow.number)))

    def delete(self, numbers: Sequence[int]) -> int:
        """Delete the gaps of these numbers; returns how many there were."""
        done = self.session.execute(delete(GapRow).where(GapRow.number.in_(list(numbers))))
        return done.rowcount if isinstance(done, CursorResult) else 0

    def forget_old(self, days: int) -> None:
        """Delete what nobody asked in the last `days` days."""
        self.session.execute(delete(GapRow).where(GapRow.last < _today() - dt.timedelta(days=days)))


def _today() -> dt.datetime:
    """The beginning of this day in UTC: when within it somebody asked is nobody's business."""
    return now().replace(hour=0, minute=0, second=0, microsecond=0)
