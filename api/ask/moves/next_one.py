"""The next one: the item of the list behind the one just explained."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_LACKING = "The sources name no next step after this. You could ask one of these."


def plan(last: Turn, said: str) -> Plan:
    """Explain the next item of a list that is gone through, or ask what comes after."""
    if not last.items or (last.item is None and not last.ordered):
        after = last.understood_as.rstrip("?.! ")
        return Plan(
            "next", question=f"What comes next, after: {after}?", avoid=frozenset(last.said),
            lacking=_LACKING, offer=last.offered[:3],
        )  # fmt: skip
    number = 0 if last.item is None else last.item + 1
    if number >= len(last.items):
        return Plan("next", word="That was the last point of the list.", offer=last.offered[:2])
    return Plan("next", question=f"{last.items[number].rstrip('.')}?", avoid=frozenset({last.items[number]}))
