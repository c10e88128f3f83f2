"""Compare it with something else."""

import re

from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_COMPARE = re.compile(
    r"^(?:(?:can|could) you |please |now )?(?:compare (?:it|that|this|them)?\s*(?:with|to|against)|"
    r"(?:how|what) (?:does|do|is) (?:it|that|this|they) (?:compare|differ|different)\w*\s*(?:with|to|from)|"
    r"(?:how is it|is (?:it|that)) (?:any )?different (?:from|to|than)|versus|vs\.?|as opposed to|"
    r"compared (?:with|to))"
    r"\s+(?P<other>.{2,60}?)(?:\s+(?:as well|too|then|instead|please))*[\s?.!]*$",
    re.I,
)


def other_of(said: str) -> str | None:
    """What a follow-up asks to compare with, or None.

    >>> other_of("compare it with a grant"), other_of("how does that differ from normal tendering?")
    ('a grant', 'normal tendering')
    """
    match = _COMPARE.match(said.strip())
    return match["other"] if match else None


def plan(last: Turn, said: str) -> Plan:
    """Ask how the thing talked of differs from the other."""
    thing = last.topic or SUBJECT
    return Plan(
        "compare", question=f"How does {thing} differ from {other_of(said)}?", avoid=frozenset(last.said)
    )
