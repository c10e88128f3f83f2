"""What a turn of a conversation leaves behind: things, not titles."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.ask.reply import CitationRef, Detail


@dataclass(frozen=True)
class Turn:
    """What a follow-up may refer to.

    The question as understood; the thing that it was about ("the Renfrewshire pilot", else "a PSP"); the
    items of a list that was given and the number of the one last explained; what was said, offered and cited.
    """

    understood_as: str
    topic: str | None
    items: tuple[str, ...]
    answered: bool
    item: int | None = None
    detail: Detail = "normal"
    said: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    citations: tuple[CitationRef, ...] = ()
    plural: str | None = None  # what "they" means, where something plural was talked of


def last_answered(turns: Sequence[Turn]) -> Turn | None:
    """The last of `turns` (oldest first) that was answered, or None."""
    return next((turn for turn in reversed(turns) if turn.answered), None)
