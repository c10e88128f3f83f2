"""Thanks: a word back."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Say that more may be asked."""
    return Plan(
        "thanks", word="You are welcome. Ask something else whenever you like.", offer=last.offered[:2]
    )
