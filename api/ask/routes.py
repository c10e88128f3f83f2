"""`POST /v1/ask`: parse, nothing else."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.ask.asking import Forgotten
from api.ask.reply import Reply
from api.ask.schemas import CollectionAskRequest
from api.callers import bearer
from api.errors import AnswerGone, NotFound

router = APIRouter(prefix="/v1", tags=["ask"])


@router.post("/ask", response_model=Reply)
def ask(body: CollectionAskRequest, request: Request) -> Response:
    """Answer a question from the reviewed corpus, or say why not; the status is 200 in both cases.

    With a partner's key, `collection` asks its own documents too: `together` with the guide's, or `alone`.
    Such an answer is not kept: it has no permalink and no conversation.
    """
    services = request.app.state.services
    if body.collection:
        reply: Reply = services.ask_collection(bearer(request.headers), body.collection, body.model_dump())
    else:
        reply = services.desk.ask(body.question, body.conversation_id, body.audience, body.detail or "normal")
    # written here: the framework would check what we made ourselves once more, in another thread
    return Response(reply.model_dump_json(), media_type="application/json")


@router.get("/answers/{answer_id}", response_model=Reply)
def answer(answer_id: Annotated[str, Path(max_length=64)], request: Request, response: Response) -> Reply:
    """The stored answer as it was said; once it is past its time 410 with the question to ask again."""
    kept = request.app.state.services.desk.kept(answer_id)
    if kept is None:
        raise NotFound("There is no answer with this id.")
    if isinstance(kept, Forgotten):
        raise AnswerGone(kept.question)
    response.headers["X-Robots-Tag"] = "noindex"
    stored: Reply = kept
    return stored
