"""What the pipeline asks of an LLM that reads: it chooses which sentences answer, within a time limit."""

from collections.abc import Sequence
from typing import Protocol

from api.ask.part import Means, Part, Settled
from api.ask.turn import Turn


class Reading(Protocol):
    """One question that is also read by an LLM, within a time limit for all of its parts."""

    def reconsider(self, part: Part, usual: Settled, means: Means, alone: bool) -> Settled:
        """What the LLM's choice makes of a part, or `usual` where there is no valid choice in time."""
        ...


class Reader(Protocol):
    """Chooses which sentences answer; it writes nothing, and every choice is checked."""

    def begin(self, asked: str, spelt: str, turns: Sequence[Turn]) -> Reading:
        """The reading of one question: as typed, as the guide spells it, and what was said before it."""
        ...
