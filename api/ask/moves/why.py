"""Why: the reason for what was said."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Ask for the reason of the last question's answer."""
    about = last.understood_as.rstrip("?.! ")
    return Plan("why", question=f"Why: {about}?", understood=last.understood_as, avoid=frozenset(last.said))
