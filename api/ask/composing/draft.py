"""A draft of an answer: the lines taken so far, each with the passage that it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from api.ask.knowledge import Line, Shelf, cosine
from kb.documents import Verdict

_SAME = 0.86  # cosine above which two sentences say the same
_HELD = 0.7  # and the share of a sentence's content words above which another holds it
LineKind = Literal["sentence", "lead", "item", "step"]


@dataclass(frozen=True)
class Chosen:
    """A line that the answer takes, with the passage it comes from and how it is set.

    `rests_on` is the sentence of the passage that backs a line of the graph; `who` does what a step says.
    """

    line: Line
    shelf: Shelf
    kind: LineKind = "sentence"
    heading: str | None = None
    verdict: Verdict | None = None
    who: str | None = None
    rests_on: Line | None = None
    mitigation: str | None = None


@dataclass
class Draft:
    """Lines in reading order; nothing that says the same stands twice."""

    chosen: list[Chosen] = field(default_factory=list)

    @property
    def words(self) -> int:
        """How long the draft is."""
        return sum(len(c.line.text.split()) for c in self.chosen)

    def add(self, line: Line, shelf: Shelf, kind: LineKind = "sentence", heading: str | None = None) -> None:
        """Take a line."""
        self.chosen.append(Chosen(line, shelf, kind, heading))

    def take(self, lines: Iterable[Line], shelf: Shelf) -> None:
        """Take those of `lines` that say something new."""
        for line in lines:
            if not self.says(line):
                self.add(line, shelf)

    def says(self, line: Line) -> bool:
        """Whether the draft holds this line, one that says the same or one of which it is a part."""
        return any(
            line.text == said.text or cosine(line.vector, said.vector) > _SAME or _holds(said, line)
            for said in (one.line for one in self.chosen)
        )


def _holds(said: Line, line: Line) -> bool:
    """Whether hardly a content word of `line` is missing in `said`."""
    return len(line.stems & said.stems) > _HELD * len(line.stems)
