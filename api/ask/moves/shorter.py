"""Shorter: the first sentences of what was said."""

import re

from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_FEW = 2  # a longer answer is cut to so many sentences, a shorter one to one

_SHORTEST = "That is the shortest the guide has it."
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SO_MANY = re.compile(
    rf"\b(?P<count>[2-9]|{'|'.join(_COUNTS)}) (?:\w+ )?(?:bullets?|bullet points?|points?|lines|things|"
    rf"takeaways)\b|\b(?:top|main|key|first|best|biggest|just|only|pick|choose|the) (?:the )?(?:top |main |"
    rf"key |"
    rf"first )?(?P<so_many>[2-9]|{'|'.join(_COUNTS)})(?:,? (?:only|of (?:them|those|these|the \w+)|please|"
    rf"pls|"
    rf"will do|then|ones?|is enough|max))*[\s?.!]*$",
    re.I,
)


def points_wanted(said: str) -> int:
    """How many points are wished for; 0 where no number is given.

    >>> points_wanted("too long, 3 bullets"), points_wanted("the main two points"), points_wanted("shorter")
    (3, 2, 0)
    >>> points_wanted("top three only"), points_wanted("pick two of them"), points_wanted("number two")
    (3, 2, 0)
    """
    match = _SO_MANY.search(said)
    count = (match["count"] or match["so_many"]).lower() if match else ""
    return _COUNTS.get(count, int(count) if count.isdigit() else 0)


def plan(last: Turn, said: str) -> Plan:
    """Tell less than was said before."""
    if most := points_wanted(said):
        return Plan("shorter", question=last.understood_as, most=most, listed=True, word=_SHORTEST)
    sentences = sum(1 for s in last.statements if s.kind == "sentence")
    most = 1 if len(last.statements) <= _FEW + 1 or sentences == _FEW == len(last.statements) else _FEW
    return Plan("shorter", question=last.understood_as, most=most, word=_SHORTEST, offer=last.offered[:2])
