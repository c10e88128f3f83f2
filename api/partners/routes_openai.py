"""The OpenAI-compatible adapter: `/v1/chat/completions` and `/v1/models` over the same answers."""

import json
from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from api.errors import NotFound
from api.partners import chat
from api.partners.callers import own_origin
from api.partners.schemas import ChatRequest
from api.services import Services

router = APIRouter(prefix="/v1", tags=["openai"])


@router.post("/chat/completions", response_model=None)
def completions(body: ChatRequest, request: Request) -> dict[str, object] | StreamingResponse:
    """Answer the last user message; a refusal is a normal message, sources are footnotes and `psp`."""
    services: Services = request.app.state.services
    base = own_origin(request, services.settings.base_url)
    reply = chat.answer(services.desk, body.messages)
    if not body.stream:
        return chat.completion(reply, body.messages, base)
    wants_usage = bool(body.stream_options and body.stream_options.include_usage)
    objects = chat.chunk_objects(reply, body.messages, base, wants_usage)
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
    return {"object": "list", "data": [chat.model_object()]}


@router.get("/models/{model_id}")
def model(model_id: str) -> dict[str, object]:
    """The one model by its name."""
    if model_id != chat.MODEL:
        raise NotFound(f"There is no model '{model_id[:60]}'; the one here is {chat.MODEL}.")
    return chat.model_object()
