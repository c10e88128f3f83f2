"""What the question address takes."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from api.ask.reply import Audience, Detail

LONGEST = 1000


def too_long(question: str) -> str:
    """What to say of a question that is too long; empty if it is not."""
    if len(question) <= LONGEST:
        return ""
    return f"The question has {len(question):,} characters; shorten it to {LONGEST:,} or fewer."


class AskRequest(BaseModel):
    """A question, the conversation that it continues, who asks, and how much is wanted."""

    model_config = ConfigDict(extra="forbid")

    question: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    conversation_id: Annotated[str | None, Field(max_length=64)] = None
    audience: Audience | None = None
    detail: Detail | None = None


class CollectionAskRequest(AskRequest):
    """A question that may also be put to the collection of the partner whose key is sent."""

    collection: Literal["together", "alone"] | None = None


class FeedbackRequest(BaseModel):
    """Whether an answer helped."""

    model_config = ConfigDict(extra="forbid")

    ask_id: Annotated[str, Field(min_length=1, max_length=64)]
    helpful: StrictBool
    comment: Annotated[str | None, Field(max_length=2000)] = None
