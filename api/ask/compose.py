"""Whole sentences and lists of the corpus in reading order: the direct answer first, then what belongs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from api.ask.knowledge import Chunk, Line, Shelf, cosine
from api.ask.retrieve import Found, Hit

WORDS = 110  # an answer is about this long unless a list needs more
LIST_WORDS = 220
_SAME = 0.86  # cosine above which two sentences say the same
_SUPPORT = 0.72  # a list of the same passage has to be this near to the best sentence's relevance
_SECOND = 0.50  # the best sentence of another passage
_NEAR = 0.50  # how far another passage's score may lie below the first one's
_FLOOR = 0.35
_TIE = 0.03
_LIST_KINDS = ("list", "procedure")


@dataclass(frozen=True)
class Chosen:
    """A line that the answer takes, with the passage it comes from and how it is set."""

    line: Line
    shelf: Shelf
    kind: Literal["sentence", "lead", "item", "step"] = "sentence"
    heading: str | None = None


@dataclass
class _Draft:
    chosen: list[Chosen] = field(default_factory=list)
    words: int = 0

    def add(
        self,
        line: Line,
        shelf: Shelf,
        kind: Literal["sentence", "lead", "item", "step"] = "sentence",
        heading: str | None = None,
    ) -> None:
        self.chosen.append(Chosen(line, shelf, kind, heading))
        self.words += len(line.text.split())

    def says(self, line: Line) -> bool:
        """Whether the draft holds this line or one that says the same."""
        return any(
            line.text == c.line.text or cosine(line.vector, c.line.vector) > _SAME for c in self.chosen
        )

    def fits(self, line: Line) -> bool:
        return self.words + len(line.text.split()) <= WORDS


def compose(found: Found) -> list[Chosen]:
    """The lines of the answer, in reading order; empty only if nothing was found."""
    if not found.hits:
        return []
    sides = _sides(found)
    if len(sides) > 1:
        return _side_by_side(found, sides)
    draft = _Draft()
    main = _main_hit(found)
    _take_main(draft, main, found)
    _take_support(draft, main, found)
    return draft.chosen


def _main_hit(found: Found) -> Hit:
    """The best hit; for a list question an equal second that holds a list, if the best holds none."""
    best = found.hits[0]
    if found.asked.kind in _LIST_KINDS and not _list_of(best):
        for hit in found.hits[1:4]:
            if _list_of(hit) and hit.score > best.score - _TIE:
                return hit
    return best


def _list_of(hit: Hit) -> Chunk | None:
    return next((chunk for chunk in hit.shelf.chunks if chunk.kind == "list"), None)


def _take_main(draft: _Draft, hit: Hit, found: Found) -> None:
    relevance = dict(zip(hit.shelf.lines, hit.relevance, strict=True))
    best = hit.best_line
    home = next(chunk for chunk in hit.shelf.chunks if best in tuple(chunk.lines))
    listing = home if home.kind == "list" else _wanted_list(hit, relevance, found)
    if home.kind == "paragraph":
        draft.add(best, hit.shelf)
    if listing and _whole_list_wanted(listing, found):
        _take_list(draft, listing, hit.shelf)
    elif home.kind == "list":
        draft.add(best, hit.shelf)
    # a section is about one thing: its other sentences belong to the answer, in the editor's order
    for chunk in hit.shelf.chunks:
        for line in chunk.lines if chunk.kind == "paragraph" else ():
            if draft.fits(line) and not draft.says(line) and not (line.unknown and not best.unknown):
                draft.add(line, hit.shelf)


def _wanted_list(hit: Hit, relevance: dict[Line, float], found: Found) -> Chunk | None:
    """For a list question the passage's list, unless it is about something else than the best sentence."""
    chunk = _list_of(hit) if found.asked.kind in _LIST_KINDS else None
    near = chunk and max(relevance[line] for line in chunk.lines) >= _SUPPORT * max(hit.relevance)
    return chunk if near else None


def _whole_list_wanted(chunk: Chunk, found: Found) -> bool:
    """A list is taken whole, or, if it is long or the question is for one fact, not at all."""
    words = sum(len(line.text.split()) for line in chunk.lines)
    return words <= (
        LIST_WORDS if found.asked.kind in (*_LIST_KINDS, "open", "reason", "definition") else WORDS // 2
    )


def _take_list(draft: _Draft, chunk: Chunk, shelf: Shelf) -> None:
    for line in chunk.lead:
        if not any(c.line is line for c in draft.chosen):
            draft.add(line, shelf, "lead" if line is chunk.lead[-1] else "sentence")
    for item in chunk.items:
        for number, line in enumerate(item):
            draft.add(line, shelf, ("step" if chunk.ordered else "item") if number == 0 else "sentence")


def _take_support(draft: _Draft, main: Hit, found: Found) -> None:
    """The best sentence of each next passage, while it answers nearly as well and says something new."""
    limit = max(_FLOOR, _SECOND * max(main.relevance))
    for hit in found.hits[:8]:
        unknown = hit.shelf.unknown and not found.asked.about_unknown
        if hit is main or unknown or hit.score < main.score - _NEAR:
            continue
        line = hit.best_line
        if (
            max(hit.relevance) >= limit
            and not line.text.endswith(":")
            and draft.fits(line)
            and not draft.says(line)
        ):
            draft.add(line, hit.shelf)


def _sides(found: Found) -> list[tuple[str, Hit]]:
    """For a comparison: the best passage on each named thing, under its name."""
    if found.asked.kind != "comparison" or len(found.asked.names) < 2:
        return []
    sides: list[tuple[str, Hit]] = []
    for name in found.asked.names[:3]:
        others = {other.id for other in found.asked.names} - {name.id}
        hits = [hit for hit in found.hits if name.id in hit.shelf.names]
        own = [hit for hit in hits if name.document == hit.shelf.document.id or not others & hit.shelf.names]
        if hits:
            sides.append((name.title, (own or hits)[0]))
    return sides


def _side_by_side(found: Found, sides: Sequence[tuple[str, Hit]]) -> list[Chosen]:
    draft = _Draft()
    for title, hit in sides:
        ranked = sorted(zip(hit.relevance, hit.shelf.lines, strict=True), key=lambda pair: -pair[0])
        kept = [line for _, line in ranked[:2] if not draft.says(line)]
        for number, line in enumerate(line for line in hit.shelf.lines if line in kept):
            draft.add(line, hit.shelf, heading=title[0].upper() + title[1:] if number == 0 else None)
    joint = [hit for hit in found.hits if all(n.id in hit.shelf.names for n in found.asked.names)]
    for shelf, line in _best_lines(joint[:2]):
        if draft.fits(line) and not draft.says(line):
            draft.add(line, shelf)
    return draft.chosen


def _best_lines(hits: Sequence[Hit]) -> Iterator[tuple[Shelf, Line]]:
    for hit in hits:
        yield hit.shelf, hit.best_line
