"""`POST /v1/ask`: parse, nothing else."""

from fastapi import APIRouter, Request

from api.ask.reply import Reply
from api.ask.schemas import AskRequest
from api.housekeeping import forgetting

router = APIRouter(prefix="/v1", tags=["ask"], lifespan=forgetting)


@router.post("/ask", response_model=Reply)
def ask(body: AskRequest, request: Request) -> Reply:
    """Answer a question from the reviewed corpus, or say why not; the status is 200 in both cases."""
    desk = request.app.state.services.desk
    reply: Reply = desk.ask(body.question, body.conversation_id, body.audience)
    return reply
