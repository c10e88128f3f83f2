"""In one sentence: the first sentence of the short answer."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Ask again for one sentence."""
    if len(last.said) == 1:
        return Plan("one-sentence", word="The answer before is one sentence already.", offer=last.offered[:2])
    return Plan("one-sentence", question=last.understood_as, detail="short", most=1)
