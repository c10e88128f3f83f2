"""The OpenAI-compatible adapter: `/v1/chat/completions` and `/v1/models` over the same answers."""

import json
from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from api.ask.reply import Reply
from api.callers import public_address
from api.doors import openai_chat
from api.doors.client_tasks import task_answer
from api.doors.schemas import ChatRequest
from api.errors import NotFound
from api.services import Services

router = APIRouter(prefix="/v1", tags=["openai"])


@router.post("/chat/completions", response_model=None)
def completions(body: ChatRequest, request: Request) -> dict[str, object] | StreamingResponse:
    """Answer the last user message; a refusal is a normal message, sources are footnotes and `psp`.

    A client's own prompt for a title, tags or follow-ups is answered in its shape, without a search.
    """
    services: Services = request.app.state.services
    reply: Reply | None = None
    if (made := task_answer(body.messages)) is not None:
        parts: Iterator[str] = iter([made])
    else:
        reply = openai_chat.answer(services.desk, body.messages)
        parts = openai_chat.chunks(reply, public_address(request))
    if not body.stream:
        return openai_chat.completion("".join(parts), body.messages, reply)
    wants_usage = bool(body.stream_options and body.stream_options.include_usage)
    objects = openai_chat.chunk_objects(parts, body.messages, wants_usage, reply)
    return StreamingResponse(
        _lines(objects),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _lines(objects: Iterator[dict[str, object]]) -> Iterator[str]:
    for one in objects:
        yield f"data: {json.dumps(one, ensure_ascii=False)}\n\n"
    yield "data: [DONE]\n\n"


@router.get("/models")
def models() -> dict[str, object]:
    """The one model."""
    return {"object": "list", "data": [openai_chat.model_object()]}


@router.get("/models/{model_id}")
def model(model_id: str) -> dict[str, object]:
    """The one model by its name."""
    if model_id != openai_chat.MODEL:
        raise NotFound(f"There is no model '{model_id[:60]}'; the one here is {openai_chat.MODEL}.")
    return openai_chat.model_object()
