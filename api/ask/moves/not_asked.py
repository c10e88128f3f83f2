"""That is not what I asked: drop the answer, offer other readings."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Ask back; the answer that was turned down is no longer what the conversation is about."""
    word = "Sorry, that answer missed your question. Please put it in other words."
    return Plan("not-asked", word=word, offer=last.offered[:3])
