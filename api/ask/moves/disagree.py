"""Whether others say otherwise: what else the sources say of it, or that none is known to."""

import re

from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_OTHERS = r"(?:others?|anyone|anybody|(?:any |the )?(?:other )?sources?|people|experts?)"
_DISAGREE = re.compile(
    r"^(?:(?:and|but|so|ok)\b[\s,]*)*(?:"
    rf"(?:do|does|did|would|has|have) {_OTHERS}(?: \w+)? (?:disagreed?|agreed?|say otherwise|said otherwise|"
    r"see it differently|say (?:something|anything) (?:else|different)|think differently|"
    r"contradict(?:ed)?|disputed?)"
    r"(?: (?:with|on|about) (?:that|this|it)| (?:that|this|it))?|"
    r"(?:is|was) (?:that|this|it) (?:disputed|contested|agreed|controversial|challenged)(?: by anyone)?|"
    r"(?:are there|is there|any) (?:any )?(?:other |different |opposing )(?:views?|"
    r"opinions?)(?: on (?:that|this|it))?|"
    r"does everyone agree(?: (?:with|on) (?:that|this|it))?)"
    r"(?: though| then)?[\s?.!]*$",
    re.I,
)
_WORD = (
    "The guide cannot say who disagrees: it does not keep sources for and against an answer apart. "
    "Look at the sources of the answer before, or ask what is not known."
)


def asks_who_disagrees(said: str) -> bool:
    """Whether a follow-up asks if somebody says otherwise.

    >>> asks_who_disagrees("do others disagree?"), asks_who_disagrees("does anyone disagree with that")
    (True, True)
    >>> asks_who_disagrees("what if partners disagree"), asks_who_disagrees("do we have to agree")
    (False, False)
    """
    return bool(_DISAGREE.match(said.strip()))


def plan(last: Turn, said: str) -> Plan:
    """Say how far the guide can tell; offer the sources and what is not known."""
    return Plan("disagree", word=_WORD, offer=("What do we not know about PSPs?", *last.offered[:1]))
