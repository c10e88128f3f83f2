"""Which of two that were just compared is quicker, cheaper, easier or less risky."""

import re

from api.ask.acts import without_opening
from api.ask.moves.plan import Plan
from api.ask.pairs import pair_of
from api.ask.subject import ONE_PSP
from api.ask.turn import Turn

_WHICH = re.compile(
    r"^(?:which|what)(?: one| of (?:them|the two|these|those|both))?(?: (?:is|are|would be|will be|works out|"
    r"comes out|turns out|gets|gives|takes|costs|needs|has|carries|means|would|will|does))+(?: the)? "
    r"(?:[\w-]+ ?){1,4}?(?: (?:of (?:the two|them)|then|though|overall|really|normally|usually|for us|do you "
    r"think))*[\s?.!]*$|"
    r"^which(?: one)? (?:takes|costs|saves|lasts) (?:[\w-]+ ?){1,3}[\s?.!]*$",
    re.I,
)
# what is measured, and how it is asked of one of the two
_MEASURES = (
    (r"quick|fast|slow|soon|long|time|speed", "How long does {it} take?"),
    (r"cheap|cost|dear|expensive|money|price", "What does {it} cost?"),
    (r"risk|safe|danger", "What are the risks of {it}?"),
    (r"eas|simpl|hard|difficult|work|hassle|paper|bother|effort|complicated", "How much work is {it}?"),
)  # fmt: skip
_A_PSP = re.compile(rf"\b{ONE_PSP}s?\b", re.I)


def asks_which_is_more(said: str, last: Turn) -> bool:
    """Whether a follow-up asks which of the two just compared comes out better on a measure.

    >>> two = Turn("How does a PSP differ from a grant?", "a PSP", (), True)
    >>> said = ("which is quicker", "which one costs more?", "which is it")
    >>> [asks_which_is_more(one, two) for one in said]
    [True, True, False]
    >>> asks_which_is_more("which is quicker", Turn("What is a grant?", "a grant", (), True))
    False
    """
    return bool(pair_of(last.understood_as) and _measured(said))


def _measured(said: str) -> str:
    """How what a follow-up measures the two by is asked of one; "" where it measures nothing."""
    asked = without_opening(said.strip())
    match = _WHICH.match(asked)
    return next((alone for sign, alone in _MEASURES if match and re.search(sign, asked, re.I)), "")


def plan(last: Turn, said: str) -> Plan:
    """Ask it of the two; where no source compares them so, of the one that is a PSP, and say so."""
    pair, measured = pair_of(last.understood_as), _measured(said)
    if pair is None or not measured:
        raise ValueError("no two things were compared")
    one, two = sorted(pair, key=lambda thing: not _A_PSP.search(thing))
    one = "a PSP" if _A_PSP.search(one) else one
    asks = without_opening(said.strip()).rstrip("?.! ")
    asks = re.sub(
        r"^(?:which|what)(?: one| of (?:them|the two|these|those|both))?", "Which", asks, flags=re.I
    )
    lacking = f"The sources do not set the two against each other on that: {small_which(asks)}."
    alone = measured.format(it=one)
    return Plan(
        "measured", question=f"{asks}, {one} or {two}?", avoid=frozenset(last.said), lacking=lacking,
        instead=(alone, f"{lacking} Of {one} they say:"),
        offer=(alone, measured.format(it=two)),
    )  # fmt: skip


def small_which(asks: str) -> str:
    """ "Which is quicker" inside a sentence.

    >>> small_which("Which is quicker")
    'which is quicker'
    """
    return f"{asks[:1].lower()}{asks[1:]}"
