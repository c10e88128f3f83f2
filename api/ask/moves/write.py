"""Write me something: the guide quotes and does not draft."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Say what the guide can and cannot do."""
    word = "The guide quotes reviewed sentences and cannot draft text. The answer before can be copied."
    return Plan("write", word=word, offer=last.offered[:2])
