"""Yes please: take what was offered, the first where no place is named."""

from api.ask.counting import counted
from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Ask the question that was offered."""
    if not last.offered:
        return Plan("yes", word="Nothing was offered before. What would you like to know?")
    place = counted(said)
    number = place.number if place and -1 <= place.number < len(last.offered) else 0
    return Plan("yes", question=last.offered[number], avoid=frozenset(last.said))
