"""More: what the section says beyond the answer before, then the next section."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Ask again in full, without what was said."""
    return Plan("more", question=last.understood_as, detail="full", avoid=frozenset(last.said))
