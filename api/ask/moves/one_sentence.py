"""In one sentence: the first sentence of what was said."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Tell it in one sentence."""
    word = "The answer before is one sentence already."
    return Plan("one-sentence", question=last.understood_as, most=1, word=word, offer=last.offered[:2])
