"""An answer from one section: its reviewed short answer first, then only what the form needs."""

import re
from collections.abc import Iterable

from api.ask.composing.draft import Chosen, Draft, LineKind
from api.ask.composing.duty import on_the_duty
from api.ask.expectation import SPECIFIC, counted, holds, only_one
from api.ask.form import LISTS, Form
from api.ask.knowledge import Chunk, Line, Shelf
from api.ask.orders import is_an_order
from api.ask.reply import Detail
from api.ask.retrieve import Asked, Found, Hit
from kb.lexical import stems

LIST_WORDS = 220
_STEPS: frozenset[Form] = LISTS | {"problem"}  # whoever asks so wants what to do, also where it is no list
_NARROWS = re.compile(r"^(?:and |so )?(?:where|which|what (?:psps|pilots|places|councils))\b", re.I)
# what says of no place or field by itself where it was: "where has it been tried"
_HOLLOW = frozenset(
    stems("tried tested done used happened run ran worked set up place places pilot pilots psp psps scotland")
)
# and what says of no group or field by itself which were on it: "which ones were about homelessness"
_OF_NO_FIELD = _HOLLOW | frozenset(
    stems("one ones about field fields subject area areas there any examples so far been involved covered")
)
AS_GOOD = 0.05  # how far below the best a hit may lie that is as good and holds what the best does not
_NARROWER = 0.2  # how far below the list of all a section may lie whose heading has the word that it lacks
_BETTER = 0.08  # by how much a line of the body has to be nearer to the question than the short answer
_BESIDE = 0.04  # how far below it a supporting line may lie
_NORMAL_WORDS, _STEPS_WORDS = 55, 90


def section_answer(found: Found, form: Form, detail: Detail) -> list[Chosen]:
    """The lines of the answer from the best section, in reading order; empty only if nothing was found."""
    if not found.hits:
        return []
    hit = main_hit(found, form)
    rows = narrowed(hit, found.asked)
    return [Chosen(line, hit.shelf) for line in rows] or _from(hit, found.asked, form, detail)


def _from(hit: Hit, asked: Asked, form: Form, detail: Detail) -> list[Chosen]:
    """The short answer of a section, then what the form and the detail ask of it."""
    draft = Draft()
    if form == "fact" and (line := fact_line(hit, asked)) and line not in hit.shelf.short:
        draft.add(line, hit.shelf)
    draft.take(hit.shelf.opening, hit.shelf)
    if detail == "full":
        take_whole(draft, hit.shelf)
    elif (listing := list_wanted(hit, form)) is not None:
        take_list(draft, listing, hit.shelf)
    elif detail == "normal" and form == "problem" and take_what_to_do(draft, hit.shelf, _STEPS_WORDS):
        pass  # whoever is in trouble is told what to do, and not what was found elsewhere
    elif detail == "normal" and form in _STEPS:
        take_on(draft, hit.shelf, _STEPS_WORDS, items=form == "problem")
    elif detail == "normal":
        _take_support(draft, hit)
    return draft.chosen


def main_hit(found: Found, form: Form) -> Hit:
    """The best hit; for a list question an equal second that holds a list, if the best holds none.

    Where or which is answered by a second or third on what narrows it: "where was it tried in transport".
    """
    best = found.hits[0]
    if _NARROWS.match(found.asked.text):
        asked = set(found.asked.stems) - _HOLLOW
        said = asked & (best.said_first | set(stems(best.shelf.passage.heading)))
        for hit in found.hits[1:3]:
            heading = set(stems(hit.shelf.passage.heading))
            keeps_all = said <= hit.said_first | heading  # older people are not left out for a place
            if hit.score > best.score - _NARROWER and (asked - said) & heading and keeps_all:
                return hit
    if duty := on_the_duty(found.asked.text, found.hits):
        return duty
    if form in LISTS and not best.shelf.listing:
        for hit in found.hits[1:3]:
            if hit.shelf.listing and hit.score > best.score - AS_GOOD:
                return hit
    return best


def narrowed(hit: Hit, asked: Asked) -> list[Line]:
    """The rows of a list of all that are on what a question narrows it to: "which were on homelessness".

    Empty where it narrows to nothing, or the section has no such rows, or most of them are.
    """
    chunk = hit.shelf.listing
    if chunk is None or not _NARROWS.match(asked.text):
        return []
    narrows = set(asked.stems) - _OF_NO_FIELD
    rows = [item for item in chunk.items if narrows and narrows <= item[0].stems]
    return [line for row in rows for line in row] if len(rows) <= len(chunk.items) / 2 else []


