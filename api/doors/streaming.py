"""An answer as server-sent events: created, each checked statement, completed or failed; heartbeats between.

Nothing is sent before the whole answer is composed and checked; there are no raw tokens. Events carry ids
from the first statement on, made of the reply's id and a number, so that a client that lost its connection
can go on from there in any server process: the reply is read back from where it was kept.
"""

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import anyio.to_thread
from fastapi.sse import format_sse_event

from api.ask.asking import NOT_KEPT, Desk, Forgotten
from api.ask.reply import Reply
from api.ask.schemas import AskRequest
from api.errors import ApiError, Fault, NotFound, Unavailable, Unprocessable
from api.storage.database import DatabaseFault

log = logging.getLogger("psp")
HEARTBEAT_SECONDS = 10.0
LOOK_SECONDS = 0.25
_EVENT_ID = re.compile(r"^([A-Za-z0-9_-]{10,40})/(\d{1,4})$")


@dataclass(frozen=True)
class Stream:
    """How one answer is worked on: at most `limiter` at a time, given up when `is_gone` says so."""

    desk: Desk
    limiter: anyio.CapacityLimiter
    is_gone: Callable[[], Awaitable[bool]]
    heartbeat_seconds: float = HEARTBEAT_SECONDS

    async def events(self, body: AskRequest) -> AsyncIterator[bytes]:
        """The events of a new answer; a client that goes away before it is there leaves nothing behind."""
        yield _event("answer.created", {"question": body.question, "conversation_id": body.conversation_id})
        work = asyncio.create_task(self._answer(body))
        try:
            async for beat in self._until_done(work):
                yield beat
            if work.cancelling() or work.cancelled():  # the client went away
                return
            reply = work.result()
            await anyio.to_thread.run_sync(self.desk.keep, reply)
        except ApiError as error:
            yield _event("answer.failed", error.problem("/v1/ask/stream"))
            return
        except DatabaseFault as error:
            log.error("the database failed in a stream: %s", type(error).__name__)
            told = Unavailable("The database does not answer. Please try again.")
            yield _event("answer.failed", told.problem("/v1/ask/stream"))
            return
        except Exception as error:  # the stream has begun: a failure can only be told within it
            log.error("unexpected %s in a stream", type(error).__name__, exc_info=error)
            yield _event(
                "answer.failed",
                ApiError("The fault is ours and has been noted. Please try again.").problem("/v1/ask/stream"),
            )
            return
        finally:
            work.cancel()
        for event in events_of(reply):
            yield event

    async def _answer(self, body: AskRequest) -> Reply:
        """Compose the answer in a thread; cancelled while it waits for one, it never starts."""

        def work() -> Reply:
            turns = self.desk.turns(body.conversation_id) if body.conversation_id else ()
            return self.desk.answer(
                body.question, turns, body.conversation_id, body.audience, body.detail or "normal"
            )

        async with self.limiter:
            if await self.is_gone():
                raise asyncio.CancelledError
            return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)

    async def _until_done(self, work: "asyncio.Task[Reply]") -> AsyncIterator[bytes]:
        waited = 0.0
        while not (await asyncio.wait({work}, timeout=LOOK_SECONDS))[0]:
            if await self.is_gone():
                work.cancel()
                return
            waited += LOOK_SECONDS
            if waited >= self.heartbeat_seconds:
                waited = 0.0
                yield b": still working\n\n"


def events_of(reply: Reply, after: int = 0) -> Iterator[bytes]:
    """The events of a finished reply that come after event number `after`."""
    sources = {citation.number: citation for citation in reply.citations}
    events: list[tuple[str, dict[str, Any]]] = [
        (
            "answer.statement",
            {
                "id": reply.id,
                **said.model_dump(mode="json"),
                "sources": [sources[n].model_dump(mode="json") for n in said.citations if n in sources],
            },
        )
        for said in reply.answer.statements
    ]
    events.append(("answer.completed", reply.as_json()))
    for number, (name, data) in enumerate(events, start=1):
        if number > after:
            yield _event(name, data, f"{reply.id}/{number}")


def resumed(desk: Desk, last_event_id: str, question: str) -> Iterator[bytes]:
    """What is left of a stream after `last_event_id`.

    Raises:
        Unprocessable: it is no id of ours, or is that of another question.
        NotFound: the reply is no longer kept.
    """
    match = _EVENT_ID.match(last_event_id)
    if match is None:
        raise Unprocessable(
            "Last-Event-ID is none of ours.",
            (Fault("/Last-Event-ID", "send the id of the last event as it came, or none"),),
        )
    reply = desk.kept(match.group(1))
    if reply is None or isinstance(reply, Forgotten):
        raise NotFound("That answer is no longer kept; ask again without Last-Event-ID.")
    if reply.question not in (question, NOT_KEPT):
        raise Unprocessable(
            "Last-Event-ID belongs to another question.",
            (Fault("/question", "send the question that the stream began with"),),
        )
    return events_of(reply.model_copy(update={"question": question}), int(match.group(2)))


def _event(name: str, data: object, event_id: str | None = None) -> bytes:
    return format_sse_event(data_str=json.dumps(data, ensure_ascii=False), event=name, id=event_id)


def limiter(state: Any, most: int = 8) -> anyio.CapacityLimiter:
    """The limiter of an application's streams, made within its event loop when it is first needed."""
    if not hasattr(state, "stream_limiter"):
        state.stream_limiter = anyio.CapacityLimiter(most)
    found: anyio.CapacityLimiter = state.stream_limiter
    return found
