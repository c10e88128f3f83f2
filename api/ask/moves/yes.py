"""Yes please: take the first thing that was offered."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Ask the first question that was offered."""
    if last.offered:
        return Plan("yes", question=last.offered[0], avoid=frozenset(last.said))
    return Plan("yes", word="Nothing was offered before. What would you like to know?")