def fact_line(hit: Hit, asked: Asked) -> Line | None:
    """The line of a section that holds the kind of thing asked for, the nearest to the question."""
    if asked.kind not in SPECIFIC:
        return None
    held = [line for line, _ in hit.ranked if holds(asked.kind, line.text)]
    if asked.kind == "number" and (noun := counted(asked.text)):
        of_it = [line for line in held if noun & line.stems]
        held = of_it or [line for line in held if not only_one(line.text)]
    short = [line for line in hit.shelf.short if line in held]
    if not short or short[0] in held[:2]:
        return short[0] if short else held[0] if held else None
    # the reviewed short answer, unless another line holds more of what is asked for
    more = (held[0].stems - short[0].stems) & set(asked.stems)
    return held[0] if more else short[0]


def list_wanted(hit: Hit, form: Form) -> Chunk | None:
    """The list of the section, if the form asks for one or the section is hardly more than its list."""
    chunk = hit.shelf.listing
    if chunk is None:
        return None
    words = sum(len(line.text.split()) for line in chunk.lines)
    if words > LIST_WORDS:
        return None
    whole = sum(len(line.text.split()) for line in hit.shelf.lines)
    mostly = form in ("open", "definition", "reason") and words > whole / 2 and len(chunk.items) <= 7
    return chunk if form in LISTS or mostly else None


def take_list(draft: Draft, chunk: Chunk, shelf: Shelf) -> None:
    """A list whole, with its lead; what the draft holds of it already is not said again."""
    said = {chosen.line.text for chosen in draft.chosen}
    items = [item for item in chunk.items if item[0].text not in said]
    if not items:
        return
    for line in chunk.lead:
        if not draft.says(line):
            draft.add(line, shelf, "lead" if line is chunk.lead[-1] else "sentence")
    kind: LineKind = "step" if chunk.ordered else "item"
    for item in items:
        for number, line in enumerate(item):
            draft.add(line, shelf, kind if number == 0 else "sentence")


def _take_support(draft: Draft, hit: Hit) -> None:
    """At most one more line: what answers nearer than the short answer does, or a second of equal weight."""
    relevance = dict(zip(hit.shelf.lines, hit.relevance, strict=True))
    said = [c.line for c in draft.chosen]
    best = max(relevance[line] for line in said if line in relevance)
    paragraphs = [line for chunk in hit.shelf.chunks if chunk.kind == "paragraph" for line in chunk.lines]
    others = [line for line in paragraphs if line not in said and not draft.says(line)]
    if not others:
        return
    nearest = max(others, key=lambda line: relevance[line])
    fits = draft.words + len(nearest.text.split()) <= _NORMAL_WORDS
    if relevance[nearest] > best + _BETTER or (fits and relevance[nearest] > best - _BESIDE):
        draft.add(nearest, hit.shelf)


def take_on(draft: Draft, shelf: Shelf, most: int, items: bool) -> None:
    """What the section goes on to say, in its order, as far as `most` words allow; `items`: of lists too."""
    for chunk in shelf.chunks:
        kind: LineKind = "step" if chunk.ordered else "item" if chunk.kind == "list" else "sentence"
        for line in _first_lines(chunk) if items or chunk.kind == "paragraph" else ():
            if draft.words + len(line.text.split()) <= most and not draft.says(line):
                draft.add(line, shelf, kind)


def take_what_to_do(draft: Draft, shelf: Shelf, most: int) -> bool:
    """Take what the section tells to do, in its order, as steps, as far as `most` words allow; if any."""
    before = len(draft.chosen)
    for line in what_to_do(shelf):
        if draft.words + len(line.text.split()) <= most and not draft.says(line):
            draft.add(line, shelf, "step")
    return len(draft.chosen) > before


def what_to_do(shelf: Shelf) -> list[Line]:
    """The lines of a section that tell somebody what to do, in its order."""
    lines = (line for chunk in shelf.chunks for line in _first_lines(chunk))
    return [line for line in lines if is_an_order(line.text)]


def _first_lines(chunk: Chunk) -> Iterable[Line]:
    """The lines of a paragraph, the first line of each item of a list."""
    return (item[0] for item in chunk.items) if chunk.kind == "list" else chunk.lines


def take_whole(draft: Draft, shelf: Shelf) -> None:
    """What the section says beyond the draft, its lists last."""
    # lists last: what follows a list item without a heading is read as part of the item
    for chunk in sorted(shelf.chunks, key=lambda chunk: chunk.kind == "list"):
        if chunk.kind == "list":
            take_list(draft, chunk, shelf)
        else:
            draft.take(chunk.lines, shelf)
