"""An answer from lines that a reader chose, in the reader's order; lists stay whole, as everywhere."""

from collections.abc import Sequence

from api.ask.composing.draft import Chosen, Draft
from api.ask.composing.section import LIST_WORDS, take_list, take_whole
from api.ask.form import LISTS, Form
from api.ask.knowledge import Chunk, Line, Shelf
from api.ask.reply import Detail

_BESIDE_A_LIST = 60  # words that may stand beside the longest list
_MOST_WORDS: dict[Detail, int] = {"short": 40, "normal": 65, "full": 200}
Picked = tuple[Line, Shelf]


def answer_of(picked: Sequence[Picked], form: Form, detail: Detail) -> list[Chosen]:
    """The lines as an answer in `form`, in order, no longer than `detail` allows; nothing is said twice."""
    draft = Draft()
    for line, shelf in picked:
        _take(draft, line, shelf, (picked, form, detail))
    main = picked[0][1]
    if detail == "full":
        take_whole(draft, main)
    elif form in LISTS and (listing := _fitting(main.listing, draft)):
        take_list(draft, listing, main)
    return draft.chosen


def _take(draft: Draft, line: Line, shelf: Shelf, wanted: tuple[Sequence[Picked], Form, Detail]) -> None:
    picked, form, detail = wanted
    if draft.says(line):
        return
    chunk = next((c for c in shelf.chunks if c.kind == "list" and line in c.lines), None)
    if chunk and _wants_whole(chunk, line, picked, form):
        if listing := _fitting(chunk, draft):
            take_list(draft, listing, shelf)
        elif line in chunk.lead:  # of a list that is too long: it says nothing without it
            draft.take(shelf.opening, shelf)
            return
    if draft.says(line):
        return
    if not draft.chosen or draft.words + len(line.text.split()) <= _MOST_WORDS[detail]:
        draft.add(line, shelf)


def _wants_whole(chunk: Chunk, line: Line, picked: Sequence[Picked], form: Form) -> bool:
    """A lead, two items, or any item where a list is asked for, stand for the list; one item is a fact."""
    items = sum(other in chunk.lines for other, _ in picked)
    return form in LISTS or items > 1 or line in chunk.lead


def _fitting(chunk: Chunk | None, draft: Draft) -> Chunk | None:
    """The list, where it is short enough for an answer and for what the draft holds already."""
    words = sum(len(line.text.split()) for line in chunk.lines) if chunk else 0
    return chunk if words <= LIST_WORDS and draft.words + words <= LIST_WORDS + _BESIDE_A_LIST else None
