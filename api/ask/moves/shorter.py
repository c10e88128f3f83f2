"""Shorter: the first sentences of what was said."""

import re

from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_FEW = 2  # a longer answer is cut to so many sentences, a shorter one to one

_SHORTEST = "That is the shortest the guide has it."
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBER = rf"(?:[2-9]|{'|'.join(_COUNTS)})"
_SO_MANY = re.compile(
    rf"\b(?P<count>{_NUMBER}) (?:\w+ )?(?:bullets?|bullet points?|points?|lines|things|takeaways)\b|"
    rf"\b(?:top|main|key|first|best|biggest|just|only|pick|choose|the) (?:the )?(?:top |main |key |first )?"
    rf"(?P<so_many>{_NUMBER})(?:,? (?:only|of (?:them|those|these|the \w+)|please|pls|will do|then|ones?|"
    r"is enough|max))*[\s?.!]*$|"
    # "the two that matter most", "three most important ones"
    rf"\b(?P<best>{_NUMBER}) (?:(?:\w+ )?(?:that|which) (?:really |would )?(?:matter|count|help|make)s?\b"
    r".{0,25}|(?:most|really) (?:important|useful|urgent|pressing|serious)(?: \w+)?)[\s?.!]*$",
    re.I,
)
# a choice that the sources would have to make
_WEIGHED = re.compile(r"\b(?:top|main|key|best|biggest|most|matters?|pick|choose|important|counts?)\b", re.I)
_UNWEIGHED = "The sources do not rank these. The first of those that they name:"

# "give me the two that matter most", "the first two only", "narrow it down to the top three"
_WISH = re.compile(
    r"^(?:(?:and|ok|okay|so|please|no|well|right)\b[\s,]*)*(?:(?:can|could) you )?(?:(?:just|only|simply|"
    r"(?:give|gie|tell|show) (?:me|us)|i(?:'d)? (?:just |only )?(?:need|want|like)|pick|choose|name|(?:cut|"
    r"limit|narrow|keep|get|whittle) (?:it|that|them)(?: down)? to|what(?:'s| is| are| were)|"
    r"which(?: are| were)?|out)\b\s*)*"
    rf"(?:(?:the|your|my|a) )?(?:top |first |main |key |best |biggest |most important )*{_NUMBER}\b",
    re.I,
)
_MANY = 2  # so many points have to be there to choose among


def asks_for_so_many(said: str, last: Turn) -> bool:
    """Whether a follow-up wishes for some of the points of the answer before, and for nothing else.

    >>> told = Turn("What are the risks?", "a PSP", ("It is late.", "It costs.", "It ends."), True)
    >>> wishes = ("give me the two that matter most", "the first two only", "just the top three.")
    >>> [asks_for_so_many(said, told) for said in wishes]
    [True, True, True]
    >>> others = ("explain the first two", "give me two examples", "the two lead bodies")
    >>> [asks_for_so_many(said, told) for said in others]
    [False, False, False]
    """
    points = len(last.items)
    return bool(_WISH.match(said.strip())) and points > _MANY and 0 < points_wanted(said) <= points


def points_wanted(said: str) -> int:
    """How many points are wished for; 0 where no number is given.

    >>> points_wanted("too long, 3 bullets"), points_wanted("the main two points"), points_wanted("shorter")
    (3, 2, 0)
    >>> points_wanted("give me the two that matter most"), points_wanted("three most important ones")
    (2, 3)
    >>> points_wanted("top three only"), points_wanted("pick two of them"), points_wanted("number two")
    (3, 2, 0)
    """
    match = _SO_MANY.search(said)
    count = (match["count"] or match["so_many"] or match["best"]).lower() if match else ""
    return _COUNTS.get(count, int(count) if count.isdigit() else 0)


def plan(last: Turn, said: str) -> Plan:
    """Tell less than was said before."""
    if most := points_wanted(said):
        ranked = _WEIGHED.search(said) and not last.ordered and len(last.items) >= most
        leading = _UNWEIGHED if ranked else ""
        return Plan(
            "shorter", question=last.understood_as, most=most, listed=True, word=_SHORTEST, leading=leading
        )
    sentences = sum(1 for s in last.statements if s.kind == "sentence")
    most = 1 if len(last.statements) <= _FEW + 1 or sentences == _FEW == len(last.statements) else _FEW
    return Plan("shorter", question=last.understood_as, most=most, word=_SHORTEST, offer=last.offered[:2])
