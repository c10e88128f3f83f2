"""What the admin addresses and the OpenAI-compatible adapter take."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from api.partners.model import SCOPES, Data, Scope
from api.partners.registry import KEY_DAYS, OVERLAP_HOURS


class KeyRequest(Data):
    """A new key: what it opens, how many days it lives, how many hours the present ones go on."""

    scopes: Annotated[tuple[Scope, ...], Field(min_length=1)] = SCOPES
    days: Annotated[int, Field(strict=True, ge=1, le=3650)] = KEY_DAYS
    overlap_hours: Annotated[float, Field(strict=True, ge=0, le=24 * 90)] = OVERLAP_HOURS


class AnswersSwitch(Data):
    """Whether questions are answered at all, and a note for those who ask meanwhile."""

    open: StrictBool
    note: Annotated[str, Field(max_length=300)] = ""


class Lenient(BaseModel):
    """Takes what it knows and ignores the rest, as OpenAI-compatible servers do."""

    model_config = ConfigDict(extra="ignore")


class TextPart(Lenient):
    """A part of a message; pictures, sound and files cannot be read here."""

    type: Literal["text", "input_text", "refusal"]
    text: str = ""


class ChatMessage(Lenient):
    """One message; content is text, or a list of parts of text."""

    role: Annotated[str, Field(max_length=40)]
    content: str | list[TextPart] | None = None

    @property
    def text(self) -> str:
        """What it says."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(Lenient):
    """What a streaming client wants besides."""

    include_usage: StrictBool = False


class TextFormat(Lenient):
    """The one form that an answer can have."""

    type: Literal["text"] = "text"


class ChatRequest(Lenient):
    """A chat completion request; temperature and the like have no meaning here and are ignored.

    What would be answered wrongly if it were ignored is refused: several choices, JSON, pictures and sound.
    """

    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=200)]
    model: Annotated[str, Field(max_length=200)] = ""
    stream: StrictBool | None = False
    stream_options: StreamOptions | None = None
    n: Annotated[int, Field(ge=1, le=1)] | None = None
    response_format: TextFormat | None = None
