"""The others: what else there is of the kind."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn


def plan(last: Turn, said: str) -> Plan:
    """Ask for the rest of the list, or for what stands beside the answer."""
    if last.item is not None and last.items:
        rest = [item for number, item in enumerate(last.items) if number != last.item]
        word = "The others are: " + " ".join(f"({n}) {item}" for n, item in enumerate(rest, start=1))
        return Plan("others", word=word, offer=tuple(f"{item.rstrip('.')}?" for item in rest[:2]))
    return Plan("others", question=last.understood_as, detail="full", avoid=frozenset(last.said))
