"""As a list: the points of the answer before, or of the last one that had points, one under the other."""

from collections.abc import Sequence

from api.ask.moves.plan import Plan
from api.ask.moves.shorter import points_wanted
from api.ask.turn import Turn

_FEWEST = 2


def plan(last: Turn, said: str, turns: Sequence[Turn] = ()) -> Plan:
    """Tell again the last answer of at least two points; where none has, what more there is, or say so."""
    told = [turn for turn in (*turns, last) if turn.answered and turn.move != "sources"]
    listed = next((turn for turn in reversed(told) if _points(turn) >= _FEWEST), None)
    if listed is None:
        word = "The answer before is a single point, so there is nothing to put in a list."
        return Plan(
            "list", question=last.understood_as, detail="full", avoid=frozenset(last.said), lacking=word,
            offer=last.offered[:2],
        )  # fmt: skip
    word = "The guide has no more points on this than the answer before."
    return Plan(
        "list",
        question=listed.understood_as,
        again=listed,
        listed=True,
        word=word,
        most=points_wanted(said) or None,
    )


def _points(turn: Turn) -> int:
    return sum(1 for said in turn.statements if said.kind != "lead")
