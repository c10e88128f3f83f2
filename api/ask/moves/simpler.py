"""Simpler: the first sentence, and the terms of the answer explained."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Tell the main point, with its terms explained."""
    word = "That is the plainest wording the guide has. Ask what a word in it means, or for an example."
    return Plan(
        "simpler", question=last.understood_as, most=1, glossary=True, word=word, offer=last.offered[:2]
    )
