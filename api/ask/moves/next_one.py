"""The next one: the item of the list behind the one just explained."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Explain the next item, or say that there is none."""
    if not last.items:
        word = "The answer before is no list, so it has no next point."
        return Plan("next", word=word, offer=last.offered[:2])
    number = 0 if last.item is None else last.item + 1
    if number >= len(last.items):
        return Plan("next", word="That was the last point of the list.", offer=last.offered[:2])
    return Plan("next", question=f"{last.items[number].rstrip('.')}?", avoid=frozenset({last.items[number]}))
