"""What a turn of a conversation leaves behind: things, not titles."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.ask.reply import CitationRef, Detail, Statement


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
    ordered: bool = False  # whether the items come one after the other
    statements: tuple[Statement, ...] = ()
    move: str | None = None


def last_answered(turns: Sequence[Turn], told: bool = False) -> Turn | None:
    """The last of `turns` (oldest first) that was answered, or None; `told`: with more than its sources."""
    return next((t for t in reversed(turns) if t.answered and not (told and t.move == "sources")), None)
