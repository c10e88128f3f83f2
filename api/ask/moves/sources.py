"""Who says so: the works behind the answer before."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Name what the answer before rests on."""
    return Plan("sources", question=last.understood_as, sources=True)
