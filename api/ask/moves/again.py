"""Start again: forget what was said."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Begin anew."""
    return Plan("again", word="Let us start again. What would you like to know about PSPs?")
