"""Two pilots that were talked of one after the other: "which worked better", "did either save money"."""

import re

from api.ask.acts import without_opening
from api.ask.names import Names
from api.ask.turn import Turn

# "did either of them save money", "what did they both learn", "did the two of them last"
_BOTH = re.compile(
    r"\b(?:(?P<either>either|neither|any(?= one of))(?: one)?(?: of (?:them|the two|these|those))?|both(?: "
    r"of (?:them|"
    r"these|those))?|"
    r"they both|the two(?: of them)?|each(?: of them)?)\b",
    re.I,
)
_NO_VERB = re.compile(r"^how (?:much|many)(?: for)? each$", re.I)  # of all that were told, however many
_AND_ALSO = re.compile(r"\b(?:they|them|these|those)\b(?= (?:both|each)\b)", re.I)
_WHICH = re.compile(
    r"^which(?: one| of (?:them|the two|these|those))? (?P<did>(?!of\b)[\w']+\b.{1,60}?)(?: best| "
    r"most)?[\s?.!]*$",
    re.I,
)
_COMPARES = re.compile(
    r"^(?:(?:can|could) you |please )*(?:compare (?:the two|them|both|those(?: two)?|these(?: two)?|the "
    r"first two|"
    r"(?:the )?first (?:one )?(?:and|with) (?:the )?second|(?:number )?(?:1|one) and (?:2|two))|"
    r"how (?:do|did) (?:they|the two|those|these) (?:compare|differ)|what'?s the difference(?: between "
    r"(?:them|the two))?)"
    r"[\s?.!]*$",
    re.I,
)


def of_two_named(asked: str, last: Turn, before: Turn | None, names: Names) -> str | None:
    """`asked` of the two things that were named last; None where none or other than two were.

    >>> from kb.taxonomy import Name
    >>> both = tuple(
    ...     Name(id=x.lower(), title=x, also=(x,), document=f"pilots/{x.lower()}")
    ...     for x in ("Shine", "Upside")
    ... )
    >>> turns = [Turn(f"Who ran {one.title}?", one.title, (), True) for one in both]
    >>> of_two_named("did either save money", turns[1], turns[0], Names(both))
    'did Shine or Upside save money?'
    >>> of_two_named("which worked better", turns[1], turns[0], Names(both))
    'Which worked better, Shine or Upside?'
    >>> of_two_named("what did they both learn", turns[1], turns[0], Names(both))
    'what did Shine and Upside learn?'
    """
    bare = without_opening(asked.strip()).rstrip("?.! ")
    compares, which = _COMPARES.match(bare), _WHICH.match(bare)
    if not (compares or which or _BOTH.search(bare)) or _NO_VERB.match(bare):
        return None
    pair = _pair(last, before, names)
    if pair is None or names.found_in(bare):
        return None
    one, two = pair
    if compares:
        return f"What is the difference between {one} and {two}?"
    if which:
        return f"Which {which['did']}, {one} or {two}?"
    text = " ".join(_AND_ALSO.sub("", bare).split())
    match = _BOTH.search(text)
    if match is None:
        return None
    joined = f"{one} or {two}" if match["either"] else f"{one} and {two}"
    return f"{text[: match.start()]}{joined}{text[match.end() :]}?"


def _pair(last: Turn, before: Turn | None, names: Names) -> tuple[str, str] | None:
    """The two that the last question named, or it and the one before one each, or the first two listed."""
    named = [_named(turn, names) for turn in (last, before) if turn]
    if named and len(named[0]) == 2:
        return named[0][0], named[0][1]
    if len(named) == 2 and len(named[0]) == len(named[1]) == 1 and named[0] != named[1]:
        return named[1][0], named[0][0]
    listed = [found[0].title for item in last.items[:2] if (found := names.found_in(item))]
    return (listed[0], listed[1]) if len(set(listed)) == 2 else None


def _named(turn: Turn, names: Names) -> list[str]:
    found = names.found_in(turn.understood_as)
    return [name.title for name in found if name.is_of_a_pilot]
