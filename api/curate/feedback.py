"""Keeping what people say about an answer."""

from api.errors import Fault, NotFound, Unprocessable
from api.storage.conversations import Conversations
from api.storage.database import Database
from api.storage.feedback import Feedback


def keep_feedback(database: Database, ask_id: str, helpful: bool, comment: str | None) -> None:
    """Keep whether the answer `ask_id` helped; the question as understood is kept beside it for the editors.

    Raises:
        NotFound: there is no such answer, or it is no longer kept.
        Unprocessable: the comment holds characters that are not text.
    """
    said = (comment or "").strip()
    if "\x00" in said:
        raise Unprocessable(
            "The comment is not plain text.", (Fault("/comment", "leave out control characters"),)
        )
    with database.writing() as session:
        reply = Conversations(session).turn(ask_id)
        if reply is None:
            raise NotFound(
                "There is no answer with this id, or it is no longer kept; ask again to give feedback."
            )
        Feedback(session).keep(reply, helpful, said or None)
