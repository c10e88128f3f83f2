"""`POST /v1/ask/stream`: the object of `POST /v1/ask` as server-sent events."""

from collections.abc import AsyncIterator, Iterator
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.ask.schemas import AskRequest
from api.doors.streaming import Stream, limiter, resumed
from api.errors import Fault, Unprocessable
from api.services import Services
from api.storage.switches import require_open

router = APIRouter(prefix="/v1", tags=["ask"])
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
MEDIA_TYPE = "text/event-stream"


@router.post(
    "/ask/stream",
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
            "description": "answer.created, answer.statement, answer.completed, answer.failed",
        }
    },
)
async def ask_stream(
    body: AskRequest, request: Request, last_event_id: Annotated[str | None, Header(max_length=80)] = None
) -> StreamingResponse:
    """Answer a question as events; with Last-Event-ID, only those that the client has not had."""
    services: Services = request.app.state.services
    if last_event_id:
        left = await run_in_threadpool(resumed, services.desk, last_event_id, body.question)
        return StreamingResponse(_all(left), media_type=MEDIA_TYPE, headers=HEADERS)
    await run_in_threadpool(_check, services, body)
    stream = Stream(services.desk, limiter(request.app.state), request.is_disconnected)
    return StreamingResponse(_counted(services, stream.events(body)), media_type=MEDIA_TYPE, headers=HEADERS)


def _check(services: Services, body: AskRequest) -> None:
    """Find what would stop the answer while it can still be told by a status."""
    if not body.question.strip():
        raise Unprocessable(
            "The question is empty.", (Fault("/question", "write a question of 1 to 1,000 characters"),)
        )
    require_open(services.database)
    if body.conversation_id:
        services.desk.turns(body.conversation_id)


async def _all(events: Iterator[bytes]) -> AsyncIterator[bytes]:
    for event in events:
        yield event


async def _counted(services: Services, events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    with services.metrics.streams.track_inprogress():
        async for event in events:
            yield event
