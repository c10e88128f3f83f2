"""Shorter: the short answer alone; of a short answer, its first sentence."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Ask again for less than was said before."""
    if len(last.said) <= 1:
        word = "That is the shortest the guide has it: one sentence."
        return Plan("shorter", word=word, offer=last.offered[:2])
    briefer = last.detail == "short" or len(last.said) <= 2
    return Plan("shorter", question=last.understood_as, detail="short", most=1 if briefer else 2)
