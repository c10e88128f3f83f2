"""What was done to a sentence to re-word it: words added, words lost, words moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.ask.support_words import Token, words

_UNORDERED = ("and",)  # says nothing of who does what


@dataclass(frozen=True)
class Edit:
    """A re-wording held against the sentence it rests on."""

    added: tuple[Token, ...]
    lost: tuple[Token, ...]
    new_share: float  # of the statement's words
    kept_share: float  # of the sentence's words
    moved: bool  # more than one phrase of place or time put in front or behind


def compare(statement: Sequence[Token], sentence: Sequence[Token]) -> Edit:
    """How `statement` was made from `sentence`; what stands before a colon or semicolon has to stay there."""
    made, given = _parts(statement), _parts(sentence)
    if len(made) != len(given):
        return _compare(statement, sentence)
    edits = [_compare(*pair) for pair in zip(made, given, strict=True)]
    return Edit(
        tuple(token for edit in edits for token in edit.added),
        tuple(token for edit in edits for token in edit.lost),
        new_share=max(edit.new_share for edit in edits),
        kept_share=min(edit.kept_share for edit in edits),
        moved=any(edit.moved for edit in edits),
    )


def _parts(text: Sequence[Token]) -> list[list[Token]]:
    """The tokens between colons and semicolons; empty parts left out."""
    parts: list[list[Token]] = [[]]
    for token in text:
        if token.raw in (";", ":"):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _compare(statement: Sequence[Token], sentence: Sequence[Token]) -> Edit:
    pairs = _align(statement, sentence)
    weighty = [i for i, token in enumerate(statement) if token.kind not in ("free", "mark")]
    must_stay = [i for i, token in enumerate(sentence) if token.kind not in ("free", "filler", "mark")]
    added = tuple(statement[i] for i in weighty if i not in pairs)
    lost = tuple(sentence[i] for i in must_stay if i not in set(pairs.values()))
    return Edit(
        added,
        lost,
        new_share=len(added) / max(1, len(weighty)),
        kept_share=1 - len(lost) / max(1, len(must_stay)),
        moved=not _in_order(pairs, statement, sentence),
    )


def _align(statement: Sequence[Token], sentence: Sequence[Token]) -> dict[int, int]:
    """Each word of the statement with its word of the sentence, near its neighbour where it can be."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    last = -1
    for i, token in enumerate(statement):
        if token.kind in ("free", "mark"):
            continue
        fitting = [j for j, other in enumerate(sentence) if j not in taken and _same(token, other)]
        if fitting:
            last = min(fitting, key=lambda j: (j < last, j))
            pairs[i] = last
            taken.add(last)
    return pairs


def _same(first: Token, second: Token) -> bool:
    """Whether one word may stand for the other: the same or exchangeable."""
    if first.kind == "number" or second.kind == "number":
        return first.key == second.key and first.kind == second.kind
    named = "name" in (first.kind, second.kind)
    if first.raw.lower() == second.raw.lower():
        # a sentence's first word has a capital whatever it is, so it may be a name from further in
        return first.kind == second.kind or not named or first.raw == second.raw
    return not named and first.key == second.key


def _in_order(pairs: dict[int, int], statement: Sequence[Token], sentence: Sequence[Token]) -> bool:
    """The order is kept, or one phrase of time, place or condition was put in front or behind.

    Who does what to whom is said by order alone in English, so any other move is refused.
    """
    order = [i for i in sorted(pairs) if statement[i].key not in _UNORDERED]
    places = [pairs[i] for i in order]
    breaks = [n for n in range(1, len(places)) if places[n] < places[n - 1]]
    if not breaks:
        return True
    if len(breaks) > 1:
        return False
    cut = breaks[0]
    if min(places[:cut]) < max(places[cut:]):
        return False
    return _phrase_moved(_Move(statement, sentence, order[cut], min(places[:cut])))


@dataclass(frozen=True)
class _Move:
    """The two halves of a sentence exchanged: where the second half starts in each text."""

    statement: Sequence[Token]
    sentence: Sequence[Token]
    in_statement: int
    in_sentence: int


def _phrase_moved(move: _Move) -> bool:
    """Whether one half is a phrase of time, place or condition that belongs to the whole of the other half.

    Where the other half joins clauses ("X and Y in Fife"), a phrase may belong to the last of them alone:
    then it has to be set off by a comma in both texts.
    """
    in_front = _opening(move.statement, 0) in words().adverbial
    behind = _opening(move.sentence, 0) in words().adverbial and _opening(move.statement, move.in_statement)
    if not in_front and behind not in words().adverbial:
        return False
    main = move.sentence[: move.in_sentence] if in_front else move.sentence[move.in_sentence :]
    joined = any(token.raw.lower() in words().joiners for token in main)
    set_off = _comma_at(move.statement, move.in_statement) and _comma_at(move.sentence, move.in_sentence)
    return not joined or set_off


def _opening(text: Sequence[Token], start: int) -> str:
    """The word that opens the phrase at `start`: articles and light words before it belong to it."""
    while start > 0 and text[start - 1].kind == "free" and text[start].raw.lower() not in words().adverbial:
        start -= 1
    return text[start].raw.lower()


def _comma_at(text: Sequence[Token], start: int) -> bool:
    """Whether a comma stands right before the phrase at `start`."""
    while start > 0 and text[start - 1].kind == "free":
        start -= 1
    return start > 0 and text[start - 1].raw == ","
