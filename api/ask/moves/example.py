"""An example: what a pilot did."""

from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_LACKING = "The sources tell of no pilot that is an example of this."


def plan(last: Turn, said: str) -> Plan:
    """Ask the same of the pilots."""
    return Plan(
        "example", question=last.understood_as, avoid=frozenset(last.said), example=True, lacking=_LACKING,
        offer=last.offered[:2],
    )  # fmt: skip
