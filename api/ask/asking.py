"""Asking within a kept conversation: read its last turns, answer, store the turn. One path for every door."""

from dataclasses import dataclass

from api.ask.conversation import TURNS_LOOKED_AT, Turn
from api.ask.pipeline import Asker, turn_of
from api.ask.reply import Audience, Reply
from api.errors import Fault, NotFound, Unprocessable
from api.storage.conversations import Conversations
from api.storage.database import Database


@dataclass(frozen=True)
class Desk:
    """Where questions come in, whatever door they came through."""

    asker: Asker
    database: Database

    def ask(self, question: str, conversation_id: str | None = None, audience: Audience | None = None) -> Reply:
        """Answer `question` and keep the turn.

        Raises:
            NotFound: there is no conversation with that id.
            Unprocessable: the question is blank.
        """
        if not question.strip():
            raise Unprocessable("The question is empty.", (Fault("/question", "write a question of 1 to 1,000 characters"),))
        turns = self._turns(conversation_id) if conversation_id else []
        reply = self.asker.ask(question, turns, conversation_id, audience)
        with self.database.writing() as session:
            Conversations(session).add(reply.conversation_id, reply.id, reply.as_json())
        return reply

    def _turns(self, conversation_id: str) -> list[Turn]:
        with self.database.session() as session:
            conversations = Conversations(session)
            if not conversations.exists(conversation_id):
                raise NotFound("There is no conversation with this id; leave conversation_id out to start a new one.")
            stored = conversations.last_turns(conversation_id, TURNS_LOOKED_AT)
        return [turn_of(Reply.model_validate(reply)) for reply in stored]
