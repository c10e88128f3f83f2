"""As a list: the points of the answer before, or of the last one that had points, one under the other."""

from collections.abc import Sequence

from api.ask.acts import without_opening
from api.ask.counting import NAME_THEM
from api.ask.fresh import SAID_ALREADY
from api.ask.moves.plan import Plan
from api.ask.moves.shorter import points_wanted
from api.ask.turn import Turn

_FEWEST = 2
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


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


def asks_to_name(said: str, last: Turn) -> bool:
    """Whether a follow-up asks to name those whom the answer before named already.

    >>> last = Turn("Who ran it?", None, ("A", "B", "C"), True, said=("Three ran it: A, B and C.",))
    >>> asks_to_name("name all three", last), asks_to_name("name all four", last)
    (True, False)
    """
    match = NAME_THEM.match(without_opening(said.strip()))
    told = " ".join(last.said)
    if not match or len(last.items) < _FEWEST or not all(item in told for item in last.items):
        return False
    return not match["many"] or match["many"].lower() == _NUMBERS[min(len(last.items), len(_NUMBERS) - 1)]


def told_again(last: Turn, said: str) -> Plan:
    """The answer before once more, which names them."""
    return Plan("list", question=last.understood_as, again=last, leading=SAID_ALREADY)


def _points(turn: Turn) -> int:
    return sum(1 for said in turn.statements if said.kind != "lead")
