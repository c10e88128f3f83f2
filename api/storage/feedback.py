"""Feedback: whether an answer helped, one row an answer."""

import datetime as dt
from typing import Any

from sqlalchemy import String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from api.storage.database import Base, UtcDateTime, now
from api.storage.keeping import keep


class FeedbackRow(Base):
    """What somebody said about one answer; a second word on the same answer replaces the first."""

    __tablename__ = "feedback"

    ask_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    given: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now, index=True)
    helpful: Mapped[bool]
    comment: Mapped[str | None] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(30))
    corpus_version: Mapped[str] = mapped_column(String(80))


class Feedback:
    """Reads and writes feedback within a session that the caller opened."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def keep(self, reply: dict[str, Any], helpful: bool, comment: str | None) -> None:
        """Keep feedback on `reply`, in place of an earlier one; a missing comment leaves an earlier one."""
        said = {"helpful": helpful, "given": now()} | ({"comment": comment} if comment else {})
        about = {
            "ask_id": reply["id"],
            "question": reply["understood_as"],
            "status": reply["status"],
            "reason": reply["reason"],
            "corpus_version": reply["corpus_version"],
        }
        keep(self.session, FeedbackRow, about | said, ["ask_id"], said)

    def latest(self, limit: int, *, unhelpful: bool = False) -> list[FeedbackRow]:
        """The latest `limit` pieces of feedback, newest first; if `unhelpful`, what did not help alone."""
        rows = select(FeedbackRow).order_by(FeedbackRow.given.desc(), FeedbackRow.ask_id).limit(limit)
        return list(self.session.scalars(rows.where(~FeedbackRow.helpful) if unhelpful else rows))

    def forget_old(self, days: int) -> None:
        """Delete what was given more than `days` days ago."""
        self.session.execute(delete(FeedbackRow).where(FeedbackRow.given < now() - dt.timedelta(days=days)))
