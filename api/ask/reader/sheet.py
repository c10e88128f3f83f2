"""What the LLM is shown: the questions that may be meant, and numbered lines of the best passages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from api.ask.bare import about
from api.ask.composing.draft import Chosen
from api.ask.form import Form
from api.ask.knowledge import Line, Shelf
from api.ask.part import Means, Part, Settled
from api.ask.reader.choice import LETTERS
from api.ask.retrieve import Found, retrieve
from api.ask.turn import Turn

MOST_PASSAGES, MORE_PASSAGES, MOST_LINES = 8, 3, 80
_TOPICS = 2  # what the last answers were about that a follow-up may mean
# composed as a whole from reviewed rows or from the graph: taken whole or not at all
WHOLE: frozenset[Form] = frozenset(("comparison", "problem", "premise"))
OWN_ANSWER = "The guide's own answer"


@dataclass(frozen=True)
class Meant:
    """A standalone question and what a search for it found."""

    text: str
    found: Found


@dataclass(frozen=True)
class Numbered:
    """A line that may be chosen: of a passage, or (`drafted`) of the guide's own whole answer."""

    line: Line
    shelf: Shelf
    drafted: bool = False

    @property
    def place(self) -> str:
        """The title that the line stands under on the sheet."""
        return (
            OWN_ANSWER if self.drafted else f"{self.shelf.document.front.title}: {self.shelf.passage.heading}"
        )


@dataclass
class Sheet:
    """The standalone questions that may be meant, the first as the guide understood it, and the lines."""

    meant: list[Meant]
    lines: list[Numbered] = field(default_factory=list)
    _texts: set[str] = field(default_factory=set)

    def add(self, lines: Sequence[Line], shelf: Shelf, drafted: bool = False) -> None:
        """Number those of `lines` that are new, while there is room."""
        for line in lines:
            if line.text not in self._texts and len(self.lines) < MOST_LINES:
                self._texts.add(line.text)
                self.lines.append(Numbered(line, shelf, drafted))


def sheet_for(part: Part, settled: Settled, means: Means, said: str, turns: Sequence[Turn]) -> Sheet:
    """The sheet for one part of a question; `said` is what was typed, "" where the part is not all of it."""
    others = [text for text in _other_meanings(said, turns) if text.rstrip("?") != part.text.rstrip("?")]
    meant = [Meant(part.text, part.found)]
    meant += [Meant(text, retrieve(text, means.knowledge)) for text in dict.fromkeys(others)]
    sheet = Sheet(meant[: len(LETTERS)])
    for chosen in _whole(settled):
        sheet.add([chosen.line], chosen.shelf, drafted=True)
    for number, one in enumerate(sheet.meant):
        for hit in one.found.hits[: MORE_PASSAGES if number else MOST_PASSAGES]:
            sheet.add(hit.shelf.lines, hit.shelf)
    return sheet


def _whole(settled: Settled) -> list[Chosen]:
    return settled.chosen if settled.is_answered and settled.form in WHOLE else []


def _other_meanings(said: str, turns: Sequence[Turn]) -> Iterator[str]:
    """What a follow-up may mean besides: the words as they are, or about what the last answers were about."""
    if not said or not turns:
        return
    yield said
    topics = [
        thing for turn in reversed(turns) if turn.answered for thing in (turn.topic, turn.plural) if thing
    ]
    for topic in list(dict.fromkeys(topics))[:_TOPICS]:
        yield about(said, topic)
