"""The other side: downsides after benefits, benefits after downsides."""

import re

from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_DARK = re.compile(
    r"\b(downsides?|disadvantages?|drawbacks?|risks?|dangers?|cons|problems?|goes? wrong|against)\b", re.I
)


def plan(last: Turn, said: str) -> Plan:
    """Ask for the side that was not told."""
    side = "benefits" if _DARK.search(last.understood_as) else "downsides"
    thing = last.topic or SUBJECT
    return Plan("other-side", question=f"What are the {side} of {thing}?", avoid=frozenset(last.said))
