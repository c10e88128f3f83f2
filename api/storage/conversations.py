"""Conversations: the turns that a follow-up question is understood from."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from api.storage.database import Base, UtcDateTime, now


class ConversationRow(Base):
    """A conversation; its id is random and is all that opens it."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    used: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now, index=True)


class TurnRow(Base):
    """One question with what was understood and answered."""

    __tablename__ = "turns"
    __table_args__ = (Index("turns_in_order", "conversation_id", "number", unique=True),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    number: Mapped[int]
    asked: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now)
    reply: Mapped[dict[str, Any]] = mapped_column(JSON)


class Conversations:
    """Reads and writes conversations within a session that the caller opened."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def exists(self, conversation_id: str) -> bool:
        """Whether there is such a conversation."""
        return self.session.get(ConversationRow, conversation_id) is not None

    def last_turns(self, conversation_id: str, limit: int) -> list[dict[str, Any]]:
        """The replies of the last `limit` turns, oldest first; cost does not grow with the conversation."""
        query = (
            select(TurnRow.reply)
            .where(TurnRow.conversation_id == conversation_id)
            .order_by(TurnRow.number.desc())
            .limit(limit)
        )
        return list(reversed(self.session.scalars(query).all()))

    def add(self, conversation_id: str, turn_id: str, reply: dict[str, Any]) -> None:
        """Append a turn, making the conversation if it is new."""
        conversation = self.session.get(ConversationRow, conversation_id)
        if conversation is None:
            self.session.add(ConversationRow(id=conversation_id))
            self.session.flush()
        else:
            conversation.used = now()
        last = (
            self.session.scalar(
                select(func.max(TurnRow.number)).where(TurnRow.conversation_id == conversation_id)
            )
            or 0
        )
        self.session.add(TurnRow(id=turn_id, conversation_id=conversation_id, number=last + 1, reply=reply))

    def turn(self, turn_id: str) -> dict[str, Any] | None:
        """The reply of one turn."""
        row = self.session.get(TurnRow, turn_id)
        return row.reply if row else None

    def forget_unused(self, days: int) -> int:
        """Delete conversations last used more than `days` days ago; returns how many."""
        old = select(ConversationRow.id).where(ConversationRow.used < now() - dt.timedelta(days=days))
        ids = list(self.session.scalars(old))
        self.session.execute(delete(TurnRow).where(TurnRow.conversation_id.in_(ids)))
        self.session.execute(delete(ConversationRow).where(ConversationRow.id.in_(ids)))
        return len(ids)
