"""Simpler: the first sentence, and the terms of the answer explained."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Ask again for the main point, with its terms explained."""
    return Plan("simpler", question=last.understood_as, detail="short", most=1, glossary=True)
