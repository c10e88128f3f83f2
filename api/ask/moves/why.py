"""Why: the reason for what was said."""

from api.ask.acts import why_of
from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_LACKING = "The sources give no reason for this beyond what was said."


def plan(last: Turn, said: str) -> Plan:
    """Ask for the reason of the last question's answer."""
    question = why_of(last.understood_as)
    return Plan(
        "why", question=question, avoid=frozenset(last.said), lacking=_LACKING, offer=last.offered[:2]
    )
