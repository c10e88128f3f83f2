"""The next one: the item of the list behind the one just explained."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Explain the next item, or say that there is none."""
    if not last.items:
        after = last.understood_as.rstrip("?.! ")
        question = f"What comes next, after: {after}?"
        return Plan("next", question=question, understood=last.understood_as, avoid=frozenset(last.said))
    number = 0 if last.item is None else last.item + 1
    if number >= len(last.items):
        return Plan("next", word="That was the last point of the list.", offer=last.offered[:2])
    return Plan("next", question=f"{last.items[number].rstrip('.')}?", avoid=frozenset({last.items[number]}))
