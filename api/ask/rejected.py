"""A correction that says what was not meant: the word of the question before that it takes the place of."""

import re

_NOT = re.compile(
    r"^(?P<meant>.{2,60}?),? (?:and |but )?not (?!yet\b|really\b|sure\b)(?P<rejected>.{2,40}?)[\s?.!]*$", re.I
)
# "over time", where the question before says "over budget"
_PLACED = re.compile(
    r"^(?P<by>about|after|at|before|behind|below|by|during|for|from|in|of|on|over|under|with|within|without) "
    r"\w",
    re.I,
)


def in_place_of_the_rejected(said: str, last: str) -> str | None:
    """The question before with what is meant for what is rejected; None where it says no such thing.

    >>> in_place_of_the_rejected("better for users, not cheaper", "Is a PSP cheaper?")
    'Is a PSP better for users?'
    >>> in_place_of_the_rejected("over time, not money", "our pilot is running over budget")
    'our pilot is running over time'
    >>> in_place_of_the_rejected("the tender, not the pilot", "Who pays for a PSP?")
    """
    match = _NOT.match(said.strip())
    if not match:
        return None
    bare = re.sub(r"^(?:the|an?|our|my) ", "", match["rejected"].strip(), flags=re.I)
    held = re.search(rf"(?<!\w)(?:(?:the|an?|our|my) (?=\w))?{re.escape(bare)}(?!\w)", last, re.I)
    if held is None and (placed := _PLACED.match(match["meant"])):
        held = re.search(rf"\b{placed['by']} [\w'’-]+", last, re.I)
    return f"{last[: held.start()]}{match['meant'].strip()}{last[held.end() :]}" if held else None
