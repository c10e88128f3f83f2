"""Conversations: the turns that a follow-up question is understood from."""

import datetime as dt
from functools import cache
from typing import Any

from sqlalchemy import JSON, Executable, ForeignKey, Index, String, bindparam, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from api.storage.database import Base, UtcDateTime, now
from api.storage.keeping import inserting


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


# Made once and past the unit of work: they run for every question asked, and making them took longer.
@cache
def _used(dialect: str) -> Executable:
    """Make a conversation, or say when it was used last."""
    made = inserting(dialect)(ConversationRow).values(id=bindparam("conversation"), used=bindparam("used"))
    return made.on_conflict_do_update(index_elements=["id"], set_={"used": made.excluded.used})  # type: ignore[no-any-return]


_NEXT = insert(TurnRow).values(
    id=bindparam("turn"),
    conversation_id=bindparam("conversation"),
    number=select(func.coalesce(func.max(TurnRow.number), 0) + 1)
    .where(TurnRow.conversation_id == bindparam("conversation"))
    .scalar_subquery(),
    asked=bindparam("asked"),
    reply=bindparam("reply"),
)


class Conversations:
    """Reads and writes conversations within a session that the caller opened."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def exists(self, conversation_id: str) -> bool:
        """Whether there is such a conversation, with a turn that is still kept whole."""
        latest = self.last_turns(conversation_id, 1)
        return bool(latest) and not is_gone(latest[0])

    def last_turns(self, conversation_id: str, limit: int) -> list[dict[str, Any]]:
        """The replies of the last `limit` turns, oldest first; cost does not grow with the conversation."""
        query = (
            select(TurnRow.reply)
            .where(TurnRow.conversation_id == conversation_id)
            .order_by(TurnRow.number.desc())
            .limit(limit)
        )
        return list(reversed(self.session.scalars(query).all()))

    def first_and_last_turns(self, conversation_id: str, limit: int) -> list[dict[str, Any]]:
        """The replies of the first turn and of the last ones, `limit` in all, oldest first."""
        latest = self.last_turns(conversation_id, limit)
        if len(latest) < limit:
            return latest
        query = select(TurnRow.reply).where(TurnRow.conversation_id == conversation_id)
        first = self.session.scalars(query.order_by(TurnRow.number).limit(1)).one()
        return [first, *latest[1:]]

    def add(self, conversation_id: str, turn_id: str, reply: dict[str, Any]) -> None:
        """Append a turn, making the conversation if it is new."""
        connection, used = self.session.connection(), now()
        # held until the end: two turns at once get numbers one after the other
        connection.execute(_used(connection.dialect.name), {"conversation": conversation_id, "used": used})
        turn = {"turn": turn_id, "conversation": conversation_id, "asked": used, "reply": reply}
        connection.execute(_NEXT, turn)

    def turn(self, turn_id: str) -> dict[str, Any] | None:
        """The reply of one turn, or, once it is past its time, the question that can be asked again."""
        row = self.session.get(TurnRow, turn_id)
        return row.reply if row else None

    def forget_unused(self, days: int) -> int:
        """Forget conversations last used more than `days` days ago; returns how many.

        Of each answer only the question as it can be asked anew is left, so that its address can say so;
        after as many days again that is deleted too.
        """
        self._delete_unused(2 * days)
        ids = self._unused(days)
        forgotten: set[str] = set()
        for row in self.session.scalars(select(TurnRow).where(TurnRow.conversation_id.in_(ids))):
            if not is_gone(row.reply):
                row.reply = {"gone": True, "understood_as": row.reply.get("understood_as", "")}
                forgotten.add(row.conversation_id)
        return len(forgotten)

    def _delete_unused(self, days: int) -> None:
        ids = self._unused(days)
        self.session.execute(delete(TurnRow).where(TurnRow.conversation_id.in_(ids)))
        self.session.execute(delete(ConversationRow).where(ConversationRow.id.in_(ids)))

    def _unused(self, days: int) -> list[str]:
        old = select(ConversationRow.id).where(ConversationRow.used < now() - dt.timedelta(days=days))
        return list(self.session.scalars(old))


def is_gone(reply: dict[str, Any]) -> bool:
    """Whether only the question is left of a stored reply.

    >>> is_gone({"gone": True, "understood_as": "Who pays?"}), is_gone({"id": "x"})
    (True, False)
    """
    return bool(reply.get("gone"))
