"""`POST /v1/feedback`."""

from fastapi import APIRouter, Request

from api.ask.schemas import FeedbackRequest
from api.curate.feedback import keep_feedback

router = APIRouter(prefix="/v1", tags=["feedback"])


@router.post("/feedback", status_code=201)
def feedback(body: FeedbackRequest, request: Request) -> dict[str, object]:
    """Say whether an answer helped; a second word on the same answer replaces the first."""
    keep_feedback(request.app.state.services.database, body.ask_id, body.helpful, body.comment)
    return {"ask_id": body.ask_id, "helpful": body.helpful, "kept": True}
