"""No: nothing of what was offered."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Leave it, and stay ready."""
    return Plan("no", word="All right. Ask something else whenever you like.", offer=last.offered[1:3])
