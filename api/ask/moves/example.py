"""An example: what a pilot did."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Ask the same of the pilots."""
    question = f"Which pilot is an example: {last.understood_as}"
    return Plan(
        "example",
        question=question,
        understood=last.understood_as,
        avoid=frozenset(last.said),
        folder="pilots",
    )
