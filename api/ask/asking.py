"""Asking within a kept conversation: read its last turns, answer, store the turn. One path for every door."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.ask.pipeline import Asker
from api.ask.repeated import Repeated
from api.ask.reply import Audience, Detail, Reply
from api.ask.replying import new_id
from api.ask.turn import TURNS_LOOKED_AT, Turn, turn_of
from api.errors import Fault, NotFound, Unprocessable
from api.storage.conversations import Conversations, is_gone
from api.storage.database import Database
from api.storage.switches import require_open

NOT_KEPT = "(a question that was refused because it seemed to hold personal data; its words were not kept)"


@dataclass(frozen=True)
class Forgotten:
    """An answer that is past its time: only the question is left, as it can be asked anew."""

    question: str


@dataclass(frozen=True)
class Desk:
    """Where questions come in, whatever door they came through; `watch` is told of every reply.

    `repeated` answers what was asked before outside any conversation. `gaps` is told of every reply too,
    where questions that the sources do not answer are kept.
    """

    asker: Asker
    database: Database
    watch: Callable[[Reply], None] | None = None
    repeated: Repeated | None = None
    gaps: Callable[[Reply], None] | None = None

    def ask(
        self,
        question: str,
        conversation_id: str | None = None,
        audience: Audience | None = None,
        detail: Detail = "normal",
    ) -> Reply:
        """Answer `question` and keep the turn.

        Raises:
            NotFound: there is no conversation with that id.
            Unprocessable: the question is blank.
            Unavailable: answering is switched off.
        """
        turns = self.turns(conversation_id) if conversation_id else []
        reply = self.answer(question, turns, conversation_id, audience, detail)
        self.keep(reply)
        return reply

    def answer(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        conversation_id: str | None = None,
        audience: Audience | None = None,
        detail: Detail = "normal",
    ) -> Reply:
        """Answer without keeping anything; raises as `ask` does."""
        if not question.strip():
            raise Unprocessable(
                "The question is empty.", (Fault("/question", "write a question of 1 to 1,000 characters"),)
            )
        require_open(self.database)

        def ask() -> Reply:
            return self.asker.ask(question, turns, conversation_id, audience, detail)

        if self.repeated and conversation_id is None and not turns:
            reply = self.repeated.answer((question, audience, detail), ask, new_id)
        else:
            reply = ask()
        if self.watch:
            self.watch(reply)
        if self.gaps:
            self.gaps(reply)
        return reply

    def keep(self, reply: Reply) -> None:
        """Store a turn, so that its conversation can go on; of what was refused as personal, no words.

        It is there before the answer is sent and outlives a kill; a power cut may take the last ones.
        """
        stored = storable(reply)
        with self.database.writing(through_power_cuts=False) as session:
            Conversations(session).add(stored.conversation_id, stored.id, stored.as_json())

    def kept(self, reply_id: str) -> Reply | Forgotten | None:
        """A reply as it was said; once it is past its time, the question to ask again; None if unknown."""
        stored = self.database.look_up(lambda session: Conversations(session).turn(reply_id))
        if stored is None:
            return None
        return Forgotten(stored["understood_as"]) if is_gone(stored) else Reply.model_validate(stored)

    def turns(self, conversation_id: str) -> list[Turn]:
        """What the first and the last turns of a conversation were about, oldest first.

        Raises:
            NotFound: there is no conversation with that id.
        """
        with self.database.session() as session:
            conversations = Conversations(session)
            if not conversations.exists(conversation_id):
                raise NotFound(
                    "There is no conversation with this id; leave conversation_id out to start a new one."
                )
            stored = conversations.first_and_last_turns(conversation_id, TURNS_LOOKED_AT)
        return [turn_of(Reply.model_validate(reply)) for reply in stored]


def storable(reply: Reply) -> Reply:
    """`reply` as it may be kept: the words of a question refused as personal data are not."""
    if reply.reason != "personal_data":
        return reply
    return reply.model_copy(update={"question": NOT_KEPT, "understood_as": NOT_KEPT})
